"""Understand: organizations, people, tone, topics and quotes in a text, each with its evidence."""
