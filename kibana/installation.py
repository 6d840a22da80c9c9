"""Puts everything into one space of a Kibana, so that a second time changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kibana.addresses import DEFAULT_SPACE
from kibana.api_bodies import dashboard_body, data_view_body
from kibana.bundle import build_bundle, build_searches, write_lines
from kibana.content import Content
from kibana.door import Answer, Kibana
from kibana.refusals import explain_refusal, no_kibana, no_space
from kibana.versions import Way, ask_version, choose_way
from records.errors import InputError
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Installed:
    """`addresses` are those of the dashboards, in their order."""

    version: str
    way: Way
    data_views: int
    searches: int
    dashboards: int
    addresses: tuple[str, ...]


def install(kibana: Kibana, content: Content) -> Installed:
    """Raises UnavailableError or InputError that says what was refused; what was taken before it stays, and the next
    time replaces it.
    """
    space = content.ids.space
    version = ask_version(kibana, space)
    way = choose_way(version, kibana.url)
    _check_space(kibana, space)
    put = _put_by_api if way == "api" else _put_bundle
    put(kibana, content, _begin(space))
    return Installed(
        version=version,
        way=way,
        data_views=len(content.data_views),
        searches=len(content.searches),
        dashboards=len(content.dashboards),
        addresses=tuple(
            f"{kibana.url}{_begin(space)}/app/dashboards#/view/{content.ids.dashboard(dashboard)}"
            for dashboard in content.dashboards
        ),
    )


def _begin(space: str) -> str:
    return "" if space == DEFAULT_SPACE else f"/s/{space}"


def _check_space(kibana: Kibana, space: str) -> None:
    if space == DEFAULT_SPACE:
        return
    answer = kibana.ask("GET", f"/api/spaces/space/{space}")
    if answer.status == 404:
        raise no_space(kibana.url, space)
    _take(kibana, answer, _("пространство {space}", space=space), space)


def _put_by_api(kibana: Kibana, content: Content, begin: str) -> None:
    ids = content.ids
    for view in content.data_views:
        answer = kibana.ask("POST", f"{begin}/api/data_views/data_view", _json(data_view_body(view)))
        _take(kibana, answer, _("представление данных {id}", id=view.id), ids.space)
    for dashboard in content.dashboards:
        id_ = ids.dashboard(dashboard)
        answer = kibana.ask("PUT", f"{begin}/api/dashboards/{id_}", _json(dashboard_body(dashboard, ids)))
        _take(kibana, answer, _("дашборд {id}", id=id_), ids.space)
    _import(kibana, content, begin, build_searches(content))


def _put_bundle(kibana: Kibana, content: Content, begin: str) -> None:
    _import(kibana, content, begin, build_bundle(content))


def _import(kibana: Kibana, content: Content, begin: str, objects: Sequence[Any]) -> None:
    """As a person does it in Saved Objects: a form with one file."""
    content_type, form = _form("otklik.ndjson", write_lines(objects))
    answer = kibana.ask("POST", f"{begin}/api/saved_objects/_import?overwrite=true", form, content_type)
    value = _take(kibana, answer, _("набор сохранённых объектов"), content.ids.space)
    if value.get("success") is not True:
        raise InputError(
            _(
                "Kibana {url} приняла не все сохранённые объекты: {refused}.",
                url=kibana.url,
                refused=_refused(value.get("errors")),
            )
        )
    if value.get("successCount") != len(objects):
        raise no_kibana(kibana.url)


def _refused(errors: Any) -> str:
    """«search otklik-default-own-words (missing_references)», of the first five."""
    known = [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    named = [f"{one.get('type')} {one.get('id')} ({_kind(one.get('error'))})" for one in known[:5]]
    more = [_("и ещё {number}", number=len(known) - 5)] if len(known) > 5 else []
    return ", ".join(named + more) or _("без пояснений")


def _kind(error: Any) -> str:
    if not isinstance(error, dict):
        return "?"
    said = error.get("message") or error.get("reason") or ""
    return " ".join(f"{error.get('type', '?')} {said}".split())[:200]


def _take(kibana: Kibana, answer: Answer, what: str, space: str) -> dict[str, Any]:
    if answer.status not in (200, 201):
        raise explain_refusal(kibana, answer, what, space)
    if not isinstance(answer.value, dict):
        raise no_kibana(kibana.url)
    return answer.value


def _json(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _form(name: str, content: bytes) -> tuple[str, bytes]:
    """The type and the bytes of a form (RFC 7578) with one file."""
    boundary = f"otklik-{hashlib.sha256(content).hexdigest()}"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/ndjson\r\n\r\n"
    )
    return (
        f"multipart/form-data; boundary={boundary}",
        head.encode() + content + f"\r\n--{boundary}--\r\n".encode(),
    )
