"""What the endpoint is, in RDF (SPARQL 1.1 Service Description), counts included."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from weakref import WeakKeyDictionary

from flask import Response, request
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, VOID

from cigref_kg.engine import AcceptedFormats, Engine, Query, QueryError
from cigref_kg.graph.namespaces import SD, empty_graph
from cigref_kg.graph.serialization import MEDIA_TYPES, serialize
from cigref_kg.web.http.conditional import conditional, etag
from cigref_kg.web.http.negotiation import negotiate
from cigref_kg.web.problems import refusal
from cigref_kg.web.sparql.endpoint import SparqlEndpoint
from cigref_kg.web.ui.messages import bilingual

_EXTENSIONS: Mapping[str, str] = {media_type: ext for ext, media_type in MEDIA_TYPES.items()}

_COUNT_ALL = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
_COUNT_EACH = (
    "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } "
    "GROUP BY ?graph ORDER BY ?graph"
)


@dataclass(frozen=True, slots=True)
class GraphSizes:
    """What an engine holds: triples in all, and by named graph; ``None`` if it would not tell."""

    triples: int | None
    graphs: Mapping[str, int]


def graph_sizes(answer: Engine) -> GraphSizes:
    """Ask an engine for its graphs and their sizes."""
    try:
        (whole,) = _rows(answer, _COUNT_ALL)
        each = _rows(answer, _COUNT_EACH)
    except QueryError:  # a large store of others may take too long to count
        return GraphSizes(None, {})
    counts = {row["graph"]: int(row["triples"]) for row in each if "graph" in row}
    return GraphSizes(int(whole["triples"]), counts)


def service_graph(endpoint: str, sizes: GraphSizes, dataset: str) -> Graph:
    """Return the description of a service.

    Args:
        endpoint: the absolute URL at which it answers.
        sizes: what its engine holds.
        dataset: the IRI of the dataset that it serves.
    """
    titles = (Literal(words, lang=each) for each, words in bilingual("sparql.service").items())
    written = Template(Path(__file__).with_suffix(".ttl").read_text(encoding="utf-8")).substitute(
        titles=", ".join(title.n3() for title in titles), dataset=URIRef(dataset).n3()
    )
    graph = empty_graph()
    graph.parse(data=written, format="turtle", publicID=endpoint)
    described, default = URIRef(f"{endpoint}#dataset"), URIRef(f"{endpoint}#default-graph")
    if sizes.triples is not None:
        graph.add((default, VOID.triples, Literal(sizes.triples)))
    for position, (name, triples) in enumerate(sorted(sizes.graphs.items()), start=1):
        named = URIRef(f"{endpoint}#named-graph-{position}")
        graph.add((described, SD.namedGraph, named))
        graph.add((named, RDF.type, SD.NamedGraph))
        graph.add((named, SD.name, URIRef(name)))
        graph.add((named, SD.graph, URIRef(name)))
        graph.add((URIRef(name), RDF.type, SD.Graph))
        graph.add((URIRef(name), VOID.triples, Literal(triples)))
    return graph


def describe_service(endpoint: SparqlEndpoint) -> Response:
    """Answer with the description in the format that the client prefers."""
    media_type = negotiate(
        request.headers.get("Accept"), list(MEDIA_TYPES.values()), MEDIA_TYPES["ttl"]
    )
    if media_type is None:
        return refusal(
            406,
            "refusal.description_formats",
            {"formats": list(MEDIA_TYPES.values())},
            listed=", ".join(MEDIA_TYPES.values()),
        )
    url = request.base_url.rstrip("/")
    tag = etag(endpoint.version or "", "service description", url, media_type)

    def build() -> Response:
        graph = service_graph(url, _sizes(endpoint), endpoint.dataset.iris.dataset)
        body = serialize(graph, _EXTENSIONS[media_type], url)
        return Response(body, content_type=f"{media_type}; charset=utf-8")

    return conditional(request, tag, build, vary=["Accept"])


_known: WeakKeyDictionary[SparqlEndpoint, GraphSizes] = WeakKeyDictionary()


def _sizes(endpoint: SparqlEndpoint) -> GraphSizes:
    """Count once: what an endpoint serves does not change, or nobody can say what it is."""
    if endpoint.version is None:
        return GraphSizes(None, {})  # nor waits anyone for another server
    found = _known.get(endpoint) or graph_sizes(endpoint.engine)
    if found.triples is not None:
        _known[endpoint] = found
    return found


def _rows(answer: Engine, text: str) -> list[dict[str, str]]:
    result = answer(Query(text), AcceptedFormats("application/sparql-results+json", None))
    bindings = json.loads(result.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]
