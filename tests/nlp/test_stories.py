"""A copy with small edits is found; another article on the same subject is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nlp.stories import Candidate, bands, is_same_story, place, signature, similarity, verbatim_share

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
FIRST = (
    "Профком Заречинского депо добился для ремонтников новой раздевалки. Старое помещение без отопления закрыли ещё "
    "весной, и всё лето люди переодевались в вагоне. Акт о нарушениях составил технический инспектор, после чего "
    "дорога выделила деньги. Сейчас в здании заканчивают отделку, сушилки привезут в декабре. Председатель профкома "
    "Олег Ветров считает, что ждать пришлось слишком долго. На очереди — душевые во втором цехе и новая столовая."
)
COPY = (
    "Ремонтники получили раздевалку, пишет районная газета. Старое помещение без отопления закрыли ещё "
    "весной, и всё лето люди переодевались в вагоне. Акт о нарушениях составил технический инспектор, после чего "
    "дорога выделила деньги. Сейчас в здании заканчивают отделку, сушилки привезут в декабре. Председатель профкома "
    "Олег Ветров считает, что ждать пришлось слишком долго. Подробности — в следующем номере."
)
OTHER = (
    "В Заречинском депо обсудили условия труда ремонтников. Представители дороги обещали достроить раздевалку до конца "
    "года, а профсоюз напомнил о душевых. По словам начальника депо, на эти цели заложено шесть миллионов рублей. "
    "Рабочие спросили, почему так долго не было тепла. Олег Ветров попросил прислать график работ в письменном виде."
)


def candidate(text: str, *, days: float = 1) -> Candidate:
    return Candidate(article_id="first", story_id="first", text=text, published=NOW - timedelta(days=days))


def test_a_copy_shares_a_band_with_its_original_and_another_article_does_not() -> None:
    original = set(bands(signature(FIRST)))
    assert original & set(bands(signature(COPY)))
    assert not original & set(bands(signature(OTHER)))


def test_signatures_are_the_same_in_every_process() -> None:
    assert signature("один два три") == signature("Один, два — ТРИ!")
    assert signature("один два три")[:2] == (3298172937, 4086610984)


def test_a_copy_with_another_lead_and_end_is_a_reprint() -> None:
    assert is_same_story(COPY, FIRST)
    placed = place("copy", COPY, NOW, [candidate(FIRST)])
    assert (placed.story_id, placed.is_reprint) == ("first", True)
    assert 0.6 < placed.similarity < 0.9


def test_a_shortened_copy_is_a_reprint() -> None:
    short = FIRST[:230]
    placed = place("copy", short, NOW, [candidate(FIRST)])
    assert (placed.story_id, placed.is_reprint) == ("first", True)


def test_another_article_on_the_same_subject_founds_its_own_story() -> None:
    assert not is_same_story(OTHER, FIRST)
    placed = place("other", OTHER, NOW, [candidate(FIRST)])
    assert (placed.story_id, placed.is_reprint, placed.similarity) == ("other", False, 1.0)


def test_a_copy_after_the_window_is_another_story() -> None:
    assert place("copy", COPY, NOW, [candidate(FIRST, days=11)]).story_id == "copy"


def test_an_original_that_is_found_late_joins_the_story_and_is_no_reprint() -> None:
    placed = place("late", FIRST, NOW, [candidate(COPY, days=-1)])
    assert (placed.story_id, placed.is_reprint) == ("first", False)


def test_a_text_without_words_is_like_nothing() -> None:
    assert signature("…") == ()
    assert bands(()) == ()
    assert similarity((), ()) == 0.0
    assert verbatim_share("…", "") == 0.0
    assert not is_same_story("", "")


def test_the_estimate_is_near_the_true_share() -> None:
    assert similarity(signature(FIRST), signature(FIRST)) == 1.0
    assert 0.3 < similarity(signature(FIRST), signature(COPY)) < 0.8
