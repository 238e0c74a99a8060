"""Pages that lead from people's own words to jobs: search, columns of titles, texts."""
