"""A company's framework read from and written to folders, workbooks and RDF."""
