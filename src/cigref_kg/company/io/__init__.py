"""A company's referential read from and written to folders, workbooks and RDF."""
