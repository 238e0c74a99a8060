"""The messages of Oxigraph's parser, made readable, with line and column."""

import re

from cigref_kg.engine.errors import MalformedQueryError, QueryError, UpdateRefusedError

_PLACE = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[[^\[\]]*'\.\.=?\s?='?[^\]]*\]|\['0'\.\.='9'\]", re.DOTALL)
_WHITESPACE_RULE = re.compile(r"(?:, )?\[_\]")
_UNDECLARED = "Prefix not found"
_UPDATE = re.compile(
    r"(?:\s|#[^\n\r]*|BASE\s*<[^>]*>|PREFIX\s+[\w.-]*:\s*<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


def refusal(text: str, message: str) -> QueryError:
    """Return the error that tells why ``text`` did not parse.

    Args:
        text: what was asked.
        message: what Oxigraph's parser said of it.
    """
    if _UPDATE.match(text):
        return UpdateRefusedError("this endpoint answers queries only; it takes no updates")
    found = _PLACE.match(message)
    if found is None:
        return MalformedQueryError(message)
    line, column, expectation = int(found[1]), int(found[2]), found[3]
    if _UNDECLARED in expectation:
        name = _name_before(text, line, column)
        message = f"the prefix of “{name}” is not declared"
        return MalformedQueryError(message, line, column - len(name))
    return MalformedQueryError(_sentence(text, line, column, expectation), line, column)


def _sentence(text: str, line: int, column: int, expectation: str) -> str:
    """Say what stands at the place and what the parser expected there."""
    found = _next_word(text, line, column)
    expected = _readable(expectation)
    return f"unexpected {found}; {expected}" if expected else f"unexpected {found}"


def _next_word(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    word = re.match(r"\s*(\w+|\S)", rest)
    if word is not None:
        return f"“{word[1][:40]}”"
    return "end of line" if line < len(lines) else "end of query"


def _name_before(text: str, line: int, column: int) -> str:
    """Return the prefixed name that ends at a place."""
    before = text.split("\n")[line - 1][: column - 1]
    name = re.search(r"\S*\Z", before)
    return name[0] if name else ""


def _readable(expectation: str) -> str:
    """Keep what the parser says in words; else the list of what it expected, for people."""
    for sentence, words in _SENTENCES.items():
        if sentence in expectation:
            return words
    readable = _WHITESPACE_RULE.sub("", _CHARACTER_CLASS.sub("", expectation))
    readable = re.sub(r"(?:,\s*)+", ", ", readable).strip().removesuffix(",").strip()
    return "" if readable in {"expected", "expected one of"} else readable


_SENTENCES = {
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that is neither grouped by nor aggregated"
    ),
}
