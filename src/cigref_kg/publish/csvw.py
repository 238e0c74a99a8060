"""CSV on the Web: what the CSV tables and their columns are, in ``csv-metadata.json``.

The tables are told in ``csvw.yaml``. The specification: https://www.w3.org/TR/tabular-metadata/
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from cigref_kg.base.iris import LICENCE, Iris
from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, RatingCompleteness, Text
from cigref_kg.base.writing import json_bytes
from cigref_kg.graph.namespaces import PREFIXES
from cigref_kg.records.mappings import Relation, Vocabulary

METADATA_FILE = "csv-metadata.json"
"""The name under which CSV on the Web looks for what describes the tables beside it."""

Json = dict[str, Any]

_WORDS: Mapping[str, Sequence[str]] = {
    "completeness": tuple(RatingCompleteness),
    "language": LANGUAGES,
    "relation": tuple(Relation),
    "vocabulary": tuple(Vocabulary),
}


def header(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, in their order."""
    return tuple(column["name"] for column in _columns(table))


def tables_of_editions() -> list[str]:
    """Return the names of the tables that another edition than the default one has as well."""
    return [name for name, table in _tables().items() if table.get("every_edition")]


def csvw(iris: Iris, others: Sequence[int] = ()) -> bytes:
    """Return the description of all tables: titles, data types, keys, and the row's subject.

    Args:
        iris: the IRIs under the dataset's base.
        others: the years of editions that have tables beside those of the default one.
    """
    content: Json = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": _in_both(message("publish.csv")),
        "dc:license": {"@id": LICENCE},
        "dc:source": {"@id": iris.dataset},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tables": [_table(name) for name in _tables()]
        + [_table(name, year) for year in others for name in tables_of_editions()],
    }
    return json_bytes(content)


@cache
def _tables() -> Mapping[str, Json]:
    found: Mapping[str, Json] = data_beside(__file__)["tables"]
    return found


def _table(name: str, year: int | None = None) -> Json:
    """Describe a table, or the same of another edition."""
    told = _tables()[name]

    def address(table: str) -> str:
        return f"{year}-{table}" if year and table in tables_of_editions() else table

    schema: Json = {"columns": list(_columns(name)), "primaryKey": told["key"]}
    if "iri" in told["columns"]:
        schema["aboutUrl"] = "{+iri}"
    if "refers" in told:
        schema["foreignKeys"] = [
            {
                "columnReference": key["own"],
                "reference": {"resource": address(key["table"]), "columnReference": key["theirs"]},
            }
            for key in told["refers"]
        ]
    title = _in_both(message(f"publish.csv-table-{name.removesuffix('.csv')}"), str(year or ""))
    return {"url": address(name), "dc:title": title, "tableSchema": schema}


def _columns(table: str) -> Iterator[Json]:
    for name, column in _tables()[table]["columns"].items():
        if name.endswith("_*"):
            stem = name.removesuffix("_*")
            yield from (_column(f"{stem}_{each}", stem, column, each) for each in LANGUAGES)
        else:
            yield _column(name, name, column)


def _column(name: str, stem: str, column: Json, language: str = "") -> Json:
    titles = message(f"publish.csv-{column.get('called', stem).replace('_', '-')}")
    suffix = f" ({language})" if language else ""
    datatype = column.get("datatype", "string")
    if "one_of" in column:
        datatype = {"base": "string", "format": "|".join(_WORDS[column["one_of"]])}
    told: Json = {
        "name": name,
        # What stands in the first line of the table must be among the titles.
        "titles": {"und": [name], **{each: f"{said}{suffix}" for each, said in titles.items()}},
        "datatype": datatype,
        "required": not column.get("optional", False),
    }
    if language:
        told["lang"] = language
    if "separator" in column:
        told["separator"] = column["separator"]
    if "property" in column:
        prefix, _, term = column["property"].partition(":")
        told["propertyUrl"] = f"{PREFIXES[prefix]}{term}"
    return told


def _in_both(text: Text, after: str = "") -> list[Json]:
    return [
        {"@value": f"{words} {after}".strip(), "@language": language}
        for language, words in text.items()
    ]
