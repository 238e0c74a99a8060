"""The IRIs of what a company adds: under its own base, with its own codes."""

from dataclasses import dataclass

from cigref_kg.company.records import Company


@dataclass(frozen=True, slots=True)
class CompanyIris:
    """The IRIs of one company.

    >>> iris = CompanyIris("https://hr.example.org/jobs/", "verger")
    >>> iris.requirement("VRG-1", "E.8")
    'https://hr.example.org/jobs/id/verger/profile/VRG-1/requirement/E.8'
    """

    base: str
    name: str

    @classmethod
    def of(cls, company: Company) -> "CompanyIris":
        """Return the IRIs of a framework."""
        return cls(company.base, company.name)

    @property
    def scheme(self) -> str:
        """The framework as a whole, the concept scheme of everything in it."""
        return f"{self.base}id/{self.name}"

    def family(self, code: str) -> str:
        """A family of its own."""
        return f"{self.scheme}/family/{code}"

    def competence(self, code: str) -> str:
        """A competence of its own."""
        return f"{self.scheme}/competence/{code}"

    def competence_at_level(self, code: str, level: int) -> str:
        """A competence of its own at a level."""
        return f"{self.competence(code)}/{level}"

    def profile(self, code: str) -> str:
        """A profile of its own."""
        return f"{self.scheme}/profile/{code}"

    def requirement(self, profile: str, competence: str) -> str:
        """What a profile of its own requires otherwise than the one that it extends."""
        return f"{self.profile(profile)}/requirement/{competence}"

    def statement(self, profile: str, path: str) -> str:
        """What a profile of its own adds: ``activity/2`` (a group), ``activity/2/3``, and so on."""
        return f"{self.profile(profile)}/{path}"

    def rewording(self, profile: str, path: str) -> str:
        """What a profile of its own says otherwise of a statement that it inherits."""
        return f"{self.profile(profile)}/wording/{path}"
