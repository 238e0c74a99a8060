"""The IRIs of everything the dataset names: codes as in the source, no label in an IRI."""

from dataclasses import dataclass

from cigref_kg.base.errors import WrongValueError
from cigref_kg.base.messages import message

DEFAULT_BASE = "https://w3id.org/cigref-kg/"
ONTOLOGY = f"{DEFAULT_BASE}ontology"
"""The ontology's IRI. It and the namespace of its terms never move, whatever the base."""
TERMS = f"{ONTOLOGY}#"
SHAPES = f"{DEFAULT_BASE}shapes"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of the data."""


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs under one base.

    >>> iris = Iris()
    >>> iris.profile(2022, "6.3")
    'https://w3id.org/cigref-kg/id/2022/profile/6.3'
    >>> iris.competence_at_level(2019, "E.8", 4)
    'https://w3id.org/cigref-kg/id/ecf/2019/competence/E.8/4'

    Raises:
        WrongValueError: if the base is not an absolute http(s) IRI that ends with a slash.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        scheme, _, rest = self.base.partition("://")
        forbidden = set(' <>"{}|\\^`?#')
        if scheme not in {"http", "https"} or not rest.strip("/") or forbidden & set(self.base):
            raise WrongValueError(message("base.no-absolute-iri", base=self.base))
        if not self.base.endswith("/"):
            raise WrongValueError(message("base.no-final-slash", base=self.base))

    # The dataset and its graphs

    @property
    def dataset(self) -> str:
        """The dataset as a whole (DCAT)."""
        return f"{self.base}dataset"

    def graph(self, name: str) -> str:
        """A named graph: ``ontology``, ``nomenclature``, ``mappings``, ``esco``."""
        return f"{self.base}graph/{name}"

    def download(self, file_name: str) -> str:
        """A file of the dataset."""
        return f"{self.base}download/{file_name}"

    # Editions and what they hold

    def edition(self, year: int) -> str:
        """An edition, also the concept scheme of its families and profiles."""
        return f"{self.base}id/{year}"

    def family(self, year: int, code: str) -> str:
        """A family of profiles."""
        return f"{self.edition(year)}/family/{code}"

    def profile(self, year: int, code: str) -> str:
        """A job profile."""
        return f"{self.edition(year)}/profile/{code}"

    def requirement(self, year: int, profile: str, competence: str) -> str:
        """What a profile requires of a competence.

        Args:
            year: of the edition.
            profile: its code.
            competence: its code.
        """
        return f"{self.profile(year, profile)}/requirement/{competence}"

    def rating(self, year: int, profile: str, aspect: str) -> str:
        """A profile's rating of a transversal aspect.

        Args:
            year: of the edition.
            profile: its code.
            aspect: its code.
        """
        return f"{self.profile(year, profile)}/rating/{aspect}"

    def statement(self, year: int, profile: str, path: str) -> str:
        """What a profile says: an activity, or a group of them, a deliverable, an indicator.

        Args:
            year: of the edition.
            profile: its code.
            path: its kind, and its position as the facts list it: ``activity/2`` (a group),
                ``activity/2/3``, ``activity/2/3/1`` (one below it), ``deliverable/1``.
        """
        return f"{self.profile(year, profile)}/{path}"

    def move(self, year: int, notation: str) -> str:
        """A career move, such as ``"2.5-2.4"``."""
        return f"{self.edition(year)}/move/{notation}"

    def change(self, year: int, profile: str) -> str:
        """What changed in a profile with this edition."""
        return f"{self.edition(year)}/change/{profile}"

    def concordance(self, year: int, before: int, profile: str | None = None) -> str:
        """How an edition stands to the one before, as a whole or for one of its profiles.

        Args:
            year: of the edition.
            before: the year of the edition before.
            profile: its code.
        """
        whole = f"{self.edition(year)}/concordance/{before}"
        return f"{whole}/{profile}" if profile else whole

    # The European framework

    def framework(self, year: int) -> str:
        """An edition of the e-CF, also the concept scheme of its areas and competences."""
        return f"{self.base}id/ecf/{year}"

    def area(self, year: int, code: str) -> str:
        """A competence area."""
        return f"{self.framework(year)}/area/{code}"

    def competence(self, year: int, code: str) -> str:
        """A competence."""
        return f"{self.framework(year)}/competence/{code}"

    def competence_at_level(self, year: int, code: str, level: int) -> str:
        """A competence at a level.

        Args:
            year: of the edition.
            code: as the sources write it.
            level: from 1 to 5.
        """
        return f"{self.competence(year, code)}/{level}"

    def aspect(self, year: int, code: str) -> str:
        """A transversal aspect."""
        return f"{self.framework(year)}/aspect/{code}"

    @property
    def levels(self) -> str:
        """The concept scheme of the proficiency levels."""
        return f"{self.base}id/ecf/level"

    def level(self, rank: int) -> str:
        """A proficiency level."""
        return f"{self.levels}/{rank}"
