"""The data folder ⇄ the model: YAML records read, joined, laid over and written.

>>> from cigref_kg.records.nomenclature import read_nomenclature
>>> nomenclature = read_nomenclature()
>>> nomenclature.content.profile["6.3"].required_levels["E.8"]
4
"""
