"""What goes wrong with ESCO data that a user can mend."""

from cigref_kg.base.errors import InputError


class EscoError(InputError):
    """A download or a store that cannot be used; the message names the file and what to do."""
