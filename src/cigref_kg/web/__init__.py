"""The site: linked data, pages for people, and the door to SPARQL, on Flask."""
