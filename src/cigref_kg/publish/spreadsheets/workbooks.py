"""The workbooks that people download."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from cigref_kg.base.iris import LICENCE
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Competence, JobProfile, Language
from cigref_kg.graph.metadata import FILE_STEM
from cigref_kg.insight.comparison import Comparison
from cigref_kg.insight.served import Served
from cigref_kg.publish.spreadsheets.shape import WHOLE_NUMBER, About, Column, Sheet
from cigref_kg.publish.spreadsheets.sheets import Sheets


def dataset_workbook(served: Served, language: Language) -> bytes:
    """Return the whole served edition as a workbook, in one language."""
    sheets = Sheets(served, language)
    title = _filled("title", language, year=served.year)
    return _written(_about(served, language, title), sheets.all_sheets())


def family_workbook(served: Served, family: str, language: Language) -> bytes:
    """Return a family as a workbook: its profiles and the competences that they require.

    Args:
        served: the edition, with companies' frameworks beside it.
        family: its code.
        language: of the words.

    Raises:
        KeyError: if the served edition has no such family.
    """
    content = served.content
    name = content.family[family].names.localized(language)
    members = [profile for profile in content.profiles if profile.family == family]
    title = _filled("family", language, code=family, name=name)
    return _written(_about(served, language, title), Sheets(served, language, members).all_sheets())


def edition_workbooks(served: Served) -> dict[str, Callable[[Language], bytes]]:
    """Return what makes the workbooks of an edition, by the stem of their files."""
    families = {
        f"family-{family.code}": partial(family_workbook, served, family.code)
        for family in served.content.families
    }
    return {FILE_STEM: partial(dataset_workbook, served), **families}


def workbook_files(served: Served) -> dict[str, bytes]:
    """Return the workbooks of all editions in each language, as they are kept with a version.

    Args:
        served: the edition by default, whose files do not name its year.
    """
    return {
        f"{stem}{'' if year == served.year else f'-{year}'}.{language}.xlsx": make(language)
        for year in served.years
        for stem, make in edition_workbooks(served.at(year)).items()
        for language in LANGUAGES
    }


def matrix_workbook(
    served: Served,
    language: Language,
    profiles: Sequence[JobProfile] | None = None,
    competences: Sequence[Competence] | None = None,
) -> bytes:
    """Return the matrix of levels and that of stars, with what their headings mean.

    Args:
        served: the edition, with its profiles and competences.
        language: of names and headings.
        profiles: those to keep to.
        competences: those to keep to; of these, the columns are what the profiles require.
    """
    sheets = Sheets(served, language, profiles, competences)
    title = _filled("matrix", language, year=served.year)
    return _written(
        _about(served, language, title),
        [sheets.matrix(), sheets.aspect_matrix(), sheets.sheet("competences")],
    )


def comparison_workbook(served: Served, comparison: Comparison, language: Language) -> bytes:
    """Return profiles side by side as a workbook: competences with the gap, aspects, texts.

    Args:
        served: the edition, with companies' frameworks beside it.
        comparison: the profiles.
        language: of the words.
    """
    first, *_, last = comparison.labels
    names = " / ".join(
        f"{label} {p.names.localized(language)}" for label, p in _labelled(comparison)
    )
    values = {
        "gap": comparison.gap,
        "reverse": comparison.reverse_gap,
        "first": first,
        "last": last,
        "value": comparison.distance,
    }
    facts = [
        (_filled(key, language), _filled(f"{key}-value", language, **values))
        for key in ("gap", "distance")
    ]
    sheets = Sheets(served, language, comparison.profiles)
    about = _about(served, language, _filled("comparison", language, names=names), facts)
    return _written(
        about,
        [
            _compared_competences(sheets, comparison),
            _compared_aspects(sheets, comparison),
            sheets.sheet("profiles"),
            sheets.sheet("requirements"),
        ],
    )


def _compared_competences(sheets: Sheets, comparison: Comparison) -> Sheet:
    first, *_, last = comparison.labels
    columns = [
        *map(sheets.column, ("competence_code", "competence", "area")),
        *_profile_columns(sheets, comparison),
        Column(
            message("publish.heading-gap", first=first, last=last).localized(sheets.language),
            12,
            WHOLE_NUMBER,
        ),
        sheets.column("iri"),
    ]
    rows = []
    for row in comparison.competences:
        competence = sheets.framework.competence[row.code]
        area = sheets.framework.area[competence.area]
        rows.append(
            (
                row.code,
                sheets.localized(competence.names),
                f"{area.code} {sheets.localized(area.names)}",
                *row.levels.values(),
                row.gap,
                sheets.iris.competence(sheets.framework.year, row.code),
            )
        )
    return Sheet(
        sheets.said("sheet", "comparison"),
        columns,
        rows,
        frozen_columns=2,
    )


def _compared_aspects(sheets: Sheets, comparison: Comparison) -> Sheet:
    columns = [
        *map(sheets.column, ("aspect_code", "aspect")),
        *_profile_columns(sheets, comparison),
        sheets.column("iri"),
    ]
    rows = [
        (
            row.code,
            sheets.localized(sheets.framework.aspect[row.code].names),
            *row.stars.values(),
            sheets.iris.aspect(sheets.framework.year, row.code),
        )
        for row in comparison.aspects
    ]
    return Sheet(sheets.said("sheet", "aspects"), columns, rows, frozen_columns=2)


def _profile_columns(sheets: Sheets, comparison: Comparison) -> list[Column]:
    return [
        Column(f"{label} {sheets.localized(profile.names)}", 16, WHOLE_NUMBER, is_level=True)
        for label, profile in _labelled(comparison)
    ]


def _labelled(comparison: Comparison) -> Iterable[tuple[str, JobProfile]]:
    return zip(comparison.labels, comparison.profiles, strict=True)


def _about(
    served: Served, language: Language, title: str, facts: Sequence[tuple[str, str]] = ()
) -> About:
    nomenclature = served.nomenclature
    told = {
        "source": nomenclature.served.names.localized(language),
        "framework": nomenclature.framework.names.localized(language),
        "wording": _filled("official" if nomenclature.official_wording else "own", language),
        "licence": LICENCE,
        "dataset": served.iris.dataset,
        "version": served.dataset.version,
    }
    sheet = message("publish.sheet-about").localized(language)
    named = ((_filled(key, language), value) for key, value in told.items())
    return About(sheet, title, language, [*facts, *named])


def _filled(key: str, language: Language, **places: object) -> str:
    return message(f"publish.about-{key}", **places).localized(language)


def _written(about: About, sheets: Sequence[Sheet]) -> bytes:
    # It takes long to import: a service that is asked for no workbook does without.
    from cigref_kg.publish.spreadsheets.writing import workbook_bytes

    return workbook_bytes(about, sheets)
