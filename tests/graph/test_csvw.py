"""``csv-metadata.json`` is true of the tables: columns, data types, keys."""

import csv
import io
import json
import re
from typing import Any

import pytest

from cigref_kg.graph.dataset import Dataset
from cigref_kg.publish.csvw import METADATA_FILE

Json = dict[str, Any]
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def described(files: dict[str, bytes]) -> dict[str, Json]:
    """What is said of each table, by its name."""
    metadata = json.loads(files[METADATA_FILE])
    return {table["url"]: table["tableSchema"] for table in metadata["tables"]}


@pytest.fixture(scope="module")
def rows(files: dict[str, bytes]) -> dict[str, Rows]:
    return {
        name: list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        for name, content in files.items()
        if name.endswith(".csv")
    }


def test_every_table_is_described(described: dict[str, Json], rows: dict[str, Rows]) -> None:
    assert described.keys() == rows.keys()


def test_columns_are_those_of_the_header(described: dict[str, Json], rows: dict[str, Rows]) -> None:
    for name, schema in described.items():
        columns = [column["name"] for column in schema["columns"]]
        assert columns == list(rows[name][0]), name
        for column in schema["columns"]:
            assert column["titles"]["und"] == [column["name"]]
            assert column["titles"]["fr"]
            assert column["titles"]["en"]


def cells(column: Json, value: str) -> list[str]:
    if not value:
        return []
    return value.split(column["separator"]) if "separator" in column else [value]


def fault(column: Json, value: str) -> str | None:
    """Return what is wrong with a cell, or ``None``."""
    found = cells(column, value)
    if column["required"] and not found:
        return "is missing"
    datatype = column["datatype"]
    kind = datatype if isinstance(datatype, str) else datatype["base"]
    limits = {} if isinstance(datatype, str) else datatype
    for cell in found:
        if kind == "integer":
            if not cell.isdecimal():
                return f"{cell} is no integer"
            if not limits.get("minimum", 0) <= int(cell) <= limits.get("maximum", 10**6):
                return f"{cell} is out of range"
        if kind == "gYear" and not re.fullmatch(r"\d{4}", cell):
            return f"{cell} is no year"
        if kind == "anyURI" and not re.match("https?://", cell):
            return f"{cell} is no IRI"
        if kind == "string" and "format" in limits and not re.fullmatch(limits["format"], cell):
            return f"{cell} is not of the form {limits['format']}"
    return None


def test_every_cell_is_of_its_data_type(described: dict[str, Json], rows: dict[str, Rows]) -> None:
    faults = [
        f"{name}, {column['name']}: {wrong}"
        for name, schema in described.items()
        for row in rows[name]
        for column in schema["columns"]
        if (wrong := fault(column, row[column["name"]]))
    ]
    assert faults == []


def test_primary_keys_are_unique(described: dict[str, Json], rows: dict[str, Rows]) -> None:
    for name, schema in described.items():
        keys = [tuple(row[column] for column in schema["primaryKey"]) for row in rows[name]]
        assert len(keys) == len(set(keys)), name


def test_foreign_keys_lead_to_rows(described: dict[str, Json], rows: dict[str, Rows]) -> None:
    checked = 0
    for name, schema in described.items():
        for key in schema.get("foreignKeys", ()):
            target = key["reference"]
            known = {
                tuple(row[column] for column in target["columnReference"])
                for row in rows[target["resource"]]
            }
            for row in rows[name]:
                assert tuple(row[column] for column in key["columnReference"]) in known, row
                checked += 1
    assert checked > 1000


def test_subject_of_a_row_is_in_the_graph(
    described: dict[str, Json], rows: dict[str, Rows], dataset: Dataset
) -> None:
    subjects = {str(subject) for subject in dataset.union.subjects()}
    for name, schema in described.items():
        if "aboutUrl" in schema:
            assert schema["aboutUrl"] == "{+iri}"
            assert {row["iri"] for row in rows[name]} <= subjects, name


def test_cells_are_values_of_the_properties_named(
    described: dict[str, Json], rows: dict[str, Rows], dataset: Dataset
) -> None:
    told = {(str(s), str(p), str(o)) for s, p, o in dataset.union}
    for name, schema in described.items():
        for column in schema["columns"]:
            if "propertyUrl" in column:
                for row in rows[name]:
                    for cell in cells(column, row[column["name"]]):
                        assert (row["iri"], column["propertyUrl"], cell) in told, row
