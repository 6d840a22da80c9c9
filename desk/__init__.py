"""Show: the small web page, on loopback for one reader or behind a log-in for an office."""
