"""Doors for programs: questions without SPARQL, a linter of queries, agents."""
