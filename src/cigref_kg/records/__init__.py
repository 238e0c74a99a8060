"""The data folder ⇄ the model: YAML records read, joined, laid over and written.

>>> nomenclature = read_nomenclature()
>>> nomenclature.content.profile["6.3"].required_levels["E.8"]
4
"""

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
