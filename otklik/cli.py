"""The `otklik` command: gathers the subcommands, and ends every foreseeable fault in one sentence and an exit code."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer
from typer._click import exceptions as click  # the public names lack the kinds of usage errors

from otklik.config import language_from_environment
from records.errors import OtklikError
from texts import _, use_language

EXIT_INTERRUPTED = 130  # 128 + SIGINT, as a shell reports it


def main() -> NoReturn:
    """Runs the command line and exits. The language is set first: help texts are made when the commands load."""
    use_language(language_from_environment())
    from otklik.app import app  # noqa: PLC0415 - see above

    try:
        code = app(standalone_mode=False)
    except OtklikError as error:
        _fail(str(error), error.exit_code)
    except click.NoArgsIsHelpError as error:
        print(error.format_message())
        sys.exit(0)
    except click.UsageError as error:
        _fail(_usage(error), error.exit_code)
    except click.ClickException as error:
        _fail(error.format_message(), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is wrong, and nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    if code == EXIT_INTERRUPTED:  # Typer itself turns Ctrl-C into this code
        _fail(_("прервано. Сделанное сохранено, следующий запуск продолжит."), EXIT_INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int) -> NoReturn:
    print(f"otklik: {message}", file=sys.stderr)
    sys.exit(code)


def _usage(error: click.UsageError) -> str:
    """What was wrong with the arguments, in the user's language where the kind of fault is known."""
    command = error.ctx.command_path if error.ctx else "otklik"
    hint = _("Справка: {command} --help", command=command)
    return f"{_fault(error)} {hint}"


def _fault(error: click.UsageError) -> str:  # noqa: PLR0911 - one return a kind of fault
    if isinstance(error, click.NoSuchOption):
        return _("нет такого параметра: {name}.", name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return _(
            "не хватает аргумента {name}.",
            name=error.param.opts[-1] if error.param else "",
        )
    if isinstance(error, click.BadParameter):
        name = error.param.opts[-1] if error.param else ""
        return _("значение параметра {name} не подходит.", name=name)
    if isinstance(error, click.BadOptionUsage):
        return _("параметру {name} нужно значение.", name=error.option_name)
    if error.message.startswith("Got unexpected extra"):
        return _("лишние аргументы: {names}.", names=error.message.split("(")[-1].rstrip(")"))
    if error.message.startswith("No such command"):
        return _("нет такой команды: {name}.", name=error.message.split("'")[1])
    return error.message
