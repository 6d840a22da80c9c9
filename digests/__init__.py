"""The weekly mail: composed, rendered, sent."""
