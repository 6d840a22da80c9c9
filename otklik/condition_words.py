"""What we make of a source, since when and why, in one sentence for a table."""

from __future__ import annotations

from digests.conditions import condition_words
from records.health import Verdict
from texts import _


def verdict_words(verdict: Verdict) -> str:
    reason = condition_words(verdict)
    match verdict.condition:
        case "failing":
            return _("не читается с {since:%d.%m.%Y}: {reason}", since=verdict.since, reason=reason)
        case "broken":
            return _("сломалось {since:%d.%m.%Y}: {reason}", since=verdict.since, reason=reason)
        case "silent":
            return _("молчит с {since:%d.%m.%Y}: {reason}", since=verdict.since, reason=reason)
        case "":
            return _("читается")
