"""What changed in a framework, told: in words, as JSON, as a table for a workbook."""

from collections.abc import Iterator, Sequence

from cigref_kg.base.model import Language, Text
from cigref_kg.company.differences import Difference
from cigref_kg.publish.spreadsheets.shape import About, Column, Sheet

_KINDS = {
    "company": Text(fr="entreprise", en="company"),
    "family": Text(fr="famille", en="family"),
    "competence": Text(fr="compétence", en="competence"),
    "profile": Text(fr="métier", en="job"),
}
_PARTS = {
    "self": Text(fr="", en=""),
    "requirement": Text(fr="niveau demandé en", en="level required in"),
    "title": Text(fr="titre", en="title"),
    "other names": Text(fr="autres noms", en="other names"),
    "description": Text(fr="description", en="description"),
    "level": Text(fr="ce que veut dire le niveau", en="what is meant by level"),
    "within": Text(fr="compétence plus large", en="broader competence"),
    "close_to": Text(fr="proche de", en="close to"),
    "extends": Text(fr="étend", en="extends"),
    "family": Text(fr="famille", en="family"),
    "criticality": Text(fr="criticité", en="criticality"),
    "mission": Text(fr="mission", en="mission"),
    "career_path": Text(fr="parcours", en="career path"),
    "trends": Text(fr="tendances", en="trends"),
    "activities": Text(fr="activité", en="activity"),
    "deliverables": Text(fr="livrable", en="deliverable"),
    "indicators": Text(fr="indicateur", en="indicator"),
    "edition": Text(fr="édition", en="edition"),
    "base": Text(fr="adresse de base", en="base"),
    "licence": Text(fr="licence", en="licence"),
    "name": Text(fr="nom court", en="short name"),
}
_VERBS = {
    "added": Text(fr="ajouté", en="added"),
    "removed": Text(fr="retiré", en="removed"),
    "changed": Text(fr="changé", en="changed"),
}
_COLUMNS = Text(
    fr="Nature|Code|Titre|Changement|Quoi|De quoi|Avant|Après",
    en="Kind|Code|Title|Change|What|Of what|Before|After",
)
_ABOUT = {
    "sheet": Text(fr="À propos", en="About"),
    "changes": Text(fr="Changements", en="Changes"),
    "title": Text(fr="De {0} à {1}", en="From {0} to {1}"),
    "none": Text(fr="Rien n’a changé.", en="Nothing has changed."),
}


def as_record(found: Sequence[Difference]) -> dict[str, object]:
    """Return the differences as what JSON can hold."""
    return {
        "changes": [
            {
                "kind": each.kind,
                "code": each.code,
                "title": dict(each.title.items()),
                "change": each.change,
                "part": each.part,
                "of": each.of,
                "before": each.before,
                "after": each.after,
            }
            for each in found
        ]
    }


def in_words(found: Sequence[Difference], language: Language) -> Iterator[str]:
    """Yield the differences for people, a line each below what they are about."""
    if not found:
        yield said(_ABOUT["none"], language)
    colon = " : " if language == "fr" else ": "
    subject = None
    for each in found:
        if (each.kind, each.code) != subject:
            subject = each.kind, each.code
            title = each.title.localized(language)
            yield " ".join(filter(None, (said(_KINDS[each.kind], language), each.code, title)))
        verb = said(_VERBS[each.change], language)
        what = " ".join(filter(None, (said(_PARTS[each.part], language), each.of)))
        values = [_shown(v, language) for v in (each.before, each.after) if v is not None]
        if each.part == "self":
            yield f"  {verb}"
        else:
            yield f"  {what}, {verb}{colon}{' → '.join(values)}"


def _shown(value: str | int, language: Language) -> str:
    if isinstance(value, int):
        return str(value)
    return f"« {value} »" if language == "fr" else f"“{value}”"


def as_sheet(found: Sequence[Difference], language: Language) -> Sheet:
    """Return the differences as a table."""
    widths = (12, 16, 34, 12, 22, 12, 60, 60)
    headings = said(_COLUMNS, language).split("|")
    rows = [
        (
            said(_KINDS[each.kind], language),
            each.code,
            (each.title.localized(language) or each.code),
            said(_VERBS[each.change], language),
            said(_PARTS[each.part], language),
            each.of,
            each.before,
            each.after,
        )
        for each in found
    ]
    columns = [Column(heading, width) for heading, width in zip(headings, widths, strict=True)]
    return Sheet(said(_ABOUT["changes"], language), columns, rows)


def about(old: str, new: str, language: Language) -> About:
    """Return what a workbook of differences says of itself: which versions it compares.

    Args:
        old: the name of the first.
        new: the name of the second.
        language: of the words.
    """
    title = said(_ABOUT["title"], language).format(old, new)
    return About(said(_ABOUT["sheet"], language), title, language)


def said(words: Text, language: Language) -> str:
    """Words of this module in a language: it has them in both."""
    return words.get(language) or ""
