"""A column of job titles, sent or pasted: a table to confirm or correct, and a download.

Nothing of it is kept, cached or logged.
"""

from flask import Blueprint, Response, request

from cigref_kg.base.model import Language
from cigref_kg.insight.names.telling import ToldTitle, tell_titles
from cigref_kg.insight.served import Served
from cigref_kg.people.titles import TitlesError, read_titles
from cigref_kg.publish.finding.titles import (
    TitleTable,
    confirmed,
    titles_csv,
    titles_json,
    titles_workbook,
)
from cigref_kg.publish.spreadsheets.shape import MEDIA_TYPE as XLSX
from cigref_kg.web.documents import private_file, private_page, requested_language, sent
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import asked_edition
from cigref_kg.web.ui.messages import bilingual

bp = Blueprint("titles", __name__)

_MOST_SHOWN = 300
"""Lines on a page; a download and the command take more."""
_MOST_READ = 20_000  # titles: more are for the command line


@bp.route("/titles", methods=["GET", "POST"])
def titles() -> Response:
    """Show the form, the table to confirm, or send the table at once."""
    served, language = asked_edition(), requested_language()
    told: list[ToldTitle] = []
    mistake = ""
    if request.method == "POST":
        try:
            read = read_titles(
                sent("file", "pasted"), request.form.get("column") or None, _MOST_READ
            )
        except TitlesError as error:
            mistake = error.localized(language)
        else:
            told = tell_titles(read.titles, served.finder, language)
            if request.form.get("format") in _WRITERS:
                return _download(request.form["format"], read.table, told, served, language)
    return private_page(
        "titles.html",
        language,
        status=400 if mistake else 200,
        told=told[:_MOST_SHOWN],
        left_out=max(0, len(told) - _MOST_SHOWN),
        mistake=mistake,
        pasted=request.form.get("pasted", ""),
    )


@bp.post("/titles/confirmed")
def confirmed_titles() -> Response:
    """Send the titles with the profiles that a person chose, or as they were found if untouched."""
    served, language = asked_edition(), requested_language()
    titles = request.form.get("titles", "").splitlines()[:_MOST_SHOWN]
    codes = request.form.getlist("code")
    profiles = served.content.profile
    chosen = [code.strip().partition(" ")[0] for code in codes]
    unknown = sorted({code for code in chosen if code and code not in profiles})
    if len(titles) != len(codes) or unknown:
        return refusal(
            400,
            bilingual("refusal.no_profiles", listed=", ".join(unknown)[:100])
            if unknown
            else bilingual("refusal.as_many_codes"),
        )
    # Of a form that says what it proposed, what nobody touched keeps its doubt.
    proposed = dict(enumerate(request.form.getlist("proposed")))
    found = tell_titles(titles, served.finder, language)
    told = [
        found[place]
        if code == proposed.get(place) == found[place].proposed
        else confirmed(titles[place], profiles[code] if code else None, language)
        for place, code in enumerate(chosen)
    ]
    table = TitleTable(
        (bilingual("titles.heading").localized(language),), tuple((title,) for title in titles)
    )
    wanted = request.form.get("format", "csv")
    return _download(wanted if wanted in _WRITERS else "csv", table, told, served, language)


_WRITERS = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX, "json": "application/json"}


def _download(
    wanted: str, table: TitleTable, told: list[ToldTitle], served: Served, language: Language
) -> Response:
    if wanted == "json":
        content = titles_json(told, served.year)
    else:
        content = (titles_csv if wanted == "csv" else titles_workbook)(table, told, language)
    return private_file(content, _WRITERS[wanted], f"titles.{wanted}")
