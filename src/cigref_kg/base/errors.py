"""The error that every part raises for input that its giver can mend."""

from cigref_kg.base.text import Language, Text


class InputError(Exception):
    """Input that cannot be used. The message names the file, line or parameter and what to do.

    Args:
        words: the message, in English alone or in both languages; as a string it is English.
    """

    def __init__(self, words: str | Text = "") -> None:
        self.words = words if isinstance(words, Text) else Text(en=words)
        super().__init__(self.words.localized("en"))

    def localized(self, language: Language) -> str:
        """Return the message in ``language``, or in the one that it has."""
        return self.words.localized(language)
