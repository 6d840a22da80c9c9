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
    """Runs the command line and exits."""
    try:
        code = _run()
        sys.stdout.flush()  # here, where a reader that went away can still be told from a fault
    except BrokenPipeError:
        _end_unread()
    except SystemExit as error:
        # Rich and Typer turn a broken pipe into the exit code of a fault.
        if isinstance(error.__context__, BrokenPipeError):
            _end_unread()
        raise
    sys.exit(code)


def _run() -> int:
    """The exit code. The language is set first: help texts are made when the commands load."""
    use_language(language_from_environment())
    from otklik.app import build_command  # noqa: PLC0415 - see above
    from otklik.usage_faults import explain_usage  # noqa: PLC0415 - see above

    try:
        code = build_command()(prog_name="otklik", standalone_mode=False)
    except OtklikError as error:
        return _fail(str(error), error.exit_code)
    except click.NoArgsIsHelpError as error:
        print(error.format_message())
        return 0
    except click.UsageError as error:
        return _fail(explain_usage(error), error.exit_code)
    except click.ClickException as error:
        return _fail(error.format_message(), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    if code == EXIT_INTERRUPTED:  # Typer itself turns Ctrl-C into this code
        return _fail(_("прервано. Сделанное сохранено, следующий запуск продолжит."), EXIT_INTERRUPTED)
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    print(f"otklik: {message}", file=sys.stderr)
    return code


def _end_unread() -> NoReturn:
    """The reader of our output went away (`| head`): nothing is wrong, and nothing more can be said to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    sys.exit(0)
