"""What was found in people's own words, as files: titles with their jobs, texts with theirs."""
