"""Topics, campaigns and dates of the register: each TOML table becomes a value, or one sentence says why not."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from otklik import registry_checks as checks
from otklik.registry_tables import Table, count, day, fault, flag, inner, inner_list, only, text, texts
from records.agenda import AgendaDate, Campaign, Phrase, Slot, Topic
from texts import _

Groups = Mapping[str, tuple[str, ...]]

TOPIC_KEYS = ("id", "name", "strong", "weak", "unless", "needs", "within", "labour", "words")
CAMPAIGN_KEYS = ("id", "name", "slogans", "messages", "hashtags", "unions", "since", "until")
AGENDA_KEYS = ("name", "day", "month", "topics", "campaigns")
_GAP = ("…", "...")
_WIDEST = 20  # words; a sentence has not many more
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*\*?")
_LEAP_YEAR = 2024


def read_words(table: Table) -> dict[str, tuple[str, ...]]:
    """The groups of words that the phrases of all topics may name as <group>."""
    groups = {name: texts(table, name) for name in table.values}
    for name, words in groups.items():
        for word in words:
            if not _WORD.fullmatch(word):
                raise fault(table, name, _("«{word}» — не одно слово; уберите или разделите", word=word))
    return groups


def read_topic(table: Table, groups: Groups) -> Topic:
    only(table, TOPIC_KEYS)
    known = {**groups, **read_words(inner(table, "words"))}
    topic = Topic(
        id=checks.own_id(table),
        name=text(table, "name"),
        strong=_phrases(table, "strong", known),
        weak=_phrases(table, "weak", known),
        unless=_phrases(table, "unless", known),
        needs=_phrases(table, "needs", known),
        within=_within(table),
        labour=flag(table, "labour", default=True),
    )
    if not topic.strong and not topic.weak:
        raise fault(table, "strong", _("нужно хотя бы одно слово"))
    return topic


def read_campaign(table: Table, unions: Collection[str]) -> Campaign:
    only(table, CAMPAIGN_KEYS)
    campaign = Campaign(
        id=checks.own_id(table),
        name=text(table, "name"),
        slogans=texts(table, "slogans"),
        messages=texts(table, "messages"),
        hashtags=tuple(tag.removeprefix("#") for tag in texts(table, "hashtags")),
        unions=_ids(table, "unions", unions),
        since=day(table, "since"),
        until=day(table, "until"),
    )
    if not (campaign.slogans or campaign.messages or campaign.hashtags):
        raise fault(table, "slogans", _("нужен хотя бы один лозунг, тезис (messages) или хештег (hashtags)"))
    for key in ("slogans", "messages", "hashtags"):
        for words in texts(table, key):
            if not re.search(r"\w", words):
                raise fault(table, key, _("в «{words}» нет ни одного слова", words=words))
    if campaign.since and campaign.until and campaign.until < campaign.since:
        raise fault(table, "until", _("раньше, чем since; исправьте один из дней"))
    return campaign


def read_agenda(table: Table, topics: Collection[str], campaigns: Collection[str]) -> Iterator[AgendaDate]:
    only(table, ("dates",))
    for entry in inner_list(table, "dates"):
        only(entry, AGENDA_KEYS)
        yield AgendaDate(
            name=text(entry, "name"),
            day=_day_of_month(entry),
            month=_month(entry),
            topics=_ids(entry, "topics", topics),
            campaigns=_ids(entry, "campaigns", campaigns),
        )


def _month(table: Table) -> int:
    month = count(table, "month")
    if not 1 <= month <= 12:
        raise fault(table, "month", _("нужен месяц от 1 до 12"))
    return month


def _day_of_month(table: Table) -> int:
    value, last = count(table, "day"), monthrange(_LEAP_YEAR, _month(table))[1]
    if not 1 <= value <= last:
        raise fault(table, "day", _("нужен день от 1 до {last}", last=last))
    return date(_LEAP_YEAR, _month(table), value).day


def _ids(table: Table, name: str, known: Collection[str]) -> tuple[str, ...]:
    ids = texts(table, name)
    for one in ids:
        if one not in known:
            raise fault(table, name, _("«{id}» в реестре нет; исправьте id", id=one))
    return ids


def _within(table: Table) -> int:
    if "within" not in table.values:
        return 5
    value = count(table, "within")
    if value > _WIDEST:
        raise fault(table, "within", _("нужно не больше {widest} слов", widest=_WIDEST))
    return value


def _phrases(table: Table, name: str, groups: Groups) -> tuple[Phrase, ...]:
    return tuple(_phrase(table, name, phrase, groups) for phrase in texts(table, name))


def _phrase(table: Table, name: str, phrase: str, groups: Groups) -> Phrase:
    """«не выплатить/платить … <деньги>»: words in a row, `/` between alternatives, `…` where others may stand
    between and the order is free, `<group>` for a group of words, `*` for any ending."""
    slots: list[Slot] = []
    near = False
    for part in phrase.split():
        if part in _GAP:
            if near or not slots:
                raise fault(table, name, _("в «{phrase}» «…» стоит не между словами", phrase=phrase))
            near = True
            continue
        words = [word for one in part.split("/") for word in _alternatives(table, name, one, phrase, groups)]
        slots.append(
            Slot(
                words=tuple(word for word in words if not word.endswith("*")),
                stems=tuple(word.removesuffix("*") for word in words if word.endswith("*")),
                near=near,
            )
        )
        near = False
    if near:
        raise fault(table, name, _("в «{phrase}» «…» стоит не между словами", phrase=phrase))
    return Phrase(text=phrase, slots=tuple(slots))


def _alternatives(table: Table, name: str, word: str, phrase: str, groups: Groups) -> tuple[str, ...]:
    if word.startswith("<") and word.endswith(">"):
        group = word[1:-1]
        if group not in groups:
            problem = _(
                "в «{phrase}» неизвестна группа слов <{group}>; допишите её в [words]",
                phrase=phrase,
                group=group,
            )
            raise fault(table, name, problem)
        return groups[group]
    if not _WORD.fullmatch(word):
        raise fault(table, name, _("в «{phrase}» непонятно «{word}»; нужно слово", phrase=phrase, word=word))
    return (word,)
