"""Commands in processes of their own that need not import the program anew: each is forked from one that has.

What is tested of a command (its folder, arguments, environment, input, output, exit code, one reactor) is as in a new
process; how a new process starts is for the tests that start one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from tempfile import TemporaryFile
from typing import IO

# Whatever these import, no language is chosen, nothing is read from the environment, and no reactor is installed.
_IMPORTED = (
    "otklik.app", "otklik.crawling", "otklik.adding", "crawler.crawl", "crawler.checking", "nlp.annotation",
    "search.embedded", "tests.crawler.crawl_once", "tests.crawler.extract_once",
)  # fmt: skip
_STREAMS = ("r", "w", "w")

_context = get_context("forkserver")
_context.set_forkserver_preload(list(_IMPORTED))


def run_warm(
    main: str,
    arguments: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    stdin: bytes = b"",
    timeout: float = 120,
) -> CompletedProcess[bytes]:
    """Calls `main` («module:function»), as `python -m` would; it ends as a program does, or returns its exit code."""
    with ExitStack() as opened:
        files = [opened.enter_context(TemporaryFile()) for _stream in _STREAMS]
        files[0].write(stdin)
        files[0].seek(0)
        paths = [f"/proc/{os.getpid()}/fd/{file.fileno()}" for file in files]
        process = _context.Process(
            target=_become, args=(main, list(arguments), folder, dict(environment), paths)
        )
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutExpired([main, *arguments], timeout)
        return CompletedProcess([main, *arguments], process.exitcode, _read(files[1]), _read(files[2]))


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _become(
    main: str, arguments: list[str], folder: Path, environment: dict[str, str], paths: list[str]
) -> None:
    """What a new process has from the one that starts it."""
    for number, (path, mode) in enumerate(zip(paths, _STREAMS, strict=True)):
        opened = os.open(path, os.O_RDONLY if mode == "r" else os.O_WRONLY)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - they stay open to the end
        for number, mode in enumerate(_STREAMS)
    )
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    module, function = main.split(":")
    sys.argv = [module, *arguments]
    sys.exit(getattr(import_module(module), function)())
