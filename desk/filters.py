"""What a page may be narrowed to: a union, a region, a topic; what the register does not know is a wrong address."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta

from starlette.requests import Request

from desk.faults import MissingError
from desk.periods import Period
from desk.place import Desk
from records.errors import UsageError
from records.registry import Union
from records.search import COVERAGE
from texts import _

YEAR, QUARTER = 366, 92  # days


def read_choice(request: Request, name: str, known: Collection[str]) -> str:
    """The value of that part of the address, "" where there is none. Raises UsageError for an unknown one."""
    written = request.query_params.get(name, "")
    if written and written not in known:
        raise UsageError(
            _("В адресе страницы {name}={written}: такого здесь нет.", name=name, written=written[:50])
        )
    return written


def read_own_union(desk: Desk, request: Request) -> Union | None:
    """The union that is asked for, if any. Raises MissingError for one that there is not."""
    asked = request.query_params.get("union", "")
    if asked and asked not in desk.registry.unions:
        raise MissingError(_("Профсоюза «{id}» нет в реестре.", id=asked[:60]))
    return desk.registry.unions.get(asked)


def press_outlets(desk: Desk, regions: Collection[str] = ()) -> frozenset[str]:
    """The ids of those that are not unions' own voices; of these regions, where some are named."""
    return frozenset(
        outlet.id
        for outlet in desk.registry.outlets.values()
        if outlet.kind in COVERAGE and (not regions or outlet.region in regions)
    )


def bounds(desk: Desk, period: Period, most: int = YEAR) -> tuple[datetime, datetime]:
    """The moments at which it begins and at which it is over, by the desk's clock.

    Raises UsageError above so many days: the archive is read article by article.
    """
    if period.days > most:
        raise UsageError(_("Эта страница показывает не больше {days} дней: сократите период.", days=most))
    first, after = (
        datetime.combine(day, time(), desk.zone) for day in (period.since, period.until + timedelta(1))
    )
    return first, after
