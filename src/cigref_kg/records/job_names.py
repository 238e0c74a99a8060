"""What people call jobs: the names of `data/names/`, as typed records.

The model has what the nomenclature says; these are the market's names for the same jobs, those that
mean several, those of jobs that no profile covers, and what words and technologies tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cigref_kg.base import locations
from cigref_kg.base.messages import message
from cigref_kg.base.model import Language, Text
from cigref_kg.records.errors import RecordError


@dataclass(frozen=True, slots=True)
class MarketNames:
    """What the market calls the job of one profile, in one language."""

    synonyms: tuple[str, ...] = ()
    """The same job by another name."""
    specialisations: tuple[str, ...] = ()
    """A narrower job that is one of these."""

    def __iter__(self) -> Iterator[str]:
        yield from self.synonyms
        yield from self.specialisations


@dataclass(frozen=True, slots=True)
class AmbiguousNames:
    """Names that mean more than one job."""

    names: tuple[str, ...]
    candidates: tuple[str, ...]
    """Codes of profiles, the likeliest first; an edition may lack some."""
    why: Text
    """What the choice hangs on."""
    in_field: tuple[str, ...] = ()
    """The same where the title says of which field: « responsable SI facturation »."""


@dataclass(frozen=True, slots=True)
class UncoveredJob:
    """A digital job that no profile covers."""

    names: Mapping[Language, tuple[str, ...]]
    nearest: tuple[str, ...]
    """Codes of the profiles that come nearest, if any does."""
    why: Text


@dataclass(frozen=True, slots=True)
class Uncovered:
    """The jobs that no profile covers."""

    digital: tuple[UncoveredJob, ...]
    other_trades: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Technologies:
    """Products, languages or norms of one kind, and the words that working with them tells."""

    what: str
    tells: Mapping[str, float]
    source: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """How titles are written; every word without case, accents, plural and feminine."""

    abbreviations: Mapping[str, tuple[str, ...]]
    expressions: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    related: tuple[tuple[str, str, float], ...]
    roles: frozenset[str]
    leading: frozenset[str]
    general: frozenset[str]
    noise: frozenset[str]
    places: frozenset[str]
    sectors: frozenset[str]
    goods: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoneWeights:
    """What makes a text one of no digital job, as log-odds; each is told in `weights.yaml`."""

    base: float
    learned: float
    nearest: float
    digital: float
    headline: float
    other_headline: float


@dataclass(frozen=True, slots=True)
class TextWeights:
    """What speaks for a job in a text, as log-odds; each is told in `weights.yaml`."""

    learned: float
    title: float
    phrases: float
    likeness: float
    none: NoneWeights


@dataclass(frozen=True, slots=True)
class Weights:
    """What the ranker of names weighs; each is told in `weights.yaml`."""

    automatic: float
    lead: float
    least: float
    none: float
    elsewhere: float
    general: float
    nothing_digital: float
    technology: float
    unknown_technology: float
    sector: float
    other_role: float
    other_rank: float
    first_segment: float
    other_segment: float
    other_trade: float
    other_than_job: float
    other_kind: float
    prefix: float
    typing_error: float
    texts: TextWeights


@dataclass(frozen=True, slots=True)
class JobNames:
    """Everything that `data/names/` holds."""

    profiles: Mapping[str, Mapping[Language, MarketNames]]
    ambiguous: tuple[AmbiguousNames, ...]
    uncovered: Uncovered
    technologies: tuple[Technologies, ...]
    words: Words = field(repr=False)
    weights: Weights

    def of(self, code: str, language: Language) -> MarketNames:
        """Return the market's names of a profile; none for a profile of a company's own."""
        return self.profiles.get(code, {}).get(language, MarketNames())


def read_job_names(folder: Path = locations.NAMES) -> JobNames:
    """Read the names of jobs.

    >>> "Tech lead" in read_job_names().of("3.2", "fr").specialisations
    True

    Raises:
        RecordError: if a file is missing or wrong, or a profile stands in two files; names the
            file and the key.
    """
    # What checks it takes long to import: who finds it in the cache does without.
    from cigref_kg.records.yaml_files import read_yaml

    profiles: dict[str, Mapping[Language, MarketNames]] = {}
    for file in sorted((folder / "profiles").glob("*.yaml")):
        found: dict[str, dict[Language, MarketNames]] = read_yaml(
            file, dict[str, dict[Language, MarketNames]]
        )
        for code in found.keys() & profiles.keys():
            raise RecordError.at(file, code, message("records.in-another-file"))
        profiles.update(found)
    return JobNames(
        profiles,
        read_yaml(folder / "ambiguous.yaml", tuple[AmbiguousNames, ...]),
        read_yaml(folder / "uncovered.yaml", Uncovered),
        read_yaml(folder / "technologies.yaml", tuple[Technologies, ...]),
        read_yaml(folder / "words.yaml", Words),
        read_yaml(folder / "weights.yaml", Weights),
    )
