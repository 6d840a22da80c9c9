"""What stands in the documents of an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from records.annotation import Annotation
from records.article import Article
from search.documents import build_documents, newest
from tests.search.press import PRESS, REGISTRY, Named, article_id, make_documents, make_mention

TEXT = "Курганский профсоюз медиков добился своего. ФНПР спорит. ФНПР молчит."
MEDICS = Named(union="medics-kurgan", words="Курганский профсоюз медиков", tone=1)


def test_an_article_counts_for_every_union_above_those_it_names() -> None:
    article = make_documents("one", text=TEXT, named=[MEDICS]).article
    assert article["unions"] == ["fnpr", "fp-kurgan", "medics", "medics-kurgan"]
    assert article["tones"] == ["fnpr:1", "fp-kurgan:1", "medics-kurgan:1", "medics:1"]
    assert article["overall_tones"] == ["medics-kurgan:1"]


def test_the_facts_of_the_article_stand_beside_each_mention() -> None:
    one = make_documents("one", text=TEXT, named=[MEDICS], topics=["wages"], reprint_of="other")
    [mention] = one.mentions
    shared = set(one.article) & set(mention) - {"id", "unions", "visibility"}
    assert {
        "@timestamp",
        "published",
        "outlet",
        "region",
        "district",
        "story",
        "is_reprint",
        "topics",
    } <= shared
    assert all(one.article[name] == mention[name] for name in shared)
    assert (mention["district"], mention["story"], mention["is_reprint"]) == (
        "УФО",
        article_id("other"),
        True,
    )


def test_mentions_have_ids_of_their_own_that_stay() -> None:
    once, again = (make_documents("one", text=TEXT, named=[MEDICS], revision=revision) for revision in (1, 2))
    assert [mention["id"] for mention in once.mentions] == [mention["id"] for mention in again.mentions]
    everywhere = [mention["id"] for one in PRESS for mention in one.mentions]
    assert len(set(everywhere)) == len(everywhere)


def test_an_evidence_sentence_keeps_its_name_in_place_when_cleaned() -> None:
    text = "Вче\u00adра Кур\u00adганский профсоюз медиков со\u0301брался. Всё."
    [mention] = make_documents(
        "one", text=text, named=[replace(MEDICS, words="Кур\u00adганский профсоюз медиков")]
    ).mentions
    assert mention["sentence"] == "Вчера Курганский профсоюз медиков собрался."
    named = mention["sentence"][mention["mention_start"] : mention["mention_end"]]
    assert named == "Курганский профсоюз медиков"


def test_an_article_without_date_is_listed_as_first_seen_and_of_a_lost_outlet_stays() -> None:
    article = Article(
        id=article_id("bare"),
        url="https://gone.example/bare",
        canonical_url="https://gone.example/bare",
        outlet_id="gone",
        source_id="gone-feed",
        title="Без даты",
        text="ФНПР.",
        first_seen=datetime(2026, 11, 20, 8, 30, 15, 999, tzinfo=UTC),
        fetched=datetime(2026, 11, 20, 9, tzinfo=UTC),
    )
    mention = make_mention(Named(union="dissolved", words="ФНПР", tone=-1), "", "ФНПР.")
    one = build_documents(article, Annotation(model="test", unions=(mention,)), None, REGISTRY, 1)
    assert one.article["@timestamp"] == "2026-11-20T08:30:15+00:00"
    assert "published" not in one.article
    assert "region" not in one.article
    assert (one.article["story"], one.article["is_reprint"]) == (article.id, False)
    assert one.article["tones"] == ["dissolved:-1"]


def test_of_several_revisions_the_highest_is_the_newest() -> None:
    first, second, other = (
        make_documents(key, revision=revision) for key, revision in (("one", 1), ("one", 2), ("other", 1))
    )
    assert newest([second, other, first]) == [second, other]
    assert newest([first, second]) == [second]
