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


def test_without_ensurepip_it_says_what_to_install_and_leaves_nothing(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\ncase $2 in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"\n'
    )
    python.chmod(0o755)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "requirements.txt").touch()
    made = make(tmp_path, "serve", f"PYTHON={python}")
    assert made.returncode == 2
    assert "apt install python3-venv), then: make serve" in made.stdout
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_is_refused(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "requirements.txt").touch()
    made = make(tmp_path, "serve", f"PYTHON={python}")
    assert made.returncode == 2
    assert "needs Python 3.11 or later: make serve PYTHON=python3.12" in made.stdout


def test_port_and_python_are_passed_on() -> None:
    printed = make(ROOT, "--dry-run", "--always-make", "serve", "PORT=8001", "PYTHON=py").stdout
    assert "py -m venv .venv" in printed
    assert "cigref-kg serve --port 8001" in printed
