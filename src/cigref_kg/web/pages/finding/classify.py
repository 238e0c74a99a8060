"""An advert, a CV or a syllabus, pasted or sent: its jobs and competences, as a page and as JSON.

Nothing of it is kept, cached or logged.
"""

from flask import Blueprint, Response, request

from cigref_kg.base.reading.documents import UnreadableTextError, read_document
from cigref_kg.base.writing import json_text
from cigref_kg.insight.texts.classification import Classification
from cigref_kg.publish.finding.classification import classification_record
from cigref_kg.web.documents import in_language, private_page, requested_language, sent
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import asked_edition

bp = Blueprint("classify", __name__)


@bp.route("/classify", methods=["GET", "POST"])
def classify() -> Response:
    """Show the form, or what the text that was sent with it is about."""
    language = requested_language()
    found: Classification | None = None
    text = mistake = ""
    if request.method == "POST":
        try:
            text = read_document(sent("file", "pasted"))
        except UnreadableTextError as error:
            mistake = error.localized(language)
        else:
            found = asked_edition().classifier.classify(text, language)
    passages = _passages(found, text) if found else {}
    order = list(passages)
    return private_page(
        "classify.html",
        language,
        status=400 if mistake else 200,
        found=found,
        passages=passages,
        places=lambda evidence: sorted({order.index(each.quote) + 1 for each in evidence}),
        mistake=mistake,
        pasted=request.form.get("pasted", ""),
    )


def _passages(found: Classification, text: str) -> dict[str, list[tuple[str, str]]]:
    """Return each passage that is quoted, in their order, with the codes it speaks for and why."""
    passages: dict[str, list[tuple[str, str]]] = {}
    for code, evidence in (
        *((each.profile.code, each.evidence) for each in found.profiles),
        *((each.code, each.evidence) for each in found.competences),
    ):
        for said in evidence:
            passages.setdefault(said.quote, []).append((code, said.statement))
    return dict(sorted(passages.items(), key=lambda passage: text.find(passage[0])))


@bp.post("/classify.json")
def classify_json() -> Response:
    """Answer what the text in the body, or in the field ``file``, is about."""
    served, language = asked_edition(), requested_language()
    is_form = request.mimetype in ("multipart/form-data", "application/x-www-form-urlencoded")
    try:
        text = read_document(sent("file", "pasted") if is_form else request.get_data(cache=False))
    except UnreadableTextError as error:
        return refusal(400, "refusal.text", what=error.words)
    found = served.classifier.classify(text, language)
    record = classification_record(found, served.nomenclature, language)
    body = json_text(record) + "\n"
    response = Response(body, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return in_language(response, language)
