"""The English edition of 2024, from a file in which others had parsed it into pieces.

The words of that file are very good, its structure is not: sections swallowed their headings,
names of profiles come a page late, cells of tables changed places. What each module mends is
told in it; ``docs/editions.md`` tells the rest.
"""

from cigref_kg.document.pieces.reading import PiecesRead, read_pieces_document
from cigref_kg.document.pieces.source import is_pieces

__all__ = ["PiecesRead", "is_pieces", "read_pieces_document"]
