"""An article's page: everything found in place, why it is here, what changed; and the saved page behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from desk.app import build_app
from desk.pages.page_copy import lock_page
from desk.place import Desk
from records.article import Page
from tests.desk.asking import read, sheets
from tests.desk.reading_press import (
    COPY,
    EDITED,
    HOSTILE,
    LEFT_OUT,
    MAIN,
    RELEASE,
    TEXT,
    VERSION,
    WAITING,
    opened_desk,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with opened_desk(tmp_path_factory.mktemp("reading")) as desk:
        yield desk


@pytest.fixture(scope="module")
def client(desk: Desk) -> TestClient:
    return TestClient(build_app(desk))


def shown_pieces(client: TestClient, id_: str) -> list[tuple[str, set[str], str]]:
    """(words, what they are marked as, the note) of every marked stretch of the text."""
    body = client.get(f"/article/{id_}").text.partition('<div class="reading">')[2].partition("</section>")[0]
    found = re.findall(r'<span class="tag ([^"]*)" title="([^"]*)">([^<]*)</span>', body)
    return [(words, set(classes.split()), note) for classes, note, words in found]


def test_spans_that_overlap_are_each_seen_whole(client: TestClient) -> None:
    pieces = shown_pieces(client, MAIN.id)

    def covered(mark: str) -> str:
        return "|".join(words for words, classes, _note in pieces if mark in classes)

    assert covered("t-topic") == "ремонта печи. «|Федерация"
    assert covered("t-quote") == "Федерация| Кургана| помогла нам согреться"
    assert covered("t-union") == "Федерация Кургана|Федерация |Кургана|Федерация| Кургана"
    assert covered("t-place") == "Кургана"
    assert covered("t-person") == "Пётр Ольхин"
    assert covered("t-unknown") == "районном союзе пекарей"
    assert covered("t-campaign") == "Тёплых цехов каждому бы"
    [crossing] = [classes for words, classes, _note in pieces if classes >= {"t-topic", "t-union", "t-quote"}]
    assert "neutral" in crossing


def test_every_mark_says_what_it_is(client: TestClient) -> None:
    notes = "; ".join(note for _words, _classes, note in shown_pieces(client, MAIN.id))
    for said in (
        "ФПК: положительный",
        "ФПК: тон не ясен",
        "Пётр Ольхин — председатель",
        "прямая речь: Пётр Ольхин",
        "профсоюз, которого нет в реестре; отрасль: Стеклопроф",
        "тема: Охрана труда",
        "кампания: Тёплый цех каждому!",
    ):
        assert said in notes


def test_the_text_is_whole_between_its_marks(client: TestClient) -> None:
    page = client.get(f"/article/{MAIN.id}").text
    body = page.partition('<div class="reading">')[2].partition("</section>")[0]
    lines = re.findall(r"<p>(.*?)</p>", re.sub(r"<sup.*?</sup>", "", body))
    assert "\n".join(re.sub(r"<[^>]+>", "", line) for line in lines) == TEXT


def test_each_mention_says_its_tone_whose_words_it_is_and_by_which_sentence(client: TestClient) -> None:
    title, first, second = sheets(client, f"/article/{MAIN.id}")["Упоминания"]
    assert (title["Тон"], title["Фраза-основание"]) == (1, MAIN.title)
    assert (first["Чьи слова"], first["Речь"], first["Роль"]) == (
        "слова издания", "в тексте от издания", "статья о нём",
    )  # fmt: skip
    assert (second["Тон"], second["Ясен ли тон"]) == (0, "нет")
    assert second["Чьи слова"] == "слова того, кого цитируют: Пётр Ольхин"
    page = read(client, f"/article/{MAIN.id}")
    assert (
        "ФПК тон не ясен слова того, кого цитируют: Пётр Ольхин · в прямой речи · упомянут вскользь" in page
    )


def test_numbers_lead_from_the_text_to_the_list_and_back(client: TestClient) -> None:
    page = client.get(f"/article/{MAIN.id}").text
    for number in (1, 2, 3):
        assert page.count(f'id="text-{number}"') == page.count(f'id="mention-{number}"') == 1
        assert f'href="#text-{number}"' in page
        assert f'href="#mention-{number}"' in page


def test_an_article_says_why_it_is_here_and_how_its_date_was_found(client: TestClient) -> None:
    page = read(client, f"/article/{MAIN.id}")
    assert "Пропустило слово «Федерация Кургана»; в тексте узнаны упоминания: ФПК" in page
    assert "лента RSS: https://tobol.example/rss" in page
    assert "Впервые замечена 24 ноября 2026, 12:00" in page
    assert "17 ноября 2026, 09:00, из данных страницы для поисковиков; дата надёжна" in page
    assert "Могли означать разные профсоюзы и потому не приписаны никому: 1 название" in page.replace(
        "\xa0", " "
    )
    weak = read(client, f"/article/{VERSION.id}")
    assert "18 ноября 2026 (время не указано), из адреса страницы; дата ненадёжна" in weak
    assert "сейчас: сайт отказывает программе в доступе (403)" in weak


def test_topics_and_campaigns_stand_with_the_words_that_show_them(client: TestClient) -> None:
    page = read(client, f"/article/{MAIN.id}")
    assert "Охрана труда по словам: «ремонта печи. «Федерация»" in page
    assert "Кампания Тёплый цех каждому! : «Тёплых цехов каждому бы» — другими словами" in page


def test_a_copy_says_whose_text_it_is(client: TestClient) -> None:
    page = read(client, f"/article/{COPY.id}")
    assert (
        "Перепечатка на 90\xa0% — из статьи" in page.replace("&nbsp;", "\xa0")
        or "Перепечатка на 90 %" in page
    )
    assert f"{MAIN.title} (Голос Тобола)" in page
    assert "весь сюжет: 3 публикации" in page.replace("\xa0", " ")


def test_what_was_taken_of_a_release_stands_at_both_ends(client: TestClient) -> None:
    assert "40 % статьи, 70 % релиза; спустя 2 ч" in read(client, f"/article/{MAIN.id}").replace("\xa0", " ")
    assert f"Что из неё взяли: {MAIN.title} Голос Тобола" in read(client, f"/article/{RELEASE.id}")


def test_what_an_outlet_changed_is_told_by_sentences(client: TestClient) -> None:
    page = client.get(f"/article/{EDITED.id}").text
    removed, added = (
        [re.sub(r"<[^>]+>", "", each).split(": ", 1)[1].strip() for each in re.findall(pattern, page)]
        for pattern in (r"<del>(.*?)</del>", r"<ins>(.*?)</ins>")
    )
    assert removed == ["Профсоюз ждёт."]
    assert added == ["Профсоюз дождался.", "Дополнено в среду."]


def test_foreign_text_is_shown_and_never_run(client: TestClient) -> None:
    page = client.get(f"/article/{HOSTILE.id}").text
    assert "<img src=x" not in page
    assert "<script>document" not in page
    assert "&lt;script&gt;document.title" in page
    assert "{{ 7 * 7 }}" in page


def test_a_text_that_waits_and_one_that_was_left_out_say_so(client: TestClient) -> None:
    waiting = read(client, f"/article/{WAITING.id}")
    assert "Текст ещё не разобран" in waiting
    assert "не найдена: статья стоит по дню, когда её увидел Отклик" in waiting
    assert "Статью пометили как не относящуюся к делу" in read(client, f"/article/{LEFT_OUT.id}")


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv", "json"])
def test_an_article_leaves_in_every_form(client: TestClient, form: str) -> None:
    response = client.get(f"/article/{MAIN.id}?format={form}")
    assert response.status_code == 200
    assert len(response.content) > 500


@pytest.mark.parametrize("id_", ["0" * 64, "такой", "A" * 64, "%00"])
def test_an_article_that_there_is_not_is_named_so(client: TestClient, id_: str) -> None:
    for path in (f"/article/{id_}", f"/article/{id_}/copy", f"/article/{id_}/copy/0", f"/story/{id_}"):
        assert client.get(path).status_code == 404


def test_a_saved_page_is_announced_and_then_shown_locked(client: TestClient) -> None:
    assert "показана она запертой" in read(client, f"/article/{MAIN.id}/copy").lower()
    response = client.get(f"/article/{MAIN.id}/copy/0")
    assert "Слова копии" in response.content.decode("windows-1251")
    assert response.headers["content-type"] == "text/html; charset=windows-1251"
    policy = response.headers["content-security-policy"].split("; ")
    assert policy[:4] == ["sandbox", "default-src 'none'", "style-src 'unsafe-inline'", "img-src data:"]
    assert b"<link" not in response.content
    assert b"<iframe" not in response.content


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_saved_page_in_wide_letters_is_locked_too(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    body = mark + "<p>Слова</p><IFRAME src=x></IFRAME>".encode(encoding)
    page = Page(url="https://a.example/", status=200, headers=(), body=body)
    locked, kind = lock_page(page)
    assert kind == "text/html; charset=utf-8"
    assert "<p>Слова</p><!IFRAME src=x>" in locked.decode()


def test_what_is_no_page_is_shown_as_mere_text() -> None:
    page = Page(
        url="https://a.example/", status=200, headers=(("content-type", "image/svg+xml"),), body=b"<svg/>"
    )
    assert lock_page(page) == (b"<svg/>", "text/plain")


@pytest.mark.parametrize(
    ("path", "words"),
    [(f"/article/{COPY.id}/copy", "Копии этой страницы нет"), (f"/article/{MAIN.id}/copy/7", "Такой копии")],
)
def test_a_copy_that_there_is_not_is_named_so(client: TestClient, path: str, words: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert words in response.text


def test_a_copy_whose_file_is_gone_is_a_fault_that_names_it(desk: Desk, client: TestClient) -> None:
    elsewhere = TestClient(build_app(replace(desk, pages=desk.pages / "nowhere")))
    response = elsewhere.get(f"/article/{MAIN.id}/copy/0")
    assert response.status_code == 503
    assert "не читается" in response.text
