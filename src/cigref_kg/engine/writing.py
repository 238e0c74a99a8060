"""Answers written out: whole, within bounds, the same bytes for the same answer."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from cigref_kg.engine.errors import AnswerSizeError
from cigref_kg.graph.namespaces import PREFIXES


class _BoundedBuffer:
    """A file in memory that refuses to grow beyond a limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self.size += len(part)
        if self.size > self.limit:
            raise _too_large(self.limit, "bytes")
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: there is nothing behind the buffer."""

    def content(self) -> bytes:
        return b"".join(self._parts)


def write_results(
    results: QuerySolutions | QueryBoolean, format_: QueryResultsFormat, *, max_bytes: int
) -> bytes:
    """Write the answer of a SELECT or an ASK.

    Raises:
        AnswerSizeError: if it has more than ``max_bytes``; the evaluation stops there.
    """
    return _written(lambda buffer: results.serialize(buffer, format_), max_bytes)


def write_graph(
    triples: QueryTriples | Iterable[Triple], format_: RdfFormat, *, max_bytes: int
) -> bytes:
    """Write the graph of a CONSTRUCT or a DESCRIBE, with the project's prefixes.

    Raises:
        AnswerSizeError: if it has more than ``max_bytes``; the evaluation stops there.
    """
    if format_ in _WITHOUT_PREFIXES:
        # Oxigraph's own way is the faster one.
        write = (
            triples.serialize if isinstance(triples, QueryTriples) else partial(serialize, triples)
        )
        written = _written(lambda buffer: write(buffer, format_), max_bytes)
        return _compact_json_ld(written) if format_ == RdfFormat.JSON_LD else written
    written = _written(
        lambda buffer: serialize(triples, buffer, format_, prefixes=dict(PREFIXES)), max_bytes
    )
    return _with_sorted_xmlns(written) if format_ == RdfFormat.RDF_XML else _with_used(written)


_WITHOUT_PREFIXES = {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.JSON_LD}


def _written(write: Callable[[Any], object], max_bytes: int) -> bytes:
    buffer = _BoundedBuffer(max_bytes)
    write(buffer)
    return buffer.content()


def _too_large(limit: int, unit: str) -> AnswerSizeError:
    return AnswerSizeError(f"the answer has more than {limit} {unit}", limit, unit)


# Oxigraph writes all prefixes, in an order that differs each time.

_PREFIX_LINES = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def _with_used(turtle: bytes) -> bytes:
    """Keep the prefixes that are used, in order."""
    found = _PREFIX_LINES.match(turtle)
    head = found[0] if found else b""
    body = turtle[len(head) :]
    used = sorted(line for line in head.splitlines() if line.split(b" ")[1] in body)
    return b"".join(line + b"\n" for line in used) + body


def _with_sorted_xmlns(rdf_xml: bytes) -> bytes:
    start = rdf_xml.find(b"<rdf:RDF ")
    end = rdf_xml.find(b">", start)
    body = rdf_xml[end:]
    declarations = sorted(
        declaration
        for declaration in rdf_xml[start:end].split(b" ")[1:]
        if declaration.startswith(b"xmlns:rdf=")
        or declaration[len(b"xmlns:") : declaration.index(b"=")] + b":" in body
    )
    return b" ".join([rdf_xml[:start] + b"<rdf:RDF", *declarations]) + body


def _compact_json_ld(expanded: bytes) -> bytes:
    """Shorten names by the prefixes, with the context inline."""
    nodes = [_compact_node(node) for node in json.loads(expanded)]
    document = {"@context": PREFIXES, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _compact_node(node: Mapping[str, Any]) -> dict[str, Any]:
    compact: dict[str, Any] = {}
    for key, value in node.items():
        if key == "@type":
            compact[key] = [_curie(name) for name in value]
        else:
            compact[_curie(key)] = value
    return compact


_NAMESPACES = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))
_LOCAL_NAME = re.compile(r"[A-Za-z_][\w-]*\Z")


def _curie(iri: str) -> str:
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL_NAME.match(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def count_rows(body: bytes, format_: QueryResultsFormat) -> int:
    """Count the rows of a written SELECT answer, exactly.

    Oxigraph counts none for us, and to walk through the solutions in Python is four times as slow
    as to let it write them; all strings aside, what parts two rows is a known sign.
    """
    if format_ == QueryResultsFormat.TSV:
        return max(0, body.count(b"\n") - 1)
    if format_ == QueryResultsFormat.XML:
        return body.count(b"<result>")
    if format_ == QueryResultsFormat.CSV:
        return max(0, re.sub(rb'"[^"]*"', b"", body).count(b"\r\n") - 1)
    bare = re.sub(rb'"(?:[^"\\]|\\.)*"', b"", body)
    return 0 if b"[{" not in bare.replace(b"[]", b"") else bare.count(b"},{") + 1
