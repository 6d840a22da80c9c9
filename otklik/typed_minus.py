"""Words with a minus on the command line: «-зарплата» is no option, for ours are Latin."""

from __future__ import annotations

import re

from typer._click.core import Context  # the public names lack it
from typer.core import TyperCommand

# The sign that the query's language takes for a minus, and the command line does not.
_MINUS = "\N{MINUS SIGN}"
_WORD = re.compile(r'-[-]?[«"(а-яё]', re.IGNORECASE)


class MinusCommand(TyperCommand):
    """A command whose arguments may be words to be left out."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        return super().parse_args(
            ctx, [_MINUS + one.lstrip("-") if _WORD.match(one) else one for one in args]
        )
