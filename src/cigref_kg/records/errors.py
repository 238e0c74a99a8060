"""What is wrong with a record, said so that the reader can mend it."""

from collections.abc import Sequence
from pathlib import Path

from cigref_kg.base.errors import InputError
from cigref_kg.base.text import Text, joined, verbatim


class RecordError(InputError):
    """One or more records cannot be used.

    ``problems`` holds one for each: the file (or the subject), the key in it, what is wrong.
    """

    def __init__(self, problems: Sequence[str | Text]) -> None:
        self.problems = tuple(p if isinstance(p, Text) else verbatim(p) for p in problems)
        super().__init__(joined(self.problems))

    @classmethod
    def at(cls, file: Path, key: str, what: str | Text) -> "RecordError":
        """Build an error about one key of one file."""
        place = f"{file}: {key}" if key else str(file)
        words = what if isinstance(what, Text) else verbatim(what)
        return cls([words.after_each(f"{place}: ")])
