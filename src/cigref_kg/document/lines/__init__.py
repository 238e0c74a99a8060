"""From the lines of the document to its parts: pages, outline, and what became of every line."""
