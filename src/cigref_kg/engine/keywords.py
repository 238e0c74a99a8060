"""Whether a query uses a keyword, decided by the engine's own parser.

Two parsers never agree on everything, and a text can be written so that one sees a keyword where
the other sees an IRI. So the question is put to the parser that will run the query: every
occurrence of the word is misspelt, letter for letter; if the text still parses, none was a keyword.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_STRINGS_IRIS_COMMENTS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*",
    re.DOTALL,
)


@lru_cache
def _word(keyword: str) -> re.Pattern[str]:
    return re.compile(re.escape(keyword), re.IGNORECASE | re.ASCII)


def mentions(text: str, keyword: str) -> bool:
    """Tell whether the letters of ``keyword`` occur at all. This is cheap and comes first."""
    return _word(keyword).search(text) is not None


def misspell(text: str, keyword: str) -> str:
    """Return ``text`` with the last letter of each ``keyword`` replaced, so that none is left.

    >>> misspell("SELECT * { service <x:y> {} }", "SERVICE")
    'SELECT * { servicx <x:y> {} }'
    """
    return _word(keyword).sub(lambda found: found[0][:-1] + "x", text)


def uses(text: str, keyword: str, parses: Callable[[str], bool]) -> bool:
    """Tell whether ``text`` uses ``keyword`` as a keyword, or is malformed and mentions it.

    Args:
        text: a query.
        keyword: a keyword in whose place no other word can stand, such as ``SERVICE``.
        parses: whether the engine's parser accepts a text; must not follow ``SERVICE``.
    """
    return mentions(text, keyword) and not parses(misspell(text, keyword))


def stands_alone(text: str, keyword: str) -> bool:
    """Tell whether ``keyword`` occurs outside strings, IRIs and comments, as a reader sees it.

    Only for the choice of words to the user: it can be fooled.
    """
    bare = _STRINGS_IRIS_COMMENTS.sub(" ", text)
    return re.search(rf"(?<![\w:?$@-]){keyword}(?![\w:-])", bare, re.IGNORECASE) is not None


def depth(text: str) -> int:
    """Return how deep brackets are nested in ``text``, strings, IRIs and comments aside."""
    deepest = level = 0
    for bracket in re.findall(r"[({\[\])}]", _STRINGS_IRIS_COMMENTS.sub(" ", text)):
        if bracket in "({[":
            level += 1
            deepest = max(deepest, level)
        else:
            level -= 1
    return deepest


def is_volatile(text: str) -> bool:
    """Tell whether the answer may differ each time: it depends on the clock, chance or new nodes.

    Errs on the side of yes.

    >>> is_volatile("SELECT (NOW() AS ?now) {}"), is_volatile("SELECT * { ?s ?p ?o }")
    (True, False)
    """
    lowered = text.lower()
    if any(name in lowered for name in _NAMES) and _VOLATILE.search(text):
        return True
    return "construct" in lowered and ("[" in text or "_:" in text)


_NAMES = ("now", "rand", "uuid", "bnode")
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE | re.ASCII)
