"""The Cigref nomenclature of digital job profiles as a knowledge graph.

>>> import cigref_kg
>>> cigref_kg.profile("6.3")["title"]["en"]
'Chief Information Security Officer'
>>> cigref_kg.query("SELECT ?f WHERE { ?f a cig:Family ; skos:inScheme/cig:year 2022 }")
<Table of 9 rows: f>

``load`` gives the dataset itself: the model, its graphs and its version.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cigref_kg.doors.reader import NotFoundError, Reader
    from cigref_kg.graph.dataset import Dataset, load

    __version__: str

__all__ = [
    "Dataset",
    "NotFoundError",
    "Reader",
    "__version__",
    "ask",
    "classify",
    "compare",
    "crosswalk",
    "load",
    "paths",
    "profile",
    "query",
    "search",
    "show",
    "table",
    "who_needs",
]

_HOMES = {
    "Dataset": "graph.dataset",
    "load": "graph.dataset",
    "NotFoundError": "doors.reader",
    "Reader": "doors.reader",
}
_READS = frozenset(__all__) - {*_HOMES, "__version__"}
"""What a :class:`Reader` of the shipped dataset answers, as functions."""


@cache
def _reader() -> "Reader":
    from cigref_kg.doors.reader import Reader
    from cigref_kg.graph.dataset import load

    return Reader(load())


def __getattr__(name: str) -> Any:
    """Import what is asked for only then, so that commands which need little start at once."""
    if name == "__version__":
        return import_module("importlib.metadata").version("cigref-kg")
    if name in _READS:
        return getattr(_reader(), name)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
