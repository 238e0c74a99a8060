"""Names to jobs: words of titles, one ranker, and what it finds for a title."""
