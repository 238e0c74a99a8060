"""The query page: a form that needs no JavaScript, worked questions, answers as tables.

Where there is JavaScript, ``static/query-editor.js`` makes an editor of the form's field.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from flask import Response, request
from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS

from cigref_kg.base.model import Language
from cigref_kg.doors.linter import lint
from cigref_kg.doors.linter.checks import LONGEST
from cigref_kg.doors.outline import heading
from cigref_kg.doors.questions import Question
from cigref_kg.engine import AcceptedFormats, AnswerKind, Query, QueryError
from cigref_kg.web.documents import page_links, requested_language
from cigref_kg.web.http.conditional import REVALIDATE, etag, precondition
from cigref_kg.web.http.negotiation import explicit_language
from cigref_kg.web.site import Site, current_site
from cigref_kg.web.sparql.endpoint import SparqlEndpoint
from cigref_kg.web.sparql.problems import ProblemDetails, problem_details
from cigref_kg.web.sparql.request import FORMATS, RequestError
from cigref_kg.web.things.things import shorten
from cigref_kg.web.ui.messages import messages_in
from cigref_kg.web.ui.rendering import render

SHOWN_ROWS = 100
"""Rows that the page shows first; the other formats have them all."""
MORE_ROWS = 500
"""Rows that it shows if more are asked for."""
MOST_CELLS = 5_000
"""Cells that it shows at most: a browser takes seconds for a table with a million."""

LONGEST_QUERY_STRING = 7_000
"""Characters beyond which a query goes by POST: proxies take lines of 8 KiB unless told to."""

_SHOWN_BYTES = 400_000  # of an answer that is shown in the page
_SHOWN_AROUND = 60
"""Characters of the wrong line that are shown before and after the wrong word."""
_WORD = re.compile(r"\s*(?:[\w:.-]+|\S)")
_FOR_PAGES = AcceptedFormats("application/sparql-results+json", "text/turtle")
_LABELS = (SKOS.prefLabel, RDFS.label, DCTERMS.title)
_FIRST_QUESTION = "families"
_SUBJECTS: Mapping[str, frozenset[str]] = {
    "jobs": frozenset(
        {"profile", "profiles", "career", "activity", "deliverable", "indicator", "search"}
    ),
    "competences": frozenset({"competence", "training", "rating"}),
    "families": frozenset({"families", "family", "hierarchy", "statement"}),
    "changes": frozenset({"change", "edition"}),
    "data": frozenset(),
}
"""What questions are about, by how their names begin."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in a table."""

    value: str
    is_iri: bool = False
    label: str | None = None
    """The label of what an IRI names, where the dataset has one."""
    short: str = ""
    """The IRI with a prefix, or below the dataset's base."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as the page shows it."""

    kind: AnswerKind
    milliseconds: float
    boolean: bool | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    n_rows: int = 0
    text: str = ""
    is_cut: bool = False
    has_more: bool = False
    """Whether the page can show more rows."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place that the parser did not understand."""

    line: int
    """From 1."""
    start: int
    """Where the wrong word begins and ends in its line, in UTF-16 units, as scripts count."""
    end: int
    before: str
    """What the line has before the word, its beginning left out if it is long."""
    word: str
    after: str


def query_page(
    endpoint: SparqlEndpoint,
    query: Query | None = None,
    failure: RequestError | QueryError | None = None,
) -> Response:
    """Answer with the page: the form alone, or with the answer to ``query``, or why there is none.

    Args:
        endpoint: answers the query.
        query: what was asked.
        failure: why it has no answer, if that is known already.
    """
    site, language = current_site(), requested_language()
    tag = etag(
        site.version,
        endpoint.version or "",
        *(language, request.full_path),
        *(query.default_graphs if query else ()),
        query.text if query else "",
    )
    headers = {"Content-Language": language, "Vary": "Accept, Accept-Language"}
    is_kept = query is None or endpoint.version is not None
    asked = request.headers.get("If-None-Match")
    if failure is None and is_kept and precondition(None, asked, tag) == 304:
        return Response(status=304, headers={**headers, "ETag": f'"{tag}"'})
    told, shown = problem_details(failure) if failure else None, None
    if query is not None and failure is None:
        try:
            shown = _shown(endpoint, query, site, language)
        except QueryError as error:
            told = problem_details(error)
    body = _page(query, shown, told, language)
    response = Response(body, told.status if told else 200, headers, mimetype="text/html")
    if told or not is_kept:
        response.headers["Cache-Control"] = "no-store"
        response.headers.update(told.headers if told else {})
    else:
        response.headers["Cache-Control"] = REVALIDATE
        response.set_etag(tag)
    if query is None:
        response.headers["Link"] = ", ".join(page_links(site))
    return response


def _page(
    query: Query | None, shown: Shown | None, told: ProblemDetails | None, language: Language
) -> str:
    site = current_site()
    chosen = site.questions.all.get(request.args.get("example", _FIRST_QUESTION))
    text = query.text if query else chosen.query.text if chosen else ""
    here = "" if request.path.rstrip("/") == "/sparql" else "../sparql"
    address = f"{here}?{urlencode(_parameters(query))}" if query else ""
    return render(
        "sparql.html",
        language,
        questions=_grouped(site.questions.all.values()),
        findings=lint(query.text, site.vocabulary) if query and len(query.text) <= LONGEST else [],
        text=text,
        graphs=query and (query.default_graphs, query.named_graphs),
        answer=shown,
        failure=told,
        place=_place(query.text, told) if query and told else None,
        address=address,
        longest=LONGEST_QUERY_STRING,
        column=partial(_column, language=language),
        iri=None if query else f"{site.base}sparql",
        has_query=query is not None or told is not None or "example" in request.args,
        asked_language=explicit_language(request.args.get("lang")),
        formats=_other_formats(shown, address) if shown else [],
    )


def _column(name: str, language: Language) -> str:
    """Return what a variable of the worked questions holds; nothing if its name is no such one."""
    said = messages_in(language).words.get("sparql.column." + name, heading(name, language))
    return "" if said == name else said


def _grouped(questions: Iterable[Question]) -> list[tuple[str, list[Question]]]:
    """Return the questions by what they are about, as the words of the page name it."""
    groups: dict[str, list[Question]] = {subject: [] for subject in _SUBJECTS}
    for question in questions:
        stem = question.query.name.partition("-")[0]
        subject = next((each for each, stems in _SUBJECTS.items() if stem in stems), "data")
        groups[subject].append(question)
    return [(subject, found) for subject, found in groups.items() if found]


def _parameters(query: Query) -> list[tuple[str, str]]:
    """Return the parameters of an address that asks ``query``."""
    return [
        ("query", query.text),
        *(("default-graph-uri", iri) for iri in query.default_graphs),
        *(("named-graph-uri", iri) for iri in query.named_graphs),
    ]


def _other_formats(shown: Shown, address: str) -> list[tuple[str, str, str]]:
    """Return the formats that have the whole answer: a name, the one that links use, a link.

    Args:
        shown: the answer.
        address: of the query. Formats of one that is too long for a link are asked for by POST.
    """
    names = (
        ("csv", "json", "xml", "tsv") if shown.kind != "graph" else ("ttl", "jsonld", "nt", "rdf")
    )
    return [(FORMATS[name][0], name, f"{address}&format={name}") for name in names]


def _place(text: str, told: ProblemDetails) -> Place | None:
    """Return the place that a problem names in a query, if it names one."""
    number, column = told.extensions.get("line"), told.extensions.get("column")
    lines = text.split("\n")
    if not isinstance(number, int) or not isinstance(column, int) or number > len(lines):
        return None
    line = lines[number - 1].removesuffix("\r")
    found = _WORD.match(line, column - 1)
    # Where the line ends too early, its last word is what something should follow.
    word = found[0].strip() if found else line.rstrip()[-1:]
    end = found.end() if found else len(line.rstrip())
    start = end - len(word)
    first, last = max(0, start - _SHOWN_AROUND), end + _SHOWN_AROUND
    return Place(
        number,
        _utf_16_length(line[:start]),
        _utf_16_length(line[:end]),
        ("…" if first else "") + line[first:start],
        word,
        line[end:last] + ("…" if last < len(line) else ""),
    )


def _utf_16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shown(endpoint: SparqlEndpoint, query: Query, site: Site, language: Language) -> Shown:
    result = endpoint.engine(query, _FOR_PAGES)
    milliseconds = result.seconds * 1000
    if result.kind == "graph":
        text = result.body[:_SHOWN_BYTES].decode("utf-8", "ignore")
        return Shown("graph", milliseconds, text=text, is_cut=len(result.body) > _SHOWN_BYTES)
    content = json.loads(result.body)
    if result.kind == "boolean":
        return Shown("boolean", milliseconds, boolean=content["boolean"])
    columns = tuple(content["head"]["vars"])
    found = content["results"]["bindings"]
    bound = max(1, MOST_CELLS // max(1, len(columns)))
    asked = MORE_ROWS if request.args.get("rows") else SHOWN_ROWS
    rows = tuple(
        tuple(_cell(row.get(column), site, language) for column in columns)
        for row in found[: min(asked, bound)]
    )
    return Shown(
        "bindings",
        milliseconds,
        columns=columns,
        rows=rows,
        n_rows=len(found),
        is_cut=len(found) > len(rows),
        has_more=len(rows) < min(len(found), bound, MORE_ROWS),
    )


def _cell(term: Mapping[str, str] | None, site: Site, language: Language) -> Cell | None:
    if term is None:
        return None
    if term["type"] == "uri":
        iri = term["value"]
        short = shorten(iri).removeprefix(site.base)
        return Cell(iri, is_iri=True, label=_label(iri, site, language), short=short)
    if term["type"] == "bnode":
        return Cell(f"_:{term['value']}")
    if term["type"] == "literal":
        return Cell(term["value"], language=term.get("xml:lang"))
    return Cell(json.dumps(term["value"], ensure_ascii=False))


def _label(iri: str, site: Site, language: Language) -> str | None:
    labels = [label for name in _LABELS for label in site.dataset.union.objects(URIRef(iri), name)]
    own = (label for label in labels if getattr(label, "language", None) == language)
    return str(next(own, labels[0])) if labels else None
