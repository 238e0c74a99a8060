"""How words are spelt: stems, typing errors, codes. No list of words that mean something.

The typing errors are those of the optimal string alignment distance (Damerau-Levenshtein without
overlaps): a letter too many, missing, wrong, or two letters swapped.
"""

import re
from functools import lru_cache

from cigref_kg.base.collation import fold

_WORD = re.compile(r"[a-z0-9]+")
_CODE = re.compile(r"^(t|[a-e])?\s*[.\-]?\s*(\d{1,2})(?:\s*[./\-]\s*(\d{1,2}))?$")
EMPTY_WORDS = frozenset(
    "a and at au aux avec d de des du en et for in l la le les of on or ou par pour sur the to un"
    " une with".split()
)
_FEMININE = (("rice", "eur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("ive", "if"))
_MIN_LENGTH_WITH_ERROR = 5  # letters
_MIN_LENGTH_WITH_TWO_ERRORS = 9  # letters


def normal_code(text: str) -> str | None:
    """Return a code as the sources write it, or ``None`` if ``text`` is no code.

    >>> normal_code(" a5 "), normal_code("6-3"), normal_code("t5"), normal_code("2022")
    ('A.5', '6.3', 'T5', None)
    """
    match = _CODE.match(fold(text.strip()))
    if match is None:
        return None
    letter, first, second = match.groups()
    if letter == "t":
        return None if second else f"T{first}"
    if letter:
        return f"{letter.upper()}.{int(first)}" + (f"/{second}" if second else "")
    return f"{int(first)}.{int(second)}" if second else str(int(first))


def query_words(text: str) -> list[str]:
    """Return the words of ``text`` that mean something, as stems.

    >>> query_words("Les Développeuses d’applications")
    ['developpeur', 'application']
    """
    words = _WORD.findall(fold(text))
    meaning = [word for word in words if word not in EMPTY_WORDS]
    return [stem(word) for word in meaning or words]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a word without the marks of the plural and of the feminine.

    >>> stem("chefs"), stem("reseaux"), stem("directrice"), stem("process")
    ('chef', 'reseau', 'directeur', 'process')
    """
    short = 3
    if len(word) > short:
        if word.endswith("aux") and not word.endswith("eaux"):
            word = f"{word[:-3]}al"
        elif word.endswith("x") or (word.endswith("s") and not word.endswith("ss")):
            word = word[:-1]
    for feminine, masculine in _FEMININE:
        if len(word) > len(feminine) + short and word.endswith(feminine):
            return word.removesuffix(feminine) + masculine
    return word


def allowed_errors(word: str) -> int:
    """Return how many typing errors a word may have: none in a short one or a number."""
    if len(word) < _MIN_LENGTH_WITH_ERROR or word.isdigit():
        return 0
    return 2 if len(word) >= _MIN_LENGTH_WITH_TWO_ERRORS else 1


def typing_errors(typed: str, word: str, allowed: int) -> int | None:
    """Return the number of typing errors between two words, or ``None`` if above ``allowed``.

    Args:
        typed: what a person typed.
        word: what may be meant.
        allowed: how many errors there may be.
    """
    if not allowed or abs(len(typed) - len(word)) > allowed or typed[0] != word[0]:
        return None
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, left in enumerate(typed, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(word, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == word[j - 2] and typed[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return None
    return row[-1] if row[-1] <= allowed else None
