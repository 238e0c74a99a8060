"""Three engines of others take the Core shapes, and their verdicts are the same.

The published graph conforms. A small graph, in which each rule is broken that can be broken beside
the others (by the cases of ``tests/graph/test_validation.py``), gives the same results.
"""

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

from cigref_kg.graph.validation import load_shapes
from cigref_kg.publish.exchange.shapes import core_and_sparql
from tests.graph.test_validation import CASES, FOLDER, broken
from tests.jena import jena

Results = Counter[tuple[str, ...]]
"""How often a report names a thing, the shape that it breaks and the component of the shape."""
Engine = Callable[[Path, Path], Results]

VALIDATE = """
import fs from 'node:fs'
import { createRequire } from 'node:module'
const require = createRequire(process.argv[2] + '/')
const load = async name => import(require.resolve(name))
const { Parser } = await load('n3')
const { default: factory } = await load('@zazuko/env-node')
const { default: Validator } = await load('rdf-validate-shacl')
const read = file => factory.dataset(new Parser().parse(fs.readFileSync(file, 'utf8')))
const [shapes, data] = process.argv.slice(3).map(read)
const report = await new Validator(shapes, { factory }).validate(data)
const told = ({ focusNode, sourceShape, sourceConstraintComponent }) =>
  [focusNode, sourceShape, sourceConstraintComponent].map(term => term.value)
console.log(JSON.stringify(report.results.map(told)))
"""


def results(report: Graph) -> Results:
    told = (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent)
    found = report.subjects(RDF.type, SH.ValidationResult)
    return Counter(tuple(str(report.value(one, word)) for word in told) for one in found)


def python(shapes: Path, data: Path) -> Results:
    _, report, _ = pyshacl.validate(Graph().parse(data), shacl_graph=Graph().parse(shapes))
    assert isinstance(report, Graph)
    return results(report)


def java(shapes: Path, data: Path) -> Results:
    done = jena("shacl.shacl", "validate", "--shapes", shapes, "--data", data)
    assert not done.stderr
    return results(Graph().parse(data=done.stdout, format="turtle"))


def javascript(shapes: Path, data: Path) -> Results:
    peer, node = os.environ.get("CIGREF_SHACL_JS"), shutil.which("node")
    if not peer or not node:
        pytest.skip("rdf-validate-shacl is not at hand (make peers; CIGREF_SHACL_JS=build/shacl)")
    script = data.with_suffix(".mjs")
    script.write_text(VALIDATE, encoding="utf-8")
    command: list[str | Path] = [node, script, Path(peer).resolve(), shapes, data]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Counter(map(tuple, json.loads(done.stdout)))


pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("shapes") / "shapes-core.ttl"
    core_and_sparql(load_shapes())[0].serialize(file, format="turtle")
    return file


@pytest.mark.slow
@pytest.mark.parametrize("engine", [python, java, javascript])
def test_the_published_graph_conforms(
    files: dict[str, bytes], core: Path, tmp_path: Path, engine: Engine
) -> None:
    data = tmp_path / "cigref-kg.nt"
    data.write_bytes(files[data.name])
    assert not engine(core, data)


@pytest.mark.parametrize("engine", [java, javascript])
def test_what_is_broken_is_found_alike(core: Path, tmp_path: Path, engine: Engine) -> None:
    graph = Graph().parse(FOLDER / "valid.ttl")
    for case in CASES:
        broken(graph, case, missing_ok=True)
    data = tmp_path / "broken.nt"
    graph.serialize(data, format="nt", encoding="utf-8")
    found = engine(core, data)
    assert found == python(core, data)
    assert len({shape for _, shape, _ in found}) > 90
