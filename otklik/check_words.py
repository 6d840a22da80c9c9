"""What a checked source is told: how it is read today in plain Russian, and the mend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from otklik.mends import mend_for
from records.article import Dropped
from records.health import WALLS
from texts import _, plural
from texts.conditions import symptom_words
from texts.reasons import plain_reason

if TYPE_CHECKING:  # Scrapy loads for few commands
    from crawler.checking import SourceCheck

State = Literal["works", "doubtful", "fails"]
_QUIET = timedelta(days=30)


def judge(check: SourceCheck, *, paused: bool, now: datetime | None = None) -> tuple[State, str, str]:
    """The state, what is wrong or right, and what to do (empty where there is nothing to do)."""
    now = now or datetime.now(UTC)
    if check.outcome == Dropped.NO_TOKEN:
        return "doubtful", _("не опрашивалось: нужен токен VK"), mend_for(check.outcome, check.url)
    if check.outcome != "ok":
        return "fails", plain_reason(check.outcome), mend_for(check.outcome, check.url)
    if not check.found:
        return "doubtful", _("отвечает, но записей там нет"), _("посмотрите адрес в браузере")
    if check.newest is not None and check.newest < now - _QUIET:
        sentence = _("читается, но последняя запись от {day:%d.%m.%Y}", day=check.newest)
        return "doubtful", sentence, _("возможно, лента переехала: otklik sources add АДРЕС-САЙТА")
    return _judge_page(check, paused=paused)


def _judge_page(check: SourceCheck, *, paused: bool) -> tuple[State, str, str]:
    entries = _(
        "{found} {entries}", found=check.found, entries=plural(check.found, "запись", "записи", "записей")
    )
    if check.page_outcome != "ok":
        words = _("{entries}; статья не читается: {reason}", entries=entries, reason=_page_reason(check))
        return "fails", words, mend_for(check.page_outcome, check.page_url)
    sentence = _(
        "{entries}; статья читается, {length} {characters}",
        entries=entries,
        length=check.characters,
        characters=plural(check.characters, "знак", "знака", "знаков"),
    )
    if check.published is None:
        return "doubtful", _("{sentence}, но без даты", sentence=sentence), _("укажите [article] published")
    return "works", sentence, _("уберите из файла строку paused") if paused else ""


def _page_reason(check: SourceCheck) -> str:
    """A page that a parser or a selector of ours broke on has a sentence of its own."""
    if check.page_outcome == Dropped.UNREADABLE and check.detail:
        return check.detail.rstrip(".")
    if check.page_outcome in WALLS:
        return symptom_words(check.page_outcome)
    return plain_reason(check.page_outcome)
