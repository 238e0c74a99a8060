"""A concept of a vocabulary of jobs and skills, as its store has it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class ConceptKind(StrEnum):
    """What a concept of a vocabulary of jobs is."""

    OCCUPATION = "occupation"
    SKILL = "skill"


@dataclass(frozen=True, slots=True)
class Concept:
    """A job or a skill of a vocabulary, with its texts by language tag."""

    uri: str
    preferred: Mapping[str, str]
    alternative: Mapping[str, tuple[str, ...]]
    """Alternative and hidden labels."""
    description: Mapping[str, str]
    isco: str | None = None
    """The code of the ISCO-08 group, where the vocabulary tells one."""
    status: str | None = None
    """``"released"`` where the release tells it at all."""
    skill_types: tuple[str, ...] = ()
    """``"skill"`` or ``"knowledge"``, of a skill."""
    reuse_level: str | None = None
    """How far a skill is used: ``"transversal"`` to ``"occupation-specific"``."""
    notation: str | None = None
    """The code by which people know it, where the vocabulary has one: ``M1812`` of ROME."""

    def label(self, language: str) -> str:
        """Return the preferred label in ``language``, else in another one, else the URI."""
        return self.preferred.get(language) or next(iter(self.preferred.values()), self.uri)

    def labels(self) -> Iterator[str]:
        """Yield every label, the preferred ones first."""
        yield from self.preferred.values()
        for labels in self.alternative.values():
            yield from labels
