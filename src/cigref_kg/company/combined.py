"""The nomenclature and companies' frameworks combined: what the whole site works on.

No code stands for two things: those of companies begin with a letter and are none of the
nomenclature's, and :func:`cigref_kg.company.adding.with_company` refuses one that another company
has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import CompetenceArea, EditionContent, Framework, Names, Nomenclature
from cigref_kg.company.effective import CompanyView
from cigref_kg.company.iris import CompanyIris
from cigref_kg.company.records import text_of


def combined(nomenclature: Nomenclature, views: Sequence[CompanyView]) -> Nomenclature:
    """Return the nomenclature with what is companies' own beside its own.

    Families, profiles and competences of a company stand in the edition that it builds on and in
    the framework. Profiles follow one another by family, the company's after the nomenclature's;
    a company's competences make an area, which has the company's name for a code.

    What compares, searches or counts profiles works on it as on the nomenclature.
    """
    editions = tuple(
        replace(edition, content=_content(edition.content, beside))
        if edition.content and (beside := [v for v in views if v.company.edition == edition.year])
        else edition
        for edition in nomenclature.editions
    )
    return replace(
        nomenclature, editions=editions, framework=_framework(nomenclature.framework, views)
    )


def _content(content: EditionContent, views: Iterable[CompanyView]) -> EditionContent:
    families = (*content.families, *(f for view in views for f in view.families.values()))
    place = {family.code: number for number, family in enumerate(families)}
    own = (effective.profile for view in views for effective in view.profiles.values())
    profiles = sorted((*content.profiles, *own), key=lambda profile: place[profile.family])
    return replace(content, families=families, profiles=tuple(profiles))


def _framework(framework: Framework, views: Iterable[CompanyView]) -> Framework:
    areas = (
        CompetenceArea(each.name, Names(each.title.text), text_of(each.description))
        for each in (view.company for view in views)
    )
    own = (competence for view in views for competence in view.competences.values())
    competences = (*framework.competences, *own)
    return replace(framework, areas=(*framework.areas, *areas), competences=competences)


@dataclass(frozen=True)
class CombinedIris(Iris):
    """The IRIs under the nomenclature's base, and for a company's codes those under its own.

    A part that a company's profile has from the one that it extends keeps the IRI that it has
    there.
    """

    views: Sequence[CompanyView] = field(default=(), compare=False, repr=False)

    @cached_property
    def _owners(self) -> Mapping[str, CompanyView]:
        return {code: view for view in self.views for code in view.codes}

    def _own(self, code: str) -> CompanyIris | None:
        view = self._owners.get(code)
        return CompanyIris.of(view.company) if view else None

    def family(self, year: int, code: str) -> str:
        """A family of profiles."""
        own = self._own(code)
        return own.family(code) if own else super().family(year, code)

    def profile(self, year: int, code: str) -> str:
        """A job profile."""
        own = self._own(code)
        return own.profile(code) if own else super().profile(year, code)

    def competence(self, year: int, code: str) -> str:
        """A competence."""
        own = self._own(code)
        return own.competence(code) if own else super().competence(year, code)

    def area(self, year: int, code: str) -> str:
        """A competence area; for the name of a company, its framework."""
        for view in self.views:
            if view.company.name == code:
                return CompanyIris.of(view.company).scheme
        return super().area(year, code)

    def requirement(self, year: int, profile: str, competence: str) -> str:
        """What a profile requires of a competence, where it was last stated.

        Args:
            year: of the edition.
            profile: its code.
            competence: its code.
        """
        view = self._owners.get(profile)
        if view:
            year, profile = view.company.edition, view.profiles[profile].stated_by(competence)
        return super().requirement(year, profile, competence)

    def rating(self, year: int, profile: str, aspect: str) -> str:
        """A profile's rating of a transversal aspect: a company states none of its own.

        Args:
            year: of the edition.
            profile: its code.
            aspect: its code.
        """
        view = self._owners.get(profile)
        rated_by = view.profiles[profile].rated_by(aspect) if view else None
        if view and rated_by:
            year, profile = view.company.edition, rated_by
        return super().rating(year, profile, aspect)

    def statement(self, year: int, profile: str, path: str) -> str:
        """What a profile says, where it was first listed.

        Args:
            year: of the edition.
            profile: its code.
            path: its kind and position, such as ``activity/2/3``.
        """
        view = self._owners.get(profile)
        if view is None:
            return super().statement(year, profile, path)
        return super().statement(view.company.edition, *view.profiles[profile].origin(path))
