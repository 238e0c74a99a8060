"""The dataset written in each format: whole, readable, always the same bytes."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys

import pyoxigraph
import pytest
from rdflib import Graph

import cigref_kg
from cigref_kg.graph.serialization import MEDIA_TYPES, natural_order, serialize

PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}

HASHES = """
import hashlib, cigref_kg
from cigref_kg.publish.files import publication_files
for name, content in sorted(publication_files(cigref_kg.load()).items()):
    print(name, hashlib.sha256(content).hexdigest())
"""


@pytest.mark.parametrize(
    "extension",
    [pytest.param(each, marks=[] if each == "nt" else pytest.mark.slow) for each in MEDIA_TYPES],
)
def test_each_format_holds_the_whole_dataset(
    dataset: cigref_kg.Dataset, files: dict[str, bytes], extension: str
) -> None:
    read = Graph().parse(data=files[f"cigref-kg.{extension}"], format=PARSERS[extension])
    assert set(read) == set(dataset.union)


def test_n_quads_hold_the_named_graphs(dataset: cigref_kg.Dataset, files: dict[str, bytes]) -> None:
    quads = list(pyoxigraph.parse(files["cigref-kg.nq"], format=pyoxigraph.RdfFormat.N_QUADS))
    counts = {
        name: sum(quad.graph_name.value == dataset.iris.graph(name) for quad in quads)
        for name in dataset.graphs
    }
    assert counts == {name: len(graph) for name, graph in dataset.graphs.items()}
    assert sum(counts.values()) == len(quads)


@pytest.mark.slow
def test_same_bytes_in_another_process_with_another_hash_seed(files: dict[str, bytes]) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    printed = subprocess.run(
        [sys.executable, "-c", HASHES], env=environment, capture_output=True, text=True, check=True
    ).stdout
    here = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert dict(line.split() for line in printed.splitlines()) == here


def test_turtle_reads_from_the_edition_down_to_the_statements(files: dict[str, bytes]) -> None:
    turtle = files["cigref-kg.ttl"].decode()
    order = [
        "<id/2022/family/6>",
        "<id/2022/profile/6.3>",
        "<id/2022/profile/6.3/activity/1>",
        "<id/2022/profile/6.3/activity/1/1>",
        "<id/2022/profile/6.3/requirement/E.8>",
        "<id/2022/family/7>",
        "<id/ecf/2019/competence/D.9>",
        "<id/ecf/2019/competence/D.10>",
    ]
    places = [turtle.index(f"\n{subject} a ") for subject in order]
    assert places == sorted(places)


def test_json_ld_has_labels_by_language_and_its_context_inside(files: dict[str, bytes]) -> None:
    document = json.loads(files["cigref-kg.jsonld"])
    nodes = {node["@id"]: node for node in document["@graph"]}
    profile = nodes["https://w3id.org/cigref-kg/id/2022/profile/6.3"]
    assert profile["prefLabel"]["en"] == "Chief Information Security Officer"
    assert isinstance(document["@context"], dict)


def test_single_subject_json_ld() -> None:
    graph = Graph().parse(data="<http://e.org/a> <http://e.org/p> 1 .", format="turtle")
    again = Graph().parse(data=serialize(graph, "jsonld", "http://e.org/"), format="json-ld")
    assert set(again) == set(graph)


def test_unknown_extension_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        serialize(Graph(), "docx", "http://e.org/")


def test_numbers_sort_as_numbers() -> None:
    assert sorted(["D.10", "D.9", "D.1/4", "D.1"], key=natural_order) == [
        "D.1",
        "D.1/4",
        "D.9",
        "D.10",
    ]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_tables_count_what_the_model_counts(
    dataset: cigref_kg.Dataset, files: dict[str, bytes]
) -> None:
    content = dataset.nomenclature.content
    expected = {
        "profiles.csv": 50,
        "families.csv": 9,
        "requirements.csv": 418,
        "competences.csv": 41,
        "levels.csv": 105,
        "ratings.csv": sum(len(profile.ratings) for profile in content.profiles),
        "statements.csv": 190 + 615 + 36 + 118 + 4 + 114 + 3,
        "moves.csv": len(content.moves),
        "changes.csv": 50,
    }
    assert {name: len(rows(files[name])) for name in expected} == expected
    assert len(rows(files["labels.csv"])) > 500
    of_edition = {row["iri"] for row in rows(files["mappings.csv"])}
    year = dataset.nomenclature.served.year
    assert of_edition == {
        mapping.iri(dataset.iris)
        for mapping in dataset.mappings.mappings
        if mapping.subject.year in (year, dataset.nomenclature.framework.year)
    }


def test_the_other_edition_has_tables_too(files: dict[str, bytes]) -> None:
    expected = {"2024-profiles.csv": 52, "2024-requirements.csv": 433, "2024-changes.csv": 3}
    assert {name: len(rows(files[name])) for name in expected} == expected
    described = {table["url"]: table for table in json.loads(files["csv-metadata.json"])["tables"]}
    keys = described["2024-requirements.csv"]["tableSchema"]["foreignKeys"]
    targets = {key["reference"]["resource"] for key in keys}
    assert targets == {"2024-profiles.csv", "competences.csv", "levels.csv"}


def test_requirement_row_names_both(files: dict[str, bytes]) -> None:
    row = next(
        row
        for row in rows(files["requirements.csv"])
        if (row["profile"], row["competence"]) == ("6.3", "E.8")
    )
    assert row["level"] == "4"
    assert row["competence_title_en"] == "Information Security Management"
    assert row["iri"].endswith("id/2022/profile/6.3/requirement/E.8")
