"""ROME 4.0, the French classification of jobs: import, check of mappings, help.

What ships of it are the codes and names that our mappings lead to; a user imports the rest from the
tables that France Travail publishes under the Licence Ouverte 2.0. France Travail gives its codes
no IRI, so those of the graph are this project's (``id/rome/M1812``).
"""
