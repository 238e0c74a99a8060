"""The documentation keeps its promises: links lead somewhere, every command is told of."""

import re
from pathlib import Path

import click
import pytest

from cigref_kg.cli import main

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")],
    key=lambda page: str(page.relative_to(ROOT)),
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"")


def all_commands(group: click.Group, path: str = "") -> dict[str, click.Command]:
    """Return every command by what one types, the groups' own commands included."""
    commands: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            commands |= all_commands(command, f"{path}{name} ")
        else:
            commands[f"{path}{name}"] = command
    return commands


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for match in LINK.finditer(text):
        target = (match[1] or match[2]).partition("#")[0]
        if target and "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_page_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme, page.name


@pytest.mark.parametrize(("name", "command"), all_commands(main).items())
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    heading = f"## cigref-kg {name}\n"
    assert heading in text
    section = text.partition(heading)[2].partition("\n## ")[0]
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in section, f"{name} {option}"


def test_readme_has_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make serve" in readme
    assert "make test" in readme
