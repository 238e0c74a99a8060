"""Programs of others read what is published: Jena, csvw, Frictionless, pyLODE.

Jena is a package of Debian; ``make peers`` installs the rest, and ``CIGREF_READERS`` names the
folder of their commands. SkoHub is in no registry of packages: what its shapes ask
(``skohub.shacl.ttl`` of skohub-io/skohub-shapes) is asked here.
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS, VANN
from rdflib.term import Node

import cigref_kg
from cigref_kg.base.model import LANGUAGES
from cigref_kg.publish.exchange.skos import scheme_graphs
from cigref_kg.web.app import create_app
from tests.jena import jena

system = pytest.mark.system
ONCE = (SKOS.prefLabel, SKOS.definition)
MATCHES = (
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)


def reader(name: str) -> str:
    folder = os.environ.get("CIGREF_READERS")
    found = shutil.which(name, path=folder) if folder else shutil.which(name)
    return found or pytest.skip(
        f"{name} is not at hand (make peers; CIGREF_READERS=build/readers/bin)"
    )


@pytest.fixture(scope="module")
def published(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


# --- RDF ------------------------------------------------------------------------------------------


FORMS = {"text/turtle": "ttl", "application/rdf+xml": "rdf", "application/n-triples": "nt"}
"""Forms of documents, and what the names of their files end in."""
DOCUMENTS = (
    "catalog",
    "ontology",
    "shapes",
    ".well-known/void",
    "doc/2022",
    "doc/2024/profile/2.8",
    "doc/ecf/2019/competence/E.8/4",
    "doc/mapping/2022/profile/6.3/rome/1",
)


@pytest.fixture(scope="module")
def documents(
    dataset: cigref_kg.Dataset, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """All RDF that is published, and documents that the site answers with, as files."""
    folder, client = tmp_path_factory.mktemp("documents"), create_app(dataset).test_client()
    for (media_type, ending), (n, path) in product(FORMS.items(), enumerate(DOCUMENTS)):
        answer = client.get(f"/{path}", headers={"Accept": media_type})
        assert (answer.status_code, answer.mimetype) == (200, media_type)
        (folder / f"{n}.{ending}").write_bytes(answer.data)
    for file in published.glob("*.jsonld"):  # Debian's Jena reads JSON-LD 1.0, which ours is
        (folder / f"{file.name}10").write_bytes(file.read_bytes())
    plain = [file for file in published.iterdir() if file.suffix in {".ttl", ".nt", ".nq", ".rdf"}]
    return [*plain, *folder.iterdir()]


@system
def test_riot_of_jena_reads_all_rdf_whole_and_without_a_warning(
    files: dict[str, bytes], documents: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text(f'<urn:ab:c> <urn:ab:d> "2022-13-45"^^<{XSD.date}> .')
    done = jena("riotcmd.riot", "--count", "--check", broken, *documents)
    told = done.stdout + done.stderr
    [warning] = re.findall("(?:WARN|ERROR).*", told)
    assert "2022-13-45" in warning
    counts = dict(re.findall(r"/([^/\s]+) : (?:Triples|Quads) = ([\d,]+)", told))
    assert len(counts) == 1 + len(documents)
    whole = {counts[f"cigref-kg.{ending}"] for ending in ("nt", "ttl", "rdf", "jsonld10")}
    assert whole == {format(files["cigref-kg.nt"].count(b"\n"), ",")}


# --- Tables ---------------------------------------------------------------------------------------


@system
def test_csvw_finds_the_tables_as_described(published: Path, tmp_path: Path) -> None:
    command = [reader("csvwvalidate"), "--verbose", "csv-metadata.json"]
    done = subprocess.run(command, cwd=published, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    metadata = json.loads((published / "csv-metadata.json").read_bytes())
    [metadata["tables"]] = [[each] for each in metadata["tables"] if each["url"] == "profiles.csv"]
    (tmp_path / "csv-metadata.json").write_text(json.dumps(metadata), "utf-8")
    table = (published / "profiles.csv").read_text("utf-8")
    (tmp_path / "profiles.csv").write_text(table.replace("6.3", "six", 1), "utf-8")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode != 0


@system
def test_frictionless_finds_the_package_valid(published: Path) -> None:
    command = [reader("frictionless"), "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=published, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


# --- Schemes --------------------------------------------------------------------------------------


@system
def test_pylode_shows_every_concept(published: Path, tmp_path: Path) -> None:
    program, page = reader("pylode"), tmp_path / "page.html"
    for file in published.glob("*.skos.ttl"):
        command = [program, "-p", "vocpub", "-i", str(file), "-o", str(page)]
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
        shown = set(re.findall("<td><code>(.*?)</code></td>", page.read_text("utf-8")))
        concepts = Graph().parse(file).subjects(RDF.type, SKOS.Concept)
        assert {str(concept) for concept in concepts} <= shown


Check = Callable[[Graph, Node], bool]


def worded(_: Graph, value: Node) -> bool:
    return isinstance(value, Literal) and value.language is not None


def plain(_: Graph, value: Node) -> bool:
    return isinstance(value, Literal) and value.datatype in (None, XSD.string)


def named(_: Graph, value: Node) -> bool:
    return isinstance(value, URIRef)


def a(kind: URIRef) -> Check:
    return lambda graph, value: (value, RDF.type, kind) in graph


SCHEME = (
    (DCTERMS.title, worded, 1),
    (DCTERMS.description, worded, 1),
    (DCTERMS.license, named, 1),
    (VANN.preferredNamespaceUri, plain, 1),
    (SKOS.hasTopConcept, a(SKOS.Concept), 1),
)
CONCEPT = (
    (SKOS.prefLabel, worded, 1),
    *((word, worded, 0) for word in (SKOS.altLabel, SKOS.hiddenLabel, SKOS.definition)),
    (SKOS.notation, plain, 0),
    *((link, a(SKOS.Concept), 0) for link in (SKOS.broader, SKOS.narrower)),
    *((link, a(SKOS.ConceptScheme), 0) for link in (SKOS.inScheme, SKOS.topConceptOf)),
    *((match, named, 0) for match in MATCHES),
)


def unlike_skohub(graph: Graph) -> Iterator[tuple[Node, URIRef]]:
    """Yield what SkoHub's shapes object to, as the thing and its property."""
    for kind, asked in ((SKOS.ConceptScheme, SCHEME), (SKOS.Concept, CONCEPT)):
        for thing in graph.subjects(RDF.type, kind):
            for word, check, fewest in asked:
                values = list(graph.objects(thing, word))
                if len(values) < fewest or not all(check(graph, value) for value in values):
                    yield thing, word
    for concept, single in product(graph.subjects(RDF.type, SKOS.Concept), ONCE):
        told = [getattr(word, "language", None) for word in graph.objects(concept, single)]
        if len(set(told)) < len(told):
            yield concept, single


def test_schemes_are_as_skohub_wants_them(dataset: cigref_kg.Dataset) -> None:
    for graph in scheme_graphs(dataset.union, dataset.iris).values():
        assert list(unlike_skohub(graph)) == []
        concept = next(graph.subjects(RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.altLabel, Literal("without a language")))
        assert list(unlike_skohub(graph)) == [(concept, SKOS.altLabel)]


DEEPEST = 6
"""Levels of concepts that the program of SkoHub asks for when it draws a scheme's tree."""
ONE_PER_LANGUAGE = (DCTERMS.title, DCTERMS.description, SKOS.prefLabel, SKOS.definition)
"""What it reads as one text in each language; more than one would make it a list."""


def drawn(graph: Graph, language: str) -> Iterator[Node]:
    """Yield what the tree of a scheme shows, as often as it does: concepts with a label."""
    [scheme] = graph.subjects(RDF.type, SKOS.ConceptScheme)
    level = list(graph.objects(scheme, SKOS.hasTopConcept))
    for _ in range(DEEPEST):
        for concept in level:
            labels = graph.objects(concept, SKOS.prefLabel)
            if any(isinstance(label, Literal) and label.language == language for label in labels):
                yield concept
        level = [below for concept in level for below in graph.objects(concept, SKOS.narrower)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_skohub_draws_each_concept_once(dataset: cigref_kg.Dataset, language: str) -> None:
    everywhere: list[Node] = []
    for graph in scheme_graphs(dataset.union, dataset.iris).values():
        concepts = list(graph.subjects(RDF.type, SKOS.Concept))
        assert Counter(drawn(graph, language)) == Counter(concepts)
        everywhere += concepts
        assert set(graph.objects(None, SKOS.hasTopConcept)) == set(
            graph.subjects(SKOS.topConceptOf)
        )
        for thing in graph.subjects(RDF.type):
            for once in (RDF.type, SKOS.broader):  # it looks at one type and one broader concept
                assert len(list(graph.objects(thing, once))) <= 1
            for text in ONE_PER_LANGUAGE:
                told = [getattr(each, "language", None) for each in graph.objects(thing, text)]
                assert len(told) == len(set(told))
    assert Counter(everywhere) == Counter(dataset.union.subjects(RDF.type, SKOS.Concept))
