"""The official document, text or PDF → facts and official French words.

>>> extraction = read_document(Path("nomenclature-2022.txt"))  # doctest: +SKIP
>>> extraction.content.profiles[0].code  # doctest: +SKIP
'1.1'
"""

from cigref_kg.document.errors import DocumentError
from cigref_kg.document.reader import Extraction, read_document
from cigref_kg.document.report import Finding, Kind, Report

__all__ = ["DocumentError", "Extraction", "Finding", "Kind", "Report", "read_document"]
