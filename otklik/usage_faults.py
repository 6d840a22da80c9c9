"""What was wrong with the arguments, in the user's language."""

from __future__ import annotations

from difflib import get_close_matches

from typer._click import exceptions as click  # the public names lack the kinds of usage errors
from typer.core import TyperGroup

from otklik.help_words import describe_limits
from texts import _


def explain_usage(error: click.UsageError) -> str:
    """The fault, and the command whose help explains more."""
    command = error.ctx.command_path if error.ctx else "otklik"
    return f"{_fault(error)} " + _("Справка: {command} --help", command=command)


def _fault(error: click.UsageError) -> str:  # noqa: PLR0911 - one return a kind of fault
    if isinstance(error, click.NoSuchOption):
        likely = _likely(error.option_name, error.possibilities or ())
        return _("нет такого параметра: {name}.", name=error.option_name) + likely
    if isinstance(error, click.MissingParameter):
        return _("не хватает аргумента {name}.", name=_name(error))
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.BadOptionUsage):
        if "does not take a value" in error.message:
            return _("параметру {name} значение не нужно.", name=error.option_name)
        return _("параметру {name} нужно значение.", name=error.option_name)
    if error.message.startswith("Got unexpected extra"):
        return _("лишние аргументы: {names}.", names=error.message.split("(")[-1].rstrip(")"))
    if error.message.startswith("No such command"):
        name = error.message.split("'")[1]
        return _("нет такой команды: {name}.", name=name) + _likely(name, _commands(error))
    if error.message.startswith("Missing command"):
        return _("не хватает команды: {names}.", names=", ".join(_commands(error)))
    return _("аргументы не годятся: {reason}.", reason=error.message.rstrip("."))


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type_descriptor.annotation if error.param else None
    if kind in (int, float):
        return _("параметр {name}: нужно {limits}.", name=_name(error), limits=describe_limits(error.param))
    return _(
        "значение параметра {name} не подходит ({reason}).",
        name=_name(error),
        reason=error.message.rstrip("."),
    )


def _name(error: click.BadParameter) -> str:
    """An option as it is typed, an argument as the help calls it."""
    if error.param is None:
        return ""
    if error.param.param_type_name == "argument":
        return str(error.param.metavar or error.param.name)
    return max(error.param.opts, key=len)


def _commands(error: click.UsageError) -> list[str]:
    command = error.ctx.command if error.ctx else None
    return list(command.commands) if isinstance(command, TyperGroup) else []


def _likely(name: str, known: object) -> str:
    found = get_close_matches(name, list(known), n=1)  # type: ignore[call-overload]
    return " " + _("Возможно, {name}?", name=found[0]) if found else ""
