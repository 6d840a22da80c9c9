"""Our topic without us, out of a real archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from archive.absences import find_absences, first_lines
from archive.annotations import find_annotations, record_annotation
from archive.schema import articles
from records.annotation import CampaignMention, Person, TopicEvidence
from tests.archive.conftest import NOW, Desk, an_annotation

WEEK = NOW - timedelta(days=1), NOW + timedelta(days=6)
OURS = {"fp-kurgan"}
LABOUR = {"pay-arrears", "layoffs"}


def put(desk: Desk, number: int, hours: int = 0, **changed) -> str:
    article = desk.keep(number, hours)
    with desk.archive.writing() as connection:
        record_annotation(connection, article.id, replace(an_annotation(), **changed))
    return article.id


def absences(desk: Desk, **asked) -> dict[str, str]:
    wanted = {"topics": LABOUR, "unions": OURS} | asked
    with desk.archive.reading() as connection:
        return {one.id: one.missing for one in find_absences(connection, *WEEK, **wanted)}


def test_an_article_on_a_labour_topic_without_the_union_lacks_its_name(desk: Desk) -> None:
    [mention] = an_annotation().unions
    nobody = put(desk, 1, unions=())
    another = put(desk, 2, unions=(replace(mention, union="fp-tomsk"),))
    assert absences(desk) == {nobody: "name", another: "name"}


def test_a_union_that_is_named_and_not_heard_lacks_its_voice(desk: Desk) -> None:
    [mention] = an_annotation().unions
    named = put(desk, 1)
    put(desk, 2, unions=(replace(mention, speech="direct"),))
    put(desk, 3, people=(Person(start=0, end=6, name="Анна Речная", union="fp-kurgan"),))
    other_person = put(desk, 4, people=(Person(start=0, end=6, name="Иван Тихий"),))
    assert absences(desk) == {named: "voice", other_person: "voice"}


def test_another_topic_another_week_and_another_outlet_are_left_out(desk: Desk) -> None:
    put(desk, 1, unions=(), topics=("youth",))
    put(desk, 2, hours=24 * 8, unions=())
    found = put(desk, 3, unions=(), topics=("youth", "layoffs"))
    assert absences(desk, outlets={"vestnik"}) == {found: "name"}
    assert absences(desk, outlets={"other"}) == {}
    assert absences(desk, topics={"strikes"}) == {}


def test_an_article_that_nobody_has_annotated_yet_is_not_said_to_be_without_us(desk: Desk) -> None:
    desk.keep(1)
    assert absences(desk) == {}


def test_the_archive_keeps_what_showed_a_topic_and_the_campaigns(desk: Desk) -> None:
    shown = TopicEvidence(topic="pay-arrears", start=3, end=9, in_title=True)
    slogan = CampaignMention(campaign="pervomay", start=0, end=5, wording="paraphrased")
    article = put(desk, 1, topic_evidence=(shown,), campaigns=(slogan,))
    with desk.archive.reading() as connection:
        found = find_annotations(connection, [article])[article]
    assert (found.topic_evidence, found.campaigns) == ((shown,), (slogan,))


def test_an_industry_union_s_branch_in_the_region_is_the_federation_s_own(desk: Desk) -> None:
    """«Облпрофсоюз медиков» is a member of the region's federation as well."""
    [mention] = an_annotation().unions
    branch = put(desk, 1, unions=(replace(mention, union="medics", region="RU-KGN"),))
    elsewhere = put(desk, 2, unions=(replace(mention, union="medics", region="RU-TOM"),))
    assert absences(desk, branch_regions={"RU-KGN"}) == {branch: "voice", elsewhere: "name"}
    put(desk, 3, unions=(replace(mention, union="medics", region="RU-KGN", speech="direct"),))
    assert set(absences(desk, branch_regions={"RU-KGN"})) == {branch, elsewhere}


def test_a_text_begins_with_its_first_line_that_tells_something(desk: Desk) -> None:
    told = "На заводе третий месяц не платят зарплату, и люди пришли к проходной с плакатами."
    long = "Слово " * 100
    texts = [f"18 ноября 2026, 10:43\n{told}\nДальше.", "Коротко.\nИ всё.", long]
    ids = [put(desk, number) for number in range(3)]
    with desk.archive.writing() as connection:
        for id_, text in zip(ids, texts, strict=True):
            connection.execute(update(articles).where(articles.c.id == id_).values(text=text))
        found = first_lines(connection, ids)
    assert (found[ids[0]], found[ids[1]]) == (told, "Коротко.")
    assert len(found[ids[2]]) <= 240 and found[ids[2]].endswith("Слово…")
