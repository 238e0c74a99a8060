"""ESCO, the European classification of occupations and skills: import, check of mappings, help.

Nothing of ESCO ships with this package: a user imports the official download, which is published
by the European Commission for reuse with attribution.
"""
