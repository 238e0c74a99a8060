"""The Cigref nomenclature of digital job profiles as a knowledge graph.

>>> import cigref_kg
>>> dataset = cigref_kg.load()
>>> dataset.nomenclature.content.profile["6.3"].names.title.en
'Chief Information Security Officer'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cigref_kg.graph.dataset import Dataset, load

    __version__: str
__all__ = ["Dataset", "__version__", "load"]

_HOMES = {"Dataset": "graph.dataset", "load": "graph.dataset"}


def __getattr__(name: str) -> Any:
    """Import what is asked for only then, so that commands which need little start at once."""
    if name == "__version__":
        return import_module("importlib.metadata").version("cigref-kg")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
