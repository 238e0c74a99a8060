"""The committed bundle of the editor is what its sources make, and nothing was added by hand.

The packages are not part of this project; ``make editor`` installs them below ``build/editor``.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = ROOT / "editor"
BUNDLE = ROOT / "src" / "cigref_kg" / "web" / "static" / "query-editor.js"
INSTALLED = ROOT / "build" / "editor" / ".installed"
PACKAGES: dict[str, str] = json.loads((SOURCES / "package.json").read_text())["dependencies"]


@pytest.fixture
def installed() -> Path:
    for program in ("make", "node"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    if not INSTALLED.exists():
        pytest.skip("the editor's packages are not installed (make peers installs them)")
    if INSTALLED.stat().st_mtime < (SOURCES / "package.json").stat().st_mtime:
        pytest.skip("the editor's packages are older than their list (make editor installs them)")
    return INSTALLED.parent / "node_modules"


def test_every_package_is_pinned() -> None:
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in PACKAGES.values())


def test_packages_are_those_that_are_pinned(installed: Path) -> None:
    found = {}
    for file in (*installed.glob("*/package.json"), *installed.glob("@*/*/package.json")):
        described = json.loads(file.read_text(encoding="utf-8"))
        found[described["name"]] = described["version"]
    programs = {name for name in found if name.startswith("@esbuild/")}
    assert {name: found[name] for name in found.keys() - programs} == PACKAGES


def test_bundle_is_what_the_sources_make(installed: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.js"
    subprocess.run(["make", "--silent", "editor", f"BUNDLE={made}"], cwd=ROOT, check=True)
    assert made.read_bytes() == BUNDLE.read_bytes()


def test_bundle_carries_the_licence_and_asks_nobody() -> None:
    text = BUNDLE.read_text(encoding="utf-8")
    assert "MIT License" in text
    assert "Permission is hereby granted" in text
    # The one address is a name: that of SVG elements.
    assert set(re.findall(r"https?://[\w./-]+", text)) == {"http://www.w3.org/2000/svg"}


def test_notice_names_what_is_bundled() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for name in PACKAGES.keys() - {"esbuild", "@lezer/lr"}:
        assert name in notice
