"""A company's own referential on top of the nomenclature, which stays as it is."""
