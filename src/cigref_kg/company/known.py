"""Which frameworks were found to conform: what was checked once is not checked at every start.

A framework is known by its content and by all that its check depends on; for each there is an empty
file in the user's cache (:mod:`cigref_kg.base.cache`).
"""

from contextlib import suppress
from pathlib import Path

from cigref_kg.base import cache, locations
from cigref_kg.graph.dataset import Dataset

_KIND = "conforming"
_RULES = [(locations.SHAPES, ".ttl"), (locations.FACTS, ".yaml")]
_ROOMS = ("base", "company", "graph", "records")
"""The code that a check depends on."""


def digest(path: Path, dataset: Dataset) -> str:
    """Return what a framework, and all that its check depends on, is known by.

    Raises:
        OSError: if a file cannot be read.
    """
    beneath = f"{dataset.iris.base} {dataset.nomenclature.official_wording}"
    return cache.digest([(path, ".yaml"), *_RULES], head=f"{beneath} {cache.code(*_ROOMS)}")


def is_known(digest: str) -> bool:
    """Tell whether a framework was found to conform."""
    with suppress(OSError):
        return (cache.folder(_KIND) / digest).is_file()
    return False


def remember(digest: str) -> None:
    """Note that a framework conforms; where there is no folder to write to, it is not noted."""
    with suppress(OSError):
        folder = cache.folder(_KIND)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / digest).touch()
