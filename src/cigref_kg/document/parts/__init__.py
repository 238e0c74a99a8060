"""Readers of the parts of the document: profiles, competences, tables, prose."""
