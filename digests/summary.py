"""The Excel file's period in figures beside the one before, and what its reader has to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digests.importance import explain_importance
from digests.wording import cadence_words, period_words
from exports.cells import Cell, Sheet
from records.digest import Digest
from texts import _
from texts.typography import zone_words


def count_sheet(digest: Digest) -> Sheet:
    now, before = digest.totals, digest.before
    words = cadence_words(digest.period.cadence)
    columns = (
        (_("Что"), 24),
        (_("Кто или где"), 48),
        (words.this, 13),
        (words.last, 13),
        (_("Разница"), 13),
    )
    figures = [
        (_("Публикаций"), "", now.articles, before.articles),
        (_("Сюжетов"), "", now.stories, before.stories),
        (_("Изданий"), "", now.outlets, before.outlets),
        (_("Во внешних изданиях"), "", now.external, before.external),
        (_("Положительных"), "", now.by_tone.get(1, 0), before.by_tone.get(1, 0)),
        (_("Нейтральных"), "", now.by_tone.get(0, 0), before.by_tone.get(0, 0)),
        (_("Негативных"), "", now.by_tone.get(-1, 0), before.by_tone.get(-1, 0)),
        *_compared(_("О ком"), now.by_union, before.by_union, digest.names.unions),
        *_compared(_("Регион"), now.by_region, before.by_region, digest.names.regions),
    ]
    rows = [(what, who, count, earlier, count - earlier) for what, who, count, earlier in figures]
    return Sheet(name=_("Итоги"), columns=columns, rows=rows)


def _compared(
    what: str, now: Mapping[str, int], before: Mapping[str, int], names: Mapping[str, str]
) -> list[tuple[str, str, int, int]]:
    """Also those of whom this period says nothing: the zero is the news."""
    return [(what, names.get(key, key), now.get(key, 0), before.get(key, 0)) for key in {**now, **before}]


def notes_sheet(digest: Digest) -> Sheet:
    """What somebody has to know to whom the file alone was forwarded."""
    unread = sum(not outlet.partly for outlet in digest.unread)
    rows: list[Sequence[Cell]] = [
        (_("Обзор"), digest.subscription.title),
        (_("Срок"), period_words(digest.period)),
        (_("Время в таблице"), zone_words(digest.timezone)),
        (_("Изданий прочитано"), digest.read_outlets),
        (_("Изданий не прочитано"), unread),
        (_("Важность"), explain_importance()),
        (_("Тон"), _("Тон определяет программа; она ошибается, поэтому рядом стоит фраза-основание.")),
    ]
    if digest.sample:
        rows.insert(
            0,
            (
                _("Это пример"),
                _("Издания, статьи и события выдуманы, чтобы показать, как выглядит письмо."),
            ),
        )
    return Sheet(
        name=_("Пояснения"),
        columns=((_("О таблице"), 24), ("", 90)),
        rows=rows,
        is_filtered=False,
    )
