"""A company's own framework on top of the nomenclature, which stays as it is."""
