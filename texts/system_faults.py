"""What the operating system refuses, in the user's language: it speaks English to programs."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping

from texts import _

# Functions, because the language is chosen after this module loads.
_WORDS: Mapping[int, Callable[[], str]] = {
    errno.EACCES: lambda: _("нет прав"),
    errno.EPERM: lambda: _("нет прав"),
    errno.EROFS: lambda: _("диск открыт только для чтения"),
    errno.ENOSPC: lambda: _("на диске нет места"),
    errno.EDQUOT: lambda: _("исчерпана квота на диске"),
    errno.ENOENT: lambda: _("такого файла или папки нет"),
    errno.EISDIR: lambda: _("это папка, а не файл"),
    errno.ENOTDIR: lambda: _("на пути стоит файл, а не папка"),
    errno.EEXIST: lambda: _("такой файл уже есть"),
    errno.ENAMETOOLONG: lambda: _("слишком длинное имя"),
    errno.EMFILE: lambda: _("открыто слишком много файлов"),
    errno.EIO: lambda: _("диск не отвечает"),
    errno.EADDRINUSE: lambda: _("порт занят другой программой"),
    errno.ECONNREFUSED: lambda: _("в соединении отказано"),
    errno.ETIMEDOUT: lambda: _("нет ответа"),
}


def explain_system_fault(error: OSError) -> str:
    """«нет прав (Permission denied)»: ours first, then the system's own words, which can be searched for."""
    raw = error.strerror or " ".join(str(error).split()) or type(error).__name__
    words = _WORDS.get(error.errno or 0)
    return f"{words()} ({raw})" if words else raw
