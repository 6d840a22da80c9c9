"""The screen of bytes lets every page pass whose text or title the screen of texts would keep."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.byte_screen import ByteScreen
from crawler.pages import read_page
from nlp.screening import Screen, build_screen
from otklik.registry import read_registry

ENCODINGS = ("utf-8", "windows-1251", "koi8-r", "cp866", "iso8859-5", "utf-16")
PROSE = (
    "Мост через выдуманную реку открыли в понедельник, сообщила газета «Заря», и движение по нему уже началось.",
    "Подрядчик обещал закончить работы осенью, однако опоры пришлось переделывать, и срок дважды переносили.",
    "Жители посёлка добирались в город на пароме, который зимой не ходит, и теперь дорога займёт десять минут.",
)
SPLITS = (
    "",
    "\u00ad",
    "&shy;",
    "&#173;",
    "<b></b>",
    "<wbr>",
    "<!-- -->",
    "<!-- a > b -->",
    "\u200b",
    "<a title='x>y'></a>",
)
WORDS = (
    "профсоюз",
    "Профкомом",
    "ФНПР",
    "облсовпроф",
    "профессиональных союзов",
    "Роспрофжел",
    "проф\u0441\u043e\u044e\u0437ы",
)


@pytest.fixture(scope="module")
def screen() -> Screen:
    return build_screen(read_registry())


@pytest.fixture(scope="module")
def byte_screen(screen: Screen) -> ByteScreen:
    return ByteScreen(screen.stems, screen.names, screen.capitals)


def page_of(text: str, *, title: str = "Новость дня", head: str = "", charset: str = "utf-8") -> bytes:
    page = (
        f'<html><head><meta charset="{charset}"><title>{title}</title>{head}</head><body>'
        f"<article><h1>{title}</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p><p>{text}</p><p>{PROSE[2]}</p></article></body></html>"
    )
    return page.encode(charset, "xmlcharrefreplace")


def kept(screen: Screen, body: bytes) -> bool:
    facts = read_page(
        body, url="", content_type="", fetched=datetime(2026, 11, 23, tzinfo=UTC), home="", zone=UTC
    )
    return facts is not None and screen.matches(f"{facts.title}\n{facts.text}")


def entities(word: str, number: int) -> str:
    forms = (
        lambda sign: f"&#{ord(sign)};",
        lambda sign: f"&#x{ord(sign):x};",
        lambda sign: f"&#{ord(sign)}",
        str,
    )
    return "".join(forms[(index + number) % 4](sign) for index, sign in enumerate(word))


@pytest.mark.parametrize("charset", ENCODINGS)
@pytest.mark.parametrize("word", WORDS)
def test_a_watched_word_is_seen_in_every_encoding(
    screen: Screen, byte_screen: ByteScreen, word: str, charset: str
) -> None:
    body = page_of(f"Об этом рассказали, {word} на связи.", charset=charset)
    assert kept(screen, body)
    assert byte_screen.may_match(body)


@pytest.mark.parametrize("split", SPLITS)
def test_a_watched_word_is_seen_whatever_cuts_it(screen: Screen, byte_screen: ByteScreen, split: str) -> None:
    body = page_of(f"Об этом рассказал <b>п</b>роф{split}союз завода.")
    assert kept(screen, body)
    assert byte_screen.may_match(body)


HEADS = (
    '<meta property="og:title" content="{word} добился">',
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{escaped} добился"}}</script>',
    '<meta name="title" property="og:title" content="a > b, {word} добился">',
)


@pytest.mark.parametrize("head", HEADS)
def test_a_watched_word_is_seen_in_the_title_that_metadata_give(byte_screen: ByteScreen, head: str) -> None:
    escaped = "".join(f"\\u{ord(sign):04x}" for sign in "Профсоюз")
    assert byte_screen.may_match(page_of("Текст.", head=head.format(word="Профсоюз", escaped=escaped)))
    assert byte_screen.may_match(
        page_of("Текст.", head=head.format(word=entities("ФНПР", 1), escaped=escaped))
    )


def test_the_sources_own_title_and_attributes_count_where_the_outlet_takes_them(
    byte_screen: ByteScreen,
) -> None:
    body = page_of('<img alt="Профсоюз вышел на площадь" src="1.jpg">')
    assert not byte_screen.may_match(body)
    assert byte_screen.may_match(body, attributes=True)
    assert byte_screen.may_match(body, title="Профком завода собрался")


OTHERS = (
    "Мост открыли, бригада довольна, опара подошла.",
    "Подготовка профессиональных кадров для союза композиторов.",
    "Слова «фнпровский» нет ни в одном словаре, а текст всё равно о мосте.",
    "<p>ФН</p><p>ПР</p> — так кончаются и начинаются строки.",
)


@pytest.mark.parametrize("text", OTHERS)
def test_a_page_without_a_watched_word_needs_no_parser(
    screen: Screen, byte_screen: ByteScreen, text: str
) -> None:
    body = page_of(text)
    assert not byte_screen.may_match(body)
    assert not kept(screen, body)


SIGNS = (" ", ". ", "\n", "&nbsp;", "&lt;", "&amp;", "<", ">", '"', "🔥", "ё", "İ", "_", "1")
MARKUP = ("<br>", "</p><p>", "<i>", "</i>", "</td><td>", "<script>var a = 1</script>")
PARTS = ("проф", "союз", "ФН", "ПР", "Ком", "ком", "первичка завода", "слово")
PIECES = st.sampled_from([*WORDS, *PARTS, *SPLITS, *SIGNS, *MARKUP])


@settings(max_examples=300, deadline=None)
@given(
    pieces=st.lists(PIECES, max_size=12),
    charset=st.sampled_from(ENCODINGS),
    coded=st.integers(0, 3),
    long=st.booleans(),
)
def test_no_page_is_lost_however_it_is_written(
    screen: Screen, byte_screen: ByteScreen, pieces: list[str], charset: str, coded: int, long: bool
) -> None:
    written = "".join(entities(piece, coded) if coded and piece in WORDS else piece for piece in pieces)
    body = page_of(
        written + (" Так сказали в редакции, и добавить тут нечего." if long else ""), charset=charset
    )
    if kept(screen, body):
        assert byte_screen.may_match(body)
