"""``/sparql`` in the site: protocol, service description, query page."""
