"""The time zone that an outlet's clock shows."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from records.errors import ConfigError
from records.registry import Outlet
from texts import _

GUESSED_ZONE = ZoneInfo("Europe/Moscow")  # of a page whose outlet the register does not know


def zone_of(outlet: Outlet) -> ZoneInfo:
    """Raises ConfigError for a name that the IANA database does not have."""
    try:
        return ZoneInfo(outlet.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(
            _("Издание {outlet}: часовой пояс «{zone}» неизвестен.", outlet=outlet.id, zone=outlet.timezone)
        ) from error
