"""The article's words, out of pages of our own writing in the markup of today's sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from crawler.article_model import load_article_model
from crawler.blocks import find_layout
from crawler.body import find_text, line_keys
from crawler.byte_screen import ByteScreen
from crawler.line_features import line_key
from crawler.metadata import find_json_ld, read_meta
from crawler.page_features import describe
from crawler.pages import find_title, parse_html
from crawler.training.scores import token_f1

MODERN = sorted((Path(__file__).parent / "modern").glob("*.html"))
PROSE = (
    "Профком вымышленного завода «Зарница» и дирекция подписали соглашение об индексации, сообщили в пресс-службе.",
    "Документ обсуждали полгода: стороны спорили о том, что считать ростом цен и с какого месяца платить больше.",
    "В декабре новый порядок утвердит конференция работников, после чего приказ вступит в силу для всех цехов.",
)


def tree_of(page: str) -> HtmlElement:
    tree = parse_html(page.encode(), "text/html; charset=utf-8")
    assert tree is not None
    return tree


def text_of(page: str) -> str:
    tree = tree_of(page)
    return find_text(tree, (), find_title(tree, (), find_json_ld(tree), read_meta(tree)))


@pytest.mark.parametrize("path", MODERN, ids=lambda path: path.stem)
def test_a_modern_page_gives_its_article_and_little_else(path: Path) -> None:
    assert token_f1(text_of(path.read_text("utf-8")), path.with_suffix(".txt").read_text("utf-8")) > 0.85


def test_menus_comments_and_the_small_print_of_a_modern_page_stay_outside() -> None:
    text = "\n".join(text_of(path.read_text("utf-8")) for path in MODERN)
    for foreign in (
        "cookie",
        "Пожаловаться",
        "Просмотров",
        "Подписывайтесь",
        "гиперссылк",
        "Фото Ивана",
        "Похожие записи",
    ):
        assert foreign not in text


def test_an_article_interrupted_by_an_insert_goes_on_behind_it() -> None:
    insert = "<div class='card'><a href='/1'>По теме: завод получил заказ и объявил набор сварщиков</a></div>"
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in PROSE]
    page = f"<h1>Зарплаты вырастут</h1><div class='t'>{insert.join(paragraphs)}</div>"
    assert text_of(page) == "\n".join(PROSE)


def test_a_sentence_that_the_page_breaks_by_hand_is_one_line() -> None:
    broken = PROSE[1].replace("стороны спорили", "стороны<br>спорили")
    page = f"<h1>Зарплаты вырастут</h1><td>{PROSE[0]}<br><br>{broken}<br><br>{PROSE[2]}</td>"
    assert text_of(page) == "\n".join(PROSE)


def test_what_browsers_do_not_show_is_not_read() -> None:
    hidden = "<p style='display: none'>ноль</p><p hidden>ноль</p><script>ноль</script><!-- ноль -->"
    blocks = find_layout(document_fromstring(f"<div>раз{hidden}два<b>три</b> <i>четыре</i></div>")).blocks
    assert [block.text for block in blocks] == ["раздватри четыре"]


def test_lines_of_other_articles_of_the_outlet_are_none_of_this_one() -> None:
    rules = (
        "Пользователь обязуется высказываться уважительно, как велят правила, и не обижать других читателей."
    )

    def page(*prose: str) -> str:
        return "<h1>Новость дня</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in (*prose, rules))

    assert rules in text_of(page(*PROSE))
    recurring = line_keys(tree_of(page("Совсем другая новость."))) & line_keys(
        tree_of(page("И третья новость."))
    )
    assert find_text(tree_of(page(*PROSE)), (), "", recurring) == "\n".join(PROSE)


def test_what_follows_a_recurring_line_is_the_articles_only_if_it_is_long() -> None:
    link = "В соседнем районе завод закрылся, и жители уехали в город, как сообщалось весной."
    listed = f"<p>Материалы о заводе:</p><p>{link}</p>"
    recurring = {line_key("Материалы о заводе:")}
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
    assert find_text(tree_of(f"<h1>Новость дня</h1>{prose}{listed}"), (), "", recurring) == "\n".join(PROSE)
    halved = (
        f"<h1>Новость дня</h1><p>{PROSE[0]}</p><p>Материалы о заводе:</p><p>{PROSE[1]}</p><p>{PROSE[2]}</p>"
    )
    assert find_text(tree_of(halved), (), "", recurring) == "\n".join(PROSE)


def test_the_model_was_trained_on_the_features_that_pages_are_described_by() -> None:
    columns = describe(find_layout(document_fromstring(f"<p>{PROSE[0]}</p>")), "")
    assert tuple(columns) == load_article_model().features


@pytest.mark.parametrize(
    "page", ["", "<html></html>", "<p>", "<br>" * 3000, "<b>" * 3000 + "слово", "<!-- -->", "<div> </div>"]
)
def test_a_page_without_an_article_has_no_text(page: str) -> None:
    assert text_of(f"<html><body>{page}</body></html>") in ("", "слово")


LARGE = ("слово<br>", "<a title='", "<script>", "<!--", f"<p>{PROSE[0]}</p><a href='/'>ссылка</a><br>")


@pytest.mark.parametrize("piece", LARGE)
def test_a_large_page_of_odd_markup_is_read_to_its_end(piece: str) -> None:
    """Quadratic code would take minutes here."""
    body = (piece * (1_000_000 // len(piece.encode()))).encode()
    ByteScreen({"профсоюз": ""}, ["ФНПР"]).may_match(body)
    tree = parse_html(body, "text/html; charset=utf-8")
    if tree is not None:
        find_text(tree, (), "Заголовок")
