"""What is wrong with a record, said so that the reader can mend it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cigref_kg.base.errors import InputError, WrongValueError, choices_of
from cigref_kg.base.messages import message
from cigref_kg.base.text import Text, joined, verbatim


class RecordError(InputError):
    """One or more records cannot be used.

    ``problems`` holds one for each: the file (or the subject), the key in it, what is wrong.
    """

    def __init__(self, problems: Sequence[Text]) -> None:
        self.problems = tuple(problems)
        super().__init__(joined(self.problems))

    @classmethod
    def at(cls, file: Path, key: str | Text, what: Text) -> "RecordError":
        """Build an error about one key of one file.

        Args:
            file: where it stands.
            key: in the file, or its line; empty for the whole file.
            what: is wrong, and what to do.
        """
        named = key if isinstance(key, Text) else verbatim(key)
        place = [verbatim(f"{file}"), named] if key else [verbatim(f"{file}")]
        return cls([what.after_each(joined([*place, verbatim("")], ": "))])


_EXPLAINED = {
    "dict_type": "map-type",
    "extra_forbidden": "extra-forbidden",
    "literal_error": "literal-error",
    "missing": "missing",
    "model_attributes_type": "map-type",
    "model_type": "map-type",
    "string_pattern_mismatch": "pattern-mismatch",
    "string_type": "string-type",
    "tuple_type": "tuple-type",
}
"""What pydantic finds wrong with a value, by its own name for it, as entries of the messages."""


def words_of(detail: Any) -> Text:
    """Say what pydantic found wrong with a value: ``detail`` is one of ``ValidationError.errors``.

    >>> words_of({"type": "missing", "msg": "Field required", "input": {}}).en
    'is missing: add it'
    """
    context = detail.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, WrongValueError):
        return raised.words
    entry = _EXPLAINED.get(detail["type"], "unusable-value")
    said = detail["msg"].removeprefix("Value error, ")
    return message(
        f"records.{entry}", input=detail["input"], expected=choices_of(detail), said=said
    )
