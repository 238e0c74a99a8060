"""The official document, text or PDF → facts and official French words.

The package reads one file and writes none::

    extraction = read_document(Path("nomenclature-2022.txt"))
    extraction.content.profiles[0].code  # "1.1"
"""

from cigref_kg.document.errors import DocumentError
from cigref_kg.document.reader import Extraction, read_document
from cigref_kg.document.report import Finding, FindingKind, Report

__all__ = ["DocumentError", "Extraction", "Finding", "FindingKind", "Report", "read_document"]
