"""A title as the words that tell what the job is, the same in French and English.

Titles of posts mix languages, genders, seniority, places and technologies (« Ingénieure DevOps
confirmée (H/F) – Lyon », "Senior Java Developer"). A :class:`Lexicon` reduces one to words of one
vocabulary; what says the same and what says nothing is data (`data/names/words.yaml`).
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from cigref_kg.base.collation import fold
from cigref_kg.insight.names.spelling import query_words, stem
from cigref_kg.records.job_names import JobNames
from cigref_kg.records.shipped import shipped_job_names

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[^a-z0-9\s]")
_SEPARATORS = re.compile(r"[^a-z0-9+#]+")
GENDERS = re.compile(r"\(?\b[hfmxwd]\s*/\s*[hfmxwd](?:\s*/\s*[xdn])?\b\)?", re.IGNORECASE)
_INCLUSIVE = re.compile(
    r"(?<=[a-z])[·•∙⋅․.(/\-](?:e|se|euse|trice|rice|ne|nne|ere|iere|re|fe|ienne|ve)"
    r"(?:[·•∙⋅․.\-]?s)?\.?\)?(?![a-z])"
)
_TWICE = re.compile(r"\b([\w-]{3,}) ?/ ?([\w-]{3,})\b")
_SIGNS = (
    ("c++", " cplusplus "), ("c#", " csharp "), (".net", " dotnet "), ("node.js", "nodejs"),
    ("vue.js", "vuejs"), ("next.js", "nextjs"), ("pl/sql", "plsql"), ("z/os", "zos"),
)  # fmt: skip
_SEGMENTS = re.compile(r"\s+[-–—|:•/]\s+|\s*[|;()\[\]–—]\s*|,\s+|\s*/\s*(?=[A-Za-zÀ-ÿ]{4})")
_LONGEST = 200  # characters of a title that are looked at


class Lexicon:
    """What the words of titles mean."""

    def __init__(self, names: JobNames) -> None:
        words = names.words
        self._by_abbreviation = {
            short: word for word, shortened in words.abbreviations.items() for short in shortened
        }
        self._by_expression = {
            expression: meaning
            for meaning, expressions in words.expressions.items()
            for expression in expressions
        }
        longest_first = sorted(self._by_expression, key=len, reverse=True)
        self._expression = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
        # The first word of each: most titles have none, and need not be looked through.
        self._beginnings = frozenset(_WORD.findall(each)[0] for each in self._by_expression)
        self._by_word = {
            stem(word): meaning for meaning, spelt in words.words.items() for word in spelt
        }
        for meaning in words.words:
            self._by_word.setdefault(stem(meaning), meaning)
        silent = words.noise | words.places
        self._noise = frozenset(stem(word) for word in silent) | silent
        self._roles, self._general = words.roles, words.general
        self._sectors = frozenset(self._meaning(word) for word in words.sectors)
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
        self.title_words = lru_cache(maxsize=20_000)(self._title_words)

    def _relate(self, words: str, others: str, closeness: float) -> None:
        for word in words.split():
            for other in others.split():
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
            folded = GENDERS.sub(" ", folded)
            for sign, name in _SIGNS:
                folded = folded.replace(sign, name)
            folded = _TWICE.sub(_once, _INCLUSIVE.sub("", folded))
            folded = _SEPARATORS.sub(" ", folded)
        written = folded.split()
        spaced = " ".join(self._by_abbreviation.get(word, word) for word in written)
        if not self._beginnings.isdisjoint(_WORD.findall(spaced)):
            spaced = self._expression.sub(lambda match: self._by_expression[match[0]], spaced)
        stems = query_words(spaced)
        told = [
            self._by_word.get(word, word)
            for word in stems
            if word not in self._noise and not word.isdecimal()
        ]
        return tuple(dict.fromkeys(told or stems))

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

    def is_general(self, word: str) -> bool:
        """Tell whether other trades use a word as much."""
        return word in self._general

    def is_role(self, word: str) -> bool:
        """Tell whether a word names a kind of job, whatever its field."""
        return word in self._roles


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
