"""What the page of an outlet shows, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from desk import wording
from desk.article_words import delay_words
from desk.place import Desk
from exports.cells import Cell, Linked, Sheet
from records.listing import ListedArticle, OutletQuality, OutletSpan
from records.pickup import ListedPickup
from texts import _
from texts.typography import tone_words


def outlet_sheets(
    desk: Desk,
    quarters: Sequence[tuple[str, OutletSpan]],
    quality: OutletQuality,
    articles: Sequence[ListedArticle],
    pickups: Sequence[ListedPickup],
) -> list[Sheet]:
    return [
        _quarter_sheet(quarters),
        _quality_sheet(quality),
        articles_sheet(desk, articles),
        _pickup_sheet(desk, pickups),
    ]


def articles_sheet(desk: Desk, articles: Sequence[ListedArticle]) -> Sheet:
    columns = (
        (_("Опубликовано"), 17),
        (_("Издание"), 26),
        (_("Заголовок"), 60),
        (_("Тон"), 44),
        (_("Перепечатка"), 12),
        (_("Адрес"), 40),
    )
    return Sheet(name=_("Публикации"), columns=columns, rows=[_article_cells(desk, one) for one in articles])


def _article_cells(desk: Desk, article: ListedArticle) -> Sequence[Cell]:
    local = article.timestamp.astimezone(desk.zone).replace(tzinfo=None)
    return (
        local if article.has_time else local.date(),
        wording.outlet_name(desk.registry, article.outlet_id),
        Linked(text=article.title, url=article.url),
        "; ".join(
            f"{wording.union_name(desk.registry, union)}: {tone_words(tone)}"
            for union, tone in article.tones.items()
        ),
        _("да") if article.is_reprint else _("нет"),
        Linked(text=article.url, url=article.url),
    )


def _quarter_sheet(quarters: Sequence[tuple[str, OutletSpan]]) -> Sheet:
    columns = (
        (_("Квартал"), 14),
        (_("Публикаций"), 12),
        (_("Упоминаний"), 12),
        (_("Хороших"), 12),
        (_("Нейтральных"), 12),
        (_("Плохих"), 12),
        (_("Цитат о нас и от нас"), 12),
        (_("Взято релизов"), 14),
    )
    rows: list[Sequence[Cell]] = [
        (
            label,
            span.articles,
            sum(span.mentions.values()),
            *(span.mentions.get(tone, 0) for tone in (1, 0, -1)),
            span.quotes,
            span.releases,
        )
        for label, span in quarters
    ]
    return Sheet(name=_("По кварталам"), columns=columns, rows=rows)


def _quality_sheet(quality: OutletQuality) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (_("Публикаций в архиве"), quality.articles),
        (_("Сюжетов, о которых писали и другие"), quality.shared_stories),
        (_("Из них издание было первым"), quality.first_stories),
        (_("Отстаёт от первого, часов (медиана)"), quality.hours_behind),
        (_("Перепечаток чужого текста"), quality.copies),
        (_("С датой"), quality.dated),
        (_("Со временем"), quality.timed),
        (_("С автором"), quality.signed),
    ]
    return Sheet(name=_("Как источник"), columns=((_("Что"), 44), (_("Сколько"), 12)), rows=rows)


def _pickup_sheet(desk: Desk, pickups: Sequence[ListedPickup]) -> Sheet:
    columns = (
        (_("Релиз"), 56),
        (_("Чей"), 26),
        (_("Публикация"), 56),
        (_("Когда"), 20),
        (_("Доля релиза"), 12),
        (_("Доля публикации"), 16),
    )
    rows = [
        (
            each.release_title,
            wording.outlet_name(desk.registry, each.release_outlet_id),
            each.title,
            delay_words(each.delay),
            round(each.release_share, 2),
            round(each.article_share, 2),
        )
        for each in pickups
    ]
    return Sheet(name=_("Взятые релизы"), columns=columns, rows=rows)
