"""A VK community's wall, by the official API (wall.get): the answer's bytes become posts, whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from crawler.links import LinkCollector, Listing, path_of
from crawler.posts import first_words
from records.article import Dropped, http_reason
from records.registry import Source
from texts import _

VERSION = "5.199"
REQUESTS_PER_SECOND = 3
_COUNT = 100  # the most that one request may ask for
_NUMBERED = re.compile(r"(?:club|public|event|wall-)(\d+)")
_MARKUP = re.compile(r"\[(?:(?:id|club|public|event)\d+|https?://[^\]|]+)\|([^\]]+)\]")


def wall_url(base: str, community: str) -> str:
    """The first request for a community's wall; empty where its address names none."""
    name = path_of(community)
    if not name or "/" in name:
        return ""
    numbered = _NUMBERED.fullmatch(name)
    owner = {"owner_id": f"-{numbered.group(1)}"} if numbered else {"domain": name}
    return _request_url(base, {**owner, "offset": "0"})


def parse_wall(body: bytes, *, source: Source, url: str) -> Listing:
    """`url` is what was asked. An error of the API is told in words; its own codes are dev.vk.com's."""
    answer = _loaded(body)
    if answer is None:
        return Listing(outcome=Dropped.UNREADABLE, detail=_("VK ответил не по правилам своего API."))
    error = answer.get("error")
    if isinstance(error, dict):
        return _refused(error)
    response = answer.get("response")
    if not isinstance(response, dict) or not isinstance(response.get("items"), list):
        return Listing(outcome=Dropped.UNREADABLE, detail=_("VK ответил не по правилам своего API."))
    names = _names(response)
    collector = LinkCollector(source, "https://vk.com/")
    for item in _mappings(response["items"]):
        _add(collector, item, names)
    return Listing(
        outcome="ok",
        links=collector.links,
        unusable=dict(collector.unusable),
        next_url=_older(url, len(response["items"]), response.get("count")),
    )


def _request_url(base: str, about: Mapping[str, str]) -> str:
    fixed = {"count": str(_COUNT), "filter": "owner", "extended": "1", "v": VERSION}
    return f"{base}/method/wall.get?{urlencode({**about, **fixed})}"


def _older(url: str, got: int, total: object) -> str:
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    offset = int(asked.get("offset", "0")) + got
    if not got or not isinstance(total, int) or offset >= total:
        return ""
    about = {name: value for name, value in asked.items() if name in ("owner_id", "domain")}
    return _request_url(f"{parts.scheme}://{parts.netloc}", {**about, "offset": str(offset)})


def _add(collector: LinkCollector, item: Mapping[str, Any], names: Mapping[int, str]) -> None:
    if item.get("marked_as_ads") == 1:
        collector.unusable["advert"] += 1
        return
    copied = next(_mappings(item.get("copy_history")), {})
    text = "\n".join(part for part in (_words(item), _words(copied)) if part)
    owner, number = item.get("owner_id"), item.get("id")
    if not text or not isinstance(owner, int) or not isinstance(number, int):
        collector.unusable["no-text"] += 1
        return
    collector.add(
        f"https://vk.com/wall{owner}_{number}",
        title=first_words(text),
        text=text,
        published=_published(item),
        authors=_authors(item, copied, names),
    )


def _words(item: Mapping[str, Any]) -> str:
    """Without VK's own brackets: [club1|Профсоюз] reads Профсоюз."""
    text = item.get("text")
    if not isinstance(text, str):
        return ""
    lines = (" ".join(line.split()) for line in _MARKUP.sub(r"\1", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _published(item: Mapping[str, Any]) -> datetime | None:
    moment = item.get("date")
    try:
        return datetime.fromtimestamp(moment, UTC) if isinstance(moment, int) else None
    except (ValueError, OverflowError, OSError):
        return None


def _authors(item: Mapping[str, Any], copied: Mapping[str, Any], names: Mapping[int, str]) -> tuple[str, ...]:
    """Whose words a repost carries, else who signed the post."""
    for number in (copied.get("from_id"), copied.get("owner_id"), item.get("signer_id")):
        if isinstance(number, int) and number in names:
            return (names[number],)
    return ()


def _names(response: Mapping[str, Any]) -> dict[int, str]:
    """Communities have negative numbers, people positive ones."""
    names: dict[int, str] = {}
    for group in _mappings(response.get("groups")):
        if isinstance(group.get("id"), int) and isinstance(group.get("name"), str):
            names[-group["id"]] = group["name"]
    for person in _mappings(response.get("profiles")):
        if isinstance(person.get("id"), int):
            names[person["id"]] = f"{person.get('first_name', '')} {person.get('last_name', '')}".strip()
    return names


def _refused(error: Mapping[str, Any]) -> Listing:
    code = error.get("error_code")
    told = _error_words(code) or _(
        "VK ответил ошибкой {code}: {told}", code=code, told=str(error.get("error_msg", ""))[:200]
    )
    # Too many requests: the same as a site's 429, so that it counts as passing.
    return Listing(outcome=http_reason(429) if code in (6, 9, 29) else Dropped.API_REFUSED, detail=told)


def _error_words(code: object) -> str:
    words = {
        1: _("У VK неполадки (ошибка 1); следующий обход попробует снова."),
        5: _("VK не принял токен (ошибка 5): получите новый и задайте его в OTKLIK_CRAWL__VK_TOKEN."),
        6: _("VK просит обращаться реже (ошибка 6: слишком много запросов в секунду)."),
        9: _("VK просит обращаться реже (ошибка 9: слишком много одинаковых запросов)."),
        10: _("У VK неполадки (ошибка 10); следующий обход попробует снова."),
        15: _("VK не пускает на эту стену (ошибка 15): сообщество закрытое или стена скрыта."),
        18: _("Страница VK удалена или заблокирована (ошибка 18)."),
        19: _("Содержимое этой страницы VK недоступно (ошибка 19)."),
        27: _("Ключ сообщества VK не действует (ошибка 27): нужен сервисный ключ приложения."),
        28: _("Сервисный ключ приложения VK не действует (ошибка 28): получите новый."),
        29: _("Исчерпан суточный лимит запросов VK (ошибка 29)."),
        30: _("Профиль VK закрыт (ошибка 30)."),
        100: _("VK не знает такого сообщества или параметра (ошибка 100): проверьте адрес источника."),
        113: _("VK не знает такого сообщества (ошибка 113): проверьте адрес источника."),
    }
    return words.get(code, "") if isinstance(code, int) else ""


def _loaded(body: bytes) -> Mapping[str, Any] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    return (part for part in (value if isinstance(value, list) else ()) if isinstance(part, dict))
