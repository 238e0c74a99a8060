"""A linter for SPARQL: what in a query can have no answer here, and what was probably meant."""

from cigref_kg.doors.linter.checks import Finding, lint
from cigref_kg.doors.linter.vocabulary import Vocabulary

__all__ = ["Finding", "Vocabulary", "lint"]
