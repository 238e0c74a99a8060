"""The CSV tables as a data package, in ``datapackage.json``: for Frictionless and what reads it.

Made from the description as CSV on the Web, so that both say the same. Codes are strings: a program
that guesses reads 2.10 as the number 2.1.

The specification: https://datapackage.org/standard/data-package/
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from cigref_kg.base.iris import Iris
from cigref_kg.base.writing import json_bytes

DATA_PACKAGE: Final = "datapackage.json"

Json = dict[str, Any]

_TYPES: Final[Mapping[str, Json]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "gYear": {"type": "year"},
    "anyURI": {"type": "string", "format": "uri"},
}


def datapackage(description: bytes, iris: Iris, files: Mapping[str, bytes]) -> bytes:
    """Return the data package.

    Args:
        description: of the tables, as CSV on the Web has it.
        iris: the IRIs under the dataset's base.
        files: the tables, by name.
    """
    tables = json.loads(description)["tables"]
    content: Json = {
        "name": "cigref-kg",
        "id": iris.dataset,
        "title": "Digital job profiles and their competences",
        "homepage": iris.base,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0",
            }
        ],
        "resources": [_resource(table, files[table["url"]]) for table in tables],
    }
    return json_bytes(content)


def _resource(table: Json, content: bytes) -> Json:
    name: str = table["url"]
    schema = table["tableSchema"]
    titles = {each["@language"]: each["@value"] for each in table["dc:title"]}
    keys = [
        {
            "fields": key["columnReference"],
            "reference": {
                "resource": key["reference"]["resource"].removesuffix(".csv"),
                "fields": key["reference"]["columnReference"],
            },
        }
        for key in schema.get("foreignKeys", ())
    ]
    return {
        "name": name.removesuffix(".csv"),
        "path": name,
        "title": titles["en"],
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in schema["columns"]],
            "primaryKey": schema["primaryKey"],
            **({"foreignKeys": keys} if keys else {}),
            "missingValues": [""],
        },
    }


def _field(column: Json) -> Json:
    datatype = column["datatype"]
    told: Json = datatype if isinstance(datatype, dict) else {"base": datatype}
    # Several values in a cell are one string for a program that knows no separator.
    several = "separator" in column
    field: Json = {
        "name": column["name"],
        "title": column["titles"]["en"],
        **({"type": "string"} if several else _TYPES[told["base"]]),
    }
    constraints: Json = {"required": True} if column["required"] else {}
    if not several:
        constraints |= {key: told[key] for key in ("minimum", "maximum") if key in told}
        if "format" in told:
            constraints["pattern"] = told["format"]
    return {**field, **({"constraints": constraints} if constraints else {})}
