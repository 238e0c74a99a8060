"""The error that every part raises for input that its giver can mend."""


class InputError(Exception):
    """Input that cannot be used. The message names the file, line or parameter and what to do."""
