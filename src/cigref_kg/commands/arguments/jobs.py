"""Jobs by code or by name wherever a code is taken, and their completion in the shell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cigref_kg.base.collation import fold
from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text, joined
from cigref_kg.commands.arguments.language import environment_language
from cigref_kg.commands.options import Misused

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from cigref_kg.base.model import JobProfile, Names
    from cigref_kg.insight.served import Served

_MOST_OFFERED = 100
"""Completions that are offered at once."""


def job_named(served: "Served", reference: str) -> "JobProfile":
    """Return the job that a code, a title or an acronym means.

    Raises:
        InputError: if it means none, or several alike; says which come near.
    """
    found = served.find(reference) or served.find(reference.upper())
    if found is not None:
        return found
    # What finds names takes long to import: codes do without.
    from cigref_kg.insight.names.finding import Status

    finding = served.finder.find(reference)
    if finding.status is Status.AUTOMATIC:
        return finding.candidates[0].profile
    raise InputError(_unknown(reference, served, [each.profile for each in finding.candidates[:5]]))


def jobs_written(served: "Served", references: Sequence[str]) -> "list[JobProfile]":
    """Return the jobs that people write so: by code, or by any of their names.

    Raises:
        Misused: if one is no job; says which there are.
    """
    from cigref_kg.people.reading.resolving import jobs

    profiles, resolve = served.content.profile, jobs(served.nomenclature)
    found = {reference: resolve(reference) for reference in references}
    if unknown := [reference for reference, code in found.items() if code is None]:
        known = list(profiles)
        raise Misused("no-job", code=", ".join(unknown), known=f"{known[0]}…{known[-1]}")
    return [profiles[found[reference] or ""] for reference in references]


def codes_named(served: "Served", references: tuple[str, ...]) -> list[str]:
    """Return what ``Served.compare`` takes: codes as they are, names as codes.

    Raises:
        InputError: as :func:`job_named`.
    """
    return [
        each if served.find(each) is not None else job_named(served, each).code
        for each in references
    ]


def _unknown(reference: str, served: "Served", near: "list[JobProfile]") -> Text:
    if near:
        listed = joined((message("commands.job", code=j.code, title=j.names) for j in near), ", ")
        return message("commands.near-jobs", reference=reference, near=listed)
    known = served.published.content.profiles
    return message(
        "commands.unknown-job", reference=reference, first=known[0].code, last=known[-1].code
    )


class Coded(click.ParamType[str]):
    """A code, or a name: the shell completes both.

    Args:
        kinds: of what: ``profiles``, ``competences``, ``aspects``, ``families``.
    """

    name = "code"

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002  (click's signature)
        ctx: click.Context | None,  # noqa: ARG002
    ) -> str:
        """Return what was typed: which thing it means depends on the edition and the companies."""
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """Offer the codes and acronyms that begin so, and the codes of titles with such a word."""
        from click.shell_completion import CompletionItem

        from cigref_kg.records.shipped import shipped_nomenclature

        nomenclature = shipped_nomenclature()
        things: dict[str, Any] = {
            "profiles": nomenclature.content.profiles,
            "families": nomenclature.content.families,
            "competences": nomenclature.framework.competences,
            "aspects": nomenclature.framework.aspects,
        }
        language, begun = environment_language("fr"), fold(incomplete)
        offered = [
            CompletionItem(value, help=thing.names.localized(language))
            for kind in self.kinds
            for thing in things[kind]
            for value in _values(thing.code, thing.names, begun)
        ]
        return offered[:_MOST_OFFERED]


def complete_questions(
    context: click.Context,  # noqa: ARG001  (click's signature)
    parameter: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> "list[CompletionItem]":
    """Offer the names of the worked questions that begin so, with what they ask."""
    from click.shell_completion import CompletionItem

    from cigref_kg.records.worked_queries import read_queries

    language = environment_language()
    return [
        CompletionItem(name, help=query.title.localized(language))
        for name, query in read_queries().items()
        if name.startswith(incomplete)
    ]


def _values(code: str, names: "Names", begun: str) -> list[str]:
    """Return how a thing can be typed whose name or code begins so; nothing with a space in it."""
    if fold(code).startswith(begun):
        return [code]
    titles = [words for _, words in names.title.items()]
    others = [name for listed in names.alternative.values() for name in listed]
    short = [each for each in others if " " not in each and fold(each).startswith(begun)]
    if short:
        return list(dict.fromkeys(short))
    words = {word for title in (*titles, *others) for word in fold(title).split()}
    return [code] if any(word.startswith(begun) for word in words) else []
