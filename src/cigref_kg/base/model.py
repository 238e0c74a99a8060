"""The domain as typed, immutable records: no I/O, no RDF, no Flask.

A *nomenclature* is what Cigref has published over the years: editions, of which those that hold
content list families, job profiles and what each profile needs. Competences come from the
European e-Competence Framework (EN 16234-1).

Everything that is a sentence or a name is a :class:`Text`, the same words in French and English;
everything else is a fact. Codes are plain strings written as the sources write them: ``"6.3"`` a
profile, ``"E.8"`` a competence, ``"T5"`` a transversal aspect.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from cigref_kg.base.concordance import Concordance
from cigref_kg.base.errors import UnknownEditionError
from cigref_kg.base.messages import message
from cigref_kg.base.text import LANGUAGES as LANGUAGES
from cigref_kg.base.text import Language as Language
from cigref_kg.base.text import Names as Names
from cigref_kg.base.text import Text as Text

# --- The European framework ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CompetenceArea:
    """One of the five areas of the e-CF, ``A`` Plan to ``E`` Manage."""

    code: str
    names: Names
    description: Text


@dataclass(frozen=True, slots=True)
class CompetenceAtLevel:
    """What a competence means at one proficiency level."""

    competence: str
    level: int
    description: Text
    added_by: int | None = None
    """Year of the Cigref edition that added this level; ``None`` if it is the standard's own."""

    @property
    def notation(self) -> str:
        """The competence and the level: ``"E.8/4"``."""
        return f"{self.competence}/{self.level}"


@dataclass(frozen=True, slots=True)
class Competence:
    """One of the 41 competences of EN 16234-1:2019, with the levels that the nomenclature uses."""

    code: str
    area: str
    """The letter of its area; the name of a company for one of its own competences."""
    names: Names
    description: Text
    levels: tuple[CompetenceAtLevel, ...]
    editorial_note: Text = Text()
    """What the source prints where it contradicts itself about this competence."""


@dataclass(frozen=True, slots=True)
class ProficiencyLevel:
    """One of the five levels of the e-CF, 1 (lowest) to 5."""

    rank: int
    names: Names
    description: Text


@dataclass(frozen=True, slots=True)
class TransversalAspect:
    """One of the seven matters that run through all competences, ``T1`` to ``T7``."""

    code: str
    names: Names
    description: Text


@dataclass(frozen=True)
class Framework:
    """An edition of the European e-Competence Framework."""

    year: int
    names: Names
    description: Text
    level_names: Names
    """What the scale of its five levels is called."""
    level_description: Text
    areas: tuple[CompetenceArea, ...]
    competences: tuple[Competence, ...]
    levels: tuple[ProficiencyLevel, ...]
    aspects: tuple[TransversalAspect, ...]
    stars: Mapping[int, Text]
    """What a rating of one to five stars means, for every aspect alike."""

    @cached_property
    def competence(self) -> Mapping[str, Competence]:
        """The competences by code."""
        return {competence.code: competence for competence in self.competences}

    @cached_property
    def area(self) -> Mapping[str, CompetenceArea]:
        """The areas by letter."""
        return {area.code: area for area in self.areas}

    @cached_property
    def aspect(self) -> Mapping[str, TransversalAspect]:
        """The transversal aspects by code."""
        return {aspect.code: aspect for aspect in self.aspects}

    @cached_property
    def at_level(self) -> Mapping[tuple[str, int], CompetenceAtLevel]:
        """The competences at a level, by competence code and level."""
        return {
            (at_level.competence, at_level.level): at_level
            for competence in self.competences
            for at_level in competence.levels
        }


# --- A job profile ------------------------------------------------------------------------------


class RatingCompleteness(StrEnum):
    """How much of a profile's seven ratings can be read in the document."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNCERTAIN = "uncertain"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A competence that a profile needs, and at which level (1 to 5)."""

    competence: str
    level: int


@dataclass(frozen=True, slots=True)
class AspectRating:
    """How aware of a transversal aspect a profile must be, in stars (1 to 5)."""

    aspect: str
    stars: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An activity, a deliverable or an indicator, with the ones that stand below it."""

    position: int
    text: Text
    below: tuple["Statement", ...] = ()

    def walk(self, prefix: str = "") -> Iterator[tuple[str, Text]]:
        """Yield the position and text of this statement and of all below it."""
        position = f"{prefix}{self.position}"
        yield position, self.text
        for statement in self.below:
            yield from statement.walk(f"{position}/")


@dataclass(frozen=True, slots=True)
class ActivityGroup:
    """Activities under one heading; a profile without headings has one group without label."""

    position: int
    activities: tuple[Statement, ...]
    heading: Text = Text()
    introduction: Text = Text()

    @property
    def opening(self) -> Text:
        """What stands over the activities: the heading, the introduction, or nothing."""
        return self.heading or self.introduction


@dataclass(frozen=True, slots=True)
class StatementList:
    """The deliverables or the indicators of a profile."""

    items: tuple[Statement, ...]
    heading: Text = Text()
    """A line that stands over the items, where the document has one."""


@dataclass(frozen=True, slots=True)
class JobProfile:
    """A job profile (profil métier) of one edition."""

    code: str
    family: str
    """The code of its family."""
    edition: int
    """The year of the edition that it is in, or that a company's own builds on."""
    names: Names
    page: int
    """First page of the profile in the document, as its contents give it; 0 if it is in none."""
    requirements: tuple[Requirement, ...]
    ratings: tuple[AspectRating, ...]
    rating_completeness: RatingCompleteness
    groups: tuple[ActivityGroup, ...]
    deliverables: StatementList
    indicators: StatementList
    mission: Text
    career_path: Text
    trends: Text
    introduction: Text = Text()
    indicator_note: Text = Text()
    """What the document says where it lists no indicator."""
    editorial_note: Text = Text()
    """What the source prints where it contradicts itself about this profile."""

    @property
    def required_levels(self) -> dict[str, int]:
        """The required level of each competence code."""
        return {requirement.competence: requirement.level for requirement in self.requirements}

    @property
    def stars(self) -> dict[str, int]:
        """The legible stars of each aspect code."""
        return {rating.aspect: rating.stars for rating in self.ratings}


@dataclass(frozen=True, slots=True)
class Family:
    """A family of job profiles."""

    code: str
    names: Names
    description: Text


# --- Editions and what happens between them -----------------------------------------------------


class MoveSection(StrEnum):
    """The section of a profile in which a career move is stated."""

    CAREER_PATH = "career path"
    TRENDS = "trends"


@dataclass(frozen=True, slots=True)
class CareerMove:
    """A move from one profile to another that the document states clearly."""

    from_profile: str
    to_profile: str
    stated_in: tuple[MoveSection, ...]

    @property
    def notation(self) -> str:
        """Both codes: ``"2.5-2.4"``."""
        return f"{self.from_profile}-{self.to_profile}"


class ProfilePart(StrEnum):
    """A part of a profile that the change table can flag, in the table's order."""

    TITLE = "title"
    MISSION = "mission"
    ACTIVITIES = "activities"
    DELIVERABLES = "deliverables"
    INDICATORS = "indicators"
    CAREER_PATH = "career path"
    TRENDS = "trends"
    COMPETENCES = "competences"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a profile between two editions, as the later one's table tells."""

    profile: str
    from_edition: int
    to_edition: int
    parts: tuple[ProfilePart, ...]
    removed: tuple[str, ...]
    """Codes of the older framework that the profile no longer requires."""
    added_or_relevelled: tuple[str, ...]
    """Codes that were added or got another level: the text has lost which."""


@dataclass(frozen=True)
class EditionContent:
    """The families and profiles of an edition that is served in full."""

    families: tuple[Family, ...]
    profiles: tuple[JobProfile, ...]
    moves: tuple[CareerMove, ...]
    changes: tuple[Change, ...]
    concordance: Concordance | None = None
    """How its texts stand to those of the edition before, where that is known text by text."""

    @cached_property
    def profile(self) -> Mapping[str, JobProfile]:
        """The profiles by code."""
        return {profile.code: profile for profile in self.profiles}

    @cached_property
    def family(self) -> Mapping[str, Family]:
        """The families by code."""
        return {family.code: family for family in self.families}


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the nomenclature and what the document tells of it."""

    year: int
    names: Names
    description: Text
    family_count: int | None = None
    profile_count: int | None = None
    framework: str | None = None
    """The competence framework that its profiles use, such as ``"e-CF 3.0"``."""
    content: EditionContent | None = None
    whole: bool = True
    """Whether its source has kept all its facts."""


@dataclass(frozen=True, repr=False)
class Nomenclature:
    """All editions, in order of publication, and the framework that the served ones use."""

    editions: tuple[Edition, ...]
    framework: Framework
    official_wording: bool = False
    """True if some texts are the official ones, laid over ours by the user."""
    foreground: int | None = None
    """Year of the edition that is looked at; ``None`` for the default one."""

    def __repr__(self) -> str:
        return f"<Nomenclature: editions {', '.join(map(str, self.edition))}>"

    @cached_property
    def edition(self) -> Mapping[int, Edition]:
        """The editions with content by year, in order of publication."""
        return {edition.year: edition for edition in self.editions if edition.content is not None}

    @cached_property
    def served(self) -> Edition:
        """The edition in the foreground, by default the latest with content whose facts are whole.

        Raises:
            UnknownEditionError: if no edition has content, or not the one asked for.
        """
        if not self.edition:
            raise UnknownEditionError(message("base.no-edition"))
        whole = [year for year, edition in self.edition.items() if edition.whole]
        year = max(whole or self.edition) if self.foreground is None else self.foreground
        if year not in self.edition:
            known = ", ".join(map(str, self.edition))
            raise UnknownEditionError(message("base.unknown-edition", year=year, known=known))
        return self.edition[year]

    @property
    def content(self) -> EditionContent:
        """The content of the edition in the foreground."""
        content = self.served.content
        assert content is not None  # noqa: S101  (what `served` promises)
        return content

    def at(self, year: int) -> "Nomenclature":
        """Return the same nomenclature with another edition in the foreground.

        The same year gives the same object, so that what is kept for it is found again.

        Raises:
            UnknownEditionError: if that edition has no content; says which have.
        """
        if year not in self._views:
            view = replace(self, foreground=year)
            view.served  # noqa: B018  (raises UnknownEditionError)
            vars(view)["_views"] = self._views
            self._views[year] = view
        return self._views[year]

    @cached_property
    def _views(self) -> dict[int, "Nomenclature"]:
        """The nomenclature by edition in the foreground: all its views share this."""
        return {self.served.year: self}
