"""What holds in a company, in the shape in which the nomenclature has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.base.errors import UnknownEditionError
from cigref_kg.base.messages import message
from cigref_kg.base.model import Competence, CompetenceAtLevel, EditionContent, Family, Nomenclature
from cigref_kg.company.inheritance.lines import Inheritance
from cigref_kg.company.inheritance.profiles import EffectiveProfile
from cigref_kg.company.records import Company, CompanyCompetence, names_of, text_of


def content_of(nomenclature: Nomenclature, company: Company) -> EditionContent:
    """Return the edition that a framework builds on.

    Raises:
        UnknownEditionError: if its content is not at hand; says which are.
    """
    contents = {e.year: e.content for e in nomenclature.editions if e.content is not None}
    if company.edition not in contents:
        known = ", ".join(map(str, contents))
        raise UnknownEditionError(
            message("company.edition-not-at-hand", edition=company.edition, known=known)
        )
    return contents[company.edition]


@dataclass(frozen=True)
class CompanyView:
    """A framework over the nomenclature that it builds on.

    Args:
        company: one that fits (:func:`cigref_kg.company.consistency.check_fit`).
        nomenclature: what it builds on.
    """

    company: Company
    nomenclature: Nomenclature

    @cached_property
    def content(self) -> EditionContent:
        """The edition that it builds on."""
        return content_of(self.nomenclature, self.company)

    @cached_property
    def inheritance(self) -> Inheritance:
        """What each profile has from those that it extends."""
        return Inheritance(self.company, self.content)

    @cached_property
    def profiles(self) -> Mapping[str, EffectiveProfile]:
        """What holds for each profile of the company's own, by code."""
        return {code: self.inheritance.of(code) for code in self.company.profiles}

    @cached_property
    def competences(self) -> Mapping[str, Competence]:
        """The company's own competences by code, in the shape of the framework's."""
        return {
            code: _competence(code, record, self.company.name)
            for code, record in self.company.competences.items()
        }

    @cached_property
    def families(self) -> Mapping[str, Family]:
        """The company's own families by code."""
        return {
            code: Family(code, names_of(record), text_of(record.description))
            for code, record in self.company.families.items()
        }

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of everything that is the company's own."""
        company = self.company
        return (*company.families, *company.competences, *company.profiles)


def _competence(code: str, record: CompanyCompetence, company: str) -> Competence:
    return Competence(
        code,
        company,
        names_of(record),
        text_of(record.description),
        tuple(
            CompetenceAtLevel(code, int(level), words.text)
            for level, words in record.levels.items()
        ),
    )
