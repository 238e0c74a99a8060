"""A title as the words that tell what the job is, the same in French and English.

Titles of posts mix languages, genders, seniority, places and technologies (« Ingénieure DevOps
confirmée (H/F) – Lyon », "Senior Java Developer"). A :class:`Lexicon` reduces one to words of one
vocabulary; what says the same and what says nothing is data (`data/names/words.yaml`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from cigref_kg.base.collation import fold
from cigref_kg.insight.names.spelling import EMPTY_WORDS, query_words, stem, typing_errors
from cigref_kg.records.job_names import JobNames
from cigref_kg.records.shipped import shipped_job_names

_MARK = re.compile(r"[^a-z0-9\s]")
_SEPARATORS = re.compile(r"[^a-z0-9+#]+")
GENDERS = re.compile(r"\(?\b[hfmxwd]\s*/\s*[hfmxwd](?:\s*/\s*[xdn])?\b\)?", re.IGNORECASE)
_INCLUSIVE = re.compile(
    r"(?<=[^\W\d_])[·•∙⋅․.(/\-](?:e|se|euse|trice|rice|ne|nne|ere|iere|re|fe|ienne|ve)"
    r"(?:[·•∙⋅․.\-]?s)?\.?\)?(?![a-z])"
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?", re.IGNORECASE)
_TWICE = re.compile(r"\b([\w-]{3,}) ?/ ?([\w-]{3,})\b")
_SIGNS = (
    ("c++", " cplusplus "), ("c#", " csharp "), (".net", " dotnet "), ("node.js", "nodejs"),
    ("vue.js", "vuejs"), ("next.js", "nextjs"), ("pl/sql", "plsql"), ("z/os", "zos"),
)  # fmt: skip
_SEGMENTS = re.compile(r"\s+[-–—|:•/]\s+|\s*[|;()\[\]–—]\s*|,\s+|\s*/\s*(?=[A-Za-zÀ-ÿ]{4})")
_FIELD, _DEPARTMENT = "it", "dsi"
"""The field of all jobs of the nomenclature; the department that works in it, and who heads it."""
_HEADS = frozenset({"chef", "director", "head", "manager", "officer", "responsible", _DEPARTMENT})
_LAST = "\uffff"  # sorts behind all letters
_LEAST_CUT = 2  # letters of a word that is cut off, for it to be completed
_LONG = 6
"""Letters from which on a word of an expression may have a typing error."""
_LINKS = frozenset("a au aux d de du en l la le les of the".split())
"""Words that titles leave out of expressions: « base données », « chef projet »."""
_LONGEST = 200  # characters of a title that are looked at


class Lexicon:
    """What the words of titles mean."""

    def __init__(self, names: JobNames) -> None:
        words = names.words
        self._by_abbreviation = {
            short: word for word, shortened in words.abbreviations.items() for short in shortened
        }
        self._by_expression = {
            _bare(expression.split()): meaning
            for meaning, expressions in words.expressions.items()
            for expression in expressions
        }
        longest_first = sorted(self._by_expression, key=len, reverse=True)
        self._expression = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
        spelt = [each.split() for each in self._by_expression]
        # The first word of each: most titles have none, and need not be looked through.
        self._beginnings = frozenset(each[0] for each in spelt)
        parts = sorted({word for each in spelt for word in each if len(word) >= _LONG})
        # No typing error is in the first letter.
        self._parts = {letter: list(each) for letter, each in groupby(parts, key=itemgetter(0))}
        self._expressions = sorted(self._by_expression)
        self._by_word = {
            stem(word): meaning for meaning, spelt in words.words.items() for word in spelt
        }
        for meaning in words.words:
            self._by_word.setdefault(stem(meaning), meaning)
        silent = words.noise | words.places
        self._noise = frozenset(stem(word) for word in silent) | silent
        self._roles, self._general = words.roles, words.general
        self._leading = words.leading
        self._goods = frozenset(map(self._meaning, words.goods))
        self._sectors = frozenset(map(self._meaning, words.sectors)) | self._goods
        self._near: dict[str, dict[str, float]] = {}
        for one, other, closeness in words.related:
            self._relate(one, other, closeness)
            self._relate(other, one, closeness)
        told: dict[str, Mapping[str, float]] = {
            stem(name): group.tells for group in names.technologies for name in group.names
        }
        # A name that is spelt as another word means that word.
        self._technologies = frozenset(told.keys() - self._by_word.keys())
        for name in self._technologies:
            for word, closeness in told[name].items():
                self._relate(name, word, closeness)
        self._known = EMPTY_WORDS.union(
            {
                *self._by_word,
                *map(stem, parts),
                *self._technologies,
                *self._noise,
                *self._sectors,
            }
        )
        self._respelt = lru_cache(maxsize=20_000)(self._respelt_once)
        self.title_words = lru_cache(maxsize=20_000)(self._title_words)

    def _relate(self, words: str, others: str, closeness: float) -> None:
        for word in map(self._meaning, words.split()):
            for other in map(self._meaning, others.split()):
                near = self._near.setdefault(word, {})
                if word != other:
                    near[other] = max(near.get(other, 0.0), closeness)

    def _meaning(self, word: str) -> str:
        stemmed = stem(word)
        return self._by_word.get(stemmed, stemmed)

    def _title_words(self, title: str) -> tuple[str, ...]:
        """Return the words of a job title that tell what the job is, in one language for both.

        >>> lexicon().title_words("Cheffe de projet informatique confirmée (H/F) – Lyon")
        ('projectmanager', 'it')
        """
        folded = fold(title[:_LONGEST])
        if _MARK.search(folded):  # most names have none
            folded = _DOTTED.sub(lambda each: each[0].replace(".", ""), GENDERS.sub(" ", folded))
            for sign, name in _SIGNS:
                folded = folded.replace(sign, name)
            folded = _TWICE.sub(_once, _INCLUSIVE.sub("", folded))
            folded = _SEPARATORS.sub(" ", folded)
        written = [self._by_abbreviation.get(word, word) for word in folded.split()]
        joined = self._joined(written) or self._joined(map(self._respelt, written))
        stems = query_words(joined or " ".join(written))
        told = [
            self._by_word.get(word, word)
            for word in stems
            if word not in self._noise and not word.isdecimal()
        ]
        return tuple(dict.fromkeys(self._placed(told) or stems))

    def _placed(self, words: list[str]) -> list[str]:
        """Return words where the name of the department is a field, unless it is the job.

        « Responsable qualité DSI » works in the department that « DSI adjoint » heads.
        """
        at = words.index(_DEPARTMENT) if _DEPARTMENT in words else 0
        if not at or _HEADS.issuperset(words):
            return words
        return [*words[:at], _FIELD, *words[at + 1 :]] if any(map(self.is_role, words)) else words

    def _joined(self, written: Iterable[str]) -> str:
        """Return a title with one word for each expression in it; empty if it has none."""
        bare = _bare(written)
        if self._beginnings.isdisjoint(bare.split()):
            return ""
        whole = self._completed(bare)
        joined, found = self._expression.subn(lambda each: self._by_expression[each[0]], whole)
        return joined if found else ""

    def _completed(self, bare: str) -> str:
        """Return a title whose end is cut off with the expression that it begins, if one is meant.

        Human resources systems keep 20 to 40 letters: « RESPONSABLE DES SYSTEMES D’INFOR ».
        """
        words = bare.split()
        if len(words[-1]) < _LEAST_CUT or stem(words[-1]) in self._known:
            return bare
        for start in range(len(words) - 1):
            end = " ".join(words[start:])
            first = bisect_left(self._expressions, end)
            begun = self._expressions[first : bisect_left(self._expressions, end + _LAST)]
            if len({self._by_expression[each] for each in begun}) == 1:
                return " ".join([*words[:start], begun[0]])
        return bare

    def _respelt_once(self, word: str) -> str:
        """Return the one word of an expression that a word which nobody knows misspells, or it."""
        if len(word) < _LONG or stem(word) in self._known:
            return word
        near = [each for each in self._parts.get(word[0], ()) if typing_errors(word, each, 1)]
        return near[0] if len(near) == 1 else word

    def related(self, word: str) -> Mapping[str, float]:
        """Return the words that say nearly the same as ``word``, with how nearly (0 to 1)."""
        return self._near.get(word, {})

    def spellings(self) -> Mapping[str, str]:
        """Return every spelling that titles may use, with the word that stands for it."""
        return self._by_word

    def is_technology(self, word: str) -> bool:
        """Tell whether a word names a product, a language or a norm."""
        return word in self._technologies

    def is_sector(self, word: str) -> bool:
        """Tell whether a word names the field of an employer rather than of a job."""
        return word in self._sectors

    def is_of_goods(self, word: str) -> bool:
        """Tell whether a word names the field of an employer that makes or trades goods."""
        return word in self._goods

    def is_general(self, word: str) -> bool:
        """Tell whether other trades use a word as much."""
        return word in self._general

    def is_department(self, words: tuple[str, ...]) -> bool:
        """Tell whether some words name the department of information technology alone."""
        return words == (_DEPARTMENT,)

    def leads(self, words: Iterable[str]) -> bool | None:
        """Tell whether some words name who leads people or projects; ``None`` if both may be."""
        roles = set(filter(self.is_role, words))
        if not roles.isdisjoint(self._leading):
            return True
        near = any(not self._leading.isdisjoint(self.related(role)) for role in roles)
        return None if near or not roles else False

    def is_role(self, word: str) -> bool:
        """Tell whether a word names a kind of job, whatever its field."""
        return word in self._roles


def _bare(words: Iterable[str]) -> str:
    """Return an expression without what links its words, unless one alone is left.

    >>> _bare(["bases", "de", "donnees"]), _bare(["de", "proximite"])
    ('bases donnees', 'de proximite')
    """
    written = list(words)
    telling = [word for word in written if word not in _LINKS]
    return " ".join(telling if len(telling) > 1 else written)


def _once(match: re.Match[str]) -> str:
    """Return the masculine of a word that a title gives in both genders."""
    masculine, feminine = match.groups()
    alike = stem(masculine) == stem(feminine) or feminine.startswith(masculine[:-2])
    return masculine if alike else match[0]


_EDGES = " -–—"
"""What is left at the ends of a part when a sign beside it is gone."""


def segments(title: str) -> tuple[str, ...]:
    """Return the parts of a title that signs set apart, in their order.

    >>> segments("Scrum Master / Coach agile (H/F) - Paris")
    ('Scrum Master', 'Coach agile', 'Paris')
    """
    bare = _TWICE.sub(_once, _INCLUSIVE.sub("", GENDERS.sub(" ", title[:_LONGEST])))
    return tuple(part for part in (each.strip(_EDGES) for each in _SEGMENTS.split(bare)) if part)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon that cigref-kg ships."""
    return Lexicon(shipped_job_names())
