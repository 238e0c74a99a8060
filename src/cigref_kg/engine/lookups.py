"""Queries about one named thing, which need no cage: they are answered where they arrive.

To hand a query to a process that can be stopped takes longer than a look-up does. So those that
cannot run away are known by their form, and spared it: a single triple pattern whose subject is
named, or ``DESCRIBE`` of an IRI. Their work and their answer grow with the triples of one subject
and of the blank nodes below it, and with nothing else: no join, no path, no function but ``LANG``,
nothing nested. Where even that makes a long answer, they go the way of all others.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Lock

from cigref_kg.engine.answers import AcceptedFormats, Engine, Query, Result
from cigref_kg.engine.errors import AnswerSizeError
from cigref_kg.engine.limits import Limits

_MOST_BYTES = 256 * 1024
"""What the answer to a look-up may have; it ends there."""
_MOST = 4000
"""Characters of a look-up; whoever writes more does more than look up."""

_SPACE = r"(?:\s|\#[^\n\r]*+[\n\r])"
_IRI = r'<[^<>"{}|^`\\\x00-\x20]*+>'
_NAME = r"(?:[A-Za-z][\w-]*+)?:(?:[\w-]|\.(?=[\w-]))*+"
_NAMED = rf"(?:{_IRI}|{_NAME})"
_VARIABLE = r"[?$]\w++"
_TRIPLE = (
    rf"{{_*{_NAMED}_*(?:{_NAMED}|{_VARIABLE}|a(?=_))_*(?:{_VARIABLE}|{_NAMED})_*\.?_*"
    rf'(?:FILTER_*\(_*LANG_*\(_*{_VARIABLE}_*\)_*=_*"[A-Za-z-]*+"_*\)_*)?}}'
)
_LOOKUP = re.compile(
    (
        rf"_*(?:PREFIX_+(?:[A-Za-z][\w-]*+)?:_*{_IRI}_*)*"
        rf"(?:SELECT_*(?:\*_*|(?:{_VARIABLE}_*)++)(?:WHERE_*)?{_TRIPLE}_*(?:LIMIT_+\d++_*)?"
        rf"|ASK_*{_TRIPLE}_*"
        rf"|DESCRIBE_*{_NAMED}_*)"
        r"(?:\#[^\n\r]*+)?"
    )
    .replace("_*", f"{_SPACE}*+")
    .replace("_+", f"{_SPACE}++")
    .replace("(?=_)", f"(?={_SPACE})"),
    re.IGNORECASE | re.ASCII,
)


def is_lookup(text: str) -> bool:
    """Tell whether a query is a look-up, by its form alone; errs on the side of no.

    >>> is_lookup("SELECT ?label { <a> <b> ?label }"), is_lookup("SELECT * { ?s <b>+ ?o }")
    (True, False)
    """
    return len(text) < _MOST and _LOOKUP.fullmatch(text) is not None


class Shortcut:
    """An :class:`~cigref_kg.engine.answers.Engine`: what is cheap here, the rest elsewhere.

    Args:
        make_engine: returns an engine in this process, with bounds on answers only.
        elsewhere: answers within all bounds.
        limits: on each query.
        is_cheap: tells of a query that is no look-up whether it is as cheap for certain.
    """

    def __init__(
        self,
        make_engine: Callable[[Limits], Engine],
        elsewhere: Engine,
        limits: Limits,
        is_cheap: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._is_cheap = is_cheap
        most = min(_MOST_BYTES, limits.answer_bytes)
        self._here = make_engine(replace(limits, answer_bytes=most))
        self._elsewhere = elsewhere
        # One at a time: at once they push each other out of the processor's caches, and wait for
        # the interpreter longer than they work.
        self._turn = Lock()

    def __call__(self, query: Query, accepted: AcceptedFormats) -> Result:
        """Answer ``query``; see :class:`~cigref_kg.engine.answers.Engine`."""
        text = query.text
        is_whole = not query.default_graphs and not query.named_graphs
        if is_whole and (is_lookup(text) or self._is_cheap(text)):
            with suppress(AnswerSizeError), self._turn:
                return self._here(query, accepted)
        return self._elsewhere(query, accepted)
