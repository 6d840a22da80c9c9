"""One page a file: from an address to what it shows."""
