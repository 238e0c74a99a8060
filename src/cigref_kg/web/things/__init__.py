"""What a page about each kind of thing shows: a template and what it is filled with."""

import re
from collections.abc import Callable, Mapping

from cigref_kg.base.model import Language, Text
from cigref_kg.insight.served import Served
from cigref_kg.web.site import Site, asked_edition
from cigref_kg.web.things import framework, profiles, things
from cigref_kg.web.things.structured import structured_data
from cigref_kg.web.ui.rendering import render

Context = dict[str, object]
View = Callable[..., Context]

_VIEWS: Mapping[str, tuple[str, View]] = {
    r"id/(\d{4})": ("edition.html", profiles.edition),
    r"id/\d{4}/family/([^/]+)": ("family.html", profiles.family),
    r"id/\d{4}/profile/([^/]+)": ("profile.html", profiles.profile),
    r"id/ecf/\d{4}": ("framework.html", framework.whole),
    r"id/ecf/\d{4}/area/([^/]+)": ("area.html", framework.area),
    r"id/ecf/\d{4}/competence/([^/]+)": ("competence.html", framework.competence),
    r"id/ecf/\d{4}/competence/([^/]+)/(\d)": ("at_level.html", framework.at_level),
    r"id/ecf/\d{4}/aspect/([^/]+)": ("aspect.html", framework.aspect),
    r"id/ecf/level": ("levels.html", framework.levels),
    r"id/ecf/level/(\d)": ("level.html", framework.level),
}
_EDITION = re.compile(r"id/(\d{4})(?:/|$)")
_MOVE = re.compile(r"id/(\d{4})/move/([\d.-]+)")
_PATTERNS = [(re.compile(pattern), *view) for pattern, view in _VIEWS.items()]


def render_page(site: Site, iri: str, language: Language) -> str:
    """Return the HTML page about a thing.

    A kind of thing that has no page of its own gets one made from its triples.

    Args:
        site: what is served.
        iri: a subject of the dataset.
        language: of the page.
    """
    path = iri.removeprefix(site.base)
    for pattern, template, view in _PATTERNS:
        match = pattern.fullmatch(path)
        if match:
            served, kind = _edition_of(site, path), template.removesuffix(".html")
            context = view(served, *match.groups())
            structured = structured_data(kind, served, context.get(kind), language)
            return render(
                template, language, served=served, iri=iri, structured=structured, **context
            )
    structured = structured_data(path, site.served, None, language)
    context = things.thing(site.dataset, iri, language)
    return render(
        "thing.html",
        language,
        iri=iri,
        structured=structured,
        stated=_stated(site, path),
        **context,
    )


def _stated(site: Site, path: str) -> Text | None:
    """Return the sentence that states a move, if that is what a page is about."""
    found = _MOVE.fullmatch(path)
    if found is None:
        return None
    relations = site.served.at(int(found[1])).relations
    moves = {move.notation: move for move in relations.content.moves}
    return relations.sentence(moves[found[2]])


def _edition_of(site: Site, path: str) -> Served:
    """Return the edition that a page shows: that of its thing, or else the one asked for."""
    found = _EDITION.match(path)
    is_served = found is not None and int(found[1]) in site.served.years
    return site.served.at(int(found[1])) if found and is_served else asked_edition()
