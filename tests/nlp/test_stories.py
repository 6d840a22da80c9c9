"""A copy with small edits is found; another article on the same subject is not."""

from __future__ import annotations

from nlp.stories import bands, is_same_story, signature, verbatim_share

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


def test_a_copy_shares_a_band_with_its_original_and_another_article_does_not() -> None:
    original = set(bands(signature(FIRST)))
    assert original & set(bands(signature(COPY)))
    assert not original & set(bands(signature(OTHER)))


def test_signatures_are_the_same_in_every_process() -> None:
    assert signature("один два три") == signature("Один, два — ТРИ!")
    assert signature("один два три")[:2] == (3298172937, 4086610984)


def test_a_copy_with_another_lead_and_end_is_the_same_story() -> None:
    assert is_same_story(COPY, FIRST)
    assert 0.6 < verbatim_share(COPY, FIRST) < 0.9


def test_a_shortened_copy_is_the_same_story() -> None:
    assert is_same_story(FIRST[:230], FIRST)
    assert verbatim_share(FIRST[:230], FIRST) < verbatim_share(FIRST, FIRST) == 1.0


def test_another_article_on_the_same_subject_is_another_story() -> None:
    assert not is_same_story(OTHER, FIRST)


def test_a_text_without_words_is_like_nothing() -> None:
    assert signature("…") == ()
    assert bands(()) == ()
    assert verbatim_share("…", "") == 0.0
    assert not is_same_story("", "")
