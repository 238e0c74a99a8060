"""How like the texts of some things a text is: Okapi BM25 (S. Robertson and H. Zaragoza, 2009)."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from cigref_kg.insight.texts.phrases import tokens

_SATURATION = 1.2  # k1 of BM25, at its usual value
_LENGTH = 0.5  # b of BM25: the texts have much the same length


class TextLikeness:
    """The words of some things, by code."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        documents = {
            code: Counter(token.stem for text in each for token in tokens(text))
            for code, each in texts.items()
        }
        mean = sum(document.total() for document in documents.values()) / max(1, len(documents))
        self._postings: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for code, document in documents.items():
            norm = _SATURATION * (1 - _LENGTH + _LENGTH * document.total() / (mean or 1))
            for word, count in document.items():
                self._postings[word].append((code, count * (_SATURATION + 1) / (count + norm)))
        self._count = len(documents)

    def scores(self, words: Collection[str]) -> Mapping[str, float]:
        """Return the score of each thing that shares one of ``words``, the best being 1."""
        found: defaultdict[str, float] = defaultdict(float)
        for word in words:
            postings = self._postings.get(word, ())
            rarity = math.log(1 + (self._count - len(postings) + 0.5) / (len(postings) + 0.5))
            for code, saturated in postings:
                found[code] += rarity * saturated
        best = max(found.values(), default=1.0)
        return {code: score / best for code, score in found.items()}
