"""What cells say in French and English exports: numbers, dates, prices, numbers of persons."""

import contextlib
import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from cigref_kg.base.collation import fold
from cigref_kg.base.text import Language

_NUMBER = re.compile(r"\+?\d{1,3}(?:[.,]\d{1,6})?")
_GRADE = re.compile(
    r"(?:n|niv|niveau|level|lvl|e-)?\s*[.:]?\s*(0?\d(?:[.,]\d{1,2})?)\s*(?:/\s*5)?"
    r"(?:\s*[-–—:(]\s*[a-z](?!.*\b(?!\1\b)[0-5]\b(?<!sur 5)(?<!of 5)).*)?"
)
_SPACE = re.compile(r"\s+")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`＇", "'"))
_MONEY = re.compile(r"(\d{1,12})(?:[.,](\d{1,2}))?")
_THOUSANDS = re.compile(r"(?<=\d)[\s.,'’](?=\d{3}(?:\D|$))")
_CURRENCY = re.compile(r"(?i)\s*(?:€|eur(?:os?)?|ht|ttc|jours?|days?|[jd])\.?\s*")
_LABEL = re.compile(r"(?i)(?:n°|n[o°]?\.|mat(?:ricule)?\b\.?)\s*:?\s*(?=\d)")
_JOINT = re.compile(r"(?<=[a-z])[\s._/-]+(?=\d)|(?<=\d)[\s._/-]+(?=[a-z])")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_GROUPED = re.compile(r"\d{2}(?:[.-]\d{2})+|\d{3}(?:[.-]\d{3})+")
_OF_A_NUMBER = re.compile(r"(\d+)[.,]0+")
_DATE = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ]\d{1,2}[:h].*)?")
_WORDED_DATE = re.compile(r"(\d{1,2})(?:er)?[-/. ]+([a-z]{3,9})[-/. ]+(\d{2}|\d{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan fev,feb mar avr,apr mai,may juin,jun juil,jul aou,aug sep oct nov dec".split(), 1
    )
    for name in names.split(",")
}
_EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Return ``text`` as headings and values are compared.

    >>> plain(" Date  d’Évaluation ")
    "date d'evaluation"
    """
    return _SPACE.sub(" ", fold(text.translate(_APOSTROPHES))).strip()


def number(text: str) -> float | None:
    """Read a small number with a comma or a point; ``None`` if it is none.

    >>> number("2,5"), number("03"), number("A")
    (2.5, 3, None)
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def grade(text: str) -> float | None:
    """Read the number in what tools and people write round a level; ``None`` if there is none.

    >>> [grade(text) for text in ("N2", "2,5/5", "e-4", "3 - Confirmé", "3 (sur 5)", "3: N 3")]
    [2, 2.5, 4, 3, 3, 3]
    >>> [grade(text) for text in ("-3", "3/4", "2 (auto) / 3 (manager)")]
    [None, None, None]
    """
    found = _GRADE.fullmatch(plain(text))
    return number(found[1]) if found else None


def shown(level: float, language: Language = "en") -> str:
    """Write a level without needless decimals.

    >>> shown(3.0), shown(2.5), shown(2.5, "fr")
    ('3', '2.5', '2,5')
    """
    written = f"{level:.4g}"
    return written.replace(".", ",") if language == "fr" else written


def cents(text: str) -> int | None:
    """Read an amount of money, or a number of days, in hundredths; ``None`` if it is none.

    >>> cents("1 250"), cents("1 250,00 €"), cents("1.250,50"), cents("3,5 j")
    (125000, 125000, 125050, 350)
    """
    bare = _CURRENCY.sub("", text.strip())
    found = _MONEY.fullmatch(_THOUSANDS.sub("", bare))
    if not found:
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def date(text: str, form: str | None = None, *, is_month_first: bool = False) -> str | None:
    """Read a date, its day or its year first; return it as ISO 8601, ``None`` if it is none.

    >>> date("03/12/2025"), date("2025-12-03T08:00"), date("3.12.25"), date("soon")
    ('2025-12-03', '2025-12-03', '2025-12-03', None)
    >>> date("1er févr. 2026"), date("03-Dec-25")
    ('2026-02-01', '2025-12-03')

    Args:
        text: as it is written.
        form: how it is written, as :func:`datetime.datetime.strptime` has it.
        is_month_first: whether the month stands where the day does: 03/12/2025 is in March.
    """
    text = text.strip()
    if form is not None:
        with contextlib.suppress(ValueError):
            return datetime.datetime.strptime(text, form).date().isoformat()
    found = _DATE.fullmatch(text)
    worded = _WORDED_DATE.fullmatch(plain(text))
    try:
        if worded:
            month = _MONTHS.get(worded[2][:4]) or _MONTHS.get(worded[2][:3], 0)
            return _iso(int(worded[3]), month, int(worded[1]))
        if found is None:
            days = int(text)  # what Excel counts
            return (
                (_EXCEL_DAY_ZERO + datetime.timedelta(days)).isoformat()
                if 20_000 < days < 80_000
                else None
            )
        first, month, last = map(int, found.groups())
        if len(found[1]) == 4:
            return _iso(first, month, last)
        return _iso(last, first, month) if is_month_first else _iso(last, month, first)
    except ValueError:
        return None


def are_months_first(texts: Iterable[str]) -> bool:
    """Tell whether dates are written month first: some can be read so only, none only otherwise.

    >>> are_months_first(["03/04/2026", "03/25/2026"]), are_months_first(["03/04/2026"])
    (True, False)
    >>> are_months_first(["25/03/2026", "03/25/2026"])
    False
    """
    readings = {(bool(date(text)), bool(date(text, is_month_first=True))) for text in set(texts)}
    return (False, True) in readings and (True, False) not in readings


def _iso(year: int, month: int, day: int) -> str:
    return datetime.date(year + 2000 if year < 100 else year, month, day).isoformat()


def spelling(text: str) -> str:
    """Return the number of a person as text, without what a spreadsheet program did to it.

    >>> spelling(" 00 4512 "), spelling("'004512"), spelling("4512.0"), spelling("N° 00.45.12")
    ('004512', '004512', '4512', '004512')
    """
    text = _SPACE.sub(" ", text.translate(_APOSTROPHES)).strip().lstrip("'")
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    bare = text.replace(" ", "")
    found = _OF_A_NUMBER.fullmatch(bare)
    if found:
        return found[1]
    if _GROUPED.fullmatch(bare):
        bare = re.sub(r"\D", "", bare)
    return bare if bare.isdecimal() else text


def person_key(spelt: str) -> str:
    """Return what two spellings of one person have in common.

    >>> person_key("P-007"), person_key("p 7"), person_key("012-3"), person_key("Team A")
    ('p7', 'p7', '12-3', 'team a')
    """
    return _ZEROS.sub("", _JOINT.sub("", plain(spelt)))
