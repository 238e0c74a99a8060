"""The documentation keeps its promises: links lead somewhere, every command is told of."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import click
import pytest
import yaml

from cigref_kg.base.model import EditionContent, Statement
from cigref_kg.cli import main
from cigref_kg.doors.mcp.protocol import PROMPTS
from cigref_kg.doors.mcp.tools import TOOLS
from cigref_kg.doors.questions import Questions
from cigref_kg.graph.dataset import Dataset
from cigref_kg.web.app import create_app

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
            if option.startswith("--") and option != "--lang":  # which all verbs take
                assert option in section, f"{name} {option}"


def test_every_heading_of_a_command_is_one() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## cigref-kg (.+)$", text, re.M)) == set(all_commands(main))


def everything_written() -> str:
    """What the README and the documentation say."""
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


UNTOLD_ROUTES = {"/static/", "/favicon", "/robots", "/sparql/"}
"""What no reader asks for by its address: files of pages, and another spelling."""


def test_every_route_is_documented(dataset: Dataset) -> None:
    text = everything_written()
    for rule in create_app(dataset).url_map.iter_rules():
        fixed = re.split(r"[.<]", rule.rule.removeprefix("/."))[0]  # up to what varies
        told = fixed if fixed.startswith("/") else f"/.{fixed}"
        if told not in UNTOLD_ROUTES and told.strip("/"):
            assert told in text, rule.rule


def test_every_tool_prompt_and_parameter_of_agents_is_documented() -> None:
    text = (ROOT / "docs" / "agents.md").read_text(encoding="utf-8")
    for tool in TOOLS:
        row = next(line for line in text.splitlines() if line.startswith(f"| `{tool.name}` |"))
        for parameter in tool.properties:
            assert f"`{parameter}`" in row or parameter in {"lang", "edition", "page"}, tool.name
    for parameter in ("lang", "edition", "page", *PROMPTS):
        assert f"`{parameter}`" in text, parameter


def test_every_worked_question_and_parameter_is_documented(dataset: Dataset) -> None:
    text = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    for name, question in Questions(dataset.nomenclature).all.items():
        assert f"`{name}`" in text, name
        for parameter in question.parameters:
            assert f"`{parameter}`" in text, parameter


READMES = pytest.mark.parametrize("readme", ["README.md", "README.fr.md"])


@READMES
def test_readme_has_the_two_commands(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert "make serve" in text
    assert "make test" in text


def number(statements: Iterable[Statement]) -> int:
    """Count statements, those below others included."""
    return sum(1 + number(statement.below) for statement in statements)


def figures(content: EditionContent) -> list[int]:
    """Count what the READMEs tell of an edition, in the order of their table."""
    profiles = content.profiles
    return [
        len(profiles),
        sum(len(profile.requirements) for profile in profiles),
        sum(number(group.activities) for profile in profiles for group in profile.groups),
        sum(number(profile.deliverables.items) for profile in profiles),
        sum(number(profile.indicators.items) for profile in profiles),
        len(content.moves),
        sum(len(profile.ratings) for profile in profiles),
    ]


@READMES
def test_readme_counts_right(readme: str, dataset: Dataset) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    contents = [edition.content for edition in dataset.nomenclature.editions if edition.content]
    counted = zip(*map(figures, contents), strict=True)
    told = re.findall(r"^\|.+\| (\d+) \| (\d+) \|$", text, re.M)
    assert [tuple(map(int, row)) for row in told] == list(counted)
    rows = {
        path.name: sum(not line.startswith("#") for line in path.read_text("utf-8").splitlines())
        - 1
        for path in (ROOT / "data" / "mappings").glob("*.sssom.tsv")
    }
    mappings = next(line for line in text.splitlines() if str(sum(rows.values())) in line)
    assert all(re.search(rf"\b{count}\b", mappings) for count in rows.values()), rows


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{citation['version']}] - {citation['date-released']}\n" in changelog
