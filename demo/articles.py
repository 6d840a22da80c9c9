"""The sample articles of three weeks, with the truth about each; the same Monday always gives the same articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from demo.sample import SampleArticle, SampleOutlet
from demo.stories import Reprint, Story, load_outlets, load_stories

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_UNREACHABLE = ("dead-feed", "robots", "inward", "forbidden")


def write_articles(monday: date, today: date | None = None) -> list[SampleArticle]:
    """All articles around the week that begins on `monday`, earliest first. `today` dates the one of yesterday."""
    outlets = load_outlets()
    now = today or monday + timedelta(days=7)
    drafts: list[SampleArticle] = []
    for story in load_stories(outlets):
        first = _write_first(story, outlets[story.outlet], monday, now, 1000 + len(drafts))
        drafts.append(first)
        for reprint in story.reprints:
            drafts.append(_write_reprint(first, reprint, outlets, 1000 + len(drafts)))
    return sorted(drafts, key=lambda article: (article.published, article.id))


def day_in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _write_first(story: Story, outlet: SampleOutlet, monday: date, today: date, number: int) -> SampleArticle:
    return SampleArticle(
        id=story.id,
        number=number,
        outlet=outlet,
        title=story.title,
        paragraphs=tuple(_paragraphs(story.text)),
        published=_date_story(story, outlet, monday, today),
        section=story.section,
        kind=story.kind,
        relevant=story.relevant,
        tones=story.tones,
        author=story.author,
        redirect=story.redirect,
        drip=story.drip,
        reachable=outlet.trouble not in _UNREACHABLE and not story.drip and not story.empty,
    )


def _write_reprint(
    first: SampleArticle, reprint: Reprint, outlets: Mapping[str, SampleOutlet], number: int
) -> SampleArticle:
    outlet = outlets[reprint.outlet]
    published = (first.published + timedelta(hours=reprint.hours, minutes=number % 37)).astimezone(
        ZoneInfo(outlet.timezone)
    )
    kept = first.paragraphs[: len(first.paragraphs) - reprint.drop]
    lead = reprint.lead or kept[0]
    if reprint.dateline:
        lead = f"{reprint.dateline}, {day_in_words(published.date())}. {lead}"
    return SampleArticle(
        id=f"{first.id}-{outlet.id.split('-')[0]}",
        number=number,
        outlet=outlet,
        title=reprint.title,
        paragraphs=(lead, *kept[1:]),
        published=published,
        section=first.section,
        kind=first.kind,
        relevant=first.relevant,
        tones=first.tones if reprint.tones is None else reprint.tones,
        reprint_of=first.id,
        reachable=outlet.trouble not in _UNREACHABLE,
    )


def _date_story(story: Story, outlet: SampleOutlet, monday: date, today: date) -> datetime:
    weeks, day, clock = story.when.split()
    if story.days_ago is None:
        on = monday + timedelta(weeks=int(weeks), days=_DAYS.index(day))
    else:
        on = today - timedelta(days=story.days_ago)
    return datetime.combine(on, time.fromisoformat(clock), ZoneInfo(outlet.timezone))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        if stripped := paragraph.strip():
            yield stripped
