"""What changed in a framework, told: in words, as JSON, as a table for a workbook."""

from collections.abc import Iterator, Sequence

from cigref_kg.base.messages import message
from cigref_kg.base.model import Language
from cigref_kg.company.differences import Difference
from cigref_kg.publish.spreadsheets.shape import About, Column, Sheet


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
        yield _said("none", language)
    subject = None
    for each in found:
        if (each.kind, each.code) != subject:
            subject = each.kind, each.code
            title = each.title.localized(language)
            yield " ".join(filter(None, (_said(f"kind-{each.kind}", language), each.code, title)))
        verb = _said(each.change, language)
        what = " ".join(filter(None, (_part(each, language), each.of)))
        values = [_shown(v, language) for v in (each.before, each.after) if v is not None]
        if each.part == "self":
            yield f"  {verb}"
        else:
            line = _said("line", language, what=what, verb=verb, values=" → ".join(values))
            yield f"  {line}"


def _shown(value: str | int, language: Language) -> str:
    if isinstance(value, int):
        return str(value)
    return _said("quoted", language, value=value)


def _part(each: Difference, language: Language) -> str:
    part = each.part.translate(str.maketrans("_ ", "--"))
    return "" if part == "self" else _said(f"in-{part}", language)


def as_sheet(found: Sequence[Difference], language: Language) -> Sheet:
    """Return the differences as a table."""
    widths = (12, 16, 34, 12, 22, 12, 60, 60)
    headings = _said("columns", language).split("|")
    rows = [
        (
            _said(f"kind-{each.kind}", language),
            each.code,
            (each.title.localized(language) or each.code),
            _said(each.change, language),
            _part(each, language),
            each.of,
            each.before,
            each.after,
        )
        for each in found
    ]
    columns = [Column(heading, width) for heading, width in zip(headings, widths, strict=True)]
    return Sheet(_said("changes", language), columns, rows)


def about(old: str, new: str, language: Language) -> About:
    """Return what a workbook of differences says of itself: which versions it compares.

    Args:
        old: the name of the first.
        new: the name of the second.
        language: of the words.
    """
    title = _said("title", language, old=old, new=new)
    return About(_said("sheet", language), title, language)


def _said(entry: str, language: Language, **places: object) -> str:
    return message(f"company.differs-{entry}", **places).localized(language)
