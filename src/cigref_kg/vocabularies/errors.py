"""What goes wrong with the data of a vocabulary that a user can mend."""

from cigref_kg.base.errors import InputError


class DataError(InputError):
    """A download or a store that cannot be used; the message names the file and what to do."""
