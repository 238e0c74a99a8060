"""Files for Excel, Word and LibreOffice, in the language that the client asks for."""

from flask import Blueprint, Response, request

from cigref_kg.base.collation import name_key
from cigref_kg.base.model import Language, Names
from cigref_kg.company.records import text_of
from cigref_kg.insight.served import Served
from cigref_kg.publish.spreadsheets import (
    MEDIA_TYPE,
    comparison_workbook,
    dataset_workbook,
    edition_workbooks,
    excel_csv,
    family_workbook,
    matrix_workbook,
)
from cigref_kg.web.documents import requested_language, send_file
from cigref_kg.web.pages.comparison import compared, shown_rows
from cigref_kg.web.pages.downloads import content_of, lasting, not_kept
from cigref_kg.web.pages.matrix import part_of_matrix
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import asked_edition, current_site
from cigref_kg.web.ui.messages import messages_in
from cigref_kg.web.ui.rendering import best_words

bp = Blueprint("spreadsheets", __name__)

_LONGEST_NAME = 80  # characters of a title in the name of a file
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/download/cigref-kg.xlsx")
def whole() -> Response:
    """Answer with the whole edition as a workbook."""
    served = asked_edition()
    return send_file(
        f"cigref-kg{_mark(served)}.xlsx",
        lambda language: dataset_workbook(served, language),
        MEDIA_TYPE,
    )


@bp.get("/download/family-<code>.xlsx")
def family(code: str) -> Response:
    """Answer with a family as a workbook."""
    served = asked_edition()
    families = served.content.family
    if code not in families:
        known = ", ".join(families)
        return refusal(404, "refusal.no_family", code=code, name=known)
    return send_file(
        f"family-{code}{_mark(served)}.xlsx",
        lambda language: family_workbook(served, code, language),
        MEDIA_TYPE,
    )


@bp.get("/matrix.xlsx")
def matrix() -> Response:
    """Answer with the matrices of levels and stars; ``?family=6`` keeps to a family."""
    served = asked_edition()
    part = part_of_matrix(served)
    return send_file(
        f"{part.file_stem}{_mark(served)}.xlsx",
        lambda language: matrix_workbook(served, language, part.profiles, part.competences),
        MEDIA_TYPE,
    )


@bp.get("/compare.xlsx")
def compare() -> Response:
    """Answer with two to four profiles side by side: ``?p=2.5&p=2.4``."""
    served = asked_edition()
    codes = [code for code in request.args.getlist("p") if code]
    comparison = compared(served, codes, "xlsx")
    shown = shown_rows()
    mark = "" if shown == "all" else f"-{shown}"
    return send_file(
        f"compare-{'-'.join(comparison.labels).replace('/', '-')}{mark}.xlsx",
        lambda language: comparison_workbook(served, comparison.only(shown), language),
        MEDIA_TYPE,
    )


@bp.get("/fiche/<code>.docx")
def job_description(code: str) -> Response:
    """Answer with a job as a Word document; ``?kind=advert`` gives an advert."""
    # Documents take long to import: a service that is asked for none does without them.
    from cigref_kg.publish.documents import KINDS, Employer, job_document

    served, asked = asked_edition(), request.args.get("kind", "description")
    if code not in served.content.profile:
        return refusal(404, "refusal.no_job", code=code[:20])
    kind = next((each for each in KINDS if each == asked), None)
    if kind is None:
        return refusal(400, "refusal.kind", listed=", ".join(KINDS))
    employers = (
        Employer(each.title.text, text_of(each.description))
        for each in current_site().companies
        if code in each.profiles
    )
    employer, job = next(employers, None), served.content.profile[code]
    language = requested_language()
    kind_of_file = messages_in(language)("word_file." + kind)
    return send_file(
        f"{kind_of_file}-{code}{_mark(served)}-{_hyphenated(job.names, language)}.docx",
        lambda language: job_document(
            served.nomenclature, job, language, kind=kind, employer=employer
        ),
        _WORD,
    )


@bp.get("/download/<version>/<stem>.xlsx")
def versioned_workbook(version: str, stem: str) -> Response:
    """Answer with a workbook of one version: that which is served, or one that is kept."""
    served = asked_edition()
    marked = f"{stem}{_mark(served)}"
    make = edition_workbooks(served).get(stem)
    if version != current_site().dataset.version:
        kept = content_of(version, f"{marked}.{requested_language()}.xlsx")
        make = (lambda _: kept()) if kept else None
    if make is None:
        return not_kept()
    return lasting(send_file(f"{marked}.xlsx", make, MEDIA_TYPE))


@bp.get("/download/<version>/excel/<name>.csv")
def versioned_table(version: str, name: str) -> Response:
    """Answer with a table of one version as Excel opens it."""
    file = f"{name}.csv"
    content = content_of(version, file)
    if content is None:
        return not_kept()
    return lasting(send_file(file, lambda language: excel_csv(content(), language), "text/csv"))


@bp.get("/download/excel/<name>.csv")
def table(name: str) -> Response:
    """Answer with a table of the dataset as Excel opens it by a double click."""
    site = current_site()
    file = f"{name}.csv"
    tables = [known for known in site.files if known.endswith(".csv")]
    if file not in tables:
        listed = ", ".join(tables)
        return refusal(404, "refusal.no_table", {"files": tables}, file=file, listed=listed)
    return send_file(file, lambda language: excel_csv(site.files[file], language), "text/csv")


def _hyphenated(names: Names, language: Language) -> str:
    """Return a title as the name of a file may have it, in letters that every system takes."""
    words = name_key(best_words(names, language))[0].encode("ascii", "ignore").decode().split()
    return "-".join(words)[:_LONGEST_NAME].rstrip("-")


def _mark(served: Served) -> str:
    """Return what the names of files say of the edition, where it is not the default one."""
    return "" if served.year == current_site().served.year else f"-{served.year}"
