"""What `otklik registry check` found: names that several unions share, and how each is settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from records.registry import Registry
from texts import _, plural

if TYPE_CHECKING:  # pymorphy3 loads for few commands
    from nlp.clashes import Clash


def show_clashes(console: Console, clashes: Sequence[Clash], registry: Registry) -> None:
    unions = sum(union.kind != "distractor" for union in registry.unions.values())
    if clashes:
        table = Table(box=None, pad_edge=False)
        for title in (_("имя"), _("чьё"), _("как различаются")):
            table.add_column(title)
        for clash in clashes:
            table.add_row(Text(clash.name), Text(", ".join(clash.unions)), Text(_way(clash, registry)))
        console.print(table)
    console.print(
        _(
            "Проверено: {number} {unions}, общих имён {clashes}.",
            number=unions,
            unions=plural(unions, "организация", "организации", "организаций"),
            clashes=len(clashes),
        )
    )


def clash_rows(clashes: Sequence[Clash]) -> list[dict[str, object]]:
    return [
        {"name": clash.name, "forms": list(clash.forms), "unions": list(clash.unions), "by": clash.by}
        for clash in clashes
    ]


def _way(clash: Clash, registry: Registry) -> str:
    if clash.by == "name":
        return _("только по полному имени рядом; без него не связывается и считается неясным")
    places = "; ".join(
        f"{', '.join(registry.unions[union].regions)} — {union}"
        for union in clash.unions
        if registry.unions[union].regions
    )
    return _(
        "по полному имени рядом, по месту в тексте или региону издания ({places}); иначе не связывается"
        " и считается неясным",
        places=places,
    )
