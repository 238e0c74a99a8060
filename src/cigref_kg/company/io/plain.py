"""A plain document → the records, with errors that name the place in the file it came from.

Every source (a folder of YAML, a workbook, RDF) gives the same nested maps and lists, and a
function that says where each part stands in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cigref_kg.base.messages import message
from cigref_kg.base.text import Text
from cigref_kg.company.records import Company
from cigref_kg.records.errors import RecordError, words_of

Path = tuple[str | int, ...]
"""The way to a part: ``("profiles", "VRG-1", "requirements", "override", "E.8")``."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a source holds, before it is checked."""

    content: Mapping[str, Any]
    place: Callable[[Path], str]
    """Where a part stands, for people: ``profiles/VRG-1.yaml: requirements.override.E.8``."""


@dataclass(frozen=True, slots=True)
class Source:
    """A framework that was read, and where its parts stand."""

    company: Company
    place: Callable[[Path], str]


def read_document(document: Document) -> Source:
    """Check that a document has the shape of a framework.

    Raises:
        RecordError: if it has not: the message names every place that is wrong.
    """
    try:
        company = Company.model_validate(document.content)
    except ValidationError as error:
        problems = []
        for detail in error.errors(include_url=False):
            path = tuple(part for part in detail["loc"] if part != "[key]")
            problems.append(_words(detail).after_each(f"{document.place(path)}: "))
        raise RecordError(problems) from error
    return Source(company, document.place)


def dotted(path: Path) -> str:
    """Write a path for people, counting from 1.

    >>> dotted(("deliverables", 0, "fr"))
    'deliverables.1.fr'
    """
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _words(detail: Any) -> Text:
    hint = f"company.{str(detail['loc'][-1]).replace('_', '-')}-is"
    if detail["type"] != "string_pattern_mismatch" or hint not in _HINTS:
        return words_of(detail)
    return message("company.hinted", what=words_of(detail), hint=message(hint))


_HINTS = ("company.close-to-is", "company.within-is", "company.licence-is")
"""What is to be written, where a pattern is all that pydantic knows."""
