"""A copy with small edits is found; another article on the same subject is not."""

from __future__ import annotations

from nlp.stories import bands, is_same_story, shingles, signature, verbatim_share

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


FIRST, COPY, OTHER, SHORTENED = map(shingles, (RELEASE, REWRITTEN, ANOTHER, RELEASE[:230]))


def test_a_copy_shares_a_band_with_its_original_and_another_article_does_not() -> None:
    original = set(bands(signature(FIRST)))
    assert original & set(bands(signature(COPY)))
    assert not original & set(bands(signature(OTHER)))


def test_signatures_and_bands_are_the_same_in_every_process() -> None:
    """They are kept in archives."""
    words = shingles("Один, два — ТРИ!")
    assert words == shingles("один два три") == {"один два три"}
    assert signature(words)[:2] == (3298172937, 4086610984)
    assert bands((1, 2, 3, 4, 5, 6)) == (157289726894136, 1039334019736895)


def test_a_copy_with_another_lead_and_end_is_the_same_story() -> None:
    assert is_same_story(COPY, FIRST)
    assert 0.6 < verbatim_share(COPY, FIRST) < 0.9


def test_a_shortened_copy_is_the_same_story_seen_from_either() -> None:
    assert is_same_story(SHORTENED, FIRST)
    assert is_same_story(FIRST, SHORTENED)
    assert verbatim_share(SHORTENED, FIRST) < verbatim_share(FIRST, FIRST) == 1.0


def test_another_article_on_the_same_subject_is_another_story() -> None:
    assert not is_same_story(OTHER, FIRST)


def test_a_text_without_words_is_like_nothing() -> None:
    nothing = shingles("…")
    assert nothing == shingles("") == frozenset()
    assert signature(nothing) == ()
    assert bands(()) == ()
    assert verbatim_share(nothing, nothing) == 0.0
    assert not is_same_story(nothing, nothing)
