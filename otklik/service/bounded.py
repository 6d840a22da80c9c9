"""A piece of work in a process of its own, ended when its time is up: whatever hangs, the caller does not.

The process is forked, so it holds the caller's locks too: should the caller be killed, nobody else begins before
the work has ended. That it ends is the alarm's promise, which the kernel keeps.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Literal

from records.errors import OtklikError
from texts import _

GRACE = 10.0  # seconds between the word to stop and the end
_AFTER = 5  # seconds after which the alarm ends what nobody watches any more

_context = get_context("fork")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """`value` is what `done` work returned; `sentence` and `exit_code` say why other work ended, `trace` for the log.

    `overdue`: its time was up, and it stopped when it was told to, or was ended.
    """

    how: Literal["done", "failed", "overdue"]
    value: Any = None
    sentence: str = ""
    exit_code: int = 0
    trace: str = ""


def call_bounded(work: Callable[[], Any], limit: float, grace: float = GRACE) -> Ended:
    """`limit` and `grace` in seconds. Call it from a process without other threads. Ctrl-C is passed on, waited for
    no longer than `grace`, and then raised here."""
    receiver, sender = _context.Pipe(duplex=False)
    last = ceil(limit + grace) + _AFTER
    process = _context.Process(target=_work_apart, args=(work, sender, last))
    process.start()
    sender.close()
    try:
        ended = _wait(receiver, limit)
        if ended is None:
            ended = _stop(process.pid, receiver, grace)
    except KeyboardInterrupt:
        _stop(process.pid, receiver, grace)
        raise
    finally:
        process.join(_AFTER)
        if process.exitcode is None:
            _signal(process.pid, signal.SIGKILL)
            process.join()
    return ended


def _work_apart(work: Callable[[], Any], sender: Connection, last: int) -> None:
    os.setpgid(0, 0)  # with all that it may start
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(last)
    sender.send(_ended(work))
    sender.close()


def _ended(work: Callable[[], Any]) -> Ended:
    try:
        return Ended(how="done", value=work())
    except KeyboardInterrupt:
        return Ended(how="overdue")
    except OtklikError as error:
        return Ended(how="failed", sentence=str(error), exit_code=error.exit_code)
    except Exception as error:  # whatever it is, it ends this work alone, and the log has all of it
        said = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        sentence = _("внутренняя ошибка ({said}); подробности в журнале", said=said)
        trace = traceback.format_exc()
        return Ended(how="failed", sentence=sentence, exit_code=OtklikError.exit_code, trace=trace)


def _wait(receiver: Connection, seconds: float) -> Ended | None:
    """None: not in time."""
    if not receiver.poll(max(seconds, 0.0)):
        return None
    try:
        ended: Ended = receiver.recv()
    except EOFError:
        sentence = _("процесс оборвался: не хватило памяти или его завершили")
        return Ended(how="failed", sentence=sentence, exit_code=OtklikError.exit_code)
    return ended


def _stop(pid: int | None, receiver: Connection, grace: float) -> Ended:
    """What it had ready when it was told to stop still counts."""
    _signal(pid, signal.SIGINT)
    ended = _wait(receiver, grace)
    _signal(pid, signal.SIGKILL)
    return ended if ended is not None and ended.how == "done" else Ended(how="overdue")


def _signal(pid: int | None, number: signal.Signals) -> None:
    assert pid is not None
    for send in (os.killpg, os.kill):  # before it has a group of its own there is none to name
        try:
            send(pid, number)
        except ProcessLookupError:
            continue
        return
