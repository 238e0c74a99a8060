"""Tables of people as tools export them → one level a person and competence, each line told."""
