"""The house keeps its plan: rooms of a size, data in one direction, and every room on the map."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "cigref_kg"
MAP = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
MOST_ENTRIES = 16
"""How many entries a reader takes in at a glance, in the package's root and in each folder."""
DIRECTION = (
    "base",
    "document",
    "records",
    "graph",
    "insight",
    "vocabularies",
    "publish",
    "company",
    "people",
    "engine",
    "doors",
    "web",
    "export",
    "server",
    "commands",
    "cli",
)
"""From the document to the service: nothing imports what stands to its right."""
UNTOLD = {"__init__.py", "__main__.py", "py.typed", "__pycache__"}


def _packages() -> list[Path]:
    return sorted(file.parent for file in PACKAGE.rglob("__init__.py") if file.parent != PACKAGE)


def _imports() -> Iterator[tuple[Path, str]]:
    """Every module of ours with each module that it imports."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield file, node.module


def test_root_has_no_more_entries_than_a_reader_takes_in() -> None:
    entries = sorted(path.name for path in PACKAGE.iterdir() if path.name not in UNTOLD)
    assert len(entries) <= MOST_ENTRIES, entries
    assert {Path(entry).stem for entry in entries} <= set(DIRECTION)


@pytest.mark.parametrize("folder", _packages(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_folder_is_a_crowd(folder: Path) -> None:
    modules = sorted(path.name for path in folder.glob("*.py") if path.name not in UNTOLD)
    assert len(modules) <= MOST_ENTRIES, modules


def test_nothing_imports_what_lies_further_on() -> None:
    for file, imported in _imports():
        parts = imported.split(".")
        if parts[0] != "cigref_kg" or len(parts) == 1:
            continue
        here = file.relative_to(PACKAGE).with_suffix("").parts[0]
        if here.startswith("__"):  # the public face and the program
            continue
        assert DIRECTION.index(parts[1]) <= DIRECTION.index(here), f"{file} imports {imported}"


@pytest.mark.parametrize("folder", _packages(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_room_is_on_the_map(folder: Path) -> None:
    assert f"`{folder.relative_to(PACKAGE).as_posix()}/`" in MAP


def test_the_map_shows_no_room_that_is_gone() -> None:
    table = MAP.partition("<!-- rooms -->")[2].partition("<!-- /rooms -->")[0]
    rooms = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert rooms
    for room in rooms:
        assert (PACKAGE / room).exists() or (ROOT / room).exists(), room
