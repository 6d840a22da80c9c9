"""A copy with small edits is found, and another outlet's own story; another article on the same subject is neither."""

from __future__ import annotations

from datetime import timedelta
from time import process_time

import pytest

from nlp.stories import Print, bands, is_copy, read_print, signature, terms, verbatim_share
from nlp.story_events import SHARED_TERMS, event_probability, is_version
from nlp.story_pickups import taken

RELEASE = (
    "Профком Заречинского депо добился для ремонтников новой раздевалки. Старое помещение без отопления закрыли ещё "
    "весной, и всё лето люди переодевались в вагоне. Акт о нарушениях составил технический инспектор, после чего "
    "дорога выделила деньги. Сейчас в здании заканчивают отделку, сушилки привезут в декабре. Председатель профкома "
    "Олег Ветров считает, что ждать пришлось слишком долго. На очереди — душевые во втором цехе и новая столовая."
)
REWRITTEN = (
    "Ремонтники получили раздевалку, пишет районная газета. Старое помещение без отопления закрыли ещё "
    "весной, и всё лето люди переодевались в вагоне. Акт о нарушениях составил технический инспектор, после чего "
    "дорога выделила деньги. Сейчас в здании заканчивают отделку, сушилки привезут в декабре. Председатель профкома "
    "Олег Ветров считает, что ждать пришлось слишком долго. Подробности — в следующем номере."
)
ANOTHER = (
    "В Заречинском депо обсудили условия труда ремонтников. Представители дороги обещали достроить раздевалку до конца "
    "года, а профсоюз напомнил о душевых. По словам начальника депо, на эти цели заложено шесть миллионов рублей. "
    "Рабочие спросили, почему так долго не было тепла. Олег Ветров попросил прислать график работ в письменном виде."
)


OWN_WORDS = (
    "В Заречинском депо ремонтникам дали новую раздевалку: старую, без отопления, закрыли весной. По данным районной "
    "газеты, деньги дорога нашла после акта, который составил технический инспектор профкома. Ветров говорит, что "
    "душевые во втором цехе — следующие. Сушилки обещают к декабрю."
)
WEEKLY = (
    "Еженедельный обзор областной федерации. Каждую пятницу мы рассказываем о том, чем жили первичные организации "
    "области, какие договоры подписаны и где прошли собрания. Если у вас есть новость, пришлите её в редакцию до "
    "четверга, и мы обязательно о ней расскажем. Вопросы юристу принимаются по телефону приёмной в рабочие часы, "
    "запись на консультацию открыта на сайте. "
)
FIRST_WEEK = WEEKLY + (
    "На Курганмашзаводе проиндексировали оплату на 7,4 процента. В Шадринске 12 водителей вернули надбавку через суд. "
    "Катайский насосный завод подписал договор до 2028 года. Далматовская больница получила 3 машины."
)
SECOND_WEEK = WEEKLY + (
    "Педагоги Белозерского собрали 214 подписей за ремонт школы. Макушинский элеватор выплатил долг в 5,1 миллиона. "
    "В Петухово обучили 38 уполномоченных. Альменевские библиотекари вступили в организацию всем коллективом."
)
FOLLOW_UP = (
    "Сушилки в Заречинском депо так и не заработали, сообщили рабочие 14 декабря. Подрядчик «Стройлига» сорвал срок, и "
    "профком обратился в транспортную прокуратуру. Проверку обещают закончить до 20 января. Напомним, старое помещение "
    "без отопления закрыли ещё весной, и всё лето люди переодевались в вагоне. Акт о нарушениях составил технический "
    "инспектор, после чего дорога выделила деньги."
)
SOON = timedelta(hours=5)
# Of a text of five words.
SIGNATURE = [385953784, 836994396]
BANDS = [7693456455362128969, 6993400740262608372]
TERMS = [173753608, 2113246123]


def of(text: str, title: str = "") -> Print:
    return read_print(title, text)


FIRST, COPY, OTHER, SHORTENED = map(of, (RELEASE, REWRITTEN, ANOTHER, RELEASE[:230]))


def copies(one: Print, other: Print, apart: timedelta = SOON, *, same_outlet: bool = False) -> bool:
    assert is_copy(one, other, apart, same_outlet=same_outlet) == is_copy(
        other, one, apart, same_outlet=same_outlet
    )
    return is_copy(one, other, apart, same_outlet=same_outlet)


def test_a_copy_shares_a_band_with_its_original_and_another_article_does_not() -> None:
    original = set(bands(signature(FIRST.triples)))
    assert original & set(bands(signature(COPY.triples)))
    assert not original & set(bands(signature(OTHER.triples)))


def test_keys_are_the_same_in_every_process() -> None:
    """They are kept in archives."""
    words = read_print("Надбавка", "Один, два — ТРИ: надбавка медсёстрам!")
    assert (
        read_print("надбавка", "один два три надбавка медсестрам").triples.tolist() == words.triples.tolist()
    )
    assert signature(words.triples)[:2].tolist() == SIGNATURE
    assert bands(signature(words.triples))[:2] == BANDS
    assert terms(words) == TERMS
    assert all(key >= 2**62 for key in bands(signature(words.triples)))
    assert all(key < 2**31 for key in terms(words))


def test_a_copy_with_another_lead_and_end_is_a_copy() -> None:
    assert copies(COPY, FIRST)
    assert 0.6 < verbatim_share(COPY, FIRST) < 0.9


def test_a_shortened_copy_is_a_copy_all_of_which_stands_in_the_original() -> None:
    assert copies(SHORTENED, FIRST)
    assert verbatim_share(FIRST, SHORTENED) < verbatim_share(SHORTENED, FIRST)
    assert verbatim_share(SHORTENED, FIRST) > 0.9
    assert verbatim_share(FIRST, FIRST) == 1.0


def test_another_title_dateline_order_of_paragraphs_and_foot_leave_a_copy() -> None:
    sentences = RELEASE.split(". ")
    shuffled = (
        "КУРГАН, 17 ноября. " + ". ".join([*sentences[3:], *sentences[1:3]]) + ". Подпишитесь на наш канал!"
    )
    assert copies(of(shuffled, "Депо утеплили"), of(RELEASE, "Профком добился раздевалки"))


def test_another_article_on_the_same_subject_is_no_copy() -> None:
    assert not copies(OTHER, FIRST)


@pytest.mark.parametrize("same_outlet", [True, False])
def test_two_weekly_texts_around_one_frame_are_no_copies(same_outlet: bool) -> None:
    first, second = of(FIRST_WEEK), of(SECOND_WEEK)
    assert verbatim_share(second, first) > 0.5
    assert not copies(second, first, timedelta(days=7), same_outlet=same_outlet)
    assert not copies(second, first, SOON, same_outlet=same_outlet), "its facts are other ones"


def test_a_follow_up_that_repeats_the_background_is_no_copy_and_no_version() -> None:
    follow_up = of(FOLLOW_UP, "Сушилки в депо не работают")
    assert verbatim_share(follow_up, FIRST) > 0.3
    assert not copies(follow_up, FIRST, timedelta(days=8))
    assert not copies(follow_up, FIRST)


def test_half_of_a_text_is_a_copy_soon_and_none_a_week_later() -> None:
    half = of(RELEASE[:270] + ANOTHER[:200])
    assert 0.5 < verbatim_share(half, FIRST) < 0.8
    assert copies(half, FIRST)
    assert not copies(half, FIRST, timedelta(days=7))
    assert copies(FIRST, FIRST, timedelta(days=7), same_outlet=True)


def test_another_outlets_own_story_is_a_version_and_no_copy() -> None:
    first = of(RELEASE, "В Заречинском депо открыли раздевалку для ремонтников")
    version = of(OWN_WORDS, "Ремонтники Заречинского депо дождались раздевалки")
    assert not copies(version, first)
    assert is_version(version, first)
    assert len({*terms(version)} & {*terms(first)}) >= SHARED_TERMS, "so it is found"
    assert event_probability(first, version) == event_probability(version, first)


def test_two_weather_forecasts_are_two_events() -> None:
    frame = "По информации гидрометцентра, в {day} ожидается {what}. Ветер северо-западный {wind} метров в секунду."
    one = of(
        frame.format(day="пятницу, 8 ноября", what="слабый снег", wind="9–14"), "Прогноз погоды на 8 ноября"
    )
    other = of(
        frame.format(day="субботу, 16 ноября", what="гололёд и метель", wind="3–5"),
        "Прогноз погоды на 16 ноября",
    )
    assert not copies(one, other)


def test_the_words_of_our_own_field_bring_no_two_texts_together() -> None:
    """Every article of the archive has them."""
    assert terms(of("Профсоюз и профком", "Профсоюзный профком профсоюза в профсоюзе")) == []


def test_what_was_taken_of_a_release_is_measured_on_both_sides() -> None:
    shares = taken(of(RELEASE[:230] + ANOTHER), FIRST)
    assert shares is not None
    article, release = shares
    assert 0.25 < article < release < 0.7
    assert taken(OTHER, FIRST) is None
    assert taken(of("Председатель профкома Олег Ветров."), FIRST) is None


def test_a_text_without_words_is_like_nothing() -> None:
    nothing = of("…")
    assert len(nothing.triples) == len(of("").triples) == 0
    assert bands(signature(nothing.triples)) == terms(nothing) == []
    assert verbatim_share(nothing, nothing) == 0.0
    assert not copies(nothing, nothing)
    assert not is_version(nothing, nothing)
    assert taken(nothing, nothing) is None


@pytest.mark.parametrize(
    "text", ["слово", "слово " * 3, "\x00\u202e🙂 " * 9, "х" * 100_000, "," * 10_000, "\ud83d один"]
)
def test_any_text_has_a_print(text: str) -> None:
    known = of(text, text[:99])
    assert all(0 <= key < 2**63 for key in [*bands(signature(known.triples)), *terms(known)])


def test_a_text_twice_as_long_takes_about_twice_the_time() -> None:
    def seconds(text: str) -> float:
        start = process_time()
        known = of(text)
        bands(signature(known.triples)), terms(known)
        return process_time() - start

    text = " ".join(f"слово{number}" for number in range(200_000))
    seconds(text)
    once, twice = min(seconds(text) for _ in range(3)), min(seconds(text + " " + text) for _ in range(3))
    assert twice < 2.5 * once + 0.05
