"""How to cite a page of the dataset: BibTeX and CSL JSON, for reference managers."""

import re
from dataclasses import dataclass
from datetime import date

from cigref_kg.base.writing import json_text

AUTHOR = "cigref-kg contributors"
_SPECIAL = re.compile(r"([&%$#_{}])")


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited, in two forms."""

    bibtex: str
    """An entry of BibLaTeX's type ``online``."""
    csl: str
    """An item of CSL JSON 1.0."""


def citation(title: str, iri: str, version: str, modified: date) -> Citation:
    """Return how to cite a thing.

    >>> print(citation("6.3 CISO", "https://example.org/id/1", "ab12", date(2026, 11, 28)).bibtex)
    @online{cigref-kg-id-1,
      author  = {{cigref-kg contributors}},
      title   = {{6.3 CISO}},
      date    = {2026-11-28},
      version = {ab12},
      url     = {https://example.org/id/1}
    }

    Args:
        title: of the page.
        iri: what it is about.
        version: of the dataset.
        modified: when the dataset last changed.
    """
    key = "-".join(re.findall(r"[A-Za-z0-9]+", iri.partition("://")[2].partition("/")[2]))
    safe = _SPECIAL.sub(r"\\\1", title)
    entry = (
        f"@online{{cigref-kg-{key.removeprefix('cigref-kg-')},\n"
        f"  author  = {{{{{AUTHOR}}}}},\n"
        f"  title   = {{{{{safe}}}}},\n"
        f"  date    = {{{modified.isoformat()}}},\n"
        f"  version = {{{version}}},\n"
        f"  url     = {{{iri}}}\n"
        "}"
    )
    item = {
        "id": iri,
        "type": "webpage",
        "title": title,
        "author": [{"literal": AUTHOR}],
        "issued": {"date-parts": [[modified.year, modified.month, modified.day]]},
        "version": version,
        "URL": iri,
    }
    return Citation(entry, json_text([item]))
