"""What `otklik sources check --saved` shows: page by page, what is read otherwise than expected."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from otklik.saved_pages import Difference, SavedPage
from texts import _

Row = tuple[SavedPage, list[Difference]]


def show_saved(console: Console, rows: Sequence[Row]) -> None:
    table = Table(box=None, pad_edge=False)
    for title in (_("страница"), _("поле"), _("ожидается"), _("прочитано")):
        table.add_column(title)
    for saved, found in rows:
        if not found:
            table.add_row(Text(str(saved.file)), Text(_("всё совпало"), style="green"), "", "")
        for difference in found:
            table.add_row(
                Text(str(saved.file)),
                Text(difference.field, style="red"),
                Text(difference.expected or "—"),
                Text(difference.found or "—"),
            )
    console.print(table)


def saved_rows(rows: Sequence[Row]) -> list[dict[str, object]]:
    return [
        {
            "page": str(saved.file),
            "outlet": saved.outlet_id,
            "differences": [
                {"field": difference.field, "expected": difference.expected, "found": difference.found}
                for difference in found
            ],
        }
        for saved, found in rows
    ]
