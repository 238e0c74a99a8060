"""What verbs take: files or standard input, jobs by code or name, a language."""
