"""Pages and answers in the formats of Telegram's preview and VK's API, with invented posts."""

from __future__ import annotations

import json
from typing import Any

# t.me/s/CHANNEL, by its classes as browsers get them in 2026; only what a reader or a parser can meet is kept.
_MESSAGE = """
<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{channel}/{number}" data-view="x">
<div class="tgme_widget_message_user"><a href="https://t.me/{channel}"><i
 class="tgme_widget_message_user_photo"></i></a></div>
<div class="tgme_widget_message_bubble">
<div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name"
 href="https://t.me/{channel}"><span dir="auto">Пресса «Зарницы»</span></a></div>
{above}{text}{below}
<div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short">
<span class="tgme_widget_message_views">1.2K</span><span class="copyonly"> views</span>
<span class="tgme_widget_message_meta">{meta}<a class="tgme_widget_message_date"
 href="https://t.me/{channel}/{number}"><time datetime="{at}" class="time">10:00</time></a></span>
</div></div></div></div></div>
"""


def post(
    number: int,
    text: str,
    *,
    at: str = "2026-11-22T10:00:00+00:00",
    channel: str = "zarnica_press",
    above: str = "",
    below: str = "",
    meta: str = "",
) -> str:
    words = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>' if text else ""
    return _MESSAGE.format(
        channel=channel, number=number, above=above, text=words, below=below, meta=meta, at=at
    )


def channel_page(*posts: str, before: int | None = None, channel: str = "zarnica_press") -> bytes:
    """Posts in the page's order, the newest last. `before` is the number that the link to older ones names."""
    older = prev = ""
    if before is not None:
        address = f"/s/{channel}?before={before}"
        prev = f'<link rel="prev" href="{address}">'
        older = (
            '<div class="tgme_widget_message_centered js-messages_more_wrap">'
            f'<a href="{address}" class="tme_messages_more js-messages_more" data-before="{before}"></a></div>'
        )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Пресса – Telegram</title>{prev}</head>'
        '<body class="widget_frame_base tgme_webpreview_wrap"><main class="tgme_main">'
        f'<section class="tgme_channel_history js-message_history">{older}{"".join(posts)}</section>'
        "</main></body></html>"
    ).encode()


def wall(items: list[dict[str, Any]], *, count: int | None = None, **more: Any) -> bytes:
    """wall.get's answer with extended=1."""
    response = {"count": len(items) if count is None else count, "items": items, "profiles": [], "groups": []}
    return json.dumps({"response": response | more}).encode()


def record(number: int, text: str, *, date: int = 1795341600, owner: int = -7, **more: Any) -> dict[str, Any]:
    """An entry of a wall, by dev.vk.com/reference/objects/post."""
    return {
        "id": number,
        "owner_id": owner,
        "from_id": owner,
        "date": date,
        "text": text,
        "post_type": "post",
        "marked_as_ads": 0,
        "attachments": [],
        "likes": {"count": 3},
        "views": {"count": 100},
    } | more


def vk_error(code: int, message: str) -> bytes:
    parameters = [{"key": "method", "value": "wall.get"}, {"key": "v", "value": "5.199"}]
    return json.dumps(
        {"error": {"error_code": code, "error_msg": message, "request_params": parameters}}
    ).encode()
