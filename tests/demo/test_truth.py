"""What is stated of each sample article agrees with its text."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from demo.sample import SampleArticle

# A form by which each union is named in the sample texts, as stems: the cases differ.
FORMS = {
    "fnpr": r"ФНПР|Федераци\w+ независимых профсоюзов России",
    "roslesprofsoyuz": r"Рослеспрофсоюз",
    "profzdrav": r"[Пп]рофсоюз\w* (работников здравоохранения|медиков|медработников)",
    "rosprofzhel": r"(?i)роспрофжел|дорпрофжел",
    "profobr": r"профсоюз\w* работников образования",
    "gmpr": r"ГМПР|Горно-металлургическ\w+ профсоюз",
    "fp-kurgan": r"[Оо]блсовпроф|Федераци\w+ профсоюзов Курганской области|ФПКО|курганск\w+ федераци\w+",
    "fp-chelyabinsk": r"Федераци\w+ профсоюзов Челябинской области|[Чч]елябинск\w+ (облсовпроф|федераци)",
    "fp-samara": r"ФПСО|Федераци\w+ профсоюзов Самарской области|[Сс]амарск\w+ федераци\w+",
    "fp-sverdlovsk": r"ФПСО|Федераци\w+ профсоюзов Свердловской области|свердловск\w+ федераци\w+",
    "fp-tomsk": r"Федераци\w+ профсоюзных организаций Томской области|ФПО ТО|[Тт]омск\w+ федераци\w+",
    "fp-novgorod": r"НОФП|Новгородск\w+ (областн\w+ Федераци|облсовпроф)|новгородск\w+ федераци",
    "fp-spb-leningrad": r"ЛФП|Ленинградск\w+ Федераци\w+ профсоюзов|Федераци\w+ профсоюзов Санкт-Петербурга",
}
# Where a form stands for several unions, the forms that stand for one alone.
ALONE = {
    "fp-kurgan": r"[Кк]урганск\w+ (облсовпроф|федераци)|Федераци\w+ профсоюзов Курганской области|ФПКО",
    "fp-samara": r"Федераци\w+ профсоюзов Самарской области|[Сс]амарск\w+ федераци\w+ профсоюзов",
    "fp-sverdlovsk": r"Федераци\w+ профсоюзов Свердловской области",
}
TEN = set(FORMS) - {"gmpr", "profobr", "fp-sverdlovsk"}
UNION_WORDS = re.compile(r"профсоюз|профком|первичк|ФНПР|ФПСО|ЛФП|НОФП|облсовпроф|роспрофжел", re.IGNORECASE)
# Who leads, or has led, these unions in life: no invented word may be put into their mouths.
LEADERS = [
    "Шмаков",
    "Черногаев",
    "Домников",
    "Журавлёв",
    "Журавлев",
    "Очекуров",
    "Никифоров",
    "Колесников",
    "Ожередов",
    "Брекотнин",
    "Яковлев",
    "Екимов",
    "Артюхина",
    "Дербин",
    "Ветлужских",
    "Киселев",
    "Киселёв",
    "Безымянных",
]


def test_every_union_that_is_stated_is_named_in_the_text(articles: list[SampleArticle]) -> None:
    for article in articles:
        for union in article.tones:
            assert re.search(FORMS[union], f"{article.title}\n{article.text}"), (article.id, union)


def test_every_union_that_is_stated_stands_in_the_register(articles: list[SampleArticle]) -> None:
    unions = Path(__file__).parents[2] / "registry" / "unions"
    for union in {union for article in articles for union in article.tones}:
        assert (unions / f"{union}.toml").is_file(), union


def test_no_union_that_is_named_is_left_unstated(articles: list[SampleArticle]) -> None:
    for article in articles:
        for union, form in (FORMS | ALONE).items():
            if re.search(form, article.text):
                assert union in article.tones, (article.id, union)


def test_irrelevant_articles_name_no_union(articles: list[SampleArticle]) -> None:
    for article in articles:
        if article.kind in ("everyday", "labour"):
            assert not UNION_WORDS.search(f"{article.title}\n{article.text}"), article.id
        if article.kind == "trap":
            assert not article.tones


def test_all_ten_unions_are_praised_or_attacked_and_told_of_neutrally(articles: list[SampleArticle]) -> None:
    tones = Counter((union, tone) for article in articles for union, tone in article.tones.items())
    for union in TEN:
        assert sum(tones[union, tone] for tone in (-1, 0, 1)) >= 4, union
        assert tones[union, 0] and tones[union, 1], union
    attacked = {union for union, tone in tones if tone < 0}
    assert len(attacked & TEN) >= 8
    assert {-1, 1} <= set(next(a for a in articles if a.id == "two-unions-tones").tones.values())


def test_the_same_short_name_stands_for_two_federations(articles: list[SampleArticle]) -> None:
    meant = {union for article in articles if "ФПСО" in article.text for union in article.tones}
    assert {"fp-samara", "fp-sverdlovsk"} <= meant


def test_a_reprint_is_later_than_its_original_and_much_the_same(articles: list[SampleArticle]) -> None:
    by_id = {article.id: article for article in articles}
    reprints = [article for article in articles if article.reprint_of]
    assert len(reprints) >= 40
    for reprint in reprints:
        first = by_id[reprint.reprint_of or ""]
        assert reprint.published > first.published
        assert reprint.outlet.id != first.outlet.id
        assert reprint.title != first.title
        assert len(set(reprint.paragraphs) & set(first.paragraphs)) * 2 >= len(first.paragraphs), reprint.id


def test_articles_about_unions_are_told_at_length(articles: list[SampleArticle]) -> None:
    for article in articles:
        if article.relevant and article.reachable and not article.reprint_of:
            assert len(article.paragraphs) >= 3, article.id
            assert len(article.text.split()) >= 45, article.id


@pytest.mark.parametrize("leader", LEADERS)
def test_no_living_leader_speaks_here(articles: list[SampleArticle], leader: str) -> None:
    stem = leader.removesuffix("а")
    pattern = re.compile(rf"\b{stem}(а|у|ым|ом|е|ой|ых)?\b")
    for article in articles:
        assert not pattern.search(f"{article.title} {article.author} {article.text}"), article.id


def test_no_place_is_left_unfilled(articles: list[SampleArticle]) -> None:
    for article in articles:
        written = f"{article.title} {article.text}"
        assert not re.search(r"[{}]|  |\.\.| ,", written), article.id
