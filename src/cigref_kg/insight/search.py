"""Search that forgives, over every name that a thing goes by, in French and English at once.

A name is found whatever its accents, ligatures, capitals, plurals and small typing errors, and by
its acronym; a thing is found by its code, however written (``A.5``, ``a5``). Each hit says by which
name it was found and how well.

The typing errors are those of the optimal string alignment distance (Damerau-Levenshtein without
overlaps): a letter too many, missing, wrong, or two letters swapped.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cigref_kg.base.collation import fold, natural_key
from cigref_kg.base.iris import Iris
from cigref_kg.base.model import LANGUAGES, Language, Names, Nomenclature, Text

_WORD = re.compile(r"[a-z0-9]+")
_CODE = re.compile(r"^(t|[a-e])?\s*[.\-]?\s*(\d{1,2})(?:\s*[./\-]\s*(\d{1,2}))?$")
_EMPTY_WORDS = frozenset(
    "a and au aux d de des du en et for in l la le les of on or ou pour sur the to un une".split()
)
_FEMININE = (("rice", "eur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("ive", "if"))
_MIN_LENGTH_WITH_ERROR = 4
_MIN_LENGTH_WITH_TWO_ERRORS = 8
_MIN_PREFIX = 2


class Kind(StrEnum):
    """What a hit is."""

    PROFILE = "profile"
    COMPETENCE = "competence"
    ASPECT = "aspect"
    FAMILY = "family"
    AREA = "area"
    EDITION = "edition"
    COMPANY = "company"
    """A company's referential."""


class NameKind(StrEnum):
    """What kind of name a thing was found by."""

    CODE = "code"
    TITLE = "title"
    OTHER_NAME = "other name"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found."""

    kind: Kind
    code: str
    iri: str
    title: Text


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entry, ready to be compared."""

    entry: Entry
    kind: NameKind
    text: str
    language: Language | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A result: what was found, by which name, and a score from 0 to 1."""

    entry: Entry
    name: Name
    score: float
    is_partial: bool = False
    """Whether the name lacks some of the words: no name has them all."""


_OTHER_NAME_OF_ANOTHER_KIND = 0.88
"""People look for jobs first: « green it » is a profile before it is a synonym of a competence."""
_KIND_WEIGHT: Mapping[Kind, float] = {
    Kind.PROFILE: 1.0,
    Kind.COMPETENCE: 0.97,
    Kind.ASPECT: 0.96,
    Kind.FAMILY: 0.95,
    Kind.AREA: 0.94,
    Kind.EDITION: 0.9,
    Kind.COMPANY: 0.9,
}
_NAME_WEIGHT: Mapping[NameKind, float] = {
    NameKind.CODE: 1.0,
    NameKind.TITLE: 1.0,
    NameKind.OTHER_NAME: 0.99,
    NameKind.DESCRIPTION: 0.45,
}


class SearchIndex:
    """The names of everything in the served edition, its framework, and what is beside them.

    Args:
        nomenclature: with what companies have beside it.
        iris: of everything in it.
        companies: the areas that are no areas of the framework, but companies' own competences.
    """

    def __init__(
        self, nomenclature: Nomenclature, iris: Iris, companies: Collection[str] = ()
    ) -> None:
        self.nomenclature = nomenclature
        self.iris = iris
        self.companies = companies

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Return what ``query`` may mean, the best first.

        As many words of the query as possible are found in one name of a thing (or in its
        description, which counts less): all of them, or, if no name has all, as many as any has.
        A thing appears once, with its best name.

        Args:
            query: what a person typed; only the first 200 characters count.
            limit: how many hits at most.
        """
        query = query[:200]
        hits = [*self._by_code(query), *self._by_words(query)]
        best: dict[str, Hit] = {}
        for hit in [hit for hit in hits if not hit.is_partial] or hits:
            known = best.get(hit.entry.iri)
            if known is None or hit.score > known.score:
                best[hit.entry.iri] = hit
        ranked = sorted(
            best.values(),
            key=lambda hit: (-round(hit.score, 6), natural_key(hit.entry.code)),
        )
        return ranked[:limit]

    def _by_code(self, query: str) -> Iterator[Hit]:
        code = normal_code(query)
        names = self._codes.get(code or fold(query.strip()), ())
        if code and not names:
            # What a level of a competence means stands on the page of the competence too.
            names = self._codes.get(code.partition("/")[0], ())
        for name in names:
            yield Hit(name.entry, name, 1.0)

    def _by_words(self, query: str) -> Iterator[Hit]:
        words = query_words(query)
        if not words:
            return
        alike = [self._vocabulary.alike(word) for word in words]
        matched = Counter(
            place
            for found in alike
            for place in {place for known in found for place in self._postings[known]}
        )
        most = max(matched.values(), default=0)
        for place, number in matched.items():
            if number == most:
                name = self._names[place]
                score = _score(name, words, alike, fold(query))
                yield Hit(name.entry, name, score, is_partial=most < len(words))

    @cached_property
    def _names(self) -> list[Name]:
        return [name for name in self._all_names() if name.words]

    @cached_property
    def _codes(self) -> Mapping[str, list[Name]]:
        codes: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self._all_names():
            if name.kind is NameKind.CODE:
                codes[normal_code(name.text) or fold(name.text)].append(name)
        return codes

    @cached_property
    def _postings(self) -> Mapping[str, set[int]]:
        """The places of the names that have each word."""
        postings: defaultdict[str, set[int]] = defaultdict(set)
        for place, name in enumerate(self._names):
            for word in name.words:
                postings[word].add(place)
        return postings

    @cached_property
    def _vocabulary(self) -> "_Vocabulary":
        return _Vocabulary(self._postings)

    def _all_names(self) -> Iterator[Name]:
        for entry, names, description in self._entries():
            yield Name(entry, NameKind.CODE, entry.code, None, ())
            yield from _names_of(entry, names)
            for language, words in description.items():
                yield _name(entry, NameKind.DESCRIPTION, words, language)

    def _entries(self) -> Iterator[tuple[Entry, Names, Text]]:
        content, framework = self.nomenclature.content, self.nomenclature.framework
        year, iris = self.nomenclature.served.year, self.iris
        for profile in content.profiles:
            iri = iris.profile(year, profile.code)
            entry = Entry(Kind.PROFILE, profile.code, iri, profile.names.title)
            yield entry, profile.names, profile.mission
        for family in content.families:
            iri = iris.family(year, family.code)
            entry = Entry(Kind.FAMILY, family.code, iri, family.names.title)
            yield entry, family.names, family.description
        for competence in framework.competences:
            iri = iris.competence(framework.year, competence.code)
            entry = Entry(Kind.COMPETENCE, competence.code, iri, competence.names.title)
            yield entry, competence.names, competence.description
        for area in framework.areas:
            iri = iris.area(framework.year, area.code)
            kind = Kind.COMPANY if area.code in self.companies else Kind.AREA
            entry = Entry(kind, area.code, iri, area.names.title)
            yield entry, area.names, area.description
        for aspect in framework.aspects:
            iri = iris.aspect(framework.year, aspect.code)
            entry = Entry(Kind.ASPECT, aspect.code, iri, aspect.names.title)
            yield entry, aspect.names, aspect.description
        for edition in self.nomenclature.editions:
            iri = iris.edition(edition.year)
            entry = Entry(Kind.EDITION, str(edition.year), iri, edition.names.title)
            yield entry, edition.names, edition.description


def normal_code(text: str) -> str | None:
    """Return a code as the sources write it, or ``None`` if ``text`` is no code.

    >>> normal_code(" a5 "), normal_code("6-3"), normal_code("t5"), normal_code("2022")
    ('A.5', '6.3', 'T5', None)
    """
    match = _CODE.match(fold(text.strip()))
    if match is None:
        return None
    letter, first, second = match.groups()
    if letter == "t":
        return None if second else f"T{first}"
    if letter:
        return f"{letter.upper()}.{int(first)}" + (f"/{second}" if second else "")
    return f"{int(first)}.{int(second)}" if second else str(int(first))


def query_words(text: str) -> list[str]:
    """Return the words of ``text`` that mean something, as stems.

    >>> query_words("Les Développeuses d’applications")
    ['developpeur', 'application']
    """
    words = _WORD.findall(fold(text))
    meaning = [word for word in words if word not in _EMPTY_WORDS]
    return [stem(word) for word in meaning or words]


def stem(word: str) -> str:
    """Return a word without the marks of the plural and of the feminine.

    >>> stem("chefs"), stem("reseaux"), stem("directrice"), stem("process")
    ('chef', 'reseau', 'directeur', 'process')
    """
    short = 3
    if len(word) > short:
        if word.endswith("aux") and not word.endswith("eaux"):
            word = f"{word[:-3]}al"
        elif word.endswith("x") or (word.endswith("s") and not word.endswith("ss")):
            word = word[:-1]
    for feminine, masculine in _FEMININE:
        if len(word) > len(feminine) + short and word.endswith(feminine):
            return word.removesuffix(feminine) + masculine
    return word


def _names_of(entry: Entry, names: Names) -> Iterator[Name]:
    for language, title in names.title.items():
        yield _name(entry, NameKind.TITLE, title, language)
        bare = re.sub(r"\s*\([^)]*\)", "", title)
        if bare != title:
            yield _name(entry, NameKind.TITLE, bare, language)
    for labels in (names.alternative, names.hidden):
        for language in LANGUAGES:
            for label in labels.get(language, ()):
                yield _name(entry, NameKind.OTHER_NAME, label, language)


def _name(entry: Entry, kind: NameKind, text: str, language: Language) -> Name:
    return Name(entry, kind, text, language, tuple(query_words(text)))


def _score(
    name: Name, words: list[str], alike: list[Mapping[str, float]], folded_query: str
) -> float:
    """Return how well a name answers: its words found, how exactly, and how little else it says."""
    present = set(name.words)
    closeness = [
        max((found[word] for word in present & found.keys()), default=0.0) for found in alike
    ]
    quality = sum(closeness) / len(closeness)
    if name.kind is NameKind.DESCRIPTION:
        coverage = 1.0
    else:
        coverage = min(1.0, len(set(words)) / len(present))
    exact = 1.0 if fold(name.text) == folded_query.strip() else 0.97
    starts = 0.02 if name.words[: len(words)] == tuple(words) else 0.0
    score = quality * (0.7 + 0.25 * coverage + starts) * exact
    if name.kind is NameKind.OTHER_NAME and name.entry.kind is not Kind.PROFILE:
        score *= _OTHER_NAME_OF_ANOTHER_KIND
    return score * _NAME_WEIGHT[name.kind] * _KIND_WEIGHT[name.entry.kind]


class _Vocabulary:
    """The words that names are made of, and those that a typed word may mean."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words)

    def alike(self, typed: str) -> Mapping[str, float]:
        """Return the words that ``typed`` may mean, with how sure that is (0 to 1)."""
        found: dict[str, float] = {}
        for word in self.words:
            if word == typed:
                found[word] = 1.0
            elif len(typed) >= _MIN_PREFIX and word.startswith(typed):
                found[word] = 0.75 + 0.2 * len(typed) / len(word)
            else:
                errors = _typing_errors(typed, word, _allowed_errors(typed))
                if errors is not None:
                    found[word] = 0.9 - 0.2 * errors
        return found


def _allowed_errors(word: str) -> int:
    if len(word) < _MIN_LENGTH_WITH_ERROR or word.isdigit():
        return 0
    return 2 if len(word) >= _MIN_LENGTH_WITH_TWO_ERRORS else 1


def _typing_errors(typed: str, word: str, allowed: int) -> int | None:
    """Return the number of typing errors between two words, or ``None`` if above ``allowed``."""
    if not allowed or abs(len(typed) - len(word)) > allowed or typed[0] != word[0]:
        return None
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, left in enumerate(typed, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(word, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == word[j - 2] and typed[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return None
    return row[-1] if row[-1] <= allowed else None
