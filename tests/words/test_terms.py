"""One term for one thing: phrases that a reader of our words stumbled over do not come back."""

import re
from collections.abc import Mapping

import pytest

from cigref_kg.base.layers import WordsLayer
from cigref_kg.base.model import Language

from .texts import is_name, walk

INSTEAD = {
    r"answers? for|vouch(?:es)? for": "is accountable for (répond de), guarantees (garantit)",
    r"(?:keeps?|kept) (?:[\w ]* )?watch|technology watch|watch on": "monitors (veille)",
    r"business (?:owner|sponsor)s?|business-side": "project owner (maîtrise d’ouvrage)",
    r"IT (?:delivery )?side": "delivery side (maîtrise d’œuvre)",
    r"reference person": "point of reference (référent)",
    r"architecture repository": "reference framework (référentiel)",
    r"interven\w+ on|training and awareness on": "acts on, awareness of",
}
"""English phrases that are not ours, and what stands in their place."""


@pytest.mark.parametrize("phrase", INSTEAD)
def test_english_has_one_term_for_one_thing(
    phrase: str, shipped: Mapping[Language, WordsLayer]
) -> None:
    pattern = re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE)
    found = [
        " ".join(path)
        for path, text in walk(shipped["en"])
        if not is_name(path)
        if pattern.search(text)
    ]
    assert found == [], f"say: {INSTEAD[phrase]}"
