"""The error that every part raises for input that its giver can mend."""

from cigref_kg.base.text import Language, Text


class InputError(Exception):
    """Input that cannot be used. The message names the file, line or parameter and what to do.

    Args:
        words: the message in both languages, from the messages (:mod:`cigref_kg.base.messages`).
    """

    def __init__(self, words: Text) -> None:
        self._words = words
        super().__init__(words)

    @property
    def words(self) -> Text:
        """The message in both languages."""
        return self._words

    def __str__(self) -> str:
        return self.localized("en")

    def localized(self, language: Language) -> str:
        """Return the message in ``language``, or in the one that it has."""
        return self.words.localized(language)

    def within(self, place: object) -> "InputError":
        """Return the error with a place, such as a file, before each line of its message."""
        return InputError(self.words.after_each(f"{place}: "))


class WrongValueError(ValueError):
    """A value that a field of a record cannot have; pydantic catches it, and tells where it stands.

    Args:
        words: what is wrong with the value, and what to write.
    """

    def __init__(self, words: Text) -> None:
        self.words = words
        super().__init__(words.localized("en"))


class UnknownEditionError(InputError):
    """An edition of the nomenclature that there is not; the message says which there are."""
