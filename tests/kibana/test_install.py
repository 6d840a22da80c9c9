"""Installing: the way by the version, twice the same state, and every refusal told apart."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from typing import Any

import pytest

from kibana.credentials import name_key, name_user
from kibana.door import Kibana
from kibana.installation import Installed, install
from records.errors import InputError, OtklikError, UnavailableError
from tests.kibana.content import make_content
from tests.kibana.stub import StubKibana, running

CONTENT = make_content()
BOARDS = [CONTENT.ids.dashboard(board) for board in CONTENT.dashboards]
KEY = "c2VjcmV0LWtleQ=="
IMPORT = "/api/saved_objects/_import?overwrite=true"


def install_in(stub: StubKibana, *, space: str = "default", key: str = "") -> Installed:
    with running(stub) as url:
        return install(
            Kibana(url, authorization=name_key(key) if key else "", timeout=5), make_content(space)
        )


def refusal_of(stub: StubKibana, *, space: str = "default", key: str = "") -> OtklikError:
    with pytest.raises(OtklikError) as caught:
        install_in(stub, space=space, key=key)
    assert KEY not in str(caught.value)
    return caught.value


def test_a_kibana_with_the_api_is_given_views_then_dashboards_then_searches() -> None:
    stub = StubKibana()
    installed = install_in(stub)
    assert stub.asked == [
        ("GET", "/api/status"),
        *[("POST", "/api/data_views/data_view")] * 2,
        *[("PUT", f"/api/dashboards/{id_}") for id_ in BOARDS],
        ("POST", IMPORT),
    ]
    assert (installed.way, installed.version) == ("api", "9.5.0")
    assert sorted(kind for kind, _id in stub.objects) == (
        ["dashboard"] * 5 + ["index-pattern"] * 2 + ["search"] * 5
    )


@pytest.mark.parametrize("version", ["8.19.0", "8.19.12", "9.0.0", "9.4.3"])
def test_an_older_kibana_is_given_one_bundle(version: str) -> None:
    stub = StubKibana(version=version)
    assert install_in(stub).way == "bundle"
    assert stub.asked == [("GET", "/api/status"), ("POST", IMPORT)]
    assert len(stub.objects) == 12


@pytest.mark.parametrize("version", ["9.5.0", "9.5.0-SNAPSHOT", "9.12.1", "10.0.0"])
def test_a_newer_kibana_is_given_them_by_its_api(version: str) -> None:
    assert install_in(StubKibana(version=version)).way == "api"


@pytest.mark.parametrize("version", ["8.18.9", "7.17.0"])
def test_too_old_a_kibana_is_told_and_given_nothing(version: str) -> None:
    stub = StubKibana(version=version)
    assert f"версии {version} слишком стара" in str(refusal_of(stub))
    assert not stub.objects


@pytest.mark.parametrize("version", ["9.5.0", "9.1.0"])
@pytest.mark.parametrize("space", ["default", "press"])
def test_a_second_time_leaves_the_same_state(version: str, space: str) -> None:
    stub = StubKibana(version=version, spaces=frozenset({"default", "press"}))
    first = install_in(stub, space=space)
    state = copy.deepcopy(stub.objects)
    assert replace(install_in(stub, space=space), addresses=()) == replace(first, addresses=())
    assert stub.objects == state
    assert {kept[0] for kept in state.values()} == {space}


def test_what_somebody_changed_is_put_right_and_what_is_theirs_is_left() -> None:
    stub = StubKibana()
    install_in(stub)
    state = copy.deepcopy(stub.objects)
    stub.objects["dashboard", BOARDS[0]] = ("default", {"title": "моё"})
    stub.objects["dashboard", "theirs"] = ("default", {"title": "чужое"})
    install_in(stub)
    assert stub.objects.pop(("dashboard", "theirs")) == ("default", {"title": "чужое"})
    assert stub.objects == state


@pytest.mark.parametrize("version", ["9.5.0", "8.19.4"])
def test_two_spaces_have_everything_each(version: str) -> None:
    stub = StubKibana(version=version, spaces=frozenset({"default", "press"}))
    install_in(stub)
    installed = install_in(stub, space="press")
    assert len(stub.objects) == 24
    assert stub.asked.count(("GET", "/api/spaces/space/press")) == 1
    assert all(
        re.search(r"/s/press/app/dashboards#/view/otklik-press-\w+$", one) for one in installed.addresses
    )


def test_two_installations_share_a_space_without_taking_each_other_s_views() -> None:
    """A data view that is created with `override` takes the place of any of the same name."""
    stub = StubKibana()
    with running(stub) as url:
        for prefix in ("otklik", "press"):
            install(Kibana(url), make_content(prefix=prefix))
    assert len(stub.objects) == 24


def test_the_address_may_have_a_path_of_its_own() -> None:
    stub = StubKibana()
    with running(stub) as url, pytest.raises(UnavailableError, match="не Kibana"):
        install(Kibana(f"{url}/kibana/"), CONTENT)
    assert stub.asked == [("GET", "/kibana/api/status")]


def test_every_request_says_who_asks_and_that_it_is_no_browser() -> None:
    stub = StubKibana(keys=frozenset({KEY}))
    install_in(stub, key=KEY)
    assert {one["authorization"] for one in stub.headers} == {f"ApiKey {KEY}"}
    assert {one["kbn-xsrf"] for one in stub.headers} == {"true"}
    assert {one.get("content-type", "")[:19] for one in stub.headers} == {
        "",
        "application/json",
        "multipart/form-data",
    }


def test_without_a_key_nothing_is_said_of_one() -> None:
    stub = StubKibana()
    install_in(stub)
    assert not any("authorization" in one for one in stub.headers)


def test_who_has_no_key_is_told_where_to_put_one() -> None:
    fault = refusal_of(StubKibana(keys=frozenset({KEY})))
    assert "OTKLIK_KIBANA__API_KEY" in str(fault)
    assert fault.exit_code == 69


def test_a_key_that_is_not_known_is_told_otherwise() -> None:
    fault = refusal_of(StubKibana(keys=frozenset({"other"})), key=KEY)
    assert "не узнаёт ключ API или пароль" in str(fault)


@pytest.mark.parametrize("version", ["9.5.0", "9.0.0"])
def test_a_key_without_rights_is_told_which_it_lacks(version: str) -> None:
    stub = StubKibana(version=version, keys=frozenset({"admin"}), readers=frozenset({KEY}))
    fault = str(refusal_of(stub, key=KEY))
    assert "не хватает прав" in fault
    assert "is unauthorized for user" in fault
    assert not stub.objects


def test_a_space_that_is_not_there_is_named_before_anything_is_written() -> None:
    stub = StubKibana()
    assert "нет пространства «press»" in str(refusal_of(stub, space="press"))
    assert not stub.objects


def test_an_id_of_another_space_is_named() -> None:
    stub = StubKibana()
    stub.objects["dashboard", BOARDS[2]] = ("marketing", {})
    fault = str(refusal_of(stub))
    assert f"дашборд {BOARDS[2]} принадлежит другому пространству" in fault


def test_a_body_that_is_refused_is_told_in_kibana_s_own_words() -> None:
    stub = StubKibana()
    said = {
        "statusCode": 400,
        "error": "Bad Request",
        "message": "[request body.panels.3]: types that\nfailed",
    }
    stub.order("PUT", f"/api/dashboards/{BOARDS[1]}", 400, said)
    fault = refusal_of(stub)
    assert isinstance(fault, InputError)
    assert f"не приняла дашборд {BOARDS[1]}: [request body.panels.3]: types that failed." in str(fault)


def test_an_import_that_takes_a_part_is_no_success() -> None:
    stub = StubKibana(version="9.2.0")
    refused = [
        {"type": "search", "id": f"otklik-default-{n}", "error": {"type": "missing_references"}}
        for n in range(7)
    ]
    stub.order(
        "POST", "/api/saved_objects/_import", 200, {"success": False, "successCount": 5, "errors": refused}
    )
    fault = str(refusal_of(stub))
    assert "search otklik-default-0 (missing_references)" in fault
    assert "и ещё 2" in fault


def test_searches_that_lack_their_data_view_are_refused_by_the_stub_as_by_kibana() -> None:
    stub = StubKibana()
    stub.order("POST", "/api/data_views/data_view", 200, {"data_view": {}})
    for board in BOARDS:
        stub.order("PUT", f"/api/dashboards/{board}", 200, {"id": board})
    assert "missing_references" in str(refusal_of(stub))


WRONG_ANSWERS: dict[str, tuple[int, object, str]] = {
    "a page": (200, b"<html>It works!</html>", "отвечает не Kibana"),
    "a page that is not there": (404, b"<html>404</html>", "отвечает не Kibana"),
    "JSON of something else": (200, {"healthy": True}, "отвечает не Kibana"),
    "a list": (200, [], "отвечает не Kibana"),
    "a version that is none": (200, {"version": {"number": "latest"}}, "отвечает не Kibana"),
    "half of a JSON": (200, b'{"version": {"number": "9.', "отвечает не Kibana"),
    "Elasticsearch": (
        401,
        {"error": {"type": "security_exception", "reason": "missing token"}, "status": 401},
        "отвечает не Kibana",
    ),
    "Elasticsearch that knows no such path": (
        400,
        {"error": "no handler found for uri"},
        "отвечает не Kibana",
    ),
    "no version for strangers": (
        200,
        {"status": {"overall": {"level": "available"}}},
        "не называет свою версию",
    ),
    "not ready": (503, b"Kibana server is not ready yet", "ещё не готова"),
    "too many": (429, {"message": "Too many requests"}, "занята или ещё не готова"),
    "a fault of its own": (500, {"message": "An internal error"}, "HTTP 500, An internal error"),
}


@pytest.mark.parametrize("answer", WRONG_ANSWERS)
def test_what_is_no_kibana_or_not_ready_is_told_apart(answer: str) -> None:
    status, body, words = WRONG_ANSWERS[answer]
    stub = StubKibana()
    stub.order("GET", "/api/status", status, body)
    assert words in str(refusal_of(stub))
    assert stub.asked == [("GET", "/api/status")]


def test_a_kibana_that_starts_and_says_its_version_is_tried() -> None:
    stub = StubKibana()
    body: Any = {"version": {"number": "9.5.1"}, "status": {"overall": {"level": "degraded"}}}
    stub.order("GET", "/api/status", 503, body)
    assert install_in(stub).version == "9.5.1"


def test_a_redirect_is_named_and_not_followed_with_the_key() -> None:
    elsewhere, stub = StubKibana(), StubKibana()
    with running(elsewhere) as other:
        stub.order("GET", "/api/status", 302, b"", Location=f"{other}/login")
        assert f"пересылают на {other}/login" in str(refusal_of(stub, key=KEY))
    assert not elsewhere.asked


def test_a_name_and_its_password_are_sent_as_one_header_and_not_told() -> None:
    stub = StubKibana()
    stub.order(
        "POST", "/api/data_views/data_view", 400, {"message": "bad Basic ZWxhc3RpYzrQv9Cw0YDQvtC70Yw="}
    )
    with running(stub) as url, pytest.raises(InputError) as caught:
        install(Kibana(url, authorization=name_user("elastic", "пароль")), CONTENT)
    assert stub.headers[0]["authorization"] == "Basic ZWxhc3RpYzrQv9Cw0YDQvtC70Yw="
    assert "bad Basic ***" in str(caught.value)


def test_a_key_that_is_echoed_is_not_told() -> None:
    stub = StubKibana()
    stub.order("POST", "/api/data_views/data_view", 400, {"message": f"bad header ApiKey {KEY}"})
    assert "bad header ApiKey ***" in str(refusal_of(stub, key=KEY))


@pytest.mark.parametrize("body", [b"", b"[]", b"not JSON", b"null"])
def test_an_answer_without_sense_in_the_middle_is_not_taken_for_success(body: bytes) -> None:
    stub = StubKibana()
    stub.order("PUT", f"/api/dashboards/{BOARDS[0]}", 200, body)
    assert "отвечает не Kibana" in str(refusal_of(stub))
