"""What the page of an article lists, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from desk import wording
from desk.article_tables import MentionRow, mention_rows, person_rows, quote_rows, topic_rows
from desk.article_words import holder_words, role_words, speech_words
from exports.cells import Cell, Sheet, Toned
from records.annotation import Annotation
from records.article import Article
from records.registry import Registry
from texts import _


def article_sheets(registry: Registry, article: Article, annotation: Annotation) -> list[Sheet]:
    return [
        Sheet(
            name=_("Упоминания"),
            columns=(
                (_("Профсоюз"), 30),
                (_("Как назван"), 26),
                (_("Тон"), 14),
                (_("Ясен ли тон"), 14),
                (_("Чьи слова"), 28),
                (_("Речь"), 22),
                (_("Роль"), 18),
                (_("Фраза-основание"), 70),
            ),
            rows=[_mention_cells(registry, row) for row in mention_rows(article, annotation)],
        ),
        Sheet(
            name=_("Люди"),
            columns=((_("Человек"), 32), (_("Должность, как в тексте"), 50), (_("Профсоюз"), 30)),
            rows=[
                (row.name, "; ".join(row.roles), _union_names(registry, row.unions))
                for row in person_rows(annotation)
            ],
        ),
        Sheet(
            name=_("Цитаты"),
            columns=((_("Кто"), 30), (_("Слова"), 80), (_("Дословно"), 12), (_("О ком или от кого"), 30)),
            rows=[
                (
                    row.speaker,
                    row.words,
                    _("да") if row.direct else _("нет"),
                    _union_names(registry, row.unions),
                )
                for row in quote_rows(article, annotation)
            ],
        ),
        Sheet(
            name=_("Темы"),
            columns=((_("Тема"), 36), (_("По каким словам"), 70)),
            rows=[
                (wording.topic_name(registry, row.id), "; ".join(row.words))
                for row in topic_rows(article, annotation)
            ],
        ),
    ]


def _mention_cells(registry: Registry, row: MentionRow) -> Sequence[Cell]:
    mention = row.mention
    return (
        wording.union_name(registry, mention.union),
        row.words,
        Toned(tone=mention.tone),
        _("да") if mention.sure else _("нет"),
        holder_words(mention.holder, row.speaker),
        speech_words(mention.speech),
        role_words(mention.role),
        row.sentence,
    )


def _union_names(registry: Registry, unions: Sequence[str]) -> str:
    return "; ".join(wording.union_name(registry, union) for union in unions)
