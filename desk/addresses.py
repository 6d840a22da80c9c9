"""Addresses to share, read back into queries (`records/query_address.py` writes them)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request

from records.errors import UsageError
from records.query_address import CHOICES, LISTS
from records.registry import OutletKind
from records.search import COVERAGE, Interval, Query, Sort
from texts import _

PAGE = 20
_LONGEST = 2000  # characters of what somebody may want to find
_MOST_VALUES = 50


def read_query(params: QueryParams, timezone: str) -> Query:
    """Raises UsageError that names the part of the address that is wrong."""
    several: dict[str, Any] = {field: _values(params, name) for field, name in LISTS.items()}
    several |= {
        field: tuple(_known(name, value, known) for value in _values(params, name))
        for field, (name, known) in CHOICES.items()
    }
    after = params.get("after", "")
    return Query(
        text=_text(params),
        **several,
        kinds=_kinds(params.get("kind", "")),
        tone=_tone(params.get("tone", "")),
        since=read_day(params, "since"),
        until=read_day(params, "until"),
        first_only=params.get("first") == "1",
        timezone=timezone,
        sort=_choice(params, "sort", get_args(Sort), "date"),
        limit=PAGE,
        offset=0 if after else PAGE * (read_number(params, "page", 1, 1, 500) - 1),
        after=after,
        interval=_choice(params, "interval", get_args(Interval), "week"),
    )


def _text(params: QueryParams) -> str:
    text = params.get("q", "").strip()
    if len(text) > _LONGEST:
        raise UsageError(_("Запрос длиннее {most} знаков: сократите его.", most=_LONGEST))
    return text


def _values(params: QueryParams, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for value in params.getlist(name) if value))
    if len(values) > _MOST_VALUES:
        raise UsageError(
            _("Слишком много значений «{name}» в адресе: больше {most}.", name=name, most=_MOST_VALUES)
        )
    return values


def _kinds(written: str) -> tuple[OutletKind, ...]:
    if written in ("", "press"):
        return COVERAGE
    if written == "all":
        return ()
    return (_known("kind", written, get_args(OutletKind)),)


def _tone(written: str) -> Any:
    return int(_known("tone", written, ("-1", "0", "1"))) if written else None


def _choice(params: QueryParams, name: str, known: Iterable[str], otherwise: str) -> Any:
    written = params.get(name, "")
    return _known(name, written, known) if written else otherwise


def _known(name: str, written: str, known: Iterable[str]) -> Any:
    if written not in known:
        raise UsageError(
            _(
                "В адресе страницы {name}={written}, а бывает: {known}.",
                name=name,
                written=written[:50],
                known=", ".join(known),
            )
        )
    return written


def read_day(params: QueryParams, name: str) -> date | None:
    written = params.get(name, "").strip()
    if not written:
        return None
    for form in (written, "-".join(reversed(written.split(".")))):
        try:
            return date.fromisoformat(form)
        except ValueError:
            continue
    raise UsageError(
        _(
            "В адресе страницы {name}={written}, а нужен день вида 2026-11-25.",
            name=name,
            written=written[:50],
        )
    )


def read_number(params: QueryParams, name: str, otherwise: int, least: int, most: int) -> int:
    written = params.get(name, "")
    if not written:
        return otherwise
    if not (
        written.isascii() and written.isdecimal() and len(written) < 10 and least <= int(written) <= most
    ):
        raise UsageError(
            _(
                "В адресе страницы {name}={written}, а нужно число от {least} до {most}.",
                name=name,
                written=written[:50],
                least=least,
                most=most,
            )
        )
    return int(written)


def with_changes(request: Request, **changes: str | int | date | Sequence[str] | None) -> str:
    """The page's own address with some parts changed; None takes a part out. A changed filter begins at page one."""
    kept = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in changes and name not in ("format", "page", "after") and value
    ]
    added = [
        (name, str(value))
        for name, values in changes.items()
        for value in (values if isinstance(values, list | tuple) else [values])
        if value not in (None, "")
    ]
    return request.url.path + (f"?{urlencode([*kept, *added])}" if kept or added else "")


def own_path(address: str, otherwise: str = "/") -> str:
    """The address where it leads to a page of this very desk, else another: nobody may be sent away by a link to us."""
    is_own = address.startswith("/") and not address.startswith("//")
    return address if is_own and "\\" not in address and address.isprintable() else otherwise
