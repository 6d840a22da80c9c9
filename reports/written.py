"""A paper's blocks as the file that was asked for; only that format's library is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from exports.blocks import Block


def write_blocks(blocks: Iterable[Block], title: str, form: Literal["docx", "pdf"]) -> bytes:
    if form == "pdf":
        from exports.pdf import write_pdf  # noqa: PLC0415 - see above

        return write_pdf(blocks, title)
    from exports.paper import write_paper  # noqa: PLC0415 - see above

    return write_paper(blocks, title)
