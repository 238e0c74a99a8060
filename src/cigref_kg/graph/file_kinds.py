"""The kinds of files that the dataset is published as, told by the end of their names."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.base.model import Text


class Group(StrEnum):
    """What a file is among the downloads."""

    TABLE = "tables"
    GRAPH = "graphs"
    SCHEME = "schemes"
    MAPPING = "mappings"
    CREDENTIAL = "credentials"
    SHAPES = "shapes"


@dataclass(frozen=True, slots=True)
class FileKind:
    """What the files of one kind are, for people and for messages_by_language."""

    group: Group
    media_type: str
    file_type: str
    """The last step of the file type's IRI in the authority table of the European Union."""
    entry: str
    """Under which message it is told."""

    @property
    def about(self) -> Text:
        """What the file holds, for people."""
        return message(f"graph.file-{self.entry}")


_KINDS: Final = {
    end: FileKind(Group(group), *told) for end, (group, *told) in data_beside(__file__).items()
}


def kind_of(name: str) -> FileKind:
    """Return what a published file is, by the longest end of its name that is known.

    >>> kind_of("profiles-esco.sssom.tsv").media_type
    'text/tab-separated-values'

    Raises:
        KeyError: if nothing is known that it ends with.
    """
    ends = [end for end in _KINDS if name.endswith(end)]
    if not ends:
        raise KeyError(name)
    return _KINDS[max(ends, key=len)]
