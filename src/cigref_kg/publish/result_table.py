"""The rows of a SPARQL result as a table of plain text, for people."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from cigref_kg.base.columns import Table
from cigref_kg.base.messages import message
from cigref_kg.base.text import Language

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

WIDEST_COLUMN = 60
"""Longer texts continue on the next line of their cell. In characters."""

_NUMBERS = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")
)


def render(
    variables: Sequence[str],
    rows: Iterable[Sequence[Term | None]],
    base: str,
    width: int | None = None,
    language: Language = "en",
) -> str:
    """Return aligned columns under the names of the variables, and the number of rows.

    Args:
        variables: the names of the columns.
        rows: for each row the terms of its columns, ``None`` where a variable is unbound.
        base: IRIs under it are written relative to it, as in the dataset's Turtle.
        width: columns of the terminal, if it is to fit one.
        language: of the number of rows.
    """
    rows = list(rows)
    right = [
        any(row[column] is not None for row in rows)
        and all(row[column] is None or _is_number(row[column]) for row in rows)
        for column in range(len(variables))
    ]
    texts = [[_text(term, base) for term in row] for row in rows]
    lines = Table(variables, texts, right, has_rule=True, widest=WIDEST_COLUMN).lines(width)
    count = message("publish.rows", rows=len(rows)).localized(language)
    return "\n".join([*lines, "", count]) + "\n"


def shorten(iri: str, base: str) -> str:
    """Write an IRI with a prefix of the dataset's publications, or relative to ``base``.

    >>> shorten("http://www.w3.org/2004/02/skos/core#Concept", "https://example.org/")
    'skos:Concept'
    >>> shorten("https://example.org/id/2022/profile/6.3", "https://example.org/")
    '<id/2022/profile/6.3>'
    """
    # Takes long to import: tables without IRIs do without.
    from cigref_kg.graph.namespaces import PREFIXES

    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{name}"
    relative = iri.removeprefix(base)
    return f"<{relative or iri}>"


def _text(term: Term | None, base: str) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, base)
    return term.value if isinstance(term, ox.Literal) else str(term)


def _is_number(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS
