"""The Cigref nomenclature of digital job profiles as a knowledge graph.

>>> import cigref_kg
>>> dataset = cigref_kg.load()
>>> dataset.nomenclature.content.profile["6.3"].names.title.en
'Chief Information Security Officer'
"""

from importlib.metadata import version

from cigref_kg.graph.dataset import Dataset, load

__version__ = version("cigref-kg")
__all__ = ["Dataset", "__version__", "load"]
