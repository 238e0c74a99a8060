"""Answers to SPARQL queries: from Oxigraph in this process, in a bounded pool, or another server.

The interface is small: an :class:`Answer` takes a :class:`Query` and the formats that are
:class:`Wanted`, and gives a :class:`Result` or raises a :class:`QueryError`.
"""

from cigref_kg.engine.answers import Answer, Kind, Query, Result, Wanted
from cigref_kg.engine.embedded import embedded_engine
from cigref_kg.engine.errors import QueryError
from cigref_kg.engine.limits import Limits

__all__ = [
    "Answer",
    "Kind",
    "Limits",
    "Query",
    "QueryError",
    "Result",
    "Wanted",
    "embedded_engine",
]
