"""The model → RDF, RDF → files, and the check that both are as they should be."""
