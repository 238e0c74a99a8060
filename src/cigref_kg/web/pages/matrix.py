"""The part of the matrix that a request asks for: page, table and workbook show the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from cigref_kg.base.model import Competence, JobProfile
from cigref_kg.insight.served import Served
from cigref_kg.web.problems import RefusedError
from cigref_kg.web.ui.messages import bilingual


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """Rows and columns of the matrix, and the filters that leave them."""

    family: str
    area: str
    company: str
    profiles: Sequence[JobProfile]
    competences: Sequence[Competence]

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by the name of their parameter."""
        named = {"family": self.family, "area": self.area, "company": self.company}
        return {name: value for name, value in named.items() if value}

    @property
    def file_stem(self) -> str:
        """What to call a file that holds it."""
        return "-".join(["matrix", *self.filters.values()])


def part_of_matrix(served: Served) -> MatrixPart:
    """Return the part of the matrix that was asked for.

    Raises:
        RefusedError: if a filter has a value that is none.
    """
    content, framework, owners = served.content, served.framework, served.owners
    choices = {
        "family": list(content.family),
        "area": list(framework.area),
        "company": [company.name for company in served.companies],
    }
    chosen = {name: request.args.get(name, "") for name in choices}
    for name, value in chosen.items():
        if value and value not in choices[name]:
            listed = ", ".join(choices[name]) or "–"
            detail = bilingual("refusal.no_filter", name=name, value=value, listed=listed)
            raise RefusedError(400, detail)
    family, area, company = chosen["family"], chosen["area"], chosen["company"]
    return MatrixPart(
        family,
        area,
        company,
        [
            profile
            for profile in content.profiles
            if family in {"", profile.family}
            and (not company or (profile.code in owners and owners[profile.code].name == company))
        ],
        [competence for competence in framework.competences if area in {"", competence.area}],
    )
