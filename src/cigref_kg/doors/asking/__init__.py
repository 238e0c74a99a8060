"""A worked question found by what a person types, with the values of its parameters."""

from cigref_kg.doors.asking.understanding import Understanding, Understood

__all__ = ["Understanding", "Understood"]
