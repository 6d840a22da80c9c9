"""What the fields of the indices are called in Kibana."""

from __future__ import annotations

from collections.abc import Mapping

from records.search import Projection
from texts import _


def name_fields(projection: Projection) -> Mapping[str, str]:
    """In the user's language, by field. Fields that serve the program alone keep their names."""
    return _shared() | (_of_mentions() if projection == "mentions" else _of_articles())


def _shared() -> dict[str, str]:
    return {
        "@timestamp": _("Дата публикации"),
        "first_seen": _("Впервые замечено"),
        "title": _("Заголовок"),
        "url": _("Ссылка"),
        "outlet_name": _("Издание"),
        "outlet_kind": _("Вид издания"),
        "region": _("Регион издания"),
        "district": _("Округ издания"),
        "is_reprint": _("Перепечатка"),
        "people": _("Люди"),
        "topics": _("Темы"),
        "campaigns": _("Кампании"),
        "visibility": _("Заметность, 0–100"),
        "unions": _("Профсоюзы с вышестоящими"),
    }


def _of_mentions() -> dict[str, str]:
    return {
        "union": _("Профсоюз"),
        "tone": _("Тон"),
        "score": _("Сила тона, −1…1"),
        "confidence": _("Уверенность программы, 0…1"),
        "sentence": _("Предложение"),
        "in_title": _("В заголовке"),
        "holder": _("Чьё отношение"),
        "role": _("Роль в тексте"),
        "speech": _("Слова профсоюза"),
    }


def _of_articles() -> dict[str, str]:
    return {"text": _("Текст"), "authors": _("Авторы"), "language": _("Язык")}
