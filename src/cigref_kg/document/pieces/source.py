"""The English edition of 2024 as others parsed it: a JSON file of pieces → pieces in order."""

import json
import re
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from cigref_kg.base.errors import parser_says
from cigref_kg.base.messages import message
from cigref_kg.base.text import Original
from cigref_kg.document.errors import DocumentError

_LARGEST = 20_000_000
"""Bytes; the file is thirty times smaller."""
_MOST_PIECES = 10_000  # many times what the file of 2024 has
_MOST_FAMILIES = 9
"""What one digit of a profile's code can tell."""
_Text = Annotated[str, StringConstraints(max_length=20_000)]
_Name = Annotated[str, StringConstraints(max_length=300, min_length=1, strip_whitespace=True)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Metadata(_Frozen):
    section: _Name
    page: Annotated[int, Field(ge=1, le=9_999)]
    domain: _Name
    job_profile: _Name


class _Chunk(_Frozen):
    chunk_id: Annotated[str, StringConstraints(pattern=r"^chunk_\d{1,6}$")]
    content: _Text
    metadata: _Metadata


class _Document(_Frozen):
    domains: dict[_Name, list[_Chunk]]


class Piece(_Frozen):
    """A run of text of the document, under the mark of a section that it may have lost."""

    number: int
    family: str
    """Number of the family in whose list the piece stands: ``"1"`` to ``"9"``."""
    section: str
    page: int
    title: str
    """What the file calls the profile: one page late where it is right at all."""
    text: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that hold a letter or digit, with single spaces."""
        lines = (" ".join(line.split()) for line in self.text.splitlines())
        return tuple(line for line in lines if re.search(r"\w", line))


def is_pieces(path: Path) -> bool:
    """Whether a file is to be read as pieces, by its name."""
    return path.suffix.lower() == ".json"


def read_pieces(path: Path) -> tuple[Piece, ...]:
    """Read the pieces of all families, in the order of the document.

    Raises:
        DocumentError: if the file is no JSON of that shape, or too large.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise DocumentError(message("document.large", name=path.name, most=_LARGEST))
        plain = json.loads(path.read_text(encoding="utf-8"))
        document = _Document.model_validate(plain)
    except OSError as error:
        words = message("document.unreadable", name=path.name, reason=Original(error.strerror))
        raise DocumentError(words) from error
    except (UnicodeDecodeError, RecursionError, json.JSONDecodeError) as error:
        raise DocumentError(
            message("document.no-json", name=path.name, problem=parser_says(error))
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))[:120]
        words = message(
            "document.no-pieces",
            name=path.name,
            place=place or message("document.whole-file"),
            problem=first["msg"],
        )
        raise DocumentError(words) from None
    pieces = [
        _piece(str(family), chunk)
        for family, chunks in enumerate(document.domains.values(), 1)
        for chunk in chunks
    ]
    if len(document.domains) > _MOST_FAMILIES:
        raise DocumentError(message("document.many-families", name=path.name, most=_MOST_FAMILIES))
    if not pieces or len(pieces) > _MOST_PIECES:
        words = message(
            "document.many-pieces", name=path.name, most=_MOST_PIECES, found=len(pieces)
        )
        raise DocumentError(words)
    return tuple(sorted(pieces, key=lambda piece: piece.number))


def _piece(family: str, chunk: _Chunk) -> Piece:
    about = chunk.metadata
    return Piece(
        number=int(chunk.chunk_id.removeprefix("chunk_")),
        family=family,
        section=" ".join(about.section.split()),
        page=about.page,
        title=" ".join(about.job_profile.split()),
        text=chunk.content,
    )
