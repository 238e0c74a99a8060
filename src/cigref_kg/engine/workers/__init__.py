"""The processes that evaluate queries: forked, confined, and ended when a query goes too far."""
