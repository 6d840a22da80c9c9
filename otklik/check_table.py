"""One table of what `otklik sources check` found, the troubles first, and its rows for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from otklik.check_words import State, judge
from records.registry import Outlet
from texts import _

if TYPE_CHECKING:  # Scrapy loads for few commands
    from crawler.checking import SourceCheck

_ORDER: list[State] = ["fails", "doubtful", "works"]
_STYLES: dict[State, str] = {"fails": "red", "doubtful": "yellow", "works": "green"}


def show_checks(console: Console, checks: Sequence[SourceCheck], outlets: Mapping[str, Outlet]) -> None:
    table = Table(box=None, pad_edge=False)
    for title in (_("издание"), _("код"), _("регион"), _("адрес"), _("как читается"), _("что сделать")):
        table.add_column(title)
    rows = [(judge(check, paused=bool(outlets[check.outlet_id].paused)), check) for check in checks]
    for (state, words, mend), check in sorted(rows, key=lambda row: _ORDER.index(row[0][0])):
        outlet = outlets[check.outlet_id]
        table.add_row(
            Text(outlet.name),
            outlet.id,
            outlet.region,
            Text(check.url),
            Text(words, style=_STYLES[state]),
            Text(mend),
        )
    console.print(table)
    counts = Counter(state for (state, _words, _mend), _check in rows)
    console.print(
        _(
            "Источников {total}: читаются {works}, под вопросом {doubtful}, не читаются {fails}.",
            total=len(rows),
            works=counts["works"],
            doubtful=counts["doubtful"],
            fails=counts["fails"],
        )
    )


def check_rows(checks: Sequence[SourceCheck], outlets: Mapping[str, Outlet]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for check in checks:
        outlet = outlets[check.outlet_id]
        state, words, mend = judge(check, paused=bool(outlet.paused))
        rows.append(
            {
                "outlet": outlet.id,
                "name": outlet.name,
                "region": outlet.region,
                "paused": outlet.paused,
                "source": check.source_id,
                "kind": check.kind,
                "url": check.url,
                "state": state,
                "outcome": check.outcome,
                "detail": check.detail,
                "words": words,
                "mend": mend,
                "found": check.found,
                "newest": check.newest,
                "page": check.page_url or None,
                "page_outcome": check.page_outcome or None,
                "title": check.title or None,
                "characters": check.characters,
                "published": check.published,
            }
        )
    return rows


def any_fails(checks: Sequence[SourceCheck]) -> bool:
    return any(judge(check, paused=False)[0] == "fails" for check in checks)
