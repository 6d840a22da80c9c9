"""Find: one query record, one protocol, two engines."""
