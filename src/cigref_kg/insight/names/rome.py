"""The codes and names of ROME that lead to profiles: a fiche or an appellation as it is written.

They are matched whole, not by their words: ROME files appellations under the fiches of other
trades, so that a name which is only alike would mislead. By name only what is the same or close
counts: « Responsable marketing » covers one profile, but whoever writes it means another job.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cigref_kg.base.collation import fold
from cigref_kg.records.mappings import Mapping, Relation, Vocabulary, accepted

_SCORES: Final = {
    Relation.EXACT: 0.99,
    Relation.CLOSE: 0.95,
    Relation.BROAD: 0.7,
    Relation.NARROW: 0.7,
    Relation.RELATED: 0.4,
}
_CODE: Final = re.compile(r"(?:rome\s*:?\s*)?([A-N]\d{4}|\d{5,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RomeMatch:
    """A profile that a code or a name of ROME leads to."""

    profile: str
    name: str
    """The code and the label: ``M1812 Responsable de la Sécurité…``."""
    relation: Relation
    """Of the profile to what ROME has."""
    score: float
    """From 0 to 1: how surely the profile is what is meant."""
    is_code: bool


class RomeNames:
    """What of ROME leads to profiles.

    Args:
        mappings: the judgements; those to other vocabularies are left out.
    """

    def __init__(self, mappings: Iterable[Mapping]) -> None:
        self._mappings = [
            mapping
            for mapping in accepted(mappings)
            if mapping.vocabulary in (Vocabulary.ROME, Vocabulary.APPELLATION)
        ]

    def find(self, query: str) -> list[RomeMatch]:
        """Return the profiles that a code, a label or an appellation leads to, the surest first.

        Args:
            query: what a person typed; the male, the female and the double form are known.
        """
        code = _CODE.fullmatch(query.strip())
        found = self._by_code.get(code[1].upper(), ()) if code else self._by_name.get(fold(query))
        best: dict[str, RomeMatch] = {}
        for mapping in found or ():
            match = _match(mapping, is_code=code is not None)
            known = best.get(match.profile)
            if known is None or known.score < match.score:
                best[match.profile] = match
        return sorted(best.values(), key=lambda match: (-match.score, match.profile))

    @cached_property
    def _by_code(self) -> dict[str, list[Mapping]]:
        codes: defaultdict[str, list[Mapping]] = defaultdict(list)
        for mapping in self._mappings:
            codes[_code(mapping)].append(mapping)
        return codes

    @cached_property
    def _by_name(self) -> dict[str, list[Mapping]]:
        names: defaultdict[str, list[Mapping]] = defaultdict(list)
        for mapping in self._mappings:
            if mapping.relation in (Relation.EXACT, Relation.CLOSE):
                for form in forms(_label(mapping)):
                    names[fold(form)].append(mapping)
        return names


def forms(label: str) -> Iterator[str]:
    """Yield a label of ROME and, where it is double, its male and its female form.

    >>> list(forms("Chef / Cheffe de projet Web"))[1:]
    ['Chef de projet Web', 'Cheffe de projet Web']
    """
    yield label
    male, slash, rest = label.partition(" / ")
    if slash:
        words, count = rest.split(), len(male.split())
        yield " ".join([male, *words[count:]])
        yield " ".join(words)


def _match(mapping: Mapping, *, is_code: bool) -> RomeMatch:
    name = f"{_code(mapping)} {_label(mapping)}"
    score = _SCORES[mapping.relation]
    return RomeMatch(mapping.subject.code, name, mapping.relation, score, is_code)


def _code(mapping: Mapping) -> str:
    return mapping.target.code if mapping.target else ""


def _label(mapping: Mapping) -> str:
    return (mapping.target.labels.fr if mapping.target else None) or ""
