"""A delivery is claimed once, settled once, and named when nobody knows."""

from __future__ import annotations

from archive import ledger
from tests.archive.conftest import NOW, Desk

DIGEST = ledger.StoredDigest(
    id="2026-W47/kurgan",
    period="2026-W47",
    subscription_id="kurgan",
    composed=NOW,
    subject="Неделя",
    message=b"one",
)


def plan(desk: Desk, *recipients: str) -> None:
    with desk.archive.writing() as connection:
        ledger.store_digest(connection, DIGEST)
        ledger.plan_deliveries(connection, DIGEST.id, {each: f"<{each}>" for each in recipients}, NOW)


def claim(desk: Desk, recipient: str, *, resend: bool = False) -> bool:
    with desk.archive.writing() as connection:
        return ledger.claim_delivery(connection, DIGEST.id, recipient, NOW, resend=resend)


def state(desk: Desk, recipient: str) -> str:
    with desk.archive.reading() as connection:
        found = ledger.find_deliveries(connection, digest_id=DIGEST.id)
    return next(each.state for each in found if each.recipient == recipient)


def settle(desk: Desk, recipient: str, outcome: ledger.DeliveryState) -> None:
    with desk.archive.writing() as connection:
        ledger.settle_delivery(connection, DIGEST.id, recipient, outcome, NOW)


def test_the_first_composition_is_what_all_get(desk: Desk) -> None:
    plan(desk, "a@x")
    other = ledger.StoredDigest(
        **{name: getattr(DIGEST, name) for name in DIGEST.__slots__} | {"message": b"two"}
    )
    with desk.archive.writing() as connection:
        assert ledger.store_digest(connection, other).message == b"one"


def test_a_delivery_is_claimed_once(desk: Desk) -> None:
    plan(desk, "a@x")
    assert claim(desk, "a@x")
    assert not claim(desk, "a@x")


def test_what_was_sent_is_sent_again_only_by_hand(desk: Desk) -> None:
    plan(desk, "a@x")
    claim(desk, "a@x")
    settle(desk, "a@x", "sent")
    plan(desk, "a@x")
    assert not claim(desk, "a@x")
    assert claim(desk, "a@x", resend=True)


def test_what_failed_is_tried_again(desk: Desk) -> None:
    plan(desk, "a@x")
    claim(desk, "a@x")
    settle(desk, "a@x", "failed")
    assert claim(desk, "a@x")


def test_an_interrupted_delivery_is_unknown_and_waits_for_a_person(desk: Desk) -> None:
    plan(desk, "a@x", "b@x")
    claim(desk, "a@x")
    with desk.archive.writing() as connection:
        assert [each.recipient for each in ledger.name_interrupted(connection, NOW)] == ["a@x"]
    assert (state(desk, "a@x"), state(desk, "b@x")) == ("unknown", "planned")
    assert not claim(desk, "a@x")
    assert claim(desk, "a@x", resend=True)


def test_a_recipient_added_later_is_planned_beside_the_others(desk: Desk) -> None:
    plan(desk, "a@x")
    claim(desk, "a@x")
    settle(desk, "a@x", "sent")
    plan(desk, "a@x", "b@x")
    assert (state(desk, "a@x"), state(desk, "b@x")) == ("sent", "planned")
