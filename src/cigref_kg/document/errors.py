"""What stops the reading of a document."""

from cigref_kg.base.errors import InputError


class DocumentError(InputError):
    """The file is not the document that this package reads, or cannot be read.

    The message is for people: what was expected, what was found, and at which line.
    """
