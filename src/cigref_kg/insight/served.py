"""What is served: an edition with companies' frameworks beside it. Whoever answers asks it.

Pages, search, reconciliation, comparison, workbooks and commands have it all from here, so that
none chooses between what Cigref published and the whole, and none forgets a company.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cigref_kg.base.errors import InputError
from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import (
    Edition,
    EditionContent,
    Framework,
    JobProfile,
    Nomenclature,
    Text,
)
from cigref_kg.graph.dataset import Dataset
from cigref_kg.insight.comparison import Comparison, Near, compare, nearest
from cigref_kg.insight.relations import Relations

if TYPE_CHECKING:  # what finds things takes long to import: who only compares does without
    from cigref_kg.insight.entity_properties import EntityProperties
    from cigref_kg.insight.names.finding import Finder
    from cigref_kg.insight.names.rome import RomeNames
    from cigref_kg.insight.paths import Pathways
    from cigref_kg.insight.reach import Reach
    from cigref_kg.insight.reconciliation import Reconciler
    from cigref_kg.insight.search import SearchIndex
    from cigref_kg.insight.texts.classification import Classifier

_IN_EDITION = re.compile(r"(\d{4})[/:](.+)|(.+)@(\d{4})")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose something is that is not Cigref's: a company with a framework."""

    name: str
    """A short name for addresses, and the area of its competences."""
    title: Text
    """Of its framework."""


@dataclass(frozen=True, eq=False)
class Served:
    """One edition as it is served; what is derived is made when first asked for, and kept.

    >>> from cigref_kg import load
    >>> from cigref_kg.company.dataset import served_edition
    >>> served = served_edition(load())
    >>> served.year, served.content.profile["6.3"].names.title.en
    (2022, 'Chief Information Security Officer')
    >>> [hit.entry.code for hit in served.search.search("dpo", limit=1)]
    ['8.5']
    """

    dataset: Dataset
    published: Nomenclature
    """What Cigref published, this edition in the foreground: for what tells of it alone."""
    nomenclature: Nomenclature
    """The same with what is companies' own beside its own."""
    owners: Mapping[str, Owner]
    """The company that each code is of which is not Cigref's."""
    roots: Mapping[str, Sequence[str]]
    """The profiles of Cigref that each of companies' own extends in the end, if it does."""
    at: Callable[[int], "Served"]
    """Gives another edition by its year; raises ``UnknownEditionError`` if it is not served."""

    @property
    def edition(self) -> Edition:
        """The edition as Cigref published it."""
        return self.published.served

    @property
    def year(self) -> int:
        """When it was published."""
        return self.edition.year

    @property
    def years(self) -> Sequence[int]:
        """The editions that are served, this one among them, the earliest first."""
        return tuple(self.published.edition)

    @property
    def iris(self) -> Iris:
        """The IRIs of everything, companies' own included."""
        return self.dataset.iris

    @property
    def content(self) -> EditionContent:
        """The families, profiles, moves and changes of the edition, with companies' own."""
        return self.nomenclature.content

    @property
    def framework(self) -> Framework:
        """The competences, with companies' own."""
        return self.nomenclature.framework

    @cached_property
    def companies(self) -> Sequence[Owner]:
        """The companies whose jobs stand beside those of this edition."""
        return tuple(dict.fromkeys(self.owners.values()))

    def find(self, reference: str) -> JobProfile | None:
        """Return the profile that a person means, or ``None``.

        Args:
            reference: ``6.3`` is a profile of this edition or, if it has none of that code, of the
                latest that has; ``2024/6.3`` (also ``6.3@2024``) is one of that edition.
        """
        named = _IN_EDITION.fullmatch(reference)
        if named is None:
            years, code = [self.year, *reversed(self.years)], reference
        else:
            years, code = [int(named[1] or named[4])], named[2] or named[3]
        editions = (self.at(year) for year in years if year in self.years)
        return next(
            (at.content.profile[code] for at in editions if code in at.content.profile), None
        )

    def compare(self, references: Sequence[str]) -> Comparison:
        """Put two to four profiles side by side, of this edition or of several.

        Args:
            references: what :meth:`find` finds, in the order in which to show them.

        Raises:
            InputError: if one is unknown or stands twice, or there are too few or too many.
        """
        found = {reference: self.find(reference) for reference in references}
        unknown = [reference for reference, profile in found.items() if profile is None]
        if unknown:
            raise InputError(message("insight.unknown-profile", codes=", ".join(unknown)))
        return compare([profile for each in references if (profile := found[each])])

    def own_profiles(self, wanted: Callable[[JobProfile], bool]) -> list[JobProfile]:
        """Return the companies' own profiles that ``wanted`` holds of."""
        return [each for each in self.content.profiles if each.code in self.owners and wanted(each)]

    def nearest(self, profile: JobProfile, limit: int) -> list[Near]:
        """Return the nearest profiles: for one of Cigref's among its own, else among all."""
        is_own = profile.code in self.owners
        return nearest(self.content if is_own else self.published.content, profile, limit)

    @cached_property
    def relations(self) -> Relations:
        """Who of Cigref's profiles needs, rates and leads to what."""
        return Relations(self.published)

    @cached_property
    def pathways(self) -> "Pathways":
        """The ways from one profile to another."""
        from cigref_kg.insight.paths import Pathways

        return Pathways(self.content)

    @cached_property
    def reach(self) -> "Reach":
        """What is within reach of each job."""
        from cigref_kg.insight.reach import Reach

        return Reach(self.content, self.year, self.dataset.mappings, self.roots)

    @cached_property
    def finder(self) -> "Finder":
        """Finds which job a title means."""
        from cigref_kg.insight.names.finding import Finder

        return Finder(self.content.profiles)

    @cached_property
    def rome(self) -> "RomeNames":
        """The codes and names of ROME that lead to profiles."""
        from cigref_kg.insight.names.rome import RomeNames

        # A job that two editions have under one code is judged once.
        codes = self.content.profile
        return RomeNames(m for m in self.dataset.mappings.mappings if m.subject.code in codes)

    @cached_property
    def classifier(self) -> "Classifier":
        """Tells which jobs a text is about."""
        from cigref_kg.insight.texts.classification import Classifier

        return Classifier(self.nomenclature, self.finder, self.roots)

    @cached_property
    def search(self) -> "SearchIndex":
        """The index of names."""
        from cigref_kg.insight.search import SearchIndex

        names = [company.name for company in self.companies]
        return SearchIndex(self.nomenclature, self.iris, self.finder, names, self.rome)

    @cached_property
    def reconciler(self) -> "Reconciler":
        """Finds what titles mean."""
        from cigref_kg.insight.reconciliation import KINDS, Reconciler
        from cigref_kg.insight.things import things

        known = list(things(self.nomenclature, self.iris, *KINDS))
        return Reconciler(known, self.finder, self.rome)

    @cached_property
    def properties(self) -> "EntityProperties":
        """What can be told of what titles mean."""
        from cigref_kg.insight.entity_properties import EntityProperties

        return EntityProperties(self.nomenclature, self.dataset.mappings, self.reconciler.entities)
