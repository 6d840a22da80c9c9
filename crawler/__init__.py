"""Outlets' addresses and bytes become articles."""
