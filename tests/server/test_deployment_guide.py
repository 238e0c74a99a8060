"""What operators take: options and the systemd unit of docs/operations.md, the Containerfile."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cigref_kg.cli import main
from tests.conftest import ROOT
from tests.test_docs import all_commands

GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
CONTAINERFILE = ROOT / "Containerfile"
SERVE = all_commands(main)["serve"]


def block(language: str) -> str:
    (text,) = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    return str(text)


def instructions() -> list[tuple[str, str]]:
    """Return the Containerfile's instructions, each with its arguments."""
    lines = CONTAINERFILE.read_text("utf-8").replace("\\\n", " ").splitlines()
    parted = [line.partition(" ") for line in lines if line.strip() and not line.startswith("#")]
    return [(name, arguments.strip()) for name, _, arguments in parted]


def copied_from_the_clone() -> list[tuple[list[str], str]]:
    """Return what the Containerfile copies out of a clone, and where to."""
    arguments = [words for name, words in instructions() if name == "COPY"]
    paths = [words.split() for words in arguments if not words.startswith("--from=")]
    return [(sources, target) for *sources, target in paths]


def assert_serves(arguments: list[str]) -> None:
    """See that the command line has no option that the program does not know."""
    assert arguments[0] == "serve"
    SERVE.make_context("serve", arguments[1:])


@pytest.mark.parametrize("option", [option for item in SERVE.params for option in item.opts])
def test_every_option_is_in_the_guide(option: str) -> None:
    table = GUIDE.partition("| option |")[2].partition("\n\n")[0]
    assert f"`{option}" in table


def test_unit_starts_the_service() -> None:
    (command,) = re.findall(r"^ExecStart=(.*)$", block("ini"), re.MULTILINE)
    program, *arguments = shlex.split(command)
    assert Path(program).name == "cigref-kg"
    assert_serves(arguments)


def test_systemd_understands_the_unit_and_finds_it_confined(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed (systemd)")
    unit = tmp_path / "cigref-kg.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", block("ini")))
    command = [analyze, "verify", "--man=no", str(unit)]
    verified = subprocess.run(command, capture_output=True, text=True, check=False)
    told = [line for line in verified.stderr.splitlines() if unit.name in line]
    assert told == []
    command = [analyze, "security", "--offline=yes", "--threshold=20", "--no-pager", str(unit)]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout


def test_containerfile_starts_the_service_without_root() -> None:
    given = dict(instructions())
    program, *arguments = json.loads(given["ENTRYPOINT"]) + json.loads(given["CMD"])
    assert program == "cigref-kg"
    assert_serves(arguments)
    # Kubernetes tells by the number only that it is not root.
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", given["USER"])
    probed = re.search(r"http://127\.0\.0\.1:(\d+)/ready", given["HEALTHCHECK"])
    assert probed
    assert probed[1] == given["EXPOSE"] == "8000"


def test_containerfile_copies_all_that_the_package_is_built_from(tmp_path: Path) -> None:
    for sources, target in copied_from_the_clone():
        for source in sources:
            assert (ROOT / source).exists(), source
            place = tmp_path / target / (source if target == "./" else "")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place)
            else:
                shutil.copy(ROOT / source, place)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name.split("/")[2] for name in names if name.startswith("cigref_kg/shipped/")}
    assert shipped == {"ontology", "shapes", "data"}
    assert any(name.endswith("licenses/LICENSE-DATA") for name in names)
