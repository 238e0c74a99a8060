"""What a thing of ours corresponds to elsewhere, and why: the mappings to other vocabularies."""

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from cigref_kg.base.model import Text
from cigref_kg.graph.namespaces import CIG, SSSOM
from cigref_kg.insight.served import Served
from cigref_kg.records.mappings import SCHEMES, Vocabulary
from cigref_kg.records.mappings.schemes import moved
from cigref_kg.web.things.things import label

_RELATIONS: Mapping[Node | None, str] = {
    SKOS.exactMatch: "exact",
    SKOS.closeMatch: "close",
    SKOS.broadMatch: "broad",
    SKOS.narrowMatch: "narrow",
    SKOS.relatedMatch: "related",
}


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A concept of another vocabulary that one of ours is mapped to."""

    iri: str
    title: Text
    notation: str
    relation: str
    """``exact``, ``close``, ``broad``, ``narrow`` or ``related``."""
    reason: Text
    mapping: str
    """The IRI of the mapping itself."""


def counterparts(
    served: Served, iri: str, vocabulary: Vocabulary = Vocabulary.ESCO
) -> list[Counterpart]:
    """Return what a thing is mapped to, the best first; judgements that nothing fits are left out.

    Args:
        served: what is served.
        iri: a profile, a competence or an aspect.
        vocabulary: whose concepts.
    """
    graph, subject = served.dataset.union, URIRef(served.dataset.mappings.judged(iri))
    sources = {
        URIRef(moved(scheme.iri, served.iris))
        for scheme in SCHEMES.values()
        if scheme.vocabulary is vocabulary
    }
    mappings = sorted(
        (
            node
            for node in graph.subjects(SSSOM.subject_id, subject)
            if graph.value(node, SSSOM.object_source) in sources
        ),
        key=lambda node: _position(graph, node),
    )
    found = []
    for mapping in mappings:
        relation = graph.value(mapping, SSSOM.predicate_id)
        target = graph.value(mapping, SSSOM.object_id)
        if target is not None and relation in _RELATIONS and (subject, relation, target) in graph:
            found.append(_counterpart(graph, mapping, _RELATIONS[relation], target))
    return found


def nothing_found(served: Served, iri: str, vocabulary: Vocabulary) -> Text:
    """Return why nothing of a vocabulary fits a thing; empty if something does.

    Args:
        served: what is served.
        iri: a profile, a competence or an aspect.
        vocabulary: where it was looked for.
    """
    found = served.dataset.mappings.mappings_of(iri, vocabulary)
    return next((mapping.reason for mapping in found if mapping.target is None), Text())


def _counterpart(graph: Graph, mapping: Node, relation: str, target: Node) -> Counterpart:
    return Counterpart(
        iri=str(target),
        title=label(graph, target),
        notation=str(graph.value(target, SKOS.notation) or ""),
        relation=relation,
        reason=_texts(graph, mapping),
        mapping=str(mapping),
    )


def _position(graph: Graph, mapping: Node) -> int:
    position = graph.value(mapping, CIG.position)
    return int(position) if isinstance(position, Literal) else 0


def _texts(graph: Graph, mapping: Node) -> Text:
    said = {
        comment.language: str(comment)
        for comment in graph.objects(mapping, SSSOM.comment)
        if isinstance(comment, Literal)
    }
    return Text(fr=said.get("fr"), en=said.get("en"))
