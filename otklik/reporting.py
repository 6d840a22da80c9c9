"""What `otklik report` and `otklik selection` share: whom and when they are about, and the file that they write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

import typer

from otklik.commands.options import parse_period
from otklik.config import Config
from otklik.workplace import Workplace
from records.errors import StorageError, UsageError
from records.registry import Union
from reports.period import Span, read_span
from reports.scope import Scope
from texts import _
from texts.system_faults import explain_system_fault

Format = Literal["docx", "pdf", "xlsx"]

Quarter = Annotated[str | None, typer.Option("--quarter", metavar="2026-Q4", help=_("Квартал."))]
Month = Annotated[str | None, typer.Option("--month", metavar="2026-11", help=_("Месяц."))]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar=_("ДАТА"), help=_("Другой период: с этого дня, включительно.")),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar=_("ДАТА"), help=_("По этот день, включительно."))
]
OfUnion = Annotated[
    str | None,
    typer.Option(
        "--union", metavar=_("КОД"), help=_("Профсоюз со всеми, кто ниже; иначе первый из watch.unions.")
    ),
]
As = Annotated[
    str | None, typer.Option("--format", metavar="docx|pdf|xlsx", help=_("Вид файла: иначе docx."))
]
OutFile = Annotated[
    Path | None, typer.Option("--out", metavar=_("ФАЙЛ"), help=_("Куда записать; иначе сюда."))
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the options say; checked before anything is opened."""

    union: Union
    span: Span
    form: Format
    file: Path


def read_asked(
    workplace: Workplace,
    name: str,
    span: Span,
    union: str | None,
    form: str | None,
    out: Path | None,
) -> Asked:
    """`name` begins that of a file which nobody named. Raises UsageError."""
    found = _union(workplace, union)
    chosen = _format(form, out)
    file = out or Path(f"{name}-{found.id}-{span.name}.{chosen}")
    if file.is_dir():
        raise UsageError(_("--out: {file} — это папка, а нужен файл.", file=file))
    return Asked(union=found, span=span, form=chosen, file=file)


def read_period(quarter: str | None, month: str | None, since: str | None, until: str | None) -> Span:
    return read_span(quarter, month, *parse_period(since, until))


@contextmanager
def opened_scope(workplace: Workplace, asked: Asked) -> Iterator[Scope]:
    """Raises UsageError for a period that has not begun."""
    zone, now = ZoneInfo(workplace.config.timezone), datetime.now(UTC)
    if asked.span.bounds(zone)[0] > now:
        raise UsageError(
            _("Период {period} ещё не начался: рассказывать пока не о чем.", period=asked.span.words)
        )
    with workplace.archive() as archive, workplace.engine() as engine:
        yield Scope(
            registry=workplace.registry,
            archive=archive,
            engine=engine,
            union=asked.union,
            span=asked.span,
            zone=zone,
            now=now,
        )


def desk_address(config: Config) -> str:
    """Where the desk is seen, so that a paper's queries are links."""
    return config.desk.address.rstrip("/")


def write_file(file: Path, content: bytes) -> None:
    """Raises StorageError."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise StorageError(
            _("Файл {file} не записывается: {reason}.", file=file, reason=explain_system_fault(error))
        ) from error
    print(file)


def _union(workplace: Workplace, asked: str | None) -> Union:
    id_ = asked or next(iter(workplace.config.watch.unions), "fnpr")
    union = workplace.registry.unions.get(id_)
    if union is None or union.kind == "distractor":
        raise UsageError(_("--union: в реестре нет «{id}». Список: otklik registry list.", id=id_))
    return union


def _format(form: str | None, out: Path | None) -> Format:
    """The one that is named, else the one of the file's name, else Word."""
    wanted = form or (out.suffix.removeprefix(".").lower() if out and out.suffix else "docx")
    for known in get_args(Format):
        if wanted == known:
            return known  # type: ignore[no-any-return] # one of the literals
    raise UsageError(_("--format: «{format}» не бывает, бывает docx, pdf или xlsx.", format=wanted))
