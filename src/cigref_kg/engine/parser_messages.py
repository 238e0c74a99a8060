"""The messages of Oxigraph's parser, made readable, with line and column."""

import re
from collections.abc import Callable

from cigref_kg.engine.errors import MalformedQueryError, QueryError, UpdateRefusedError

_PLACE = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)
_CHARACTER_CLASS = re.compile(
    r"\[[^\[\]]*'\.\.=?\s?='?[^\]]*\]|\['[^']*'(?:\.\.='9')?\]", re.DOTALL
)
_SPACE_BEFORE_WORD = re.compile(r"(?<=\s)(?=\S)")
_WHITESPACE_RULE = re.compile(r"(?:, )?\[_\]")
_KEYWORDS = re.compile(r"expected (?:one of )?((?:\w+|\[_\])(?:, (?:\w+|\[_\]))*)")
_ROOM = " " * 20
"""More than any keyword is long."""
_MOST = 20_000
"""Characters of a text that is worth a second look; a longer one was not typed by a person."""
_UNDECLARED = "Prefix not found"
_UPDATE = re.compile(
    r"(?:\s|#[^\n\r]*|BASE\s*<[^>]*>|PREFIX\s+[\w.-]*:\s*<[^>]*>)*+"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


def refusal(text: str, message: str, parse: Callable[[str], str]) -> QueryError:
    """Return the error that tells why ``text`` did not parse.

    Args:
        text: what was asked.
        message: what Oxigraph's parser said of it.
        parse: returns what that parser says of another text that it refuses.
    """
    if _UPDATE.match(text):
        return UpdateRefusedError("this endpoint answers queries only; it takes no updates")
    found = _PLACE.match(message)
    if found is None:
        return MalformedQueryError(message)
    line, column, expectation = int(found[1]), int(found[2]), found[3]
    if len(text) <= _MOST and _KEYWORDS.fullmatch(expectation):
        line, column, expectation = _place_of_mistake(text, parse)
    if _UNDECLARED in expectation:
        name = _name_before(text, line, column)
        message = f"the prefix of “{name}” is not declared"
        return MalformedQueryError(message, line, column - len(name))
    return MalformedQueryError(_sentence(text, line, column, expectation), line, column)


def _keywords(expectation: str) -> list[str]:
    """Return the keywords that the parser expected, if it expected nothing else."""
    listed = _KEYWORDS.fullmatch(expectation)
    words = [word for word in listed[1].split(", ") if word != "[_]"] if listed else []
    return [] if "EOF" in words else words


def _place_of_mistake(text: str, parse: Callable[[str], str]) -> tuple[int, int, str]:
    """Return the line, the column and what was expected where the parser wanted a keyword.

    It compares a keyword with as many characters as that has, and names the place behind them that
    is farthest: beyond the mistake, often by lines. So it is asked again with room around words,
    that no keyword spans; the places that it names then tell which word it stumbled over.
    """
    roomy = _SPACE_BEFORE_WORD.sub(_ROOM, text) + _ROOM
    found = _PLACE.match(parse(roomy))
    if found is None:
        return 1, 1, ""
    keywords = _keywords(found[3])
    place = _offset(roomy, int(found[1]), int(found[2])) - max(map(len, keywords), default=0)
    rooms = [
        match.start() + len(_ROOM) * n
        for n, match in enumerate(_SPACE_BEFORE_WORD.finditer(text), 1)
    ]
    place -= len(_ROOM) * sum(room <= place for room in rooms)
    before = text[: max(0, place)]
    # It names the longest keywords only, which says nothing.
    expectation = "" if keywords else found[3]
    return before.count("\n") + 1, len(before) - before.rfind("\n"), expectation


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1


def _sentence(text: str, line: int, column: int, expectation: str) -> str:
    """Say what stands at the place and what the parser expected there."""
    found = _next_word(text, line, column)
    expected = _readable(expectation)
    return f"unexpected {found}; {expected}" if expected else f"unexpected {found}"


def _next_word(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    word = re.match(r"\s*([?$]?\w+|\S)", rest)
    if word is not None:
        return f"“{word[1][:40]}”"
    return "end of line" if line < len(lines) else "end of query"


def _name_before(text: str, line: int, column: int) -> str:
    """Return the prefixed name that ends at a place."""
    before = text.split("\n")[line - 1][: column - 1]
    words = before.split()
    return words[-1] if words and before.endswith(words[-1]) else ""


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
