"""A digest becomes a subject, a text and an HTML page by three templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from digests import wording
from digests.evidence import choose_quotations
from digests.importance import explain_importance
from digests.trend import described, draw_trend, is_told, trend_rows, trend_sentence
from records.alert import Alarm, Watch
from records.annotation import Tone
from records.digest import Digest, DigestStory, Length
from records.digest_blocks import Blocks
from texts import _, current_language, plural, typography

_TEMPLATES = Path(__file__).parent / "templates"
CHART_ID = "chart@otklik"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Room:
    """How much a mail of that length tells: stories in all, and of those that are not negative in any case so many,
    however many negative ones there are. `blocks` are those beside the stories."""

    stories: int
    others: int
    blocks: bool = True


_ROOMS: Mapping[Length, _Room] = {
    "short": _Room(stories=5, others=2, blocks=False),
    "normal": _Room(stories=15, others=5),
    "full": _Room(stories=60, others=20),
}
_MOST_REPRINTS = 8
_MOST_UNREAD = 20
_MOST_SKIPPED = 5
_MOST_IN_SUBJECT = 120
_MOST_ALARMS = 15
_MOST_LATE = 10
_MOST_PLACES = 5
_MOST_UNIONS = 4  # in the line of one story


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    subject: str
    text: str
    html: str
    chart: bytes = b""


def render_digest(digest: Digest, sender: str = "") -> Rendered:
    """`sender` is the address to write to against further mails; the footer names it."""
    room = _ROOMS[digest.subscription.length]
    chart = draw_trend(digest.blocks.trend) if room.blocks else b""
    context = _context(digest, sender) | _block_context(digest, room, chart)
    page = _environment(html=True).get_template("digest.html.j2").render(context)
    return Rendered(
        subject=" ".join(_environment().get_template("subject.txt.j2").render(context).split()),
        text=_environment().get_template("digest.txt.j2").render(context),
        html=_inline(page),
        chart=chart,
    )


def render_alert(alarms: Sequence[Alarm], watch: Watch, zone: ZoneInfo, sender: str = "") -> Rendered:
    """What is told at once: short enough for a locked screen."""
    context = {
        "alarms": alarms,
        "most": _MOST_ALARMS,
        "watch": watch,
        "sender": sender,
        "language": current_language(),
        "when": lambda moment: typography.moment_words(moment, zone),
    }
    page = _environment(html=True).get_template("alert.html.j2").render(context)
    return Rendered(
        subject=_alert_subject(alarms, watch),
        text=_environment().get_template("alert.txt.j2").render(context),
        html=_inline(page),
    )


def _alert_subject(alarms: Sequence[Alarm], watch: Watch) -> str:
    first = typography.clean(alarms[0].title)[:_MOST_IN_SUBJECT]
    more = _(" и ещё {number}", number=len(alarms) - 1) if len(alarms) > 1 else ""
    return _("Срочно. {title}: {first}{more}", title=typography.clean(watch.title), first=first, more=more)


def _block_context(digest: Digest, room: _Room, chart: bytes) -> dict[str, Any]:
    """What the blocks beside the stories show; in a short mail they are all empty."""
    blocks = digest.blocks if room.blocks else Blocks()
    shown = is_told(blocks.trend)
    return {
        "blocks": blocks,
        "chart": f"cid:{CHART_ID}" if chart else "",
        "trend": trend_sentence(blocks.trend) if shown else "",
        "trend_rows": trend_rows(blocks.trend) if shown else [],
        "chart_words": described(blocks.trend) if shown else "",
        "percent": lambda share: f"{share:.0%}".replace("%", f"{typography.NBSP}%"),
        "day": typography.day_words,
        "moment_day": lambda moment: typography.day_words(moment.astimezone(ZoneInfo(digest.timezone))),
        "skipped": [wording.period_words(period, year=False) for period in digest.skipped[-_MOST_SKIPPED:]],
        "more_skipped": max(0, len(digest.skipped) - _MOST_SKIPPED),
        "attached": bool(digest.subscription.attachments),
    }


def _context(digest: Digest, sender: str) -> dict[str, Any]:
    zone = ZoneInfo(digest.timezone)
    return {
        "digest": digest,
        "words": wording.cadence_words(digest.period.cadence),
        "totals": digest.totals,
        "before": digest.before,
        "figures": _figures(digest),
        "external_difference": typography.difference_words(digest.totals.external, digest.before.external),
        "language": current_language(),
        "story_blocks": _story_blocks(digest),
        "about": lambda story: _about(story, digest),
        "most_reprints": _MOST_REPRINTS,
        "late": digest.late.stories[:_MOST_LATE],
        "more_late": max(0, len(digest.late.stories) - _MOST_LATE),
        "unread": digest.unread[:_MOST_UNREAD],
        "more_unread": max(0, len(digest.unread) - _MOST_UNREAD),
        "all_outlets": digest.read_outlets + sum(not outlet.partly for outlet in digest.unread),
        "regions": list(digest.totals.by_region.items())[:_MOST_PLACES],
        "more_regions": max(0, len(digest.totals.by_region) - _MOST_PLACES),
        "unions": list(digest.totals.by_union.items())[:_MOST_PLACES],
        "more_unions": max(0, len(digest.totals.by_union) - _MOST_PLACES),
        "importance": explain_importance(),
        "sender": sender,
        "published": lambda article: wording.published_words(article, zone),
        "since": lambda moment: typography.since_words(moment, zone),
    }


def _story_blocks(digest: Digest) -> list[tuple[str, list[tuple[int, DigestStory]], int]]:
    """(heading, numbered stories, how many more there are): the negative ones, then the others."""
    numbered = list(enumerate(digest.stories, start=1))
    negative = [each for each in numbered if each[1].tone == -1]
    others = numbered[len(negative) :]
    length = _ROOMS[digest.subscription.length]
    room = max(length.others, length.stories - len(negative))
    blocks = [
        (_("Негатив, на который, возможно, надо ответить"), negative, length.stories),
        (
            _("Остальные сюжеты, сначала самые важные") if negative else _("Сюжеты, сначала самые важные"),
            others,
            room,
        ),
    ]
    return [
        (heading, stories[:most], max(0, len(stories) - most)) for heading, stories, most in blocks if stories
    ]


def _about(story: DigestStory, digest: Digest) -> str:
    """Whom the story names and in which tone, in a digest that covers several unions."""
    if len(digest.names.unions) < 2:
        return ""
    tones: dict[str, Tone] = {}
    for article in story.articles:
        for mention in article.mentions:
            tones.setdefault(mention.union, mention.tone)
    names = [typography.clean(digest.names.unions.get(union, union)) for union in tones]
    if len(tones) > 1:
        said = zip(names, tones.values(), strict=True)
        names = [f"{name}{typography.NBSP}— {typography.tone_words(tone)}" for name, tone in said]
    more = _(" и ещё {number}", number=len(names) - _MOST_UNIONS) if len(names) > _MOST_UNIONS else ""
    return "; ".join(names[:_MOST_UNIONS]) + more


def _figures(digest: Digest) -> list[tuple[int, str, str]]:
    """(number, its noun, how it differs from the week before)."""
    now, before = digest.totals, digest.before
    rows = [
        (now.articles, before.articles, ("публикация", "публикации", "публикаций")),
        (now.stories, before.stories, ("сюжет", "сюжета", "сюжетов")),
        (now.outlets, before.outlets, ("издание", "издания", "изданий")),
        (
            now.by_tone.get(1, 0),
            before.by_tone.get(1, 0),
            ("положительная", "положительные", "положительных"),
        ),
        (now.by_tone.get(0, 0), before.by_tone.get(0, 0), ("нейтральная", "нейтральные", "нейтральных")),
        (now.by_tone.get(-1, 0), before.by_tone.get(-1, 0), ("негативная", "негативные", "негативных")),
    ]
    return [
        (number, plural(number, *forms), typography.difference_words(number, earlier))
        for number, earlier, forms in rows
    ]


def _environment(*, html: bool = False) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=html,  # noqa: S701 - the subject and the text part are no HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "_": _,
        "nbsp": typography.NBSP,
        "counted": typography.counted,
        "period_words": wording.period_words,
        "quotations": choose_quotations,
    }
    environment.filters |= {
        "clean": typography.clean,
        "web_address": typography.web_address,
        "tone": wording.toned_words,
        "holder": wording.holder_words,
    }
    return environment


def _inline(page: str) -> str:
    """Rules move into the elements, for many mail programs drop <style>; what asks for the screen stays there."""
    return str(css_inline.CSSInliner(load_remote_stylesheets=False, minify_css=True).inline(page))
