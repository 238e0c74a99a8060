"""Graphs written out, always the same bytes for the same triples in the same order.

Turtle is for people: subjects in the order in which the conversion tells of them (a profile, its
activities…), IRIs relative to the base. JSON-LD carries its context inline.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.plugins.serializers.jsonld import from_rdf
from rdflib.plugins.serializers.turtle import VERB, TurtleSerializer
from rdflib.term import BNode, Node

from cigref_kg.base.locations import data_beside
from cigref_kg.graph.namespaces import PREFIXES

MEDIA_TYPES: Mapping[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
"""The media type of each RDF format, by the extension of its files."""

_JSON_LD = data_beside(__file__)


def json_ld_context() -> dict[str, Any]:
    """Return the JSON-LD context: the prefixes, and labels by language.

    ``label.fr`` reads better than a search through a list of tagged values; a label without a
    language keeps its full name.
    """
    context: dict[str, Any] = dict(PREFIXES)
    for name, term in _JSON_LD["language-maps"].items():
        context[name] = {"@id": term, "@container": "@language"}
    return context


def json_ld_frame() -> dict[str, Any]:
    """Return the JSON-LD frame of profiles: each with its statements and requirements in it.

    The specification: https://www.w3.org/TR/json-ld11-framing/
    """
    return {"@context": json_ld_context(), **_JSON_LD["frame"]}


def serialize(graph: Graph, extension: str, base: str) -> bytes:
    """Write ``graph`` in the format that ``extension`` names (a key of ``MEDIA_TYPES``).

    Args:
        graph: triples, in the order in which Turtle and RDF/XML shall tell them.
        extension: ``ttl``, ``jsonld``, ``nt`` or ``rdf``.
        base: the IRI to which Turtle writes IRIs relative.

    Raises:
        KeyError: if the extension names no format.
    """
    return _WRITERS[extension](graph, base)


def n_quads(graphs: Mapping[str, Iterable[tuple[Node, Node, Node]]]) -> bytes:
    """Write named graphs, given by IRI, as sorted N-Quads."""
    return "".join(quads(graphs)).encode()


def quads(graphs: Mapping[str, Iterable[tuple[Node, Node, Node]]]) -> list[str]:
    """Write named graphs, given by IRI, as sorted lines of N-Quads."""
    return sorted(
        f"{line[:-1]}<{name}> .\n" for name, graph in graphs.items() for line in _triples(graph)
    )


def natural_order(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts numbers within text as numbers: D.9 before D.10.

    >>> sorted(["D.10", "D.9"], key=natural_order)
    ['D.9', 'D.10']
    """
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text)]


def _triples(triples: Iterable[tuple[Node, Node, Node]]) -> Iterator[str]:
    """Yield each triple as a line of N-Triples without its end."""
    for subject, predicate, target in triples:
        yield f"{_term(subject)} <{predicate}> {_term(target)} ."


_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", '"': '\\"'}
"""What N-Triples escape in literals, the escape itself first."""


def _term(node: Node) -> str:
    """Write a term as N-Triples have it: https://www.w3.org/TR/n-triples/."""
    if not isinstance(node, Literal):
        return f"<{node}>" if isinstance(node, URIRef) else node.n3()
    text = str(node)
    for character, escape in _ESCAPED.items():  # many times faster than `str.translate`
        text = text.replace(character, escape)
    if node.language:
        return f'"{text}"@{node.language}'
    return f'"{text}"^^<{node.datatype}>' if node.datatype else f'"{text}"'


def _n_triples(graph: Graph) -> bytes:
    return "".join(sorted(f"{line}\n" for line in _triples(graph))).encode()


def _json_ld(graph: Graph) -> bytes:
    # What `graph.serialize` writes, before it is written: to read it again takes as long.
    document = from_rdf(graph, json_ld_context(), use_native_types=True)  # type: ignore[no-untyped-call]
    context = document.pop("@context")
    # A single subject stands at the top.
    nodes = sorted(document.get("@graph", ()), key=lambda node: natural_order(node["@id"]))
    told = {"@graph": nodes} if nodes else document
    written = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)
    head = json.dumps({"@context": context}, ensure_ascii=False, indent=2)
    return f"{head[:-2]},{written[1:]}".encode()


class _ReadableTurtle(TurtleSerializer):
    """rdflib's Turtle, in the order of the graph and with IRIs relative to the base."""

    def reset(self) -> None:
        super().reset()
        self._names: dict[tuple[str, bool], str | None] = {}
        self._labels: dict[tuple[str, bool], str] = {}

    def startDocument(self) -> None:  # noqa: N802
        self._names = {}  # now all namespaces are known
        super().startDocument()

    def get_pname(self, uri: Node, gen_prefix: bool = True) -> str | None:
        key = str(uri), gen_prefix
        if isinstance(uri, URIRef) and key not in self._names:
            self._names[key] = super().get_pname(uri, gen_prefix)
        return self._names.get(key)

    def orderSubjects(self) -> list[Node]:  # noqa: N802
        named = [subject for subject in self._subjects if not isinstance(subject, BNode)]
        blank = [subject for subject in self._subjects if isinstance(subject, BNode)]
        return named + sorted(blank, key=lambda node: self._references[node])

    def sortProperties(self, properties: Mapping[Node, list[Node]]) -> list[Node]:  # noqa: N802
        for objects in properties.values():
            if len(objects) > 1:
                objects.sort(key=lambda node: natural_order(node.n3()))
        return list(properties)

    def label(self, node: Node, position: int) -> str:
        if not isinstance(node, URIRef):
            return super().label(node, position)
        key = str(node), position == VERB
        if key not in self._labels:
            self._labels[key] = self._label(node, position)
        return self._labels[key]

    def _label(self, node: URIRef, position: int) -> str:
        written = super().label(node, position)
        if self.base and written == f"<{node}>":
            relative = str(node).removeprefix(self.base)
            # A first segment with a colon would read as a scheme.
            if relative != node and ":" not in relative.partition("/")[0]:
                return f"<{relative}>"
        return written


def _turtle(graph: Graph, base: str) -> bytes:
    stream = BytesIO()
    _ReadableTurtle(graph).serialize(stream, base=base, spacious=True)
    return stream.getvalue().rstrip() + b"\n"


_WRITERS: Mapping[str, Callable[[Graph, str], bytes]] = {
    "ttl": _turtle,
    "jsonld": lambda graph, _: _json_ld(graph),
    "nt": lambda graph, _: _n_triples(graph),
    "rdf": lambda graph, _: graph.serialize(format="xml", encoding="utf-8"),
}
