"""Pure answers over the model: no I/O, no RDF, no Flask."""
