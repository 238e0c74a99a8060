"""Finds English in what is said in French."""

import re

_ENGLISH = re.compile(
    r"\b(the|is|are|has|have|with|which|no such|of|this|that|must|give|write|there|not|and)\b"
)
"""Words that stand in nearly every English sentence and in no French one."""
_SAME = re.compile(
    r"`[^`]*`|\{[^}]*\}|«[^»]*»|'[^']*'|\"[^\"]*\"|https?:\S*|[\w./-]*[/.=_-][\w./=-]*|<[^>]*>|--?\w+"
    "|CSV on the Web"
)
"""Commands, places, names and addresses, which are the same in each language."""


def english_in(french: str) -> list[str]:
    """Return the English words of a text that is to be French.

    >>> english_in("le fichier « the end » de `give` is empty")
    ['is']
    """
    return _ENGLISH.findall(_SAME.sub("", french))
