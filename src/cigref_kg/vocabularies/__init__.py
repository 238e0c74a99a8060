"""Vocabularies of others: imported, checked against our mappings, suggested from."""
