"""Typer's own words in the help, in the user's language: Typer has them in English alone."""

from __future__ import annotations

from typing import Any

import typer.rich_utils
from typer._click import core, formatting  # the public names lack the contexts and formatters
from typer.core import TyperArgument, TyperGroup

from texts import _


class _Formatter(formatting.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _("Вызов: "))


def translate_help(command: core.Command, name: str) -> None:
    """Puts our words into this command and all below it. Once, after `texts.use_language`."""
    words = typer.rich_utils
    words.OPTIONS_PANEL_TITLE = _("Параметры")
    words.ARGUMENTS_PANEL_TITLE = _("Аргументы")
    words.COMMANDS_PANEL_TITLE = _("Команды")
    words.ERRORS_PANEL_TITLE = _("Ошибка")
    words.DEFAULT_STRING = _("[обычно: {}]")
    words.REQUIRED_LONG_STRING = _("[нужно]")
    words.RANGE_STRING = ""
    core.Context.formatter_class = _Formatter
    TyperArgument.display_type_rich = _no_type  # type: ignore[method-assign, assignment] # the class has no setting for it
    _translate(command, core.Context(command, info_name=name, **command.context_settings))


def _no_type(_argument: Any, ctx: core.Context) -> str | None:
    """An argument's name says what it is; its type beside it would be a word of Python."""


def _translate(command: core.Command, context: core.Context) -> None:
    command.options_metavar = _("[ПАРАМЕТРЫ]")
    if (help_option := command.get_help_option(context)) is not None:
        help_option.help = _("Показать эту справку.")
    for param in [*command.params, help_option]:
        _name_type(param)
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = _("КОМАНДА …")
        for name, below in command.commands.items():
            _translate(below, core.Context(below, parent=context, info_name=name, **below.context_settings))


def _name_type(param: Any) -> None:
    """A switch takes no value and needs no type; a number says its limits."""
    if param is None or param.param_type_name == "argument" or param.metavar is not None:
        return
    kind = param.type_descriptor.annotation
    if kind in (int, float):
        param.metavar = describe_limits(param)
    else:
        param.metavar = ""


def describe_limits(param: Any) -> str:
    """«целое число от 1 до 1000», with the limits that there are."""
    words = [_("целое число") if param.type_descriptor.annotation is int else _("число")]
    if param.min is not None:
        words.append(_("от {number}", number=param.min))
    if param.max is not None:
        words.append(_("до {number}", number=param.max))
    return " ".join(words)
