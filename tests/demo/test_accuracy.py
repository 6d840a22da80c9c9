"""The figures that compare what was found with the truth."""

from __future__ import annotations

from demo.accuracy import Found, Share, measure_accuracy
from demo.sample import SampleArticle


def expected(articles: list[SampleArticle]) -> dict[str, SampleArticle]:
    return {article.id: article for article in articles}


def all_found(articles: list[SampleArticle]) -> list[Found]:
    return [
        Found(url=article.id, tones=article.tones, is_reprint=article.reprint_of is not None)
        for article in articles
        if article.relevant and article.reachable
    ]


def test_the_truth_itself_is_wholly_right(articles: list[SampleArticle]) -> None:
    accuracy = measure_accuracy(expected(articles), all_found(articles))
    assert accuracy.relevant_found.value == accuracy.kept_relevant.value == 1
    assert accuracy.unions_found.value == accuracy.named_unions_right.value == accuracy.tones_right.value == 1
    assert accuracy.reprints_found.value == accuracy.named_reprints_right.value == 1


def test_nothing_found_is_no_figure_but_a_miss(articles: list[SampleArticle]) -> None:
    accuracy = measure_accuracy(expected(articles), [])
    assert accuracy.relevant_found.value == 0
    assert accuracy.kept_relevant == Share(right=0, total=0)
    assert accuracy.kept_relevant.value is None


def test_a_wrong_tone_a_wrong_union_and_a_false_reprint_each_count(articles: list[SampleArticle]) -> None:
    found = all_found(articles)
    place = next(n for n, one in enumerate(found) if one.tones == {"fp-kurgan": 1} and not one.is_reprint)
    wrong = Found(url=found[place].url, tones={"fp-kurgan": 0, "gmpr": 0}, is_reprint=True)
    accuracy = measure_accuracy(expected(articles), [*found[:place], wrong, *found[place + 1 :]])
    assert accuracy.tones_right.right == accuracy.tones_right.total - 1
    assert accuracy.named_unions_right.right == accuracy.named_unions_right.total - 1
    assert accuracy.named_reprints_right.right == accuracy.named_reprints_right.total - 1
    assert accuracy.unions_found.value == 1
