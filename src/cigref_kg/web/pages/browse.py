"""The pages for people that are no document of one thing: start, search, lists, matrices."""

import json
from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, Response, request

from cigref_kg.base.collation import name_key
from cigref_kg.base.model import EditionContent, JobProfile, Language
from cigref_kg.base.writing import csv_bytes
from cigref_kg.insight.served import Served
from cigref_kg.publish.sitemap import indexed_paths, sitemap
from cigref_kg.web.documents import alternate, send_page, send_table
from cigref_kg.web.http.conditional import conditional, etag
from cigref_kg.web.pages.matrix import part_of_matrix
from cigref_kg.web.site import asked_edition, current_site
from cigref_kg.web.things import framework
from cigref_kg.web.things.structured import structured_data

bp = Blueprint("pages", __name__)


@bp.get("/")
def start() -> Response:
    """Show the start page."""
    served = asked_edition()
    return send_page(
        "start.html",
        lambda language: {
            "structured": structured_data("start", served, None, language),
            "nomenclature": served.published,
            "content": served.published.content,
            "year": served.year,
            "members": served.relations.members,
        },
    )


@bp.get("/profiles")
def profiles() -> Response:
    """List the profiles by family and company, and all their names in alphabetical order."""
    served = asked_edition()
    owners = served.owners
    return send_page(
        "profiles.html",
        lambda language: {
            "year": served.year,
            "letters": _names_by_letter(served.content, language),
            "companies": [
                (
                    each,
                    [
                        job
                        for code, job in served.content.profile.items()
                        if owners.get(code) == each
                    ],
                )
                for each in served.companies
            ],
        },
    )


@bp.get("/about")
@bp.get("/glossary")
@bp.get("/accessibility")
def about() -> Response:
    """Tell what this is and how it came to be, what its words mean, or who can read it."""
    name = request.path.removeprefix("/")
    return send_page(f"{name}.html", lambda _: {"framework": asked_edition().framework})


@bp.get("/competences")
def competences() -> Response:
    """List the competences by area, companies' own after the framework's."""
    served = asked_edition()
    return send_page("competences.html", lambda _: framework.by_area(served.nomenclature))


@bp.get("/matrix")
def matrix() -> Response:
    """Show which profile requires which competence, and at which level."""
    served = asked_edition()
    part = part_of_matrix(served)
    return send_page(
        "matrix.html",
        lambda _: {"framework": served.framework, "content": served.content, "part": part},
        links=[alternate("matrix.csv", "text/csv")],
    )


@bp.get("/matrix.csv")
def matrix_csv() -> Response:
    """Answer with the matrix as CSV, or with a family or an area of it; ``?bom=1`` for Excel."""
    served = asked_edition()
    part = part_of_matrix(served)
    codes = [competence.code for competence in part.competences]
    return send_table(
        f"{part.file_stem}.csv",
        lambda language: _table(
            served, codes, part.profiles, lambda p: p.required_levels, language
        ),
        part.family,
        part.area,
        part.company,
    )


@bp.get("/aspects")
def aspects() -> Response:
    """Show how many stars which profile gives to which transversal aspect."""
    served = asked_edition()
    return send_page(
        "aspects.html",
        lambda _: {"framework": served.framework, "content": served.content},
        links=[alternate("aspects.csv", "text/csv")],
    )


@bp.get("/aspects.csv")
def aspects_csv() -> Response:
    """Answer with the stars of each profile as CSV; an illegible one is an empty cell."""
    served = asked_edition()
    codes = [aspect.code for aspect in served.framework.aspects]
    return send_table(
        "aspects.csv",
        lambda language: _table(
            served, codes, served.content.profiles, lambda p: p.stars, language
        ),
    )


@bp.get("/sitemap.xml")
def sitemap_xml() -> Response:
    """List the pages that search engines should find, under the address that was asked."""
    site = current_site()
    root = request.url_root
    return conditional(
        request,
        etag(site.version, request.path, root),
        lambda: Response(
            sitemap(root, indexed_paths(site.served.published)), mimetype="application/xml"
        ),
        vary=["Host"],
    )


@bp.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers where the list of pages is, and what is endless."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/search", "/sparql?", "/compare?")),
        f"Sitemap: {request.url_root}sitemap.xml",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/health")
def health() -> Response:
    """Say which version is served, and how large it is."""
    site = current_site()
    content = {
        "status": "ok",
        "version": site.dataset.version,
        "triples": site.dataset.size,
        "store": site.store,
    }
    response = Response(json.dumps(content) + "\n", mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _table(
    served: Served,
    codes: list[str],
    profiles: Sequence[JobProfile],
    values: Callable[[JobProfile], Mapping[str, int]],
    language: Language,
) -> bytes:
    """Return a table that has a row for each profile and a column for each code.

    Where companies' frameworks are served, a column says whose a profile is.
    """
    owners = served.owners
    rows = [["code", "title", *(["company"] if owners else []), *codes]]
    for profile in profiles:
        known, owner = values(profile), owners.get(profile.code)
        whose = [owner.name if owner else ""] if owners else []
        title = profile.names.localized(language)
        levels = (str(known.get(code, "")) for code in codes)
        rows.append([profile.code, title, *whose, *levels])
    return csv_bytes(rows)


def _names_by_letter(
    content: EditionContent, language: Language
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return the names of profiles by first letter: the name, the code, whether it is the title."""
    names = {
        (name, profile.code): name == title
        for profile in content.profiles
        if (title := profile.names.localized(language))
        for name in (title, *profile.names.alternative.get(language, ()))
    }
    letters: dict[str, list[tuple[str, str, bool]]] = {}
    for (name, code), is_title in sorted(names.items(), key=lambda item: name_key(item[0][0])):
        letters.setdefault(name_key(name)[0][:1].upper(), []).append((name, code, is_title))
    return list(letters.items())
