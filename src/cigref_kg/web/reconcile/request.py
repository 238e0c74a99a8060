"""What a client of ``/reconcile`` asks, read from JSON with errors that name the member."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cigref_kg.base.errors import parser_says
from cigref_kg.web.problems import RefusedError

BATCH_SIZE = 100
"""How many queries one request may hold."""
MAX_ROWS = 1000
"""How many entities one request may ask values of."""
MAX_PROPERTIES = 60  # more than there are to ask for
MAX_VALUES = 1000
"""How many values the properties of all queries of a request may name together."""
MAX_LENGTH = 300
"""Characters of a title or a value: five times the longest name there is."""
DEFAULT_LIMIT = 5  # candidates, as OpenRefine asks for
_MAX_LIMIT = 50  # candidates


@dataclass(frozen=True, slots=True)
class Condition:
    """A property that candidates should have a value of."""

    identifier: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReconciliationQuery:
    """One title to match."""

    title: str | None
    types: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """Entities and the properties whose values are wanted."""

    identifiers: tuple[str, ...]
    properties: tuple[str, ...]


def read_queries(text: str) -> dict[str, ReconciliationQuery]:
    """Read a batch of reconciliation queries.

    Raises:
        RefusedError: if it is no batch (400) or too large (413).
    """
    batch = _members(_parsed(text, "queries"), "queries")
    if len(batch) > BATCH_SIZE:
        raise RefusedError(413, "refusal.many_queries", batch_size=BATCH_SIZE, given=len(batch))
    queries = {key: _query(_members(value, key), key) for key, value in batch.items()}
    values = sum(len(each.values) for query in queries.values() for each in query.conditions)
    if values > MAX_VALUES:
        raise RefusedError(413, "refusal.many_values", max_values=MAX_VALUES, values=values)
    return queries


def read_extension(text: str) -> Extension:
    """Read a data extension query.

    Raises:
        RefusedError: if it is none (400) or too large (413).
    """
    members = _members(_parsed(text, "extend"), "extend")
    identifiers = tuple(_strings(members.get("ids"), "extend.ids"))
    properties = tuple(
        _string(_members(each, "extend.properties").get("id"), "extend.properties.id")
        for each in _items(members.get("properties"), "extend.properties")
    )
    if len(identifiers) > MAX_ROWS or len(properties) > MAX_PROPERTIES:
        raise RefusedError(
            413, "refusal.many_rows", max_rows=MAX_ROWS, max_properties=MAX_PROPERTIES
        )
    return Extension(identifiers, properties)


def _query(members: Mapping[str, object], key: str) -> ReconciliationQuery:
    title = members.get("query")
    properties = _items(members.get("properties", []), f"{key}.properties")
    if len(properties) > MAX_PROPERTIES:
        raise RefusedError(
            413,
            "refusal.many_properties",
            key=key,
            given=len(properties),
            max_properties=MAX_PROPERTIES,
        )
    conditions = tuple(
        _condition(_members(each, f"{key}.properties"), f"{key}.properties") for each in properties
    )
    if not (isinstance(title, str) and title.strip()) and not conditions:
        raise RefusedError(400, "refusal.no_query", key=key)
    types = members.get("type", [])
    return ReconciliationQuery(
        # Of a longer text, such as a cell of notes, only the beginning: it fails no batch.
        title=title[:MAX_LENGTH] if isinstance(title, str) and title.strip() else None,
        types=tuple(_strings([types] if isinstance(types, str) else types, f"{key}.type")),
        limit=_limit(members.get("limit", DEFAULT_LIMIT), f"{key}.limit"),
        conditions=conditions,
    )


def _condition(members: Mapping[str, object], where: str) -> Condition:
    if "v" not in members:
        raise _wrong(f"{where}.v", "no_value")
    value = members["v"]
    values = value if isinstance(value, list) else [value]
    for each in values:
        _check_length(each, f"{where}.v")
    return Condition(
        _string(members.get("pid"), f"{where}.pid"),
        tuple(_plain(each, f"{where}.v") for each in values),
    )


def _check_length(value: object, where: str) -> None:
    if len(str(value)) > MAX_LENGTH:
        raise RefusedError(413, "refusal.long", where=where, max_length=MAX_LENGTH)


def _plain(value: object, where: str) -> str:
    """Return a value as text: a text or number itself, an entity by its identifier."""
    if isinstance(value, dict):
        return _string(value.get("id"), f"{where}.id")
    if isinstance(value, str | int | float):
        return str(value)
    raise _wrong(where, "no_plain_value")


def _limit(value: object, where: str) -> int:
    # The comparison is also false for what JSON in Python calls NaN.
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 1:
        raise _wrong(where, "no_positive_number")
    return int(min(value, _MAX_LIMIT))


def _parsed(text: str, parameter: str) -> object:
    try:
        value: object = json.loads(text)
        # Half of a surrogate pair can be escaped in JSON, but not written in an answer.
        json.dumps(value, ensure_ascii=False).encode()
        return value
    except (ValueError, RecursionError) as error:
        raise RefusedError(
            400, "refusal.no_json", parameter=parameter, error=parser_says(error)
        ) from error


def _members(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _wrong(where, "no_object")
    return value


def _items(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise _wrong(where, "no_array")
    return value


def _strings(value: object, where: str) -> Iterator[str]:
    """Yield strings; objects stand for their identifiers."""
    for item in _items(value, where):
        yield _string(item.get("id") if isinstance(item, dict) else item, where)


def _string(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(where, "no_text")
    return value


def _wrong(where: str, kind: str) -> RefusedError:
    return RefusedError(400, "reconcile." + kind, where=where)
