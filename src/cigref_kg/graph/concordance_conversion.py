"""How editions stand to each other → RDF: a correspondence of XKOS, and ``dcterms:replaces``.

Profiles are concepts, so that XKOS can relate them; their statements are not, and say themselves
which one they replace and how (``cig:revision``).
"""

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from cigref_kg.base.concordance import Concordance, Link, ProfileConcordance
from cigref_kg.base.iris import Iris
from cigref_kg.base.text import verbatim
from cigref_kg.graph.namespaces import CIG, XKOS
from cigref_kg.graph.terms import Triples, localized, texts

_STATEMENTS = ("activity/", "deliverable/", "indicator/")
_NO_NODE = ("/heading", "/introduction")


def concordance_triples(concordance: Concordance, iris: Iris) -> Triples:
    """Yield every triple of the correspondence, which only tells of the later edition's things."""
    before, after = concordance.before, concordance.after
    subject = URIRef(iris.concordance(after, before))
    yield subject, RDF.type, XKOS.Correspondence
    yield from texts(subject, RDFS.label, verbatim(f"Concordance {before} → {after}"))
    yield subject, XKOS.compares, URIRef(iris.edition(before))
    yield subject, XKOS.compares, URIRef(iris.edition(after))
    for profile in concordance.profiles:
        node = URIRef(iris.concordance(after, before, profile.code))
        yield subject, XKOS.madeOf, node
        yield from _association(node, concordance, profile, iris)
        yield from _replacements(concordance, profile, iris)


def _association(
    node: URIRef, concordance: Concordance, profile: ProfileConcordance, iris: Iris
) -> Triples:
    years = f"{concordance.before} → {concordance.after}"
    yield node, RDF.type, XKOS.ConceptAssociation
    yield node, RDFS.label, localized(f"{profile.code} : {years}", "fr")
    yield node, RDFS.label, localized(f"{profile.code}: {years}", "en")
    if profile.before:
        yield node, XKOS.sourceConcept, URIRef(iris.profile(concordance.before, profile.before))
    if profile.after:
        yield node, XKOS.targetConcept, URIRef(iris.profile(concordance.after, profile.after))
    yield node, CIG.revision, Literal(profile.relation.value)
    yield from texts(node, DCTERMS.description, profile.since)
    yield node, DCTERMS.isPartOf, URIRef(iris.concordance(concordance.after, concordance.before))


def _replacements(concordance: Concordance, profile: ProfileConcordance, iris: Iris) -> Triples:
    if not profile.before or not profile.after:
        return
    earlier = iris.profile(concordance.before, profile.before)
    later = iris.profile(concordance.after, profile.after)
    yield URIRef(later), DCTERMS.replaces, URIRef(earlier)
    for link in profile.links:
        if _has_nodes(link):
            subject = URIRef(f"{later}/{link.after}")
            yield subject, DCTERMS.replaces, URIRef(f"{earlier}/{link.before}")
            yield subject, CIG.revision, Literal(link.relation.value)


def _has_nodes(link: Link) -> bool:
    """Tell whether both texts are statements, which have IRIs of their own."""
    return all(
        path is not None and path.startswith(_STATEMENTS) and not path.endswith(_NO_NODE)
        for path in (link.before, link.after)
    )
