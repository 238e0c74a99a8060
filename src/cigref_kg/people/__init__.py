"""People and what they can do, in one package that nothing but its commands and pages imports."""
