"""What the text of a query says, decided by the engine's own parser where it matters.

Two parsers never agree on everything, and a text can be written so that one sees a keyword where
the other sees an IRI. So the question is put to the parser that will run the query: every
occurrence of the word is misspelt, letter for letter; if the text still parses, none was a keyword.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import product
from string import ascii_lowercase

_STRINGS_IRIS_COMMENTS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*",
    re.DOTALL,
)
_CODE_POINT = re.compile(r"\\(?:\\|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_IN_IRI = r'[^<>"{}|^`\\\x00-\x20]*'
_UP_TO_AND = r'(?:[^<>"{}|^`\\\x00-\x20&)]|&(?!&))*+'
_LESS_THAN_OR_IRI = re.compile(rf"<(?=[?$(\d+!-]|{_UP_TO_AND}(?:&&|\))){_IN_IRI}>")


def expand_code_points(text: str) -> str:
    r"""Write the characters that ``\uXXXX`` and ``\UXXXXXXXX`` stand for (SPARQL 1.1, §19.2).

    They are expanded before anything else is read, so that what is checked is what is evaluated,
    here or by another server. What is no character (surrogates, U+0000) stays as it is.

    >>> expand_code_points(r'ASK { ?s ?p "\u0022 }'), expand_code_points(r'"\\u0022"')
    ('ASK { ?s ?p "" }', '"\\\\u0022"')
    """
    return _CODE_POINT.sub(_character, text) if "\\u" in text or "\\U" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or "0", 16)
    is_character = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
    return chr(code) if is_character else found[0]


def blanked(text: str) -> str:
    """Return ``text`` with spaces in the place of strings, IRIs and comments, as a reader sees it.

    Only for the choice of words to the user and for bounds: it can be fooled.
    """
    return _STRINGS_IRIS_COMMENTS.sub(lambda found: " " * len(found[0]), text)


@lru_cache
def _word(keyword: str) -> re.Pattern[str]:
    return re.compile(re.escape(keyword), re.IGNORECASE | re.ASCII)


def mentions(text: str, keyword: str) -> bool:
    """Tell whether the letters of ``keyword`` occur at all. This is cheap and comes first."""
    return keyword.lower() in text.lower()


def misspell(text: str, keyword: str) -> str:
    """Return ``text`` with the end of each ``keyword`` replaced, so that none is left.

    The new word is one that the text does not have: a query may use any word as a name.

    >>> misspell("SELECT * { service <x:y> {} }", "SERVICE")
    'SELECT * { servicx <x:y> {} }'
    >>> misspell("SELECT ?servicx { service <x:y> {} }", "SERVICE")
    'SELECT ?servicx { servicz <x:y> {} }'
    """
    lowered, stem = text.lower(), keyword.lower()
    last = stem[-1]
    endings = [("", letter) for letter in f"xzq{ascii_lowercase}" if letter != last]
    endings += list(product(ascii_lowercase, ascii_lowercase))
    for before, letter in endings:
        ending = before + letter
        word = stem[: -len(ending)] + ending
        if word not in lowered and word != stem:
            break
    return _word(keyword).sub(lambda found: found[0][: -len(ending)] + ending, text)


def uses(text: str, keyword: str, parses: Callable[[str], bool]) -> bool:
    """Tell whether ``text`` uses ``keyword`` as a keyword, or is malformed and mentions it.

    Args:
        text: a query.
        keyword: a keyword in whose place no other word can stand, such as ``SERVICE``.
        parses: whether the engine's parser accepts a text; must not follow ``SERVICE``.
    """
    return mentions(text, keyword) and not parses(misspell(text, keyword))


def offset_of(text: str, keyword: str) -> int | None:
    """Return where ``keyword`` first stands outside strings, IRIs and comments, if it does."""
    found = re.search(rf"(?<![\w:?$@-]){keyword}(?![\w:-])", blanked(text), re.IGNORECASE)
    return found.start() if found else None


def misread_iri(text: str, parses: Callable[[str], bool]) -> int | None:
    """Return where the parser reads “less than” although an IRI stands there, if it does.

    The longest token counts (SPARQL 1.1, §19.8, note 3): ``?x<?a&&?b>?y`` has an IRI in the middle
    and is no expression. The engine's parser knows no tokens; what it accepts with another IRI in
    that place was one.

    Args:
        text: a query.
        parses: whether the engine's parser accepts a text; must not follow ``SERVICE``.

    Returns:
        An offset, or ``None``, for what does not parse at all, too.
    """
    if not _LESS_THAN_OR_IRI.search(text) or not parses(text):
        return None
    if parses(_LESS_THAN_OR_IRI.sub(_an_iri, text)):
        return None
    for found in _LESS_THAN_OR_IRI.finditer(text):
        if not parses(text[: found.start()] + _an_iri(found) + text[found.end() :]):
            return found.start()
    return 0


def _an_iri(found: re.Match[str]) -> str:
    return f"<a:{'x' * len(found[0])}>"


def depth(text: str) -> int:
    """Return how deep brackets are nested in ``text``, strings, IRIs and comments aside."""
    deepest = level = 0
    for bracket in re.findall(r"[({\[\])}]", blanked(text)):
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
_VOLATILE = re.compile(
    r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)(?:\s|#[^\n\r]*+[\n\r])*+\(", re.IGNORECASE | re.ASCII
)
