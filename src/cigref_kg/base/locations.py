"""Where the ontology, the shapes and the data that cigref-kg ships are found.

In an installed package they lie in the package, in ``shipped/``; in a checkout they are the
folders at the top of the repository.
"""

from pathlib import Path
from typing import Any

import yaml

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = _PACKAGE / "shipped"
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent.parent

ONTOLOGY = _ROOT / "ontology" / "cigref.ttl"
ALIGNMENTS = _ROOT / "ontology" / "alignments.ttl"
SHAPES = _ROOT / "shapes"
FACTS = _ROOT / "data" / "facts"
WORDS = _ROOT / "data" / "words"
QUERIES = _ROOT / "data" / "queries"
MAPPINGS = _ROOT / "data" / "mappings"
ESCO_FACTS = _ROOT / "data" / "esco"
NAMES = _ROOT / "data" / "names"
CROSSWALKS = _ROOT / "data" / "crosswalks"
DATASET = _ROOT / "data" / "dataset.ttl"


def data_beside(module: str) -> Any:
    """Return what the YAML file beside a module (its ``__file__``), of the same name, holds."""
    return yaml.load(Path(module).with_suffix(".yaml").read_text("utf-8"), yaml.CSafeLoader)
