"""A framework taken from one edition of the nomenclature to a later one."""
