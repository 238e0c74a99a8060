"""The two layers that the data folder keeps apart: facts and words, as its files hold them.

*Facts* are codes, levels, ratings, pages and positions, read by program from the document (a few
by hand). *Words* are the names and sentences of one language, keyed by the positions that the
facts list. The document reader writes both layers, ``records`` reads and joins them.

A position is a path of numbers, as in the IRI of the statement: ``"2/3/1"`` is the first item
below the third activity of the second group.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from cigref_kg.base.model import MoveSection, ProfilePart, RatingCompleteness

ProfileCode = Annotated[str, StringConstraints(pattern=r"^[1-9]\.[1-9]\d?$")]
FamilyCode = Annotated[str, StringConstraints(pattern=r"^[1-9]$")]
CompetenceCode = Annotated[str, StringConstraints(pattern=r"^[A-E]\.[1-9]\d?$")]
AspectCode = Annotated[str, StringConstraints(pattern=r"^T[1-7]$")]
AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-E]$")]
LevelCode = Annotated[str, StringConstraints(pattern=r"^[1-5]$")]
Position = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*(/[1-9]\d*){0,2}$")]
StatementPath = Annotated[
    str,
    StringConstraints(
        pattern=r"^(title|mission|introduction|indicator_note|career_path|trends"
        r"|activity/[1-9]\d*(/introduction)?|activity/[1-9]\d*(/[1-9]\d*){1,2}"
        r"|(deliverable|indicator)/(heading|[1-9]\d*(/[1-9]\d*)?))$"
    ),
]
"""Where a text of a profile stands: as in the IRIs of its statements, or the part's name."""
Level = Annotated[int, Field(ge=1, le=5)]
Count = Annotated[int, Field(ge=0)]
Year = Annotated[int, Field(ge=1991, le=2100)]


def _has_no_margin(words: str) -> str:
    if words != words.strip() or not words:
        raise ValueError("is empty, or has spaces at its ends")
    return words


Words = Annotated[str, AfterValidator(_has_no_margin)]


class RequirementReading(StrEnum):
    """Where the level of a requirement is legible."""

    BOTH = "both"
    SUMMARY = "summary"
    DETAIL = "detail"
    DESCRIPTOR = "descriptor"
    """Only by the words of the descriptor, which other profiles print under that level."""


class Record(BaseModel):
    """What every record shares: it cannot be changed, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


# --- Facts --------------------------------------------------------------------------------------


class GroupShape(Record):
    """A group of activities: for each activity, how many items stand below it."""

    heading: bool = True
    introduction: bool = False
    activities: tuple[Count, ...]


class ListShape(Record):
    """Deliverables or indicators: for each item, how many stand below it."""

    heading: bool = False
    items: tuple[Count, ...] = ()


class ProfileReading(Record):
    """How the facts of a profile were read from a source whose structure has suffered.

    Codes are never printed in such a source: they follow from the order.
    """

    title: Literal["marked", "absent"]
    """Whether the source names the profile; its title is that of Cigref's list all the same."""
    parts: Mapping[str, Literal["marked", "recovered"]]
    """Whether each part was found by its own mark, or under another one."""
    requirements: Mapping[CompetenceCode, RequirementReading]


class ProfileFacts(Record):
    """The facts of one job profile."""

    code: ProfileCode
    page: Annotated[int, Field(ge=1)]
    requirements: Mapping[CompetenceCode, Level]
    ratings: Mapping[AspectCode, Level] = {}
    rating_completeness: RatingCompleteness
    introduction: bool = False
    groups: tuple[GroupShape, ...]
    deliverables: ListShape = ListShape()
    indicators: ListShape = ListShape()
    indicator_note: bool = False
    reading: ProfileReading | None = None

    @property
    def family(self) -> str:
        """The code of its family: in the source the part of its own code before the dot."""
        return self.code.partition(".")[0]

    @property
    def positions(self) -> Mapping[str, list[str]]:
        """The keys of the texts of each field of :class:`ProfileWords` that has any."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in self.text_paths():
            field, position = place_of(path)
            found[field].append(position)
        return found

    def text_paths(self) -> Iterator[str]:
        """Yield the paths of all texts that the profile has, in the order of the document."""
        yield from ("title", "mission")
        if self.introduction:
            yield "introduction"
        for number, group in enumerate(self.groups, 1):
            if group.heading:
                yield f"activity/{number}"
            if group.introduction:
                yield f"activity/{number}/introduction"
            yield from list_positions(group.activities, f"activity/{number}/")
        for name, listed in (("deliverable", self.deliverables), ("indicator", self.indicators)):
            if listed.heading:
                yield f"{name}/heading"
            yield from list_positions(listed.items, f"{name}/")
        if self.indicator_note:
            yield "indicator_note"
        yield from ("career_path", "trends")


_LISTS = {"activity": "activities", "deliverable": "deliverables", "indicator": "indicators"}


def place_of(path: str) -> tuple[str, str]:
    """Return the field of :class:`ProfileWords` that holds a text, and its key there, if any."""
    kind, _, position = path.partition("/")
    if kind not in _LISTS:
        return path, ""
    if position == "heading":
        return f"{_LISTS[kind]}_heading", ""
    if kind == "activity" and position.endswith("/introduction"):
        return "group_introductions", position.partition("/")[0]
    if kind == "activity" and "/" not in position:
        return "groups", position
    return _LISTS[kind], position


def list_positions(counts: tuple[int, ...], prefix: str = "") -> Iterator[str]:
    """Yield the positions of items, each followed by the ones below it.

    >>> list(list_positions((0, 2)))
    ['1', '2', '2/1', '2/2']
    """
    for number, below in enumerate(counts, 1):
        yield f"{prefix}{number}"
        for sub in range(1, below + 1):
            yield f"{prefix}{number}/{sub}"


class ChangeFacts(Record):
    """One row of the table of changes, as printed."""

    profile: ProfileCode
    parts: tuple[ProfilePart, ...] = ()
    competences: tuple[CompetenceCode, ...] = ()
    """Codes of added, removed and relevelled competences: the colours that told which are lost."""


class MoveFacts(Record):
    """A career move that the document states clearly (read by hand)."""

    from_profile: ProfileCode
    to_profile: ProfileCode
    stated_in: tuple[MoveSection, ...]


class ConcordanceFacts(Record):
    """How the texts of a profile stand to those of the edition before (judged by hand).

    What is not named says the same at the same place.
    """

    moved: Mapping[StatementPath, StatementPath] = {}
    """Where a text stood before, by where it stands now."""
    reworded: tuple[StatementPath, ...] = ()
    changed: tuple[StatementPath, ...] = ()
    new: tuple[StatementPath, ...] = ()
    gone: tuple[StatementPath, ...] = ()


class EditionContentFacts(Record):
    """The facts of an edition that is served in full."""

    year: Year
    from_edition: Year
    """The edition with which the table of changes, or the concordance, compares."""
    families: tuple[FamilyCode, ...]
    profiles: tuple[ProfileFacts, ...]
    changes: tuple[ChangeFacts, ...] = ()
    moves: tuple[MoveFacts, ...] = ()
    levels: Mapping[CompetenceCode, tuple[Level, ...]] = {}
    """Levels of the framework that no other edition requires (by hand)."""
    concordance: Mapping[ProfileCode, ConcordanceFacts] | None = None
    """By profile, where it is not the same throughout; absent if the edition shares no words."""

    def judged(self, code: str) -> ConcordanceFacts:
        """How the texts of a profile stand to those before; the same throughout unless told."""
        return (self.concordance or {}).get(code, ConcordanceFacts())


class CompetenceFacts(Record):
    """The levels of a competence that the nomenclature uses."""

    code: CompetenceCode
    levels: tuple[Level, ...]
    added_levels: tuple[Level, ...] = ()
    """Levels that the standard does not have and that Cigref added."""
    added_by: Year | None = None
    """The edition of the nomenclature that added them."""

    @property
    def area(self) -> str:
        """The letter of its area: in the standard the first of its own code."""
        return self.code[0]


class FrameworkFacts(Record):
    """The facts of the e-CF, as far as the document tells them."""

    year: Year
    areas: tuple[AreaCode, ...]
    competences: tuple[CompetenceFacts, ...]
    aspects: tuple[AspectCode, ...]


class EditionFacts(Record):
    """What the document tells of an edition (read by hand)."""

    year: Year
    whole: bool = True
    """Whether its source has kept all its facts; the latest such edition is served by default."""
    family_count: Count | None = None
    profile_count: Count | None = None
    framework: Words | None = None


class Facts(Record):
    """All facts."""

    editions: tuple[EditionFacts, ...]
    framework: FrameworkFacts
    contents: tuple[EditionContentFacts, ...]


# --- Words --------------------------------------------------------------------------------------


class Named(Record):
    """A title and the other names people use."""

    title: Words
    alternative_labels: tuple[Words, ...] = ()
    hidden_labels: tuple[Words, ...] = ()


class Described(Named):
    """A named thing with a description."""

    description: Words | None = None
    editorial_note: Words | None = None
    """What the source prints where it contradicts itself."""


class CompetenceWords(Described):
    """The words of a competence, and of each of its levels by rank."""

    levels: Mapping[LevelCode, Words] = {}


class ProfileWords(Named):
    """The words of a job profile: prose, and statements by position.

    Where an edition shares its words with the one before, only what differs is here.
    """

    code: ProfileCode
    title: Words = ""
    """Left out only where the edition before has it."""
    editorial_note: Words | None = None
    mission: Words | None = None
    introduction: Words | None = None
    groups: Mapping[Position, Words] = {}
    group_introductions: Mapping[Position, Words] = {}
    activities: Mapping[Position, Words] = {}
    deliverables_heading: Words | None = None
    deliverables: Mapping[Position, Words] = {}
    indicators_heading: Words | None = None
    indicators: Mapping[Position, Words] = {}
    indicator_note: Words | None = None
    career_path: Words | None = None
    trends: Words | None = None


class FrameworkWords(Record):
    """The words of the e-CF."""

    schemes: Mapping[Literal["framework", "level"], Described] = {}
    """What the framework itself and the scale of its levels are called."""
    areas: Mapping[AreaCode, Described] = {}
    competences: Mapping[CompetenceCode, CompetenceWords] = {}
    aspects: Mapping[AspectCode, Described] = {}
    levels: Mapping[LevelCode, Described] = {}
    stars: Mapping[LevelCode, Words] = {}


class EditionContentWords(Record):
    """The words of an edition that is served in full."""

    families: Mapping[FamilyCode, Described] = {}
    profiles: Mapping[ProfileCode, ProfileWords] = {}
    since: Mapping[Annotated[str, StringConstraints(pattern=r"^(\d\.\d+|same)$")], Words] = {}
    """What changed in substance in a profile since the edition before; ``same`` for the others."""


class WordsLayer(Record):
    """All words of one language: the shipped ones, or the official ones."""

    editions: Mapping[Annotated[str, StringConstraints(pattern=r"^\d{4}$")], Described] = {}
    frameworks: Mapping[int, FrameworkWords] = {}
    contents: Mapping[int, EditionContentWords] = {}
