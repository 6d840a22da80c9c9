"""Tables as files: Excel, CSV, Word, JSON."""
