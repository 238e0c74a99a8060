"""French typography: the spaces that no line break may part from their punctuation."""

import re

_BEFORE_MARK = re.compile(r" (?=[:;?!»])")
_AFTER_MARK = re.compile(r"(?<=«) ")


def with_french_spaces(text: str) -> str:
    """Return French text whose punctuation no line break can part from its words.

    >>> with_french_spaces("Audits : « tous »") == "Audits\u00a0: «\u00a0tous\u00a0»"
    True
    """
    return _BEFORE_MARK.sub("\u00a0", _AFTER_MARK.sub("\u00a0", text))
