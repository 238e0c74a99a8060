"""What is wrong with a record, said so that the reader can mend it."""

from collections.abc import Sequence
from pathlib import Path

from cigref_kg.base.errors import InputError


class RecordError(InputError):
    """One or more records cannot be used.

    ``problems`` holds a line for each: the file (or the subject), the key in it, what is wrong.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

    @classmethod
    def at(cls, file: Path, key: str, what: str) -> "RecordError":
        """Build an error about one key of one file."""
        place = f"{file}: {key}" if key else str(file)
        return cls([f"{place}: {what}"])
