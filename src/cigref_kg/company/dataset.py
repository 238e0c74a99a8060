"""The dataset with companies' frameworks beside the nomenclature, ready to be served."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.graph.dataset import Dataset, load
from cigref_kg.insight.served import Owner, Served

if TYPE_CHECKING:
    from cigref_kg.company.effective import CompanyView


def load_with(
    companies: Sequence[Path] = (),
    *,
    base: str = DEFAULT_BASE,
    official: Path | None = None,
    check: bool = False,
) -> Dataset:
    """Load the dataset that this package ships, with frameworks beside it.

    Args:
        companies: where each lies: a folder of YAML files, a workbook or an RDF file.
        base: as :func:`cigref_kg.graph.dataset.load`.
        official: likewise.
        check: as :func:`~cigref_kg.company.adding.with_company`.

    Raises:
        InputError, OSError, ValueError: as ``with_company`` and ``load``.
    """
    dataset = load(base=base, official=official)
    if companies:
        # What reads and checks them takes long to import: who has none does without.
        from cigref_kg.company.adding import with_company
    for path in companies:
        dataset = with_company(dataset, path, check=check)
    return dataset


def served_edition(dataset: Dataset, year: int | None = None) -> Served:
    """Return an edition with the frameworks that build on it beside it.

    Args:
        dataset: what is served.
        year: of the edition; unless given, the default one or, if companies build on others only,
            the latest of those.

    Raises:
        UnknownEditionError: if that edition is not served; the message says which are.
    """

    @cache
    def at(year: int) -> Served:
        published = dataset.nomenclature.at(year)
        views = [view for view in views_of(dataset) if view.company.edition == year]
        if views:
            from cigref_kg.company.combined import combined

        whole = combined(published, views) if views else published
        own_profiles = [own for view in views for own in view.profiles.values()]
        return Served(
            dataset,
            published,
            whole,
            {
                code: Owner(view.company.name, view.company.title.text)
                for view in views
                for code in (*view.codes, view.company.name)
            },
            {own.code: tuple(root.code for root in own.roots) for own in own_profiles if own.roots},
            at,
        )

    return at(_shown_first(dataset) if year is None else year)


def _shown_first(dataset: Dataset) -> int:
    """The edition shown where none is asked for: the default one, unless companies build on others.

    Who serves a framework that builds on another edition looks at that one.
    """
    default = dataset.nomenclature.served.year
    built_on = {view.company.edition for view in views_of(dataset)}
    return default if default in built_on or not built_on else max(built_on)


def is_open(dataset: Dataset) -> bool:
    """Tell whether all of a dataset is open data: every company says under which licence."""
    return all(view.company.licence for view in views_of(dataset))


def views_of(dataset: Dataset) -> tuple["CompanyView", ...]:
    """Return the frameworks that a dataset has beside the nomenclature."""
    views: tuple[CompanyView, ...] = getattr(dataset, "views", ())
    return views
