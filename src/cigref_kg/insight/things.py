"""Everything that has a code and names, kind by kind: what people search, match and look up."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import (
    Competence,
    CompetenceArea,
    Family,
    JobProfile,
    Names,
    Nomenclature,
    Text,
    TransversalAspect,
)

_Named = JobProfile | Competence | TransversalAspect | Family | CompetenceArea


class Kind(StrEnum):
    """What a thing is."""

    PROFILE = "profile"
    COMPETENCE = "competence"
    ASPECT = "aspect"
    FAMILY = "family"
    AREA = "area"
    EDITION = "edition"
    COMPANY = "company"
    """A company's framework: the area of its own competences."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a code and names."""

    kind: Kind
    code: str
    iri: str
    names: Names
    description: Text
    """What it is; of a profile, its mission."""

    @property
    def title(self) -> Text:
        """Its name, in each language."""
        return self.names.title

    @property
    def path(self) -> str:
        """What stands after ``/id/`` in its IRI and identifies it: ``2022/profile/6.3``."""
        return self.iri.rpartition("/id/")[2]


def things(nomenclature: Nomenclature, iris: Iris, *kinds: Kind) -> Iterator[Thing]:
    """Yield the things of an edition and of its framework.

    Args:
        nomenclature: with the edition in the foreground.
        iris: of everything in it.
        kinds: of things, in the order wanted; each kind is in the order of the source.
    """
    content, framework = nomenclature.content, nomenclature.framework
    year, ecf = nomenclature.served.year, framework.year
    listed: Mapping[Kind, tuple[Iterable[_Named], Callable[[str], str]]] = {
        Kind.PROFILE: (content.profiles, partial(iris.profile, year)),
        Kind.COMPETENCE: (framework.competences, partial(iris.competence, ecf)),
        Kind.ASPECT: (framework.aspects, partial(iris.aspect, ecf)),
        Kind.FAMILY: (content.families, partial(iris.family, year)),
        Kind.AREA: (framework.areas, partial(iris.area, ecf)),
    }
    for kind in kinds:
        of_kind, iri = listed[kind]
        for each in of_kind:
            said = each.mission if isinstance(each, JobProfile) else each.description
            yield Thing(kind, each.code, iri(each.code), each.names, said)
