"""SHACL: the shapes over a graph, and the report of what they find."""

from cigref_kg.graph.validation.checking import is_about, load_shapes, validate
from cigref_kg.graph.validation.report import Finding, Severity, ValidationReport

__all__ = [
    "Finding",
    "Severity",
    "ValidationReport",
    "is_about",
    "load_shapes",
    "validate",
]
