"""What changed between two versions of the dataset, by table and code: read from their CSV tables.

A version is known by its files, so two that are kept can be compared long after.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from cigref_kg.base.iris import Iris
from cigref_kg.publish.csvw import csvw

Json = dict[str, Any]
Rows = Mapping[tuple[str, ...], Mapping[str, str]]

_MOST: Final = 5_000
"""Changes that are listed; of more, only the count is told."""


def version_changes(
    iris: Iris,
    before: str,
    after: str,
    old: Callable[[str], bytes | None],
    new: Callable[[str], bytes | None],
) -> Json:
    """Return the rows that were added, removed or changed between two versions.

    Args:
        iris: the IRIs under the dataset's base.
        before: the id of the earlier version.
        after: the id of the later one.
        old: returns a table of the earlier version by name, ``None`` if it has none.
        new: the same for the later one.
    """
    changes = [
        change
        for table in json.loads(csvw(iris))["tables"]
        for change in _changes(
            table["url"],
            _rows(old(table["url"]), table["tableSchema"]["primaryKey"]),
            _rows(new(table["url"]), table["tableSchema"]["primaryKey"]),
        )
    ]
    return {
        "from": before,
        "to": after,
        "count": len(changes),
        "changes": changes[:_MOST],
        **({"truncated": True} if len(changes) > _MOST else {}),
    }


def _rows(content: bytes | None, key: list[str]) -> Rows:
    if content is None:
        return {}
    rows = csv.DictReader(io.StringIO(content.decode("utf-8")))
    return {tuple(row.get(column) or "" for column in key): row for row in rows}


def _changes(table: str, old: Rows, new: Rows) -> Iterator[Json]:
    """Yield each row that is not the same: its key, what happened, and the cells that differ."""
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key, {}), new.get(key, {})
        cells = {
            column: {"before": before.get(column), "after": after.get(column)}
            for column in dict.fromkeys([*before, *after])
            if before.get(column) != after.get(column)
        }
        if cells:
            what = "changed" if before and after else "added" if after else "removed"
            yield {
                "table": table.removesuffix(".csv"),
                "key": list(key),
                "change": what,
                **({"cells": cells} if what == "changed" else {}),
            }
