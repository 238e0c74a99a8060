"""A wheel installed elsewhere has the ontology, the shapes and the data with it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.server.service import PORTABLE, running_service

pytestmark = pytest.mark.system

ROOT = Path(__file__).parent.parent

SCRIPT = """
import cigref_kg
from cigref_kg.base import locations
from cigref_kg.graph.validation import load_shapes
print(cigref_kg.__file__)
print(locations.ONTOLOGY)
print(len(cigref_kg.load().nomenclature.content.profiles), len(load_shapes()) > 100)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(out),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = out.glob("*.whl")
    folder = out / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_wheel_loads_what_it_ships(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    printed = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert printed[0].startswith(str(installed))
    assert printed[1].startswith(str(installed))
    assert printed[2] == "50 True"


def test_wheel_serves_without_linux_own_calls(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(installed), str(ROOT)]))
    with running_service(tmp_path / "log", start=PORTABLE) as service:
        assert service.get("/doc/2022/profile/6.3.ttl").status == 200
        assert service.ask("ASK { ?s ?p ?o }").status == 200


def test_wheel_has_templates_types_and_licences(installed: Path) -> None:
    names = {str(path.relative_to(installed)) for path in installed.rglob("*")}
    assert "cigref_kg/py.typed" in names
    assert "cigref_kg/web/templates/base.html" in names
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert not any(name.startswith("tests") for name in names)
