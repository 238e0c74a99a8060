"""The front matter: what the document says of its families, of added levels, and of itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cigref_kg.document.lines.text import Joiner, Line, Passage, is_capitals, squash
from cigref_kg.document.lines.titles import is_variant

_NUMBERED = re.compile(r"^([1-9])\. (\S.*)$")
_ADDED = re.compile(
    r"compétence ([A-E]\.[1-9]\d?)\.(?:(?!compétence).){0,160}?niveau ([1-5])"
    r"(?:(?!compétence).){0,80}?«\s?([^»]+?)\s?»"
)
_FRAMEWORK = re.compile(r"16234\s*:\s*(20\d\d)")
_NAME_LENGTH = 110  # characters: longer lines are prose
_FAMILY_COUNT = re.compile(r"\((\d{1,2})\) familles")
_PROFILE_COUNT = re.compile(r"\b(\d{1,3}) descriptions de profils")


@dataclass(frozen=True, slots=True)
class AddedLevel:
    """A level that the edition adds to the framework, with the text that the front matter gives."""

    competence: str
    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Introduction:
    """What the front matter says, as far as it is used."""

    family_names: tuple[tuple[str, Passage], ...]
    """Numbered names in small letters, by number: in all lists, so also of other things."""
    added_levels: tuple[AddedLevel, ...]
    framework_year: int | None
    """The latest year of the framework's standard that is named."""
    family_count: int | None
    profile_count: int | None
    squashed: str
    """All of the front matter, without spaces."""

    def says(self, text: str) -> bool:
        """Tell whether the front matter has this text, however it is laid out."""
        return squash(text) in self.squashed

    def names_of_family(self, code: str, title: str, family_count: int) -> tuple[str, ...]:
        """Return how the numbered lists call a family that has this title on its own page.

        A list counts if it has as many names as there are families; of other lists a name counts
        if it is like the title.

        Args:
            code: as the sources write it.
            title: as it is printed.
            family_count: how many families there are.
        """
        found = []
        for numbered in _lists(self.family_names):
            name = numbered.get(code)
            if name and (len(numbered) == family_count or is_variant(name, title)):
                found.append(name)
        return tuple(dict.fromkeys(found))


def _lists(names: Sequence[tuple[str, Passage]]) -> list[dict[str, str]]:
    """Cut numbered names into lists: each begins with 1."""
    lists: list[dict[str, str]] = []
    for code, passage in names:
        if code == "1" or not lists:
            lists.append({})
        lists[-1].setdefault(code, passage.text)
    return lists


def read_introduction(lines: Sequence[Line], joiner: Joiner) -> Introduction:
    """Read the front matter."""
    full = [line for line in lines if not line.blank]
    names = []
    for line in full:
        numbered = _NUMBERED.match(line.words)
        if numbered and not is_capitals(numbered[2]) and len(numbered[2]) < _NAME_LENGTH:
            names.append((numbered[1], joiner.passage([line], numbered[2].rstrip("."))))
    text = joiner.join(line.raw for line in full)
    added = tuple(
        AddedLevel(found[1], int(found[2]), found[3].strip(), _line_of(full, found[1]))
        for found in _ADDED.finditer(text)
    )
    years = [int(year) for year in _FRAMEWORK.findall(text)]
    families, profiles = _FAMILY_COUNT.search(text), _PROFILE_COUNT.search(text)
    return Introduction(
        tuple(names),
        added,
        max(years, default=None),
        int(families[1]) if families else None,
        int(profiles[1]) if profiles else None,
        squash(text),
    )


def _line_of(lines: Sequence[Line], competence: str) -> int:
    """Return the number of the first line that names a competence."""
    name = f"{competence}. "
    return next((line.number for line in lines if name in line.raw), lines[0].number)
