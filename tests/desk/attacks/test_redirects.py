"""Links to us that would send somebody away, to another site or to a script."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from archive.corrections import list_corrections
from tests.desk.guards_fixtures import PASSWORD, SECOND, Place
from tests.figures import Report

AWAY = (
    "https://evil.example/", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "http:evil.example",
    "https:///evil.example",
    "javascript:alert(1)", "data:text/html,x", "/%09/evil.example", "//evil.example/%2f..", "/..//evil.example",
    "//evil%E3%80%82example", "http://desk.example:8321@evil.example", "/.//evil.example", "\x00//evil.example",
    "/\u200b/evil.example", "[", "http://[::1", "", "evil.example", "?x=//evil.example",
    "/search\r\nSet-Cookie: a=b",
)  # fmt: skip


def is_away(location: str) -> bool:
    """As a browser goes there: it drops tabs and line ends, and takes a backslash for a slash."""
    read = location.translate({9: None, 10: None, 13: None}).replace("\\", "/").strip("\x00 ")
    where = urlsplit(urljoin("http://desk.example:8321/login", read))
    return (
        (where.scheme, where.netloc) != ("http", "desk.example:8321") or "\n" in location or "\r" in location
    )


def test_nobody_is_sent_away(place: Place, report: Report) -> None:
    tries, away, editor = 0, [], place.editor()
    for number, back in enumerate(AWAY):
        place.clock.wait(hours=1)
        stranger = place.client()
        places = [stranger.get(f"/language/en?back={quote(back)}"), editor.get(f"/login?back={quote(back)}")]
        if number % 4 == 0:  # the same for all, and slow: a password is hashed, an index written
            form = {"name": "anna", "password": PASSWORD, "back": back}
            places.append(stranger.post("/login", form))
            editor.correct("all-right", SECOND)
            places.append(editor.post(f"/corrections/{_last(place)}/undo", {"back": back}))
        tries += len(places)
        away += [
            f"{back!r} → {one.headers['location']!r}" for one in places if is_away(one.headers["location"])
        ]
        assert all(one.status_code == 303 for one in places)
    for path in (
        "//evil.example/..",
        "//evil.example",
        "/\\evil.example",
        "/%5cevil.example",
        "/%2f%2fevil.example",
    ):
        answer = place.client().client.get(f"http://desk.example:8321{path}")
        tries += 1
        if (
            is_away(answer.headers.get("location", "/"))
            or "evil" in urlsplit(answer.headers.get("location", "/")).netloc
        ):
            away.append(path)
        back = urlsplit(answer.headers.get("location", "/")).query
        assert not back.startswith("back=%2F%2F")
    report("open redirects", f"{tries} links: {len(away)} lead away")
    assert away == []


def _last(place: Place) -> int:
    with place.archive.reading() as connection:
        return list_corrections(connection, limit=1)[0].correction.id or 0
