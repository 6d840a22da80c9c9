"""What a page says when there is nothing to show, or not to this visitor."""

from __future__ import annotations

from records.errors import UsageError


class MissingError(UsageError):
    """There is no such article, story, outlet…; the sentence says what is not there."""


class ForbiddenError(UsageError):
    """The visitor may not do this; the sentence says who may."""
