"""CSV on the Web: what the CSV tables and their columns are, in ``csv-metadata.json``.

The specification: https://www.w3.org/TR/tabular-metadata/
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cigref_kg.base.iris import LICENCE, Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, RatingCompleteness, Text
from cigref_kg.base.writing import json_bytes
from cigref_kg.graph.namespaces import PREFIXES
from cigref_kg.records.mappings import Relation, Vocabulary

METADATA_FILE = "csv-metadata.json"
"""The name under which CSV on the Web looks for what describes the tables beside it."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: what it is called, and what its cells are."""

    datatype: str | Json = "string"
    language: str | None = None
    separator: str | None = None
    """What parts the values of a cell that may hold several."""
    is_required: bool = True
    property: str | None = None
    """The property of the graph of which the cells are values of the row's subject."""
    called: str = ""
    """Under which message, where that is not the column's name."""


def _texts(name: str, *, called: str = "", is_required: bool = True) -> dict[str, _Column]:
    """Return the columns of a text in both languages."""
    return {
        f"{name}_{language}": _Column(
            language=language, called=called or name, is_required=is_required
        )
        for language in LANGUAGES
    }


_LEVEL: Json = {"base": "integer", "minimum": 1, "maximum": 5}
_YEAR: Json = {"base": "gYear"}
_PROFILE_CODE: Json = {"base": "string", "format": r"[1-9]\.[1-9][0-9]?"}
_COMPETENCE_CODE: Json = {"base": "string", "format": r"[A-E]\.[1-9][0-9]?"}
_ASPECT_CODE: Json = {"base": "string", "format": "T[1-7]"}

_IRI = {"iri": _Column("anyURI")}
_PROFILE = {"profile": _Column(_PROFILE_CODE)}
_COMPETENCE = {"competence": _Column(_COMPETENCE_CODE)}
_TITLE = _texts("title")
_PROFILE_TITLE = _texts("profile_title")


def _one_of(*values: str) -> Json:
    return {"base": "string", "format": "|".join(values)}


_COLUMNS: Mapping[str, dict[str, _Column]] = {
    "profiles.csv": {
        "code": _Column(_PROFILE_CODE, property="skos:notation"),
        "family": _Column(),
        **_TITLE,
        "page": _Column("integer"),
        "rating_completeness": _Column(
            _one_of(*(each.value for each in RatingCompleteness)), property="cig:ratingCompleteness"
        ),
        **_IRI,
    },
    "families.csv": {
        "code": _Column(property="skos:notation"),
        **_TITLE,
        "profiles": _Column(_PROFILE_CODE, separator=" "),
        **_IRI,
    },
    "requirements.csv": {
        **_PROFILE,
        **_PROFILE_TITLE,
        **_COMPETENCE,
        **_texts("competence_title"),
        "level": _Column(_LEVEL, property="cig:levelValue"),
        **_IRI,
    },
    "ratings.csv": {
        **_PROFILE,
        **_PROFILE_TITLE,
        "aspect": _Column(_ASPECT_CODE),
        "stars": _Column(_LEVEL, property="cig:stars"),
        **_IRI,
    },
    "competences.csv": {
        "code": _Column(_COMPETENCE_CODE, property="skos:notation"),
        "area": _Column({"base": "string", "format": "[A-E]"}),
        **_TITLE,
        "levels": _Column(_LEVEL, separator=" "),
        **_IRI,
    },
    "levels.csv": {
        **_COMPETENCE,
        "level": _Column(_LEVEL, property="cig:levelValue"),
        "added_by": _Column(_YEAR, is_required=False),
        **_texts("description"),
        **_IRI,
    },
    "statements.csv": {
        **_PROFILE,
        "kind": _Column(_one_of("activity group", "activity", "deliverable", "indicator")),
        "position": _Column({"base": "string", "format": "[0-9]+(/[0-9]+)*"}),
        **_texts("text", is_required=False),
        **_IRI,
    },
    "moves.csv": {
        "from_profile": _Column(_PROFILE_CODE),
        "to_profile": _Column(_PROFILE_CODE),
        "stated_in": _Column(separator="; ", property="cig:statedIn"),
        **_IRI,
    },
    "changes.csv": {
        **_PROFILE,
        "from_edition": _Column(_YEAR),
        "to_edition": _Column(_YEAR),
        "parts": _Column(separator="; ", is_required=False),
        "removed": _Column(separator=" ", is_required=False),
        "added_or_relevelled": _Column(_COMPETENCE_CODE, separator=" ", is_required=False),
    },
    "labels.csv": {
        "code": _Column(),
        "kind": _Column(_one_of("preferred", "alternative", "hidden"), called="kind-of-name"),
        "language": _Column(_one_of(*LANGUAGES)),
        "label": _Column(),
        **_IRI,
    },
    "mappings.csv": {
        "code": _Column(),
        **_TITLE,
        "vocabulary": _Column(_one_of(*(each.value for each in Vocabulary))),
        "rank": _Column("integer"),
        "relation": _Column(_one_of(*(each.value for each in Relation))),
        "notation": _Column(is_required=False),
        **_texts("label", called="name-there", is_required=False),
        "confidence": _Column(
            {"base": "decimal", "minimum": 0, "maximum": 1}, property="sssom:confidence"
        ),
        "version": _Column(property="sssom:object_source_version"),
        **_texts("reason"),
        "concept": _Column("anyURI", is_required=False),
        **_IRI,
    },
}

OF_AN_EDITION = (
    "profiles.csv",
    "families.csv",
    "requirements.csv",
    "statements.csv",
    "moves.csv",
    "changes.csv",
)
"""The tables that another edition has as well."""

_PRIMARY_KEYS: Mapping[str, list[str]] = {
    "profiles.csv": ["code"],
    "families.csv": ["code"],
    "requirements.csv": ["profile", "competence"],
    "ratings.csv": ["profile", "aspect"],
    "competences.csv": ["code"],
    "levels.csv": ["competence", "level"],
    "statements.csv": ["iri"],
    "moves.csv": ["from_profile", "to_profile"],
    "changes.csv": ["profile", "from_edition", "to_edition"],
    "labels.csv": ["iri", "kind", "language", "label"],
    "mappings.csv": ["iri"],
}

_FOREIGN_KEYS: Mapping[str, list[tuple[list[str], str, list[str]]]] = {
    "profiles.csv": [(["family"], "families.csv", ["code"])],
    "requirements.csv": [
        (["profile"], "profiles.csv", ["code"]),
        (["competence"], "competences.csv", ["code"]),
        (["competence", "level"], "levels.csv", ["competence", "level"]),
    ],
    "ratings.csv": [(["profile"], "profiles.csv", ["code"])],
    "levels.csv": [(["competence"], "competences.csv", ["code"])],
    "statements.csv": [(["profile"], "profiles.csv", ["code"])],
    "moves.csv": [
        (["from_profile"], "profiles.csv", ["code"]),
        (["to_profile"], "profiles.csv", ["code"]),
    ],
    "changes.csv": [(["profile"], "profiles.csv", ["code"])],
}


def header(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, in their order."""
    return tuple(_COLUMNS[table])


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
        "tables": [_table(name) for name in _COLUMNS]
        + [_table(name, year) for year in others for name in OF_AN_EDITION],
    }
    return json_bytes(content)


def _table(name: str, year: int | None = None) -> Json:
    """Describe a table, or the same of another edition."""

    def address(table: str) -> str:
        return f"{year}-{table}" if year and table in OF_AN_EDITION else table

    columns = _COLUMNS[name]
    schema: Json = {
        "columns": [_column(key, column) for key, column in columns.items()],
        "primaryKey": _PRIMARY_KEYS[name],
    }
    if "iri" in columns:
        schema["aboutUrl"] = "{+iri}"
    if name in _FOREIGN_KEYS:
        schema["foreignKeys"] = [
            {
                "columnReference": own,
                "reference": {"resource": address(table), "columnReference": theirs},
            }
            for own, table, theirs in _FOREIGN_KEYS[name]
        ]
    title = _in_both(message(f"publish.csv-table-{name.removesuffix('.csv')}"), str(year or ""))
    return {"url": address(name), "dc:title": title, "tableSchema": schema}


def _column(name: str, column: _Column) -> Json:
    titles = message(f"publish.csv-{(column.called or name).replace('_', '-')}")
    suffix = f" ({column.language})" if column.language else ""
    told: Json = {
        "name": name,
        # What stands in the first line of the table must be among the titles.
        "titles": {"und": [name], **{each: f"{said}{suffix}" for each, said in titles.items()}},
        "datatype": column.datatype,
        "required": column.is_required,
    }
    if column.language:
        told["lang"] = column.language
    if column.separator:
        told["separator"] = column.separator
    if column.property:
        prefix, _, term = column.property.partition(":")
        told["propertyUrl"] = f"{PREFIXES[prefix]}{term}"
    return told


def _in_both(text: Text, after: str = "") -> list[Json]:
    return [
        {"@value": f"{words} {after}".strip(), "@language": language}
        for language, words in text.items()
    ]
