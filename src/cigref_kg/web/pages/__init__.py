"""Pages for people that are no document of one thing."""
