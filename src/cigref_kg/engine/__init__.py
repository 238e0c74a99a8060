"""Answers to SPARQL queries: from Oxigraph in this process, in a bounded pool, or another server.

The interface is small: an :class:`Engine` takes a :class:`Query` and the formats that are
:class:`AcceptedFormats`, and gives a :class:`Result` or raises a :class:`QueryError`.
"""

from cigref_kg.engine.answers import AcceptedFormats, AnswerKind, Engine, Query, Result
from cigref_kg.engine.embedded import embedded_engine
from cigref_kg.engine.errors import QueryError
from cigref_kg.engine.limits import Limits

__all__ = [
    "AcceptedFormats",
    "AnswerKind",
    "Engine",
    "Limits",
    "Query",
    "QueryError",
    "Result",
    "embedded_engine",
]
