"""The command line's entry: which verb lives where. A verb's module is read when it is called."""

from importlib import import_module

import click

from cigref_kg.commands.options import Verbs

VERBS = {
    "ask": "ask",
    "build": "dataset",
    "classify": "classify",
    "company": "company",
    "compare": "compare",
    "crosswalk": "vocabularies.crosswalk",
    "esco": "vocabularies.esco",
    "export": "dataset",
    "extract": "dataset",
    "fiche": "people",
    "match": "workforce",
    "list": "read",
    "mcp": "mcp",
    "pathways": "paths",
    "people": "people",
    "plan": "workforce",
    "push": "dataset",
    "query": "query",
    "rome": "vocabularies.rome",
    "search": "read",
    "serve": "serve",
    "show": "read",
    "succession": "workforce",
    "team": "workforce",
    "titles": "titles",
    "validate": "dataset",
}
"""Each verb with the module of ``cigref_kg.commands`` that has a command of this name."""


class _LazyVerbs(Verbs):
    """Commands found by name, so that one does not wait for what the others import."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of all commands."""
        return list(VERBS)

    def find_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command, if there is one of this name, and return the command."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"cigref_kg.commands.{VERBS[cmd_name]}")
        # A verb that is a word of Python's, such as list, has an underscore behind it.
        command: click.Command = getattr(module, f"{cmd_name}_", None) or getattr(module, cmd_name)
        return command


@click.group(cls=_LazyVerbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cigref-kg", prog_name="cigref-kg")
def main() -> None:
    """Build, check, query and serve the Cigref nomenclature as a knowledge graph."""
