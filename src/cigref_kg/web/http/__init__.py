"""What HTTP asks of every answer: negotiation, formats, conditional requests, caching."""
