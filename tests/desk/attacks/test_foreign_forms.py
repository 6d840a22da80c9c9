"""Forms that another site sends in the name of somebody who is logged in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest

from archive.corrections import list_corrections
from archive.saved_searches import list_searches, save_search
from desk.app import ACTS
from tests.desk.guards_fixtures import FIRST, NOW, PASSWORD, Place, Visitor
from tests.figures import Report

FIELDS = {"what": "not-relevant", "name": "чужое", "query": "q=1", "password": PASSWORD, "back": "/"}
_OTHER_TOKEN = "A" * 43
# What another site's page, an old browser or a trick may send: headers, and the token in the form.
FORGERIES: Mapping[str, tuple[dict[str, str], str]] = {
    "without a token": ({}, ""),
    "with another token": ({}, _OTHER_TOKEN),
    "with a short token": ({}, "x"),
    "from another origin": ({"Origin": "https://evil.example"}, "own"),
    "from the same name at another port": ({"Origin": "http://desk.example:9999"}, "own"),
    "from a name below": ({"Origin": "http://a.desk.example:8321"}, "own"),
    "from no origin": ({"Origin": "null"}, "own"),
    "from another site": ({"Sec-Fetch-Site": "cross-site"}, "own"),
    "from the same domain": ({"Sec-Fetch-Site": "same-site"}, "own"),
    "as plain text": ({"Content-Type": "text/plain"}, "own"),
    "as JSON": ({"Content-Type": "application/json"}, "own"),
}
METHODS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def state(place: Place) -> tuple[object, ...]:
    with place.archive.reading() as connection:
        searches = list_searches(connection)
        return list_corrections(connection), [(one.id, one.name) for one in searches]


def own_token(visitor: Visitor) -> str:
    match = re.search(r'name="token" value="([^"]+)"', visitor.get("/search").text)
    assert match
    return unescape(match[1])


def path_of(act: str, search: str) -> str:
    return act.replace("{id}", search if act.startswith("/saved") else FIRST)


def test_a_foreign_form_changes_nothing(place: Place, report: Report) -> None:
    editor, (search, before) = place.editor(), _prepare(place)
    token, tries, changed = own_token(editor), 0, []
    for path, _act, _who in ACTS:
        where = path_of(path, search)
        for name, (headers, sent) in FORGERIES.items():
            fields = FIELDS | ({"token": token if sent == "own" else sent} if sent else {})
            editor.client.post(where, data=fields, headers=headers)
            tries += 1
            if state(place) != before or "anna" not in editor.get("/saved").text:
                changed.append(f"{where} {name}")
        for method in METHODS:
            editor.client.request(method, where, params=FIELDS | {"token": token})
            tries += 1
            if state(place) != before:
                changed.append(f"{method} {where}")
    report(
        "forged forms and other methods",
        f"{tries} sent to {len(ACTS)} acts: {len(changed)} changed something",
    )
    assert changed == []


def test_the_same_forms_of_our_own_do_change_something(place: Place) -> None:
    """Or the test before would prove nothing."""
    editor, (search, before) = place.editor(), _prepare(place)
    for path in (f"/article/{FIRST}/correct", f"/saved/{search}/rename", "/saved"):
        own = {"token": own_token(editor), "name": f"{path} x", "what": "all-right", "query": "q=1"}
        editor.client.post(
            path, data=own, headers={"Origin": "http://desk.example:8321", "Sec-Fetch-Site": "same-origin"}
        )
        assert state(place) != before
        before = state(place)


@pytest.mark.parametrize("cookie", ["", "x", "A" * 201, "\u00e9" * 43])
def test_a_planted_token_cookie_that_is_not_ours_counts_for_nothing(place: Place, cookie: str) -> None:
    client = place.client().client
    headers = {b"Cookie": f"otklik-form={cookie}".encode("latin-1")}
    answer = client.post(
        "/login", data={"token": cookie, "name": "anna", "password": PASSWORD}, headers=headers
    )
    assert answer.status_code == 400


def _prepare(place: Place) -> tuple[str, tuple[object, ...]]:
    with place.archive.writing() as connection:
        search = save_search(connection, "Моё", "q=1", "anna", NOW)
    return search.id, state(place)
