"""What a text mentions: jobs, competences, aspects and families by code or name, levels, words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cigref_kg.base.collation import fold
from cigref_kg.base.model import Names, Nomenclature
from cigref_kg.insight.names.spelling import EMPTY_WORDS, normal_code, stem

_TOKEN = re.compile(r"\w+(?:[./]\d+)*")
_QUOTED = re.compile(r"«\s*([^»]+?)\s*»|“([^”]+)”|\"([^\"]+)\"")
_LEVEL_BEFORE = frozenset(("niveau", "niveaux", "level", "levels", "niv"))
_STARS_AFTER = frozenset(("etoile", "etoiles", "star", "stars"))
_RANKS = frozenset("12345")
_PREFIX = 6
"""Letters of a stem that tell words apart: enough for « mentionne » and « mentionnent »."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    folded: str
    start: int
    end: int

    @property
    def root(self) -> str:
        """What words of one family share."""
        return self.folded if self.folded[0].isdigit() else stem(self.folded)[:_PREFIX]


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


Finder = Callable[[Sequence[Token], str], Iterator[Mention]]
"""Finds the mentions of one kind."""


class Named:
    """Finds things by code or by any of their names, the longest name first.

    Args:
        things: codes with names.
    """

    def __init__(self, things: Iterable[tuple[str, Names]]) -> None:
        self._codes: set[str] = set()
        self._names: dict[tuple[str, ...], str] = {}
        for code, names in things:
            self._codes.add(code)
            for name in _all_names(names):
                key = tuple(_roots(tokens(name)))
                if key:
                    self._names.setdefault(key, code)
        self._longest = max(map(len, self._names), default=0)

    def __call__(self, words: Sequence[Token], text: str) -> Iterator[Mention]:
        """Yield the mentions in order."""
        meaning = [at for at, word in enumerate(words) if word.folded not in EMPTY_WORDS]
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
        normal = normal_code(written)
        if normal is None and len(written) == 1 and written.isupper() and at > 0:
            normal = written  # the letter of an area, which « a » in a sentence is not
        if normal in self._codes and not _is_rank(words, at):
            return Mention(at, at, str(normal))
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
    """Yield proficiency levels: “niveau 4”, “level 4”, the 4 of “E.8/4”."""
    for at, word in enumerate(words):
        if at and word.folded in _RANKS and words[at - 1].folded in _LEVEL_BEFORE:
            yield Mention(at - 1, at, word.folded)
            return


def stars(words: Sequence[Token], text: str) -> Iterator[Mention]:  # noqa: ARG001
    """Yield numbers of stars: “4 étoiles”, “4 stars”."""
    for at, word in enumerate(words[:-1]):
        if word.folded in _RANKS and words[at + 1].folded in _STARS_AFTER:
            yield Mention(at, at + 1, word.folded)
            return


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
            if word.root in self._vocabulary:
                runs.append([])
            else:
                runs[-1].append(at)
        longest = max(reversed(runs), key=len)
        if longest:
            first, last = longest[0], longest[-1]
            named = (each for find in self._others for each in find(words, text))
            if not any(each.first <= last and first <= each.last for each in named):
                value = text[words[first].start : words[last].end]
                yield Mention(first, last, value, is_sure=False)


def things_named(nomenclature: Nomenclature) -> Mapping[str, Named]:
    """Return what finds things by code or name, by parameter of the worked questions."""
    framework = nomenclature.framework
    editions = [nomenclature.at(year).content for year in nomenclature.edition]
    profiles = Named((each.code, each.names) for one in editions for each in one.profiles)
    families = [(each.code, each.names) for one in editions for each in one.families]
    areas = [(each.code, each.names) for each in framework.areas]
    return {
        **dict.fromkeys(("profile", "from", "to", "covering", "covered"), profiles),
        "competence": Named((each.code, each.names) for each in framework.competences),
        "aspect": Named((each.code, each.names) for each in framework.aspects),
        "family": Named(families),
        "top": Named([*areas, *families]),
    }


def finders(nomenclature: Nomenclature, vocabulary: set[str]) -> Mapping[str, Finder]:
    """Return what finds the values of each parameter of the worked questions."""
    named = things_named(nomenclature)
    others = [named[kind] for kind in ("profile", "competence", "aspect")]
    return {**named, "level": levels, "stars": stars, "words": Words(vocabulary, others)}


def _roots(words: Iterable[Token]) -> list[str]:
    return [word.root for word in words if word.folded not in EMPTY_WORDS]


def _all_names(names: Names) -> Iterator[str]:
    yield from (words for _, words in names.title.items())
    for listed in (*names.alternative.values(), *names.hidden.values()):
        yield from listed


def _is_rank(words: Sequence[Token], at: int) -> bool:
    """Whether a number is a level or stars, not the number of a family."""
    before = words[at - 1].folded if at else ""
    after = words[at + 1].folded if at + 1 < len(words) else ""
    return before in _LEVEL_BEFORE or after in _STARS_AFTER


def _within(word: Token, quoted: "re.Match[str]") -> bool:
    return quoted.start() <= word.start and word.end <= quoted.end()
