"""What stands across a whole dashboard: the words on top of it, and lists to read."""

from __future__ import annotations

from kibana.grid import COLUMNS
from kibana.panels import Listing, Note, Row, Search
from texts import _


def note(text: str) -> Row:
    """How to read the dashboard, and what its figures cannot say; 7 lines hold two paragraphs at 1,280 pixels."""
    return Row(height=7, panels=(Note(id="note", title=_("Как читать"), width=COLUMNS, text=text),))


def listing(search: Search) -> Row:
    return Row(height=14, panels=(Listing(id=search.id, title=search.title, width=COLUMNS, search=search),))
