"""What is published for tools of others: schemes, mappings, shapes, a data package."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph, Literal, Namespace
from rdflib.namespace import DCTERMS, SH, SKOS, VANN

import cigref_kg
from cigref_kg.base.iris import Iris
from cigref_kg.base.locations import MAPPINGS
from cigref_kg.graph.file_kinds import kind_of
from cigref_kg.graph.validation import load_shapes
from cigref_kg.publish.exchange.skos import scheme_graphs
from cigref_kg.publish.exchange.sssom import sssom_files

SSSOM = Namespace("https://w3id.org/sssom/")
DESCRIBING = (
    DCTERMS.title,
    DCTERMS.description,
    DCTERMS.license,
    DCTERMS.rights,
    VANN.preferredNamespaceUri,
)


def test_every_file_is_of_a_known_kind(files: dict[str, bytes]) -> None:
    for name in files:
        assert kind_of(name).about.fr


# --- Schemes --------------------------------------------------------------------------------------


def test_a_scheme_holds_skos_and_little_else(dataset: cigref_kg.Dataset) -> None:
    for graph in scheme_graphs(dataset.union, dataset.iris).values():
        predicates = {str(predicate) for predicate in graph.predicates()}
        others = {p for p in predicates if not p.startswith(str(SKOS))}
        assert others <= {str(predicate) for predicate in (RDF.type, *DESCRIBING)}
        for broader in graph.objects(None, SKOS.broader):
            assert (broader, RDF.type, SKOS.Concept) in graph


# --- Mappings -------------------------------------------------------------------------------------


def test_tables_are_published_as_they_are_read(dataset: cigref_kg.Dataset) -> None:
    files = sssom_files(dataset.iris)
    for file in MAPPINGS.glob("*.sssom.tsv"):
        assert files[file.name] == file.read_bytes()


def test_under_another_base_things_move_and_terms_do_not() -> None:
    files = sssom_files(Iris("https://hr.example.org/kg/"))
    table = files["profiles-esco.sssom.tsv"].decode()
    assert "https://w3id.org/cigref-kg/id/" not in table
    assert "cig: https://w3id.org/cigref-kg/ontology#" in table
    graph = Graph().parse(data=files["profiles-esco.sssom.ttl"], format="turtle")
    for axiom in graph.subjects(RDF.type, OWL.Axiom):
        assert str(axiom).startswith("https://hr.example.org/kg/id/mapping/")


@pytest.mark.parametrize(
    "name",
    [
        "profiles-esco",
        "profiles-isco",
        "profiles-rome",
        "profiles-rome-appellations",
        "ecf-esco",
    ],
)
def test_rdf_says_what_the_table_says(files: dict[str, bytes], name: str) -> None:
    lines = files[f"{name}.sssom.tsv"].decode().splitlines()
    rows = list(csv.DictReader([r for r in lines if not r.startswith("#")], delimiter="\t"))
    graph = Graph().parse(data=files[f"{name}.sssom.ttl"], format="turtle")
    [mapping_set] = graph.subjects(RDF.type, SSSOM.MappingSet)
    assert len(set(graph.objects(mapping_set, SSSOM.mappings))) == len(rows)
    said = {
        (
            str(graph.value(axiom, OWL.annotatedProperty)),
            float(str(graph.value(axiom, SSSOM.confidence))),
        )
        for axiom in graph.objects(mapping_set, SSSOM.mappings)
    }
    written = {
        (str(SKOS) + row["predicate_id"].removeprefix("skos:"), float(row["confidence"]))
        for row in rows
    }
    assert said == written


@pytest.mark.parametrize("form", ["tsv", "ttl"])
def test_the_reference_tool_reads_both_whole(
    files: dict[str, bytes], tmp_path: Path, form: str
) -> None:
    sssom = os.environ.get("SSSOM") or shutil.which("sssom")
    if not sssom:
        pytest.skip("sssom-py is not at hand (put sssom on the path, or name it in SSSOM)")
    source, out = tmp_path / f"in.{form}", tmp_path / "out.tsv"
    source.write_bytes(files[f"profiles-isco.sssom.{form}"])
    # With the table's own head it need not take in the prefixes of all Bioregistry (20 s).
    head = re.findall("^#(.*)$", files["profiles-isco.sssom.tsv"].decode(), re.MULTILINE)
    metadata = tmp_path / "metadata.yml"
    metadata.write_text("\n".join(head), "utf-8")
    kind = {"tsv": "tsv", "ttl": "rdf"}[form]
    paths = ["-m", str(metadata), str(source), "-o", str(out)]
    command = [sssom, "parse", "-I", kind, "-C", "metadata_only", *paths]
    subprocess.run(command, check=True, capture_output=True)
    read = [line for line in out.read_text("utf-8").splitlines() if not line.startswith("#")]
    written = files["profiles-isco.sssom.tsv"].decode().splitlines()
    assert len(read) == len([line for line in written if not line.startswith("#")])


# --- Shapes ---------------------------------------------------------------------------------------


def test_core_shapes_have_one_message_and_no_sparql(files: dict[str, bytes]) -> None:
    core = Graph().parse(data=files["shapes-core.ttl"], format="turtle")
    assert (None, SH.sparql, None) not in core
    assert (None, SH.select, None) not in core
    for shape in set(core.subjects(SH.message)):
        [message] = core.objects(shape, SH.message)
        assert isinstance(message, Literal)
        assert message.language == "en"


def test_no_rule_is_lost_between_the_two_files(files: dict[str, bytes]) -> None:
    whole = load_shapes()
    core = Graph().parse(data=files["shapes-core.ttl"], format="turtle")
    sparql = Graph().parse(data=files["shapes-sparql.ttl"], format="turtle")
    assert set(core.subjects(SH.path)) == set(whole.subjects(SH.path))
    assert set(sparql.subject_objects(SH.sparql)) == set(whole.subject_objects(SH.sparql))
    assert set(sparql.subjects(SH.select)) == set(whole.subjects(SH.select))
    assert set(sparql.subject_objects(SH.targetClass)) <= set(whole.subject_objects(SH.targetClass))


# --- Data package ---------------------------------------------------------------------------------


def test_codes_are_strings_and_columns_are_those_of_the_tables(files: dict[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        header = next(csv.reader(io.StringIO(content.decode())))
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        for field in fields:
            if field["name"] in {"code", "profile", "competence", "from_profile", "to_profile"}:
                assert field["type"] == "string"
