"""What stands beside the stories: shares, averages, our topics without us, our releases, campaigns, voices, dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from io import BytesIO
from zoneinfo import ZoneInfo

import docx

from archive.pickups import Taken, record_pickups
from archive.store import Archive
from digests.compose import compose_digest
from digests.message import build_message, render_for
from digests.render import render_digest
from records.agenda import AgendaDate, Campaign, Topic
from records.annotation import Person
from records.digest import Digest, Subscription
from records.period import Week
from records.registry import Registry
from tests.digests.mail_servers import SENDER
from tests.digests.press import NOW, SUBSCRIPTION, Said, Written, article_id, put_articles, registry
from tests.digests.sample_week import STRIKE, at, put_sample_weeks

MOSCOW = ZoneInfo("Europe/Moscow")
STEKLO = replace(SUBSCRIPTION, unions=("steklo",))
NOTE = Written(
    outlet="luka",
    title="Заметка",
    sentences=("Вчера в городе выступил СТФ.",),
    said=[Said(union="stf", name="СТФ")],
    published=at(17),
)


def known() -> Registry:
    return replace(
        registry(),
        topics={
            "pay": Topic(id="pay", name="Зарплата"),
            "leisure": Topic(id="leisure", name="Досуг", labour=False),
        },
        campaigns={"dignity": Campaign(id="dignity", name="За достойный труд!")},
        agenda=(
            AgendaDate(name="День пасечника", day=25, month=11),
            AgendaDate(name="Новый год", day=1, month=1),
        ),
    )


def compose(archive: Archive, subscription: Subscription = SUBSCRIPTION, week: int = 47) -> Digest:
    return compose_digest(archive, known(), subscription, Week(year=2026, number=week), MOSCOW)


def test_the_share_of_voice_states_whose_and_out_of_how_many(archive: Archive) -> None:
    put_sample_weeks(archive)
    voice = compose(archive, STEKLO).blocks.voice
    assert (voice.total, voice.siblings) == (10, 2)
    assert [(share.name, share.articles, share.is_ours) for share in voice.shares] == [
        ("Росстеклопрофсоюз", 6, True),
        ("Узкоколейпрофсоюз", 5, False),
    ]
    assert [share.share for share in voice.shares] == [0.6, 0.5]


def test_a_union_of_which_nobody_writes_stands_in_the_shares_with_a_zero(archive: Archive) -> None:
    put_articles(archive, [replace(NOTE, said=[Said(union="poezda", name="СТФ")])])
    shares = compose(archive, STEKLO).blocks.voice.shares
    assert [(share.articles, share.is_ours) for share in shares] == [(1, False), (0, True)]


def test_the_average_is_over_the_weeks_in_which_the_press_was_read(archive: Archive) -> None:
    put_articles(archive, [replace(NOTE, title="давно", published=at(4))], seen=at(4, 12))
    put_articles(
        archive, [replace(NOTE, title=f"№ {number}", published=at(12)) for number in range(3)], seen=at(13)
    )
    put_articles(archive, [STRIKE], seen=at(18))
    trend = compose(archive).blocks.trend
    assert [(str(point.period), point.articles) for point in trend.points] == [
        ("2026-W45", 1),
        ("2026-W46", 3),
        ("2026-W47", 1),
    ]
    assert (trend.average(), trend.average(-1)) == (2.0, 0.0)
    text = render_digest(compose(archive)).text
    assert "Обычно публикаций за неделю: 2, из них негативных: 0 (среднее за 2\u00a0прошлых недели)." in text
    assert "9–15\u00a0ноября: 3\u00a0публикации" in text


def test_one_earlier_week_makes_neither_an_average_nor_a_chart(archive: Archive) -> None:
    put_articles(archive, [STRIKE], seen=at(13))
    rendered = render_digest(compose(archive))
    assert "Обычно" not in rendered.text
    assert rendered.chart == b""
    assert "cid:" not in rendered.html


def test_the_chart_goes_with_the_mail_and_its_words_stand_for_it(archive: Archive) -> None:
    put_articles(archive, [replace(NOTE, published=at(4))], seen=at(4, 12))
    put_sample_weeks(archive)
    digest = compose(archive)
    message = message_from_bytes(
        build_message(digest, render_for(digest, SENDER), SENDER, NOW), policy=policy.default
    )
    [image] = [part for part in message.walk() if part.get_content_type() == "image/png"]
    page = message.get_body(("html",))
    assert page is not None
    assert f"cid:{image['Content-ID'].strip('<>')}" in page.get_content()
    assert image.get_content().startswith(b"\x89PNG")
    assert "Столбики: публикации по срокам." in page.get_content()
    again = build_message(digest, render_for(digest, SENDER), SENDER, NOW)
    assert again == build_message(digest, render_for(digest, SENDER), SENDER, NOW)


def test_our_topics_without_us_are_named_and_other_topics_are_not(archive: Archive) -> None:
    nobody = Written(
        outlet="luka",
        title="Минтруд обещает",
        sentences=("Рост.",),
        said=[],
        published=at(18),
        topics=("pay",),
    )
    put_articles(
        archive,
        [nobody, replace(nobody, title="Турнир", topics=("leisure",)), replace(NOTE, topics=("pay",))],
    )
    blocks = compose(archive).blocks
    assert [(one.title, one.said) for one in blocks.unheard] == [
        ("Минтруд обещает", "Зарплата: никто из наших не назван"),
        ("Заметка", "Зарплата: названы, но слова не дали"),
    ]
    assert compose(archive, replace(SUBSCRIPTION, topics=("leisure",))).blocks.all_unheard == 1


def test_own_releases_stand_with_who_took_them_and_those_that_nobody_took(archive: Archive) -> None:
    release = replace(NOTE, outlet="stf-site", title="СТФ о договоре")
    silent = replace(NOTE, outlet="stf-site", title="СТФ о шашках", published=at(18))
    copy = replace(NOTE, title="Договор подписан", published=at(19))
    put_articles(archive, [release, silent, copy])
    taken = Taken(
        release_id=article_id(release), article_id=article_id(copy), article_share=0.8, release_share=0.9
    )
    with archive.writing() as connection:
        record_pickups(connection, [article_id(release)], [taken])
    blocks = compose(archive).blocks
    assert [(one.title, one.outlets) for one in blocks.taken] == [("СТФ о договоре", ("Излучина",))]
    assert [one.title for one in blocks.untaken] == ["СТФ о шашках"]
    assert compose(archive, STEKLO).blocks.taken == ()
    text = render_digest(compose(archive)).text
    assert "СТФ о договоре (17\u00a0ноября) — взяли: Излучина" in text
    assert "СТФ о шашках (18\u00a0ноября) — пока никто не взял" in text


def test_campaigns_count_their_articles_and_those_word_for_word(archive: Archive) -> None:
    put_articles(
        archive,
        [
            replace(NOTE, campaigns=(("dignity", "verbatim"), ("dignity", "paraphrased"))),
            replace(NOTE, title="Ещё", outlet="kedr", campaigns=(("dignity", "paraphrased"),)),
        ],
    )
    [uptake] = compose(archive).blocks.campaigns
    assert (uptake.name, uptake.articles, uptake.verbatim) == ("За достойный труд!", 2, 1)
    assert uptake.outlets == ("Излучина", "Кедр. Новости")


def test_who_was_quoted_stands_with_office_and_union(archive: Archive) -> None:
    ours = Person(start=0, end=5, name="Анна Речная", role="председатель", union="stf")
    other = Person(start=0, end=5, name="Егор Тальников")
    put_articles(
        archive, [replace(NOTE, speakers=(ours, other)), replace(NOTE, title="Ещё", speakers=(other,))]
    )
    quoted = compose(archive).blocks.quoted
    assert [(one.name, one.articles, one.role, one.union, one.is_ours) for one in quoted] == [
        ("Егор Тальников", 2, "", "", False),
        ("Анна Речная", 1, "председатель", "СТФ", True),
    ]


def test_the_coming_fortnight_is_named_and_next_year_is_not(archive: Archive) -> None:
    assert [one.name for one in compose(archive).blocks.coming] == ["День пасечника"]
    assert "25\u00a0ноября — День пасечника" in render_digest(compose(archive)).text


def test_a_tone_that_nobody_can_tell_is_not_called_neutral(archive: Archive) -> None:
    unclear = replace(NOTE, said=[Said(union="stf", name="СТФ", sure=False)])
    put_articles(archive, [unclear, replace(NOTE, title="Ясная")])
    digest = compose(archive)
    assert digest.totals.unclear == 1
    rendered = render_digest(digest)
    assert "тон: не ясен" in rendered.text
    assert "тон: нейтральный" in rendered.text
    assert "чей тон программе не ясен: 1" in rendered.html


def test_topics_and_tones_choose_what_is_told_and_counted(archive: Archive) -> None:
    put_articles(archive, [STRIKE, replace(NOTE, topics=("pay",)), replace(NOTE, title="Иная")])
    assert compose(archive, replace(SUBSCRIPTION, topics=("pay",))).totals.articles == 1
    negative = compose(archive, replace(SUBSCRIPTION, tones=(-1,)))
    assert [story.first.title for story in negative.stories] == [STRIKE.title]
    assert negative.blocks.trend.points[-1].articles == 1


def test_a_short_mail_tells_five_stories_and_a_full_one_all(archive: Archive) -> None:
    notes = [replace(NOTE, title=f"Заметка {number}", published=at(17, number % 20)) for number in range(20)]
    put_articles(archive, notes)
    numbers = {
        length: render_digest(compose(archive, replace(SUBSCRIPTION, length=length))).text.count("Заметка ")
        for length in ("short", "normal", "full")
    }
    assert numbers == {"short": 5, "normal": 15, "full": 20}


def test_word_and_excel_are_attached_as_wished(archive: Archive) -> None:
    put_sample_weeks(archive)
    for wish in ((), ("docx",), ("xlsx", "docx")):
        digest = compose(archive, replace(SUBSCRIPTION, attachments=wish))
        content = build_message(digest, render_for(digest, SENDER), SENDER, NOW)
        message = message_from_bytes(content, policy=policy.default)
        files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        assert list(files) == [f"otklik-2026-W47-vse.{kind}" for kind in wish]
        if "docx" in wish:
            document = docx.Document(BytesIO(files["otklik-2026-W47-vse.docx"]))
            assert document.tables[0].rows[1].cells[1].text == STRIKE.title


def test_what_has_nothing_to_say_is_absent(archive: Archive) -> None:
    put_articles(archive, [NOTE], seen=datetime(2026, 11, 17, tzinfo=UTC) + timedelta(hours=20))
    text = render_digest(
        compose_digest(archive, registry(), SUBSCRIPTION, Week(year=2026, number=47), MOSCOW)
    ).text
    for heading in ("НАША ТЕМА", "НАШИ СООБЩЕНИЯ", "КАМПАНИИ", "ЦИТИРОВАЛИ", "ВПЕРЕДИ", "Обычно", "не ясен"):
        assert heading not in text
