"""What a text mentions: jobs, competences, aspects and families by code or name, levels, words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from cigref_kg.base.collation import fold
from cigref_kg.base.model import Names, Nomenclature
from cigref_kg.insight.names.spelling import EMPTY_WORDS, normal_code, stem
from cigref_kg.records.shipped import shipped_job_names

_TOKEN = re.compile(r"\w+(?:[./]\d+)*")
_QUOTED = re.compile(r"«\s*([^»]+?)\s*»|“([^”]+)”|\"([^\"]+)\"")
_LEVEL_BEFORE = frozenset(("niveau", "niveaux", "level", "levels", "niv"))
_LEAST_BEFORE = frozenset(("a", "at", "moins", "least", "minimum"))
_AFTER_RANK = frozenset(
    ("", "ou", "or", "et", "and", "minimum", "mini", "au", "plus", "qui", "which")
)
"""What follows a level that nothing calls so: « E.8 à 4 ou plus », but « à 3 compétences »."""
_STARS_AFTER = frozenset(("etoile", "etoiles", "star", "stars"))
_RANKS: Mapping[str, str] = {
    **{rank: rank for rank in "12345"},
    **dict(zip(("un", "deux", "trois", "quatre", "cinq"), "12345", strict=True)),
    **dict(zip(("one", "two", "three", "four", "five"), "12345", strict=True)),
}
_WITHIN = re.compile(r"[a-e]\.?\d{1,2}[./]([1-5])")
"""A competence at a level: ``e.8/4``."""
_PREFIX = 6
"""Letters of a stem that tell words apart: enough for « mentionne » and « mentionnent »."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    folded: str
    start: int
    end: int
    meant: str = ""
    """What it is spelt without its typing error, if it has one."""

    @property
    def root(self) -> str:
        """What words of one family share."""
        word = self.meant or self.folded
        return word if word[0].isdigit() else stem(word)[:_PREFIX]


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens that stand for a value."""

    first: int
    last: int
    value: str
    is_sure: bool = True
    """Whether it is a value whatever is asked; words that nobody quoted may be mere words."""


def tokens(text: str) -> list[Token]:
    """Return the words of a text, folded, with their places.

    >>> [token.folded for token in tokens("Qui a besoin de l’E.8 ?")]
    ['qui', 'a', 'besoin', 'de', 'l', 'e.8']
    """
    return [Token(fold(found[0]), *found.span()) for found in _TOKEN.finditer(text)]


class _Thing(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def names(self) -> Names: ...


Finder = Callable[[Sequence[Token], str], Iterator[Mention]]
"""Finds the mentions of one kind."""


class Named:
    """Finds things by code or by any of their names, the longest name first.

    Args:
        things: codes with names.
    """

    def __init__(self, things: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._codes: set[str] = set()
        self._names: dict[tuple[str, ...], str] = {}
        self.words: set[str] = set()
        for code, names in things:
            self._codes.add(code)
            for name in names:
                spelt = tokens(name)
                self.words.update(word.folded for word in spelt)
                key = tuple(_roots(spelt))
                if key:
                    self._names.setdefault(key, code)
        self._longest = max(map(len, self._names), default=0)

    def __call__(self, words: Sequence[Token], text: str) -> Iterator[Mention]:
        """Yield the mentions in order."""
        meaning = [at for at, word in enumerate(words) if _means(word, at, text)]
        place = 0
        while place < len(meaning):
            found = self._code_at(words, meaning[place], text) or self._name_at(
                words, meaning, place
            )
            if found is None:
                place += 1
                continue
            yield found
            place = next((n for n, at in enumerate(meaning) if at > found.last), len(meaning))

    def code(self, written: str) -> str | None:
        """Return the code of what is written, a code or a name; ``None`` if there is none."""
        normal = normal_code(written)
        if normal in self._codes:
            return normal
        return self._names.get(tuple(_roots(tokens(written))))

    def _code_at(self, words: Sequence[Token], at: int, text: str) -> Mention | None:
        written = text[words[at].start : words[at].end]
        normal = written if _is_letter(words[at], at, text) else normal_code(written)
        normal = (normal or "").partition("/")[0]
        if normal in self._codes and not _is_rank(words, at):
            return Mention(at, at, normal)
        return None

    def _name_at(
        self, words: Sequence[Token], meaning: Sequence[int], place: int
    ) -> Mention | None:
        for length in range(min(self._longest, len(meaning) - place), 0, -1):
            covered = meaning[place : place + length]
            code = self._names.get(tuple(words[at].root for at in covered))
            if code is not None:
                return Mention(covered[0], covered[-1], code)
        return None


def levels(words: Sequence[Token], text: str) -> Iterator[Mention]:  # noqa: ARG001  (a Finder)
    """Yield a proficiency level: “niveau 4”, “level four”, “at least 4”, the 4 of “E.8/4”."""
    for at, word in enumerate(words):
        within = _WITHIN.fullmatch(word.folded)
        if within:
            yield Mention(at + 1, at, within[1])  # no word of its own
            return
        if at and word.folded in _RANKS and words[at - 1].folded in _LEVEL_BEFORE:
            yield Mention(at - 1, at, _RANKS[word.folded])
            return
    for at, word in enumerate(words):
        after = words[at + 1].folded if at + 1 < len(words) else ""
        before = words[at - 1].folded if at else ""
        if word.folded in "12345" and before in _LEAST_BEFORE and after in _AFTER_RANK:
            yield Mention(at, at, word.folded)
            return


def stars(words: Sequence[Token], text: str) -> Iterator[Mention]:  # noqa: ARG001
    """Yield a number of stars: “4 étoiles”, “four stars”."""
    for at, word in enumerate(words[:-1]):
        if word.folded in _RANKS and words[at + 1].folded in _STARS_AFTER:
            yield Mention(at, at + 1, _RANKS[word.folded])
            return


class Years:
    """Finds editions by their years.

    Args:
        years: of the editions.
    """

    def __init__(self, years: Iterable[str]) -> None:
        self._years = frozenset(years)

    def __call__(self, words: Sequence[Token], text: str) -> Iterator[Mention]:  # noqa: ARG002
        """Yield the last year that is one of an edition, with the word before if it says so."""
        found = [at for at, word in enumerate(words) if word.folded in self._years]
        for at in found[-1:]:
            is_called = at > 0 and words[at - 1].folded == "edition"
            yield Mention(at - is_called, at, words[at].folded)


class Words:
    """Finds the words that are looked for: quoted ones, or those that no question has.

    Args:
        vocabulary: the roots of the words by which questions are asked.
        others: find what has a name or a code, and so is no mere word unless it is quoted.
    """

    def __init__(self, vocabulary: set[str], others: Sequence[Finder]) -> None:
        self._vocabulary = vocabulary
        self._others = others

    def __call__(self, words: Sequence[Token], text: str) -> Iterator[Mention]:
        """Yield the words, once."""
        quoted = _QUOTED.search(text)
        if quoted is not None:
            held = [at for at, word in enumerate(words) if _within(word, quoted)]
            if held:
                yield Mention(held[0], held[-1], next(filter(None, quoted.groups())))
            return
        runs: list[list[int]] = [[]]
        for at, word in enumerate(words):
            if word.folded in EMPTY_WORDS:
                continue
            if replace(word, meant="").root in self._vocabulary:
                runs.append([])
            else:
                runs[-1].append(at)
        longest = max(reversed(runs), key=len)
        named = [each for find in self._others for each in find(words, text)]
        found = next((each for each in named if not longest or _overlap(each, longest)), None)
        if found or longest:
            first, last = (found.first, found.last) if found else (longest[0], longest[-1])
            value = text[words[first].start : words[last].end]
            yield Mention(first, last, value, is_sure=False)


def _overlap(mention: Mention, places: Sequence[int]) -> bool:
    return mention.first <= places[-1] and places[0] <= mention.last


def competences_named(nomenclature: Nomenclature) -> Named:
    """Return what finds competences by code or name."""
    return Named(_named(nomenclature.framework.competences))


def things_named(nomenclature: Nomenclature) -> Mapping[str, Named]:
    """Return what finds things by code or name, by parameter of the worked questions."""
    framework = nomenclature.framework
    editions = [nomenclature.at(year).content for year in nomenclature.edition]
    jobs = [*_named(each for one in editions for each in one.profiles)]
    # What the market calls a job comes after what the nomenclature does.
    market = [
        (code, (*names.synonyms, *names.specialisations))
        for code, of in shipped_job_names().profiles.items()
        for names in of.values()
    ]
    profiles = Named([*jobs, *market])
    families = [*_named(each for one in editions for each in one.families)]
    areas = [*_named(framework.areas)]
    return {
        **dict.fromkeys(("profile", "from", "to", "covering", "covered"), profiles),
        "competence": competences_named(nomenclature),
        "aspect": Named(_named(framework.aspects)),
        "family": Named(families),
        "top": Named([*areas, *families]),
    }


def finders(nomenclature: Nomenclature, vocabulary: set[str]) -> Mapping[str, Finder]:
    """Return what finds the values of each parameter of the worked questions."""
    named = things_named(nomenclature)
    others = [named[kind] for kind in ("profile", "competence", "aspect")]
    return {
        **named,
        "edition": Years(map(str, nomenclature.edition)),
        "level": levels,
        "stars": stars,
        "words": Words(vocabulary, others),
    }


def _roots(words: Iterable[Token]) -> list[str]:
    return [word.root for word in words if word.folded not in EMPTY_WORDS]


def _named(things: Iterable["_Thing"]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the codes of things with their names."""
    yield from ((each.code, tuple(_all_names(each.names))) for each in things)


def _all_names(names: Names) -> Iterator[str]:
    yield from (words for _, words in names.title.items())
    for listed in (*names.alternative.values(), *names.hidden.values()):
        yield from listed


def _means(word: Token, at: int, text: str) -> bool:
    return word.folded not in EMPTY_WORDS or _is_letter(word, at, text)


def _is_letter(word: Token, at: int, text: str) -> bool:
    """Whether a word is the letter of an area, which « a » in a sentence is not."""
    written = text[word.start : word.end]
    return at > 0 and len(written) == 1 and written.isupper()


def _is_rank(words: Sequence[Token], at: int) -> bool:
    """Whether a number is a level or stars, not the number of a family."""
    before = words[at - 1].folded if at else ""
    after = words[at + 1].folded if at + 1 < len(words) else ""
    return before in _LEVEL_BEFORE or after in _STARS_AFTER


def _within(word: Token, quoted: "re.Match[str]") -> bool:
    return quoted.start() <= word.start and word.end <= quoted.end()
