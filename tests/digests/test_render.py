"""What the reader sees: words, dates, counted nouns, and nothing that is more than text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import lxml.html
import pytest

from archive.store import Archive
from digests.compose import compose_digest
from digests.evidence import cut_pieces
from digests.render import render_digest
from digests.wording import period_words
from records.digest import Digest
from records.period import Week
from tests.digests.hostile import MARKS, SCRIPT, hostile_articles
from tests.digests.press import SUBSCRIPTION, Said, Written, put_articles, registry
from tests.digests.sample_week import put_sample_weeks
from texts import use_language
from texts.typography import difference_words, moment_words, web_address

MOSCOW = ZoneInfo("Europe/Moscow")


def compose(archive: Archive, week: int = 47) -> Digest:
    return compose_digest(archive, registry(), SUBSCRIPTION, Week(year=2026, number=week), MOSCOW)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def put_notes(archive: Archive, number: int) -> None:
    put_articles(
        archive,
        [
            Written(
                outlet="luka",
                title=f"Заметка {place}",
                sentences=("В зал вошёл СТФ.",),
                said=[Said(union="stf", name="СТФ", tone=-1, score=-0.5)],
                published=datetime(2026, 11, 18, place % 24, place // 24, tzinfo=UTC),
            )
            for place in range(number)
        ],
    )


def test_the_same_digest_is_rendered_the_same(archive: Archive) -> None:
    put_sample_weeks(archive)
    assert render_digest(compose(archive)) == render_digest(compose(archive))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 публикация, из них 1 негативная"),
        (2, "2 публикации, из них 2 негативные"),
        (5, "5 публикаций, из них 5 негативных"),
        (11, "11 публикаций, из них 11 негативных"),
        (21, "21 публикация, из них 21 негативная"),
        (22, "22 публикации, из них 22 негативные"),
    ],
)
def test_counted_nouns_agree_with_their_numbers(archive: Archive, number: int, words: str) -> None:
    put_notes(archive, number)
    rendered = render_digest(compose(archive))
    assert rendered.subject == f"Отклик. Союз трудовых федераций, 16–22 ноября: {words}"


def test_text_and_html_tell_the_same_stories_in_the_same_order(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive)
    rendered = render_digest(digest)
    shown = " ".join(lxml.html.fromstring(rendered.html).text_content().split())
    for story in digest.stories:
        for content in (plain(rendered.text), plain(shown)):
            assert story.first.title in content
            assert digest.names.outlets[story.first.outlet] in content
    places = [rendered.text.index(f"\n{number}. ") for number in range(1, 10)]
    assert places == sorted(places)


def test_a_story_shows_tone_time_evidence_holder_reprints_and_reasons(archive: Archive) -> None:
    put_sample_weeks(archive)
    text = plain(render_digest(compose(archive)).text)
    story = text[text.index("\n1. ") : text.index("\n2. ")]
    assert "Заводская сторона, Челябинская область · 17 ноября, 09:40 · тон: негативный" in story
    assert "«*Росстеклопрофсоюз* просто отсиделся" in story
    assert "это цитата, не слова издания" in story
    assert "3 перепечатки: Степной вестник, Собиратель новостей, Волжанин сегодня" in story
    assert "Важность 17: негативный тон +6, вышло в 4 изданиях +6" in story


def test_a_day_without_a_time_gets_none_and_an_unknown_day_says_so(archive: Archive) -> None:
    put_sample_weeks(archive)
    text = plain(render_digest(compose(archive)).text)
    assert "Степной вестник, Челябинская область · 19 ноября · тон" in text
    assert "дата не указана, найдено 22 ноября" in text


def test_the_tone_is_said_in_words_also_in_html(archive: Archive) -> None:
    put_sample_weeks(archive)
    page = lxml.html.fromstring(render_digest(compose(archive)).html)
    tones = [element.text_content() for element in page.xpath("//span[contains(@class, 'tone')]")]
    assert tones[:4] == ["Тон: негативный"] * 3 + ["Тон: положительный"]


def test_an_empty_week_is_told_in_a_short_honest_mail(archive: Archive) -> None:
    put_sample_weeks(archive)
    rendered = render_digest(compose(archive, week=45))
    assert rendered.subject.endswith("2–8 ноября: публикаций не найдено")
    text = plain(rendered.text)
    assert "За неделю публикаций не найдено" in text
    assert "Прочитано 8 изданий из 8" in text
    assert "Важность" not in text
    assert "За неделю публикаций не найдено" in rendered.html


def test_beyond_fifteen_stories_the_mail_points_to_the_table(archive: Archive) -> None:
    put_notes(archive, 17)
    rendered = render_digest(compose(archive))
    assert "15. Заметка" in rendered.text
    assert "16. Заметка" not in rendered.text
    assert "Ещё 2 сюжета — в приложенной таблице" in plain(rendered.text)
    page = lxml.html.fromstring(rendered.html).text_content()
    assert "Ещё 2 сюжета — в приложенной таблице" in plain(page)


def test_what_may_need_an_answer_stands_first_whatever_its_reach(archive: Archive) -> None:
    put_sample_weeks(archive)
    stories = compose(archive).stories
    assert (
        stories[2].importance < stories[3].importance
    )  # a column that nobody reprinted, a contract in 3 outlets
    text = plain(render_digest(compose(archive)).text)
    negative, others = text.index("НЕГАТИВ, НА КОТОРЫЙ"), text.index("ОСТАЛЬНЫЕ СЮЖЕТЫ")
    assert negative < text.index("\n3. Колонка: зачем") < others < text.index("\n4. Узкоколейпрофсоюз")


def test_the_page_on_importance_names_the_block_as_the_mail_does(archive: Archive) -> None:
    put_sample_weeks(archive)
    page = Path(__file__).parents[2] / "docs" / "importance.md"
    heading = "Негатив, на который, возможно, надо ответить"
    assert f"«{heading}»" in page.read_text("utf-8")
    assert heading in render_digest(compose(archive)).html


def test_a_week_without_attacks_has_one_list(archive: Archive) -> None:
    put_articles(
        archive,
        [
            Written(
                outlet="luka",
                title="Встреча",
                sentences=("Чай накрыл СТФ.",),
                said=[Said(union="stf", name="СТФ")],
                published=datetime(2026, 11, 18, tzinfo=UTC),
            )
        ],
    )
    text = render_digest(compose(archive)).text
    assert "СЮЖЕТЫ, СНАЧАЛА САМЫЕ ВАЖНЫЕ" in text
    assert "НЕГАТИВ" not in text


def test_many_attacks_leave_room_for_what_else_was_written(archive: Archive) -> None:
    put_notes(archive, 17)
    put_articles(
        archive,
        [
            Written(
                outlet="kedr",
                title="Добрая весть",
                sentences=("Путёвки оплатил СТФ.",),
                said=[Said(union="stf", name="СТФ", tone=1, score=0.5)],
                published=datetime(2026, 11, 19, tzinfo=UTC),
            )
        ],
    )
    text = render_digest(compose(archive)).text
    assert text.index("Ещё 2\u00a0сюжета") < text.index("18. Добрая весть")


def test_a_story_says_whom_it_is_about_where_the_digest_covers_several(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive)
    text = plain(render_digest(digest).text)
    assert "О ком: Узкоколейпрофсоюз — положительный; Федерация профсоюзов Заречья — положительный" in text
    assert text.count("О ком: Росстеклопрофсоюз\n") == 2
    page = lxml.html.fromstring(render_digest(digest).html)
    assert len(page.xpath("//p[contains(@class, 'about')]")) == len(digest.stories)
    alone = replace(digest, names=replace(digest.names, unions={"stf": "СТФ"}))
    assert "О ком: СТФ\n" not in render_digest(alone).text


def test_a_mail_in_english_dates_its_stories_in_english(archive: Archive) -> None:
    put_sample_weeks(archive)
    use_language("en")
    try:
        rendered = render_digest(compose(archive))
    finally:
        use_language("ru")
    assert "16–22 November 2026" in plain(rendered.text)
    assert "17 November, 09:40" in plain(rendered.text)
    assert '<html lang="en">' in rendered.html


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("«СТФ рассуждает о заботе.", "«СТФ рассуждает о заботе.»"),
        ("СТФ нам помог», — сказал он.", "«СТФ нам помог», — сказал он."),
        ("Газета «Труд» и СТФ", "Газета «Труд» и СТФ"),
        ("СТФ ввёл „Почин", "СТФ ввёл „Почин“"),
        ("Он сказал: «СТФ ввёл „Почин“", "Он сказал: «СТФ ввёл „Почин“»"),
        ("В СТФ пришло ООО «Фирма «Заря»", "В СТФ пришло ООО «Фирма «Заря»"),
        ("“СТФ” сообщил", "“СТФ” сообщил"),
    ],
)
def test_a_sentence_cut_out_of_a_speech_gets_its_other_quotation_mark(cut: str, whole: str) -> None:
    start = cut.index("СТФ")
    assert "".join(piece.text for piece in cut_pieces(cut, [(start, start + 3)])) == whole


def test_sample_data_is_called_so_in_subject_text_and_html(archive: Archive) -> None:
    put_sample_weeks(archive)
    rendered = render_digest(replace(compose(archive), sample=True))
    assert rendered.subject.startswith("[Пример] ")
    assert "выдуманы" in rendered.text
    assert "выдуманы" in rendered.html


def test_foreign_markup_stays_text(archive: Archive) -> None:
    put_articles(archive, hostile_articles())
    rendered = render_digest(compose(archive), "otklik@stf.example")
    page = lxml.html.fromstring(rendered.html)
    assert page.xpath("//script | //img | //iframe | //link | //form | //@onerror") == []
    assert SCRIPT in page.text_content()
    assert MARKS in page.text_content()
    assert all(re.match(r"https?://", link) for link in page.xpath("//@href"))
    assert page.xpath("//@src") == []
    assert "url(" not in rendered.html and "@import" not in rendered.html


def test_invisible_and_direction_characters_are_left_out(archive: Archive) -> None:
    put_articles(archive, hostile_articles())
    rendered = render_digest(compose(archive))
    for content in (rendered.subject, rendered.text, rendered.html):
        assert not re.search("[\x00-\x08\x0b-\x1f\u200b\u202a-\u202e]", content)


def test_a_subscription_title_cannot_add_lines_to_the_subject(archive: Archive) -> None:
    digest = compose(archive)
    evil = replace(digest, subscription=replace(SUBSCRIPTION, title="А\r\nBcc: x@y.example"))
    assert "\n" not in render_digest(evil).subject


def test_the_html_is_readable_without_its_style_element(archive: Archive) -> None:
    put_sample_weeks(archive)
    page = lxml.html.fromstring(render_digest(compose(archive)).html)
    assert page.xpath("//h1/@style")
    assert page.xpath("//p[contains(@class, 'quote')]/@style")
    assert [style.text_content().split()[0] for style in page.xpath("//style")] == ["@media"]


def test_the_html_names_its_encoding_where_browsers_look_for_it(archive: Archive) -> None:
    put_sample_weeks(archive)
    assert '<meta charset="utf-8">' in render_digest(compose(archive)).html[:1024]


def test_a_long_sentence_is_cut_around_the_unions_name() -> None:
    sentence = "слово " * 200 + "СТФ " + "слово " * 200
    start = sentence.index("СТФ")
    pieces = cut_pieces(sentence, [(start, start + 3)])
    assert [piece.text for piece in pieces if piece.marked] == ["СТФ"]
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("…слово")
    assert shown.endswith("слово…")
    assert len(shown) < 430


def test_overlapping_names_are_marked_once_and_no_letter_is_lost() -> None:
    pieces = cut_pieces("Совет СТФ Заречья", [(0, 9), (6, 9), (6, 17)])
    assert "".join(piece.text for piece in pieces) == "Совет СТФ Заречья"
    assert "".join(piece.text for piece in pieces if piece.marked) == "Совет СТФ Заречья"


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (Week(year=2026, number=47), "16–22 ноября 2026"),
        (Week(year=2026, number=40), "28 сентября – 4 октября 2026"),
        (Week(year=2026, number=53), "28 декабря 2026 – 3 января 2027"),
    ],
)
def test_a_week_is_written_with_as_few_months_and_years_as_it_has(week: Week, words: str) -> None:
    assert plain(period_words(week)) == words


def test_times_are_those_of_the_zone() -> None:
    moment = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    assert plain(moment_words(moment, MOSCOW)) == "23 ноября, 00:30"
    assert plain(moment_words(moment, ZoneInfo("Asia/Tomsk"))) == "23 ноября, 04:30"


def test_differences_are_told_in_words() -> None:
    assert plain(difference_words(5, 3)) == "на 2 больше"
    assert plain(difference_words(3, 5)) == "на 2 меньше"
    assert difference_words(4, 4) == "столько же"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "", "http://[", " file:///etc"]
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert web_address(url) == ""
    assert web_address("https://luka.example/новость?a=1") == "https://luka.example/новость?a=1"
