"""What a statement keeps in every wording and language: numbers, acronyms and proper names."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

Rules = tuple[tuple[str, str], ...]

SPELT_OUT_FR: Rules = (
    (r"(?i)syst[èe]mes? d’informations?", "SI"),
    (r"(?i)direct(?:ion|eur|rice)s? des SI|département IT", "DSI"),
    (r"(?i)(?:maîtrises?|maîtres?) d’ouvrages?", "MOA"),
    (r"(?i)(?:maîtrises?|maîtres?) d’œuvres?", "MOE"),
    (r"(?i)directions? générales?", "DG"),
    (r"(?i)procès-verba(?:l|ux)", "PV"),
    (r"(?i)plans? d’assurance qualité", "PAQ"),
    (r"(?i)premier niveau", "1 niveau"),
    (r"\b1er\b", "1"),
    (r"\bSaas\b", "SaaS"),
)
"""French words that stand for an acronym or a number, applied in this order."""

NOT_COMPARED_FR = {
    "TIC": "the standard's word for all things digital; ours says informatique, or nothing",
}

EQUIVALENT_EN: Rules = (
    (r"general management|executive management", "DG"),
    (r"IT departments?|\bCIOs?\b|[Cc]hief [Ii]nformation [Oo]fficers?", "DSI"),
    (r"\bHR department", "DRH"),
    (r"IT services compan(?:y|ies)", "SSII"),
    (r"[Aa]cceptance reports?", "PV"),
    (r"greenhouse gas(?:es)?", "GES"),
    (r"quality assurance (?:and security )?plans?", "PAQ"),
    (r"\bISSP\b", "PSSI"),
    (r"\bCISOs?\b", "RSSI"),
    (r"\bGDPR\b", "RGPD"),
    (r"\bAI\b", "IA"),
    (r"\bAICT\b", "DICT"),
    (r"\bDPIAs?\b", "AIPD"),
    (r"\bDBMSs?\b", "SGBD"),
    (r"\bCSR\b", "RSE"),
    (r"\bBCP\b", "PCA"),
    (r"\bDRP\b", "PRA"),
    (r"\bNFRs?\b", "ENF"),
    (r"\b[Ff]irst[- ](?:line|level)", "1"),
    (r"(?<=\d),(?=\d{3})", ""),
)
"""The English that stands for a French acronym or number, applied in this order."""

NOT_COMPARED_EN = {
    "SI": "English says system, information system or IT as the sense asks",
    "IT": "English says IT for informatique as well",
    "IS": "the same as SI",
    "SSI": "English says information system security, as it does for sécurité du SI",
    "TIC": "not compared in French either",
    "ICT": "the same as TIC",
    "MOA": "English says project owner",
    "MOE": "English says delivery side, or IT project manager for the person",
}

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+")
_GROUPED = re.compile(r"(?<=\d)[ \xa0\u202f](?=\d{3}\b)")


def numbers_and_acronyms(text: str, rules: Rules = ()) -> Counter[str]:
    """Count the numbers of a text, and note its acronyms once each.

    An acronym is a word with a capital that is not its first letter (SLA, SaaS, eXtreme); its
    plural ``s`` is dropped, and it is given in capitals.

    >>> sorted(numbers_and_acronyms("Suit 2 SLAs, puis 2 SLA (SaaS).").items())
    [('2', 2), ('SAAS', 1), ('SLA', 1)]
    """
    text = _GROUPED.sub("", re.sub("’ +", "’", text.replace("'", "’")))
    for pattern, mark in rules:
        text = re.sub(pattern, mark, text)
    marks = Counter(_NUMBER.findall(text))
    for word in set(_WORD.findall(text)):
        if not word.isupper() and word.endswith("s") and word[:-1].isupper():
            word = word[:-1]
        if any(letter.isupper() for letter in word[1:]):
            marks[word.upper()] = 1
    return marks


def without(marks: Counter[str], not_compared: Iterable[str]) -> Counter[str]:
    """Return marks less those that are not compared."""
    left_out = set(not_compared)
    return Counter({mark: count for mark, count in marks.items() if mark not in left_out})


def difference(one: Mapping[str, int], other: Mapping[str, int]) -> list[str]:
    """Tell what stands on one side only: ``["-SLA", "+2"]`` (missing, then in addition)."""
    missing, added = Counter(one), Counter(other)
    missing.subtract(other)
    added.subtract(one)
    return [f"-{mark}" for mark in sorted((+missing).elements())] + [
        f"+{mark}" for mark in sorted((+added).elements())
    ]
