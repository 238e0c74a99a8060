"""The list of pages for search engines (https://www.sitemaps.org), each in both languages.

The pages of single activities, requirements, ratings and the like are left out: the page of their
profile says the same and more.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree import ElementTree as ET

from cigref_kg.base.iris import Iris
from cigref_kg.base.model import LANGUAGES, Nomenclature
from cigref_kg.insight.things import Kind, things

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"

SITE_PATHS = (
    "",
    "about",
    "glossary",
    "accessibility",
    "profiles",
    "competences",
    "aspects",
    "matrix",
    "compare",
    "careers",
    "match",
    "plan",
    "titles",
    "classify",
    "editions/compare",
    "esco",
    "crosswalk",
    "sparql",
    "download/",
    "dataset.html",
    "ontology.html",
    "shapes.html",
)
"""The pages that are no document of one thing, from the site's root."""


def indexed_paths(nomenclature: Nomenclature) -> list[str]:
    """Return the paths, from the site's root, of the pages that a search should find."""
    return [*SITE_PATHS, *(f"doc/{path}.html" for path in _document_paths(nomenclature))]


def sitemap(root: str, paths: Iterable[str], changed: date | None = None) -> bytes:
    """Return ``sitemap.xml``.

    Args:
        root: where the site is published, ending with a slash; a sitemap counts for its own host.
        paths: of the pages, from the root and without ``?lang=``.
        changed: when the pages changed last, if that is known.

    Raises:
        ValueError: if ``root`` is no absolute http(s) address that ends with a slash.
    """
    Iris(root)  # refuses what is no such address
    # Plain names with declared prefixes: the same bytes whatever else this process registered.
    top = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for path in paths:
        address = f"{root}{path}"
        alternates = {str(language): f"{address}?lang={language}" for language in LANGUAGES}
        alternates["x-default"] = address
        for variant in alternates.values():
            entry = ET.SubElement(top, "url")
            ET.SubElement(entry, "loc").text = variant
            if changed:
                ET.SubElement(entry, "lastmod").text = changed.isoformat()
            for language, alternate in alternates.items():
                attributes = {"rel": "alternate", "hreflang": language, "href": alternate}
                ET.SubElement(entry, "xhtml:link", attributes)
    ET.indent(top)
    content: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _document_paths(nomenclature: Nomenclature) -> Iterator[str]:
    """Yield the paths of documents, below ``doc/`` and without extension."""
    iris, framework = Iris(), nomenclature.framework
    editions = [nomenclature.at(year) for year in nomenclature.edition]
    found = [iris.edition(edition.year) for edition in nomenclature.editions]
    found += [each.iri for at in editions for each in things(at, iris, Kind.FAMILY)]
    found += [each.iri for at in editions for each in things(at, iris, Kind.PROFILE)]
    found.append(iris.framework(framework.year))
    found += [each.iri for each in things(nomenclature, iris, Kind.AREA, Kind.COMPETENCE)]
    found += [iris.competence_at_level(framework.year, *key) for key in framework.at_level]
    found += [each.iri for each in things(nomenclature, iris, Kind.ASPECT)]
    found += [iris.levels, *(iris.level(level.rank) for level in framework.levels)]
    return (iri.removeprefix(f"{iris.base}id/") for iri in found)
