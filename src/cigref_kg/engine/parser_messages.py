"""What is wrong with a query, for people: the right place, the word that is missing.

Oxigraph's parser says where it gave up and all that it would have accepted there; both are far from
what someone who mistyped a word can use. So its answers are put together with what a reader sees:
brackets and strings that are not closed, words that are nearly keywords.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from cigref_kg.base.messages import message as catalogued
from cigref_kg.base.text import Original, Text
from cigref_kg.engine.errors import MalformedQueryError, QueryError, UpdateRefusedError
from cigref_kg.engine.keywords import blanked
from cigref_kg.graph.namespaces import PREFIXES

_PLACE = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)
_SPACE_BEFORE_WORD = re.compile(r"(?<=[ \t\r\n])(?=[^ \t\r\n])")
_KEYWORDS_ONLY = re.compile(r"expected (?:one of )?((?:\w+|\[_\])(?:, (?:\w+|\[_\]))*)")
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
_CLOSING = {"{": "}", "(": ")", "[": "]"}
_WORDS = (
    "SELECT CONSTRUCT DESCRIBE ASK WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES PREFIX BASE "
    "DISTINCT REDUCED FROM NAMED ORDER GROUP HAVING LIMIT OFFSET EXISTS ASC DESC UNDEF SERVICE "
    "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI "
    "URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS "
    "STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE NOW UUID "
    "STRUUID MD5 SHA1 SHA256 COALESCE STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL "
    "ISNUMERIC REGEX SUBSTR REPLACE TRUE FALSE"
).split()
_CLOSE = 0.7
"""How like a keyword a word must be to be taken for it: “LNAG” is like “LANG” by 0.75."""
_MOST_EXPECTED = 3
"""How many alternatives help; more are a dump of the grammar."""
_EXPECTED = {"?": "a-variable", "<": "an-iri", '"': "a-string", "0": "a-number"}
"""What is called by its name, as entries of the messages."""
_UNTOLD = {"$", "'", '"""', "'''", ":", "_:", "<<", "<<(", "@", "^^", "^", "!", "&&", "||", "*"}
_UNTOLD |= {"+", "-", "/", "[", ".", "true", "false"}
_SENTENCES = {
    "The SELECT contains a variable that is unbound": "not-grouped",
    "SELECT * is not authorized with GROUP BY": "all-of-groups",
    "Duplicated variable name in SELECT": "variable-twice",
    "IRI parsing failed": "no-iri",
}
"""What the parser says in a sentence, as entries of the messages."""


def refusal(text: str, message: str, parse: Callable[[str], str]) -> QueryError:
    """Return the error that tells why ``text`` did not parse.

    Args:
        text: what was asked.
        message: what Oxigraph's parser said of it.
        parse: returns what that parser says of another text that it refuses.
    """
    if _UPDATE.match(text):
        return UpdateRefusedError()
    found = _PLACE.match(message)
    if found is None:
        unparsed = catalogued("engine.unparsed", reason=Original(message))
        return MalformedQueryError(unparsed.fr or "", unparsed.en or "")
    offset, expectation = _offset(text, int(found[1]), int(found[2])), found[3]
    if len(text) > _MOST:
        return malformed(text, offset, _unexpected(text, offset))
    if _KEYWORDS_ONLY.fullmatch(expectation):
        offset, expectation = _offset_of_mistake(text, parse)
    if _UNDECLARED in expectation:
        name = re.split(r"[\s{}()\[\];,|/^]", text[:offset])[-1]
        return malformed(text, offset - len(name), _undeclared(name))
    return malformed(text, *_explanation(text, offset, expectation))


def malformed(text: str, offset: int, said: Text) -> MalformedQueryError:
    """Return the error that says ``said`` of a place in ``text``.

    Args:
        text: that is looked at.
        offset: of the place, in characters.
        said: what is wrong there.
    """
    before = text[:offset]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return MalformedQueryError(said.fr or "", said.en or "", line, column)


def _explanation(text: str, offset: int, expectation: str) -> tuple[int, Text]:
    """Return the place of the mistake and what to say of it."""
    for sentence, said in _SENTENCES.items():
        if sentence in expectation:
            return offset, catalogued(f"engine.{said}")
    seen = blanked(text)
    open_string = re.search(r"[\"']", seen)
    if open_string and open_string.start() <= offset:
        return open_string.start(), _without_end(text, open_string.start(), open_string[0])
    if '">"' in expectation and (iris := re.findall(r"<[^\s>]*(?=\s|\Z)", seen[:offset])):
        start = seen.rindex(iris[-1], 0, offset)
        return start, _without_end(text, start, ">")
    word = re.match(r"[ \t\r\n]*+([A-Za-z_]\w*+)(?!:)", text[offset:])
    meant = word and word[1].upper() not in _WORDS and _meant(word[1])
    if meant:
        return offset, _joined(
            _unexpected(text, offset), catalogued("engine.did-you-mean", meant=meant)
        )
    wants_opening = '"{"' in expectation and '"}"' not in expectation
    bracket = None if wants_opening else _bracket(text, seen, offset)
    expected = _expected(text[:offset], expectation)
    return bracket or (offset, _joined(_unexpected(text, offset), expected))


def _bracket(text: str, seen: str, offset: int) -> tuple[int, Text] | None:
    """Tell which bracket is missing or too many, if one is."""
    at_mistake: list[int] | None = None
    opened: list[int] = []
    for place, bracket in _brackets(seen):
        if place >= offset and at_mistake is None:
            at_mistake = opened.copy()
        if bracket in _CLOSING:
            opened.append(place)
        elif opened and _CLOSING[seen[opened[-1]]] == bracket:
            opened.pop()
        elif not opened or _is_balanced(seen[:place] + " " + seen[place + 1 :]):
            if re.search(r"[^\s{}()\[\]]", seen[offset:place]):
                return None  # something else is wrong before
            return place, _joined(_unexpected(text, place), catalogued("engine.closes-nothing"))
        else:
            place = offset if offset < place and seen[offset:place].strip() else place
            return place, _joined(_unexpected(text, place), _missing(text, opened[-1]))
    if not opened:
        return None
    return offset, _joined(_unexpected(text, offset), _missing(text, (at_mistake or opened)[-1]))


def _is_balanced(seen: str) -> bool:
    opened: list[str] = []
    for _, bracket in _brackets(seen):
        if bracket in _CLOSING:
            opened.append(_CLOSING[bracket])
        elif not opened or opened.pop() != bracket:
            return False
    return not opened


def _brackets(seen: str) -> Iterator[tuple[int, str]]:
    return ((found.start(), found[0]) for found in re.finditer(r"[{}()\[\]]", seen))


def _missing(text: str, opener: int) -> Text:
    line = text.count("\n", 0, opener) + 1
    column = opener - text.rfind("\n", 0, opener)
    opening = text[opener]
    return catalogued(
        "engine.not-closed", sign=_CLOSING[opening], opening=opening, line=line, column=column
    )


def _without_end(text: str, start: int, sign: str) -> Text:
    return _joined(_unexpected(text, start), catalogued("engine.no-end", sign=sign))


def _meant(word: str) -> str:
    close = get_close_matches(word.upper(), _WORDS, 1, _CLOSE)
    return close[0] if close else ""


def _undeclared(name: str) -> Text:
    prefix = name.partition(":")[0]
    close = get_close_matches(prefix, PREFIXES, 1, _CLOSE)
    said = catalogued("engine.undeclared-prefix", name=name)
    if not close:
        return said
    return _joined(said, catalogued("engine.did-you-mean", meant=f"{close[0]}:"))


def _joined(first: Text, second: Text | None) -> Text:
    if second is None:
        return first
    return catalogued("engine.both", first=first, second=second)


def _unexpected(text: str, offset: int) -> Text:
    """Say what stands at the place."""
    word = re.match(r"[ \t\r\n]*([?$]?\w+|[^ \t\r\n])", text[offset:])
    if word is None:
        end = "\n" not in text[offset:].rstrip(" \t\r")
        return catalogued("engine.early-end" if end else "engine.early-end-of-line")
    shown = word[1][:40]
    if len(shown) == 1 and not (shown.isascii() and shown.isprintable()):
        shown = _named(shown)
    return catalogued("engine.unexpected", sign=shown)


def _named(character: str) -> str:
    """Return a character with its code point and name: it may look like another, or nothing."""
    name = unicodedata.name(character, "")
    visible = "" if unicodedata.category(character)[0] in "ZC" else f"{character} "
    return f"{visible}U+{ord(character):04X} {name}".strip()


def _expected(before: str, expectation: str) -> Text | None:
    """Say what is missing, if that is a word or two."""
    if re.search(r"\b(?:GROUP|ORDER)\s*\Z", before, re.IGNORECASE):
        return catalogued("engine.missing", sign="BY")
    quoted = re.findall(r'"((?:\\.|[^"\\])+)"', expectation)
    signs = {sign.replace("\\", "") for sign in quoted}
    if "'0'" in expectation and "'A'" not in expectation:
        signs.add("0")
    told = sorted(signs - _UNTOLD)
    if not 0 < len(told) <= _MOST_EXPECTED:
        return None
    if len(told) == 1 and told[0] not in _EXPECTED:
        return catalogued("engine.missing", sign=told[0])
    named = [
        catalogued(f"engine.{_EXPECTED[sign]}")
        if sign in _EXPECTED
        else catalogued("engine.quoted", sign=sign)
        for sign in told
    ]
    first, *others = named
    for other in others:
        first = catalogued("engine.either", first=first, second=other)
    return catalogued("engine.expected", what=first)


def _offset_of_mistake(text: str, parse: Callable[[str], str]) -> tuple[int, str]:
    """Return the place and what was expected where the parser wanted a keyword.

    It compares a keyword with as many characters as that has, and names the place behind them that
    is farthest: beyond the mistake, often by lines. So it is asked again with room around words,
    that no keyword spans; the places that it names then tell which word it stumbled over.
    """
    roomy = _SPACE_BEFORE_WORD.sub(_ROOM, text) + _ROOM
    found = _PLACE.match(parse(roomy))
    if found is None:
        return 0, ""
    keywords = _keywords(found[3])
    place = _offset(roomy, int(found[1]), int(found[2])) - max(map(len, keywords), default=0)
    rooms = [
        match.start() + len(_ROOM) * n
        for n, match in enumerate(_SPACE_BEFORE_WORD.finditer(text), 1)
    ]
    place -= len(_ROOM) * sum(room <= place for room in rooms)
    # It names the longest keywords only, which says nothing.
    return max(0, place), "" if keywords else found[3]


def _keywords(expectation: str) -> list[str]:
    """Return the keywords that the parser expected, if it expected nothing else."""
    listed = _KEYWORDS_ONLY.fullmatch(expectation)
    words = [word for word in listed[1].split(", ") if word != "[_]"] if listed else []
    return [] if "EOF" in words else words


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1
