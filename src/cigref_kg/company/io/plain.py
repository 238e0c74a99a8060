"""A plain document → the records, with errors that name the place in the file it came from.

Every source (a folder of YAML, a workbook, RDF) gives the same nested maps and lists, and a
function that says where each part stands in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cigref_kg.company.records import Company
from cigref_kg.records import RecordError

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
        raise RecordError(
            [
                f"{document.place(_path(detail['loc']))}: {_message(detail)}"
                for detail in error.errors(include_url=False)
            ]
        ) from error
    return Source(company, document.place)


def dotted(path: Path) -> str:
    """Write a path for people, counting from 1.

    >>> dotted(("deliverables", 0, "fr"))
    'deliverables.1.fr'
    """
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _path(location: tuple[int | str, ...]) -> Path:
    return tuple(part for part in location if part != "[key]")


_PLAIN = {
    "missing": "is missing: add it",
    "extra_forbidden": "is not known here: check the spelling or remove it",
    "string_pattern_mismatch": "is {input!r}, which is not written as it should be",
    "string_type": "is {input!r}, not a text: write it between quotes",
    "dict_type": "must be a map of keys and values",
    "model_type": "must be a map of keys and values",
    "model_attributes_type": "must be a map of keys and values",
    "tuple_type": "must be a list",
    "literal_error": "is {input!r}: choose {expected}",
}


def _message(detail: Any) -> str:
    plain = _PLAIN.get(detail["type"])
    if plain is None:
        return str(detail["msg"]).removeprefix("Value error, ")
    expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
    message = plain.format(input=detail["input"], expected=expected)
    hint = _HINTS.get(str(detail["loc"][-1]))
    return (
        f"{message} ({hint})" if hint and detail["type"] == "string_pattern_mismatch" else message
    )


_HINTS = {
    "close_to": "a code of the nomenclature or of the e-CF, such as 6 or E.8",
    "within": "a code of the e-CF, such as E.8",
    "licence": "an IRI that begins with https://",
}
