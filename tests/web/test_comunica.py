"""Comunica, a federation client in another language, finds the endpoint and queries it.

The program is not part of this project. To run these tests, install it outside the repository::

    npm install --prefix ~/.cache/cigref-kg/comunica @comunica/query-sparql-file@4

or name another folder of that kind in ``CIGREF_COMUNICA``.
"""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from rdflib import URIRef
from rdflib.namespace import RDF
from werkzeug.serving import WSGIRequestHandler, make_server

from cigref_kg.graph.dataset import Dataset
from cigref_kg.graph.namespaces import CIG

pytestmark = pytest.mark.system

FOLDER = Path(os.environ.get("CIGREF_COMUNICA", Path.home() / ".cache" / "cigref-kg" / "comunica"))
COURSES = """\
@prefix ex: <https://training.example/> .
ex:hardening ex:prepares <https://w3id.org/cigref-kg/id/2022/profile/6.1> ; ex:days 3 .
ex:lake ex:prepares <https://w3id.org/cigref-kg/id/2022/profile/8.4> ; ex:days 5 .
"""
FEDERATED = """\
PREFIX cig: <https://w3id.org/cigref-kg/ontology#>
PREFIX ex: <https://training.example/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?course ?code ?level WHERE {
  ?course ex:prepares ?profile .
  ?profile cig:hasRequirement ?requirement .
  ?requirement cig:competence ?competence ; cig:levelValue ?level .
  ?competence skos:notation ?code .
}
"""


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Say nothing of requests."""


@pytest.fixture(scope="module")
def comunica() -> Path:
    program = FOLDER / "node_modules" / ".bin" / "comunica-sparql-file"
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not program.exists():
        pytest.skip(f"Comunica is not installed below {FOLDER} (see the module's first lines)")
    # It tells its version on either stream and with any status, if this Node.js can run it.
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    if "Comunica Engine" not in told.stdout + told.stderr:
        pytest.skip(f"this Comunica does not start: {told.stderr.strip()[-300:]}")
    return program


@pytest.fixture(scope="module")
def endpoint(app: Flask) -> Iterator[str]:
    """The site behind a port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/sparql"
    server.shutdown()
    thread.join()
    server.server_close()


def ask(comunica: Path, query: str, *sources: str) -> list[dict[str, str]]:
    done = subprocess.run(
        [comunica, *sources, "-q", query, "-t", "application/sparql-results+json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    bindings = json.loads(done.stdout)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def test_endpoint_is_found_to_be_one(comunica: Path, endpoint: str, dataset: Dataset) -> None:
    """Given a bare address, the client learns from the service description what it is."""
    (row,) = ask(
        comunica,
        f"SELECT (COUNT(?profile) AS ?profiles) WHERE {{ ?profile a <{CIG.JobProfile}> }}",
        endpoint,
    )
    editions = [edition.content for edition in dataset.nomenclature.edition.values()]
    profiles = sum(len(content.profiles) for content in editions if content is not None)
    assert row == {"profiles": str(profiles)}


def test_query_over_the_endpoint_and_a_local_file(
    comunica: Path, endpoint: str, dataset: Dataset, tmp_path: Path
) -> None:
    file = tmp_path / "courses.ttl"
    file.write_text(COURSES, encoding="utf-8")
    rows = ask(comunica, FEDERATED, f"sparql@{endpoint}", str(file))
    profiles = dataset.nomenclature.content.profile
    expected = {
        (f"https://training.example/{course}", requirement.competence, str(requirement.level))
        for course, code in (("hardening", "6.1"), ("lake", "8.4"))
        for requirement in profiles[code].requirements
    }
    assert {(row["course"], row["code"], row["level"]) for row in rows} == expected


def test_linked_data_documents_are_sources(comunica: Path, endpoint: str, dataset: Dataset) -> None:
    """A document of one profile can be queried without the endpoint."""
    document = endpoint.replace("/sparql", "/doc/2022/profile/6.3.ttl")
    rows = ask(
        comunica,
        f"SELECT ?requirement WHERE {{ ?p <{CIG.hasRequirement}> ?requirement }}",
        document,
    )
    known = {
        str(node)
        for node in dataset.union.subjects(RDF.type, CIG.Requirement)
        if str(node).startswith(str(URIRef(dataset.iris.profile(2022, "6.3"))) + "/")
    }
    assert {row["requirement"] for row in rows} == known
