"""The namespaces of the graph, and the prefixes under which every publication writes them."""

from rdflib import Graph, Namespace, URIRef

from cigref_kg.base.locations import data_beside


class _Terms(Namespace):
    """A namespace that makes each of its terms once."""

    def __getattr__(self, name: str) -> URIRef:
        term = super().__getattr__(name)
        setattr(self, name, term)
        return term


PREFIXES: dict[str, str] = data_beside(__file__)

CIG = _Terms(PREFIXES["cig"])
CIG_SHAPES = Namespace(PREFIXES["csh"])
DCAT = Namespace(PREFIXES["dcat"])  # rdflib's own lacks the terms of DCAT 3
ESCO = _Terms(PREFIXES["esco"])
SCHEMA = Namespace(PREFIXES["schema"])
SEMAPV = Namespace(PREFIXES["semapv"])
SSSOM = _Terms(PREFIXES["sssom"])
SD = Namespace(PREFIXES["sd"])
XKOS = Namespace(PREFIXES["xkos"])


def empty_graph() -> Graph:
    """Return a graph that keeps its triples in order and knows the prefixes above."""
    # This store alone keeps triples in the order in which they came.
    graph = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    return graph
