"""Answers written out: whole, within bounds, the same bytes for the same answer."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
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
from cigref_kg.engine.limits import Limits
from cigref_kg.graph.namespaces import PREFIXES


class _BoundedBuffer:
    """A file in memory that refuses to grow beyond a limit; faster than :class:`io.BytesIO`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._size += len(part)
        if self._size > self._limit:
            raise AnswerSizeError(self._limit, "bytes")
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: there is nothing behind the buffer."""


def write_results(
    results: QuerySolutions | QueryBoolean, format_: QueryResultsFormat, limits: Limits
) -> bytes:
    """Write the answer of a SELECT or an ASK.

    Args:
        results: of the engine.
        format_: to write in.
        limits: the bounds.

    Raises:
        AnswerSizeError: if it has more bytes or rows than ``limits`` allow; the evaluation stops
            at that many bytes.
    """
    written = _written(lambda buffer: results.serialize(buffer, format_), limits.answer_bytes)
    if isinstance(results, QuerySolutions) and has_more_rows(written, format_, limits.answer_rows):
        raise AnswerSizeError(limits.answer_rows, "rows")
    return written


def write_graph(
    triples: QueryTriples | Iterable[Triple], format_: RdfFormat, limits: Limits
) -> bytes:
    """Write the graph of a CONSTRUCT or a DESCRIBE, with the project's prefixes.

    Args:
        triples: of the engine.
        format_: to write in.
        limits: the bounds.

    Raises:
        AnswerSizeError: if it has more bytes or triples than ``limits`` allow; the evaluation stops
            there.
    """
    if format_ in _LINES and isinstance(triples, QueryTriples):
        # Oxigraph's own way is the faster one.
        written = _written(lambda buffer: triples.serialize(buffer, format_), limits.answer_bytes)
        if written.count(b"\n") > limits.answer_rows:
            raise AnswerSizeError(limits.answer_rows, "rows")
        return written
    rest = iter(triples)
    first = islice(rest, limits.answer_rows)
    prefixes = None if format_ in _WITHOUT_PREFIXES else dict(PREFIXES)
    written = _written(
        lambda buffer: serialize(first, buffer, format_, prefixes=prefixes), limits.answer_bytes
    )
    if next(rest, None) is not None:
        raise AnswerSizeError(limits.answer_rows, "rows")
    if format_ == RdfFormat.JSON_LD:
        return _compact_json_ld(written)
    if format_ == RdfFormat.RDF_XML:
        return _with_sorted_xmlns(written)
    return written if format_ in _LINES else _with_used(written)


_LINES = {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}
_WITHOUT_PREFIXES = {*_LINES, RdfFormat.JSON_LD}


def _written(write: Callable[[Any], object], max_bytes: int) -> bytes:
    buffer = _BoundedBuffer(max_bytes)
    write(buffer)
    return b"".join(buffer.parts)


# Oxigraph writes all prefixes, in an order that differs each time.

_LONGEST_PREFIX = max(map(len, PREFIXES))
_PREFIX_LINES = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def _with_used(turtle: bytes) -> bytes:
    """Keep the prefixes that are used, in order."""
    found = _PREFIX_LINES.match(turtle)
    head = found[0] if found else b""
    body = turtle[len(head) :]
    # What stands before colons is little and repeats: to look there for each prefix is five times
    # as fast as in the whole.
    before = {part[-_LONGEST_PREFIX:] for part in body.split(b":")}
    named = b":".join([*before, b""])
    used = sorted(line for line in head.splitlines() if line.split(b" ")[1] in named)
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
    """Shorten names by the prefixes, with the context inline.

    A prefix is left out that would take an IRI such as ``<skos:x>`` for a name of its own.
    """
    schemes = {found.decode() for found in set(_SCHEMES.findall(expanded))}
    context = {prefix: iri for prefix, iri in PREFIXES.items() if prefix not in schemes}
    namespaces = sorted(context.items(), key=lambda item: -len(item[1]))
    nodes = [_compact_node(node, namespaces) for node in json.loads(expanded)]
    document = {"@context": context, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _compact_node(node: Mapping[str, Any], namespaces: list[tuple[str, str]]) -> dict[str, Any]:
    compact: dict[str, Any] = {}
    for key, value in node.items():
        if key == "@type":
            compact[key] = [_curie(name, namespaces) for name in value]
        else:
            compact[_curie(key, namespaces)] = value
    return compact


_LOCAL_NAME = re.compile(r"[A-Za-z_][\w-]*\Z")
_SCHEMES = re.compile(b'"(%s):' % "|".join(PREFIXES).encode())


def _curie(iri: str, namespaces: list[tuple[str, str]]) -> str:
    for prefix, namespace in namespaces:
        if iri.startswith(namespace) and _LOCAL_NAME.match(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


_ROWS_PART: Mapping[QueryResultsFormat, bytes] = {
    QueryResultsFormat.TSV: b"\n",
    QueryResultsFormat.XML: b"<result>",
    QueryResultsFormat.CSV: b"\r\n",
    QueryResultsFormat.JSON: b"},{",
}
"""What stands between two rows, or before each: nothing else of an answer but a text has it."""


def has_more_rows(body: bytes, format_: QueryResultsFormat, most: int) -> bool:
    """Tell whether a written SELECT answer has more than ``most`` rows.

    Oxigraph counts none for us, and to walk through the solutions in Python is four times as slow
    as to let it write them. What parts rows may also stand in a text, so it is counted once more
    without the texts where it seems to be too often.

    Args:
        body: the answer as it was written.
        format_: in which it is written.
        most: rows that it may have.
    """
    if body.count(_ROWS_PART[format_]) < most:
        return False
    return count_rows(body, format_) > most


def count_rows(body: bytes, format_: QueryResultsFormat) -> int:
    """Count the rows of a written SELECT answer: all strings aside, a known sign parts two."""
    part = _ROWS_PART[format_]
    if format_ == QueryResultsFormat.TSV:
        return max(0, body.count(part) - 1)
    if format_ == QueryResultsFormat.XML:
        return body.count(part)
    if format_ == QueryResultsFormat.CSV:
        return max(0, re.sub(rb'"[^"]*"', b"", body).count(part) - 1)
    bare = re.sub(rb'"(?:[^"\\]|\\.)*"', b"", body)
    return 0 if b"[{" not in bare.replace(b"[]", b"") else bare.count(part) + 1
