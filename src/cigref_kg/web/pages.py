"""The pages for people that are no document of one thing: start, search, lists, comparison."""

import csv
import io
import json
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, request

from cigref_kg.collation import name_key
from cigref_kg.comparison import MAX_PROFILES, Comparison, compare
from cigref_kg.model import JobProfile, Language, Nomenclature
from cigref_kg.search import Hit, NameKind
from cigref_kg.sitemap import indexed_paths, sitemap
from cigref_kg.web.conditional import conditional, etag
from cigref_kg.web.documents import requested_language, send_data, send_page
from cigref_kg.web.problems import problem
from cigref_kg.web.rendering import render
from cigref_kg.web.site import Site, current_site
from cigref_kg.web.views import framework
from cigref_kg.web.views.structured import structured_data

bp = Blueprint("pages", __name__)

_MAX_SUGGESTIONS = 8
_MAX_RESULTS = 30
_BYTE_ORDER_MARK = "\ufeff"


@bp.get("/")
def start() -> Response:
    """Show the start page."""
    site = current_site()
    nomenclature = site.dataset.nomenclature
    return send_page(
        lambda language: render(
            "start.html",
            language,
            iri=site.base,
            structured=structured_data("start", site.dataset, (), language),
            nomenclature=nomenclature,
            content=nomenclature.content,
            year=nomenclature.served.year,
            members=site.relations.members,
        )
    )


@bp.get("/profiles")
def profiles() -> Response:
    """List every name of every profile in alphabetical order."""
    site = current_site()
    return send_page(
        lambda language: render(
            "profiles.html",
            language,
            iri=f"{site.base}profiles",
            year=site.dataset.nomenclature.served.year,
            letters=_names_by_letter(site.dataset.nomenclature, language),
        )
    )


@bp.get("/competences")
def competences() -> Response:
    """List the competences by area."""
    site = current_site()
    year = str(site.dataset.nomenclature.framework.year)
    return send_page(
        lambda language: render(
            "competences.html",
            language,
            iri=f"{site.base}competences",
            **framework.whole(site, year),
        )
    )


@bp.get("/search")
def search() -> Response:
    """Show what a query found."""
    site = current_site()
    query = " ".join(request.args.get("q", "")[:200].split())
    return send_page(
        lambda language: render(
            "search.html",
            language,
            iri=f"{site.base}search",
            query=query,
            hits=site.search.search(query, _MAX_RESULTS),
        ),
        query,
    )


@bp.get("/search.json")
def search_json() -> Response:
    """Answer a query for machines and for suggestions while typing."""
    site = current_site()
    query = " ".join(request.args.get("q", "")[:200].split())
    limit = request.args.get("limit", str(_MAX_SUGGESTIONS))
    if not limit.isdecimal() or not 1 <= int(limit) <= _MAX_RESULTS:
        return problem(
            400, None, f"limit must be a whole number from 1 to {_MAX_RESULTS}, not {limit!r}."
        )
    language = requested_language()

    def body() -> bytes:
        hits = site.search.search(query, int(limit))
        found = {"query": query, "hits": [_hit_as_json(site, hit, language) for hit in hits]}
        return json.dumps(found, ensure_ascii=False).encode()

    response = send_data(body, "application/json", query, limit, language)
    response.vary.add("Accept-Language")
    return response


@bp.get("/matrix")
def matrix() -> Response:
    """Show which profile requires which competence, and at which level."""
    site = current_site()
    nomenclature = site.dataset.nomenclature
    family = request.args.get("family", "")
    area = request.args.get("area", "")
    if family and family not in nomenclature.content.family:
        return problem(400, None, f"family must be one of the codes of families, not {family!r}.")
    if area and area not in nomenclature.framework.area:
        return problem(400, None, f"area must be one of the letters of areas, not {area!r}.")
    return send_page(
        lambda language: render(
            "matrix.html",
            language,
            iri=f"{site.base}matrix",
            year=nomenclature.served.year,
            framework=nomenclature.framework,
            content=nomenclature.content,
            profiles=[p for p in nomenclature.content.profiles if family in {"", p.family}],
            competences=[c for c in nomenclature.framework.competences if area in {"", c.area}],
            chosen_family=family,
            chosen_area=area,
        ),
        family,
        area,
    )


@bp.get("/matrix.csv")
def matrix_csv() -> Response:
    """Answer with the matrix as CSV; ``?bom=1`` begins it with a byte order mark, for Excel."""
    framework = current_site().dataset.nomenclature.framework
    codes = [competence.code for competence in framework.competences]
    return _send_table("matrix.csv", codes, lambda profile: profile.required_levels)


@bp.get("/aspects")
def aspects() -> Response:
    """Show how many stars which profile gives to which transversal aspect."""
    site = current_site()
    nomenclature = site.dataset.nomenclature
    return send_page(
        lambda language: render(
            "aspects.html",
            language,
            iri=f"{site.base}aspects",
            framework=nomenclature.framework,
            content=nomenclature.content,
        )
    )


@bp.get("/aspects.csv")
def aspects_csv() -> Response:
    """Answer with the stars of each profile as CSV; an illegible one is an empty cell."""
    framework = current_site().dataset.nomenclature.framework
    codes = [aspect.code for aspect in framework.aspects]
    return _send_table("aspects.csv", codes, lambda profile: profile.stars)


@bp.get("/compare")
def compare_page() -> Response:
    """Show two to four profiles side by side, or the form to choose them."""
    site = current_site()
    nomenclature = site.dataset.nomenclature
    codes = [code for code in request.args.getlist("p") if code]
    comparison, mistake = _comparison(site, codes) if len(codes) > 1 else (None, None)
    return send_page(
        lambda language: render(
            "compare.html",
            language,
            iri=f"{site.base}compare",
            year=nomenclature.served.year,
            framework=nomenclature.framework,
            content=nomenclature.content,
            members=site.relations.members,
            chosen=codes[:MAX_PROFILES],
            places=MAX_PROFILES,
            comparison=comparison,
            mistake=mistake,
        ),
        *codes,
        status=400 if mistake else 200,
    )


@bp.get("/compare.json")
def compare_json() -> Response:
    """Answer with a comparison for machines."""
    site = current_site()
    codes = request.args.getlist("p")
    comparison, mistake = _comparison(site, codes)
    if comparison is None:
        return problem(400, None, f"{mistake}. Ask for example for /compare.json?p=2.5&p=2.4.")
    return send_data(
        lambda: json.dumps(comparison_as_json(comparison), ensure_ascii=False, indent=2).encode(),
        "application/json",
        *codes,
    )


@bp.get("/careers")
def careers() -> Response:
    """Show the career moves that the nomenclature states."""
    site = current_site()
    nomenclature = site.dataset.nomenclature
    return send_page(
        lambda language: render(
            "careers.html",
            language,
            iri=f"{site.base}careers",
            year=nomenclature.served.year,
            content=nomenclature.content,
            relations=site.relations,
        )
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
            sitemap(root, indexed_paths(site.dataset.nomenclature)), mimetype="application/xml"
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
        "triples": site.triple_count,
        "store": site.store,
    }
    response = Response(json.dumps(content) + "\n", mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def comparison_as_json(comparison: Comparison) -> dict[str, object]:
    """Return a comparison as what JSON can hold."""
    return {
        "profiles": [profile.code for profile in comparison.profiles],
        "competences": [
            {"code": row.code, "levels": dict(row.levels), "gap": row.gap}
            for row in comparison.competences
        ],
        "aspects": [{"code": row.code, "stars": dict(row.stars)} for row in comparison.aspects],
        "gap": comparison.gap,
        "reverseGap": comparison.reverse_gap,
        "distance": round(comparison.distance, 4),
    }


def _send_table(
    name: str, codes: list[str], values: Callable[[JobProfile], Mapping[str, int]]
) -> Response:
    """Answer with a table that has a row for each profile and a column for each code."""
    site = current_site()
    bom = request.args.get("bom", "0") == "1"
    language = requested_language()

    def body() -> bytes:
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(["code", "title", *codes])
        for profile in site.dataset.nomenclature.content.profiles:
            known = values(profile)
            title = profile.names.title.get(language)
            writer.writerow([profile.code, title, *(known.get(code, "") for code in codes)])
        return f"{_BYTE_ORDER_MARK if bom else ''}{written.getvalue()}".encode()

    response = send_data(body, "text/csv", language, str(bom))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.vary.add("Accept-Language")
    return response


def _comparison(site: Site, codes: list[str]) -> tuple[Comparison | None, str | None]:
    try:
        return compare(site.dataset.nomenclature.content, codes), None
    except ValueError as error:
        return None, str(error)


def _hit_as_json(site: Site, hit: Hit, language: Language) -> dict[str, object]:
    title = hit.entry.title.get(language) or next(iter(hit.entry.title.items()))[1]
    return {
        "code": hit.entry.code,
        "kind": hit.entry.kind.value,
        "title": title,
        "iri": hit.entry.iri,
        "page": site.local_path(hit.entry.iri),
        "matched": {
            "by": hit.name.kind.value,
            # A description may be long and official: that it matched is enough.
            "text": "" if hit.name.kind is NameKind.DESCRIPTION else hit.name.text,
            "language": hit.name.language,
        },
        "score": round(hit.score, 3),
    }


def _names_by_letter(
    nomenclature: Nomenclature, language: Language
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return the names of profiles by first letter: the name, the code, whether it is the title."""
    names = {
        (name, profile.code): name == profile.names.title.get(language)
        for profile in nomenclature.content.profiles
        for name in (
            profile.names.title.get(language),
            *profile.names.alternative.get(language, ()),
        )
        if name
    }
    letters: dict[str, list[tuple[str, str, bool]]] = {}
    for (name, code), is_title in sorted(names.items(), key=lambda item: name_key(item[0][0])):
        letters.setdefault(name_key(name)[0][:1].upper(), []).append((name, code, is_title))
    return list(letters.items())
