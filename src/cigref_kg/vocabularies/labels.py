"""The labels of a concept in one language, made fit for SKOS."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def tidy(label: str) -> str:
    r"""Return ``label`` without invisible characters and with single plain spaces.

    >>> tidy("wiredrawing  machine\u200b tender ")
    'wiredrawing machine tender'
    """
    return " ".join(_INVISIBLE.sub("", label).split())


def tidy_text(text: str) -> str:
    """Return a description without invisible characters; its lines and spaces stay."""
    return _INVISIBLE.sub("", text).strip()


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels that meet SKOS S13 and S14: one preferred, no label in two roles, none twice."""

    preferred: str
    """Empty if the file has none."""
    alternative: tuple[str, ...]
    hidden: tuple[str, ...]
    repeated: int
    """How many alternative labels were dropped since they repeat the preferred one as written."""
    repeated_when_tidy: int
    """How many other labels were dropped since they repeat one, at least when tidied."""


def read_labels(preferred: str, alternative: str, hidden: str) -> Labels:
    r"""Read the three cells of a CSV row; the last two hold a label a line.

    >>> labels = read_labels("tester", "tester\nQA  tester\nQA tester", "")
    >>> labels.preferred, labels.alternative, labels.repeated, labels.repeated_when_tidy
    ('tester', ('QA tester',), 1, 1)

    Args:
        preferred: the cell of the preferred label.
        alternative: the cell of other labels.
        hidden: the cell of hidden labels.
    """
    lines = [label for label in alternative.split("\n") if label.strip()]
    others = [label for label in lines if label.strip() != preferred.strip()]
    first = tidy(preferred)
    seen = {first}
    alternatives = _new(map(tidy, others), seen)
    hidden_lines = [label for label in map(tidy, hidden.split("\n")) if label]
    hiddens = _new(hidden_lines, seen)
    dropped = len(others) - len(alternatives) + len(hidden_lines) - len(hiddens)
    return Labels(first, alternatives, hiddens, len(lines) - len(others), dropped)


def _new(labels: Iterable[str], seen: set[str]) -> tuple[str, ...]:
    """Return the labels not seen before, and note them as seen."""
    new: list[str] = []
    for label in labels:
        if label and label not in seen:
            seen.add(label)
            new.append(label)
    return tuple(new)
