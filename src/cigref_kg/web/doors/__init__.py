"""The doors for programs in the site: questions by name, agents, the description of addresses."""
