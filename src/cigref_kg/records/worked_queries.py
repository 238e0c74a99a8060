"""The worked questions that cigref-kg ships: SPARQL, with a title and a description.

A query is a file ``NAME.rq`` whose first lines are comments for people::

    # title@fr: Quelles sont les familles de métiers ?
    # title@en: What are the families of jobs?
    # description@fr: Les familles de l’édition,
    #   avec le nombre de leurs profils.
    # description@en: …

    # parameters: competence=?competenceCode level=?minimum

A line that is indented under its ``#`` continues the one above. The query below them is complete:
it declares its prefixes, and what a reader may want to change stands in ``VALUES``; the parameters
name it for those who do not read SPARQL.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from cigref_kg.base import locations
from cigref_kg.base.errors import parser_says
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, Text
from cigref_kg.records.errors import RecordError

SUFFIX = ".rq"

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ENTRY = re.compile(r"# (title@fr|title@en|description@fr|description@en|parameters): *(.*)")
_PARAMETER = re.compile(r"([a-z]+)=\?(\w+)")
_CONTINUATION = re.compile(r"#[ \t]{2,}(.*)")
_EXPECTED = tuple(f"{key}@{language}" for key in ("title", "description") for language in LANGUAGES)


@dataclass(frozen=True, slots=True)
class WorkedQuery:
    """A worked question."""

    name: str
    """The stem of its file, by which commands and pages call it: ``"families"``."""
    title: Text
    """The question that it answers."""
    description: Text
    """What stands in the answer, and what can be changed."""
    text: str
    """The whole file: the comments are part of what a reader copies."""
    parameters: Mapping[str, str]
    """What can be changed: the variable of VALUES by the name of the parameter."""


def read_queries(folder: Path = locations.QUERIES) -> Mapping[str, WorkedQuery]:
    """Read every query of a folder, by name, in the order of the alphabet.

    >>> read_queries()["families"].title.en
    'What are the families of jobs?'

    Raises:
        RecordError: if the folder has no query, or a file is wrong; names every file and line.
    """
    queries: dict[str, WorkedQuery] = {}
    problems: list[Text] = []
    for file in sorted(folder.glob(f"*{SUFFIX}"), key=lambda file: file.stem):
        try:
            queries[file.stem] = read_query(file)
        except RecordError as error:
            problems += error.problems
    if not queries and not problems:
        raise RecordError.at(folder, "", message("records.no-query", suffix=SUFFIX))
    if problems:
        raise RecordError(problems)
    return queries


def read_query(file: Path) -> WorkedQuery:
    """Read one query.

    Raises:
        RecordError: if the file cannot be read, or its name or its first comments are not as
            they should be; names the file and the line.
    """
    if not _NAME.fullmatch(file.stem):
        raise RecordError.at(file, "", message("records.query-name"))
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError.at(
            file, "", message("records.not-utf-8", problem=parser_says(error))
        ) from error
    entries = _entries(file, text)
    title, description = (
        Text(**{language: entries[f"{key}@{language}"] for language in LANGUAGES})
        for key in ("title", "description")
    )
    parameters = _parameters(file, entries.get("parameters", ""), text)
    return WorkedQuery(file.stem, title, description, text, parameters)


def _parameters(file: Path, written: str, text: str) -> Mapping[str, str]:
    parameters = {}
    for word in written.split():
        named = _PARAMETER.fullmatch(word)
        if named is None or not re.search(rf"VALUES\s+(\([^)]*|)\?{named[2]}\b", text):
            raise RecordError.at(file, f"parameters: {word}", message("records.query-parameter"))
        parameters[named[1]] = named[2]
    return parameters


def _entries(file: Path, text: str) -> dict[str, str]:
    """Return the entries of the head by their keys: ``title@fr`` and so on, all there."""
    entries: dict[str, str] = {}
    lines_of: dict[str, int] = {}
    key = ""
    head = takewhile(lambda line: line.startswith("#"), text.split("\n"))
    for number, line in enumerate(head, 1):
        if entry := _ENTRY.fullmatch(line):
            key = entry[1]
            if key in entries:
                words = message("records.query-key-twice", key=key, line=lines_of[key])
                raise RecordError.at(file, message("base.line", line=number), words)
            entries[key], lines_of[key] = entry[2].strip(" "), number
        elif key and (continuation := _CONTINUATION.fullmatch(line)):
            entries[key] = f"{entries[key]} {continuation[1].strip(' ')}".strip(" ")
        else:
            place = message("base.line", line=number)
            raise RecordError.at(file, place, message("records.query-head"))
    problems = []
    for key in _EXPECTED:
        if not entries.get(key):
            code = "records.query-key-empty" if key in entries else "records.query-key-missing"
            place_of_key = f"{file}: line {lines_of.get(key, 1)}: "
            problems.append(message(code, key=key).after_each(place_of_key))
    if problems:
        raise RecordError(problems)
    return entries
