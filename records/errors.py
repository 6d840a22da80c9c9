"""Errors that end a command in one clear sentence; the exit codes follow sysexits.h and the README lists them."""

from __future__ import annotations


class OtklikError(Exception):
    """A fault the user can mend. The message is in the user's language and names the file, key or URL and the mend."""

    exit_code = 70  # EX_SOFTWARE


class UsageError(OtklikError):
    """Wrong arguments that Typer itself cannot see; the exit code is the one Typer uses."""

    exit_code = 2


class InputError(OtklikError):
    """A file or text that cannot be read as what it should be (EX_DATAERR)."""

    exit_code = 65


class UnavailableError(OtklikError):
    """A service that does not answer: Elasticsearch, SMTP (EX_UNAVAILABLE)."""

    exit_code = 69


class StorageError(OtklikError):
    """The data folder or the archive cannot be read or written (EX_IOERR)."""

    exit_code = 74


class BusyError(OtklikError):
    """Another process does the same work now (EX_TEMPFAIL)."""

    exit_code = 75


class ConfigError(OtklikError):
    """An unknown or ill-typed setting, or a broken register file (EX_CONFIG)."""

    exit_code = 78


class OverdueError(OtklikError):
    """A step of `otklik run` did not end in its time and was ended (the code that timeout(1) gives)."""

    exit_code = 124
