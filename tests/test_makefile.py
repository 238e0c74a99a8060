"""What the Makefile does on a machine that lacks something, and what it passes on."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(MAKE), "--file", str(ROOT / "Makefile"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def serve_with(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """``make serve`` in a checkout, with a program of this script as its Python."""
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    (folder / "pyproject.toml").touch()
    (folder / "requirements.txt").touch()
    return make(folder, "serve", f"PYTHON={python}")


def test_without_ensurepip_it_says_what_to_install_and_leaves_nothing(tmp_path: Path) -> None:
    without = f'case $2 in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"'
    made = serve_with(tmp_path, without)
    assert made.returncode == 2
    assert "apt install python3-venv), then: make serve" in made.stdout
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_is_refused(tmp_path: Path) -> None:
    made = serve_with(tmp_path, "exit 1")
    assert made.returncode == 2
    assert "needs Python 3.11 or later: make serve PYTHON=python3.12" in made.stdout


def test_port_and_python_are_passed_on() -> None:
    printed = make(ROOT, "--dry-run", "--always-make", "serve", "PORT=8001", "PYTHON=py").stdout
    assert "py -m venv .venv" in printed
    assert "cigref-kg serve --port 8001" in printed
