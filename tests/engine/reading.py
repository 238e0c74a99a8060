"""An engine's answer read back, as terms."""

from io import BytesIO

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from cigref_kg.engine import AcceptedFormats, Engine, Query

_ACCEPTED = AcceptedFormats("application/sparql-results+json", "application/n-triples")


def answered(engine: Engine, text: str) -> QuerySolutions | QueryBoolean | list[Triple]:
    """Return the rows, the boolean or the triples that answer a query."""
    result = engine(Query(text), _ACCEPTED)
    if result.kind == "graph":
        return [quad.triple for quad in parse(result.body, RdfFormat.N_TRIPLES)]
    return parse_query_results(BytesIO(result.body), QueryResultsFormat.JSON)
