"""The archive's own desk, on SQLite and on PostgreSQL."""

from tests.archive.conftest import archive_url, desk

__all__ = ["archive_url", "desk"]
