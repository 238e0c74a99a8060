"""The order in which people expect names and codes: É with E, D.10 after D.9."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'"})
_NUMBER = re.compile(r"(\d+)")


def fold(text: str) -> str:
    """Return ``text`` without case, accents and ligatures.

    >>> fold("Œuvre d’Été")
    "oeuvre d'ete"
    """
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def name_key(name: str) -> tuple[str, str]:
    """Return a key that sorts names as a French or English dictionary does.

    Accents count only between names that are otherwise equal; spaces and hyphens come first.

    >>> sorted(["Zoé", "été", "Etage", "étage"], key=name_key)
    ['Etage', 'étage', 'été', 'Zoé']
    """
    return re.sub(r"[\W_]+", " ", fold(name)).strip(), name


def natural_key(code: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts numbers within codes as numbers.

    >>> sorted(["D.10", "D.9", "2.5", "10.1"], key=natural_key)
    ['2.5', '10.1', 'D.9', 'D.10']
    """
    parts = (part for part in _NUMBER.split(code) if part)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, fold(part)) for part in parts]
