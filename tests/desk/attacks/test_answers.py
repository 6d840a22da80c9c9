"""What holds of every answer, right or wrong: the content policy, no cache, no other site, cookies that are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from httpx2 import Response

from archive.saved_searches import save_search
from desk import passwords
from desk.app import OPEN_PAGES, PAGES
from tests.desk.guards_fixtures import FIRST, NOW, PASSWORD, Place, open_place
from tests.figures import Report

_THIRD = re.compile(r"""(?:src|href|action|srcset|data|poster)=["']?(?:https?:)?//([^/"'> ]+)""")
_POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}


def answers(place: Place) -> dict[str, Response]:
    """Each page to an editor, to a stranger, and each kind of fault."""
    with place.archive.writing() as connection:
        search = save_search(connection, "Моё", "q=1", "anna", NOW)
    editor, stranger = place.editor(), place.client()
    fill = {"/language/{code}": "/language/en"}
    paths = [
        fill.get(path) or path.replace("{id}", search.id if path.startswith("/saved") else FIRST)
        for path, _show in (*PAGES, *OPEN_PAGES)
    ]
    found = {f"editor {path}": editor.get(path) for path in paths}
    found |= {f"stranger {path}": stranger.get(path) for path in paths}
    found |= {
        f"{form} {path}": editor.get(f"{path}?format={form}") for path in paths for form in ("csv", "json")
    }
    found["404"], found["400"] = editor.get("/nothing"), editor.get("/search?tone=7")
    found["405"], found["403"] = editor.client.put("/search"), place.reader().correct("all-right")
    found["421"] = stranger.client.get("/", headers={"Host": "evil.example"})
    found["413"] = stranger.client.post("/login", content=b"a" * 70_000)
    found["429"] = [stranger.post("/login", {"name": "x", "password": "x"}) for _ in range(6)][-1]
    found["static"] = stranger.get("/static/desk.css")
    return found


def test_every_answer_forbids_what_it_does_not_need(place: Place, report: Report) -> None:
    found = answers(place)
    for status in ("404", "400", "405", "403", "421", "413", "429"):
        assert found[status].status_code == int(status)
    loose = [name for name, one in found.items() if not _is_strict(one)]
    cached = [
        name for name, one in found.items() if name != "static" and one.headers["cache-control"] != "no-store"
    ]
    abroad = [name for name, one in found.items() if _third_parties(one)]
    report("answers without the content policy", f"{len(loose)} of {len(found)}, faults among them")
    report("private answers that may be cached", f"{len(cached)} of {len(found)}")
    report("pages that load from elsewhere", f"{len(abroad)} of {len(found)}")
    assert (loose, cached, abroad) == ([], [], [])


def _is_strict(answer: Response) -> bool:
    policy = {part.strip() for part in answer.headers.get("content-security-policy", "").split(";")}
    others = ("x-content-type-options", "referrer-policy", "x-frame-options", "cross-origin-opener-policy")
    is_inline = "unsafe" in " ".join(policy) or re.search(r"<[^>]+\sstyle=|<style|<script>", answer.text)
    return policy >= _POLICY and all(name in answer.headers for name in others) and not is_inline


def _third_parties(answer: Response) -> list[str]:
    """What a page loads or sends to by itself; links that a reader may click are not meant."""
    loaded = re.sub(r"<a [^>]*>", "", answer.text)
    return [host for host in _THIRD.findall(loaded) if not host.startswith("desk.example")]


def test_cookies_are_hidden_from_scripts_and_other_sites(tmp_path: Path, report: Report) -> None:
    seen, loose = 0, []
    for secure in (False, True):
        folder = tmp_path / str(secure)
        folder.mkdir()
        with open_place(folder, users=True, secure=secure) as place:
            editor = place.client()
            given = [editor.get("/login"), editor.post("/login", {"name": "anna", "password": PASSWORD})]
            given += [
                editor.get("/language/en"),
                editor.correct("all-right"),
                editor.get("/corrections"),
                editor.post("/logout"),
            ]
        for cookie in (cookie for one in given for cookie in one.headers.get_list("set-cookie")):
            flags = {part.strip().lower() for part in cookie.split(";")[1:]}
            wanted = {"httponly", "samesite=lax", "path=/"} | ({"secure"} if secure else set())
            named = not secure or cookie.startswith("__Host-")
            seen += 1
            if not (flags >= wanted and named) or any(flag.startswith("domain") for flag in flags):
                loose.append(cookie)
    report("cookies without their flags", f"{len(loose)} of {seen} set")
    assert loose == []
    assert seen >= 10


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Argon2 all the same, at its least cost."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._of_nobody.cache_clear()
    yield
    passwords._of_nobody.cache_clear()


@pytest.mark.usefixtures("quick_hashes")
def test_guessing_is_slow_and_a_planted_session_worthless(place: Place, report: Report) -> None:
    """One address against one name, a name from everywhere,
    an address through all names: what reaches the password."""
    looked = {
        "one name, one address": _reached(place, [("anna", "10.0.0.1")] * 40),
        "one name, all addresses": _reached(place, [("carol", f"10.2.0.{n}") for n in range(80)]),
        "all names, one address": _reached(place, [(f"name-{n}", "10.0.0.3") for n in range(40)]),
    }
    stranger = place.client()
    stranger.client.cookies.set("otklik-session", "planted-by-another")
    stranger.post("/login", {"name": "anna", "password": PASSWORD})
    kept = [cookie.value for cookie in stranger.client.cookies.jar if cookie.name == "otklik-session"]
    fixed = place.client()
    fixed.client.cookies.set("otklik-session", "planted-by-another")
    report(
        "guesses that reach a password",
        ", ".join(f"{name}: {number}" for name, number in looked.items()) + " in 15 minutes",
    )
    report("planted sessions that are let in", str(int(fixed.get("/search").status_code == 200)))
    assert list(looked.values()) == [5, 50, 20]
    assert "planted-by-another" not in kept[-1:]
    assert fixed.get("/search").status_code == 303


def _reached(place: Place, tries: list[tuple[str, str]]) -> int:
    codes = []
    for name, address in tries:
        codes.append(place.client(address).post("/login", {"name": name, "password": "не тот"}).status_code)
    return codes.count(403)
