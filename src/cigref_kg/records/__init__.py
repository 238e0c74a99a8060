"""The data folder ⇄ the model: YAML records read, joined, laid over and written.

>>> from cigref_kg.records import read_nomenclature
>>> nomenclature = read_nomenclature()
>>> nomenclature.content.profile["6.3"].required_levels["E.8"]
4
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cigref_kg.records.errors import RecordError
    from cigref_kg.records.nomenclature import read_nomenclature
    from cigref_kg.records.reading import read_facts, read_words
    from cigref_kg.records.writing import facts_files, words_files

__all__ = [
    "RecordError",
    "facts_files",
    "read_facts",
    "read_nomenclature",
    "read_words",
    "words_files",
]
_HOMES = {
    "RecordError": "errors",
    "facts_files": "writing",
    "read_facts": "reading",
    "read_nomenclature": "nomenclature",
    "read_words": "reading",
    "words_files": "writing",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: who finds records in the cache does without."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
