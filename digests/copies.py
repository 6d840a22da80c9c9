"""One copy of a message for one recipient: claimed in the ledger, handed over, and what became of it written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from archive.ledger import claim_delivery, find_deliveries, settle_delivery
from archive.store import Archive
from digests.send import Outcome
from records.digest import Delivery
from texts import _


def send_copy(
    archive: Archive,
    digest_id: str,
    recipient: str,
    now: datetime,
    hand_over: Callable[[Delivery], Outcome],
    *,
    resend: bool = False,
    force: bool = False,
) -> Outcome | None:
    """None when it is not this call's turn. A crash between the two transactions leaves «sending»: unknown."""
    [before] = standing(archive, digest_id, [recipient])
    with archive.writing() as connection:
        if not claim_delivery(connection, digest_id, recipient, now, resend=resend, force=force):
            return None
    [delivery] = standing(archive, digest_id, [recipient])
    outcome = hand_over(delivery)
    settled, when = outcome, now
    if before.state == "sent" and outcome.state == "failed":
        # The first copy did arrive: were it forgotten, the next sending would repeat it unasked.
        said = _("отправлено раньше; повтор не удался: {detail}", detail=outcome.detail)
        settled, when = replace(outcome, state="sent", detail=said), before.changed
    with archive.writing() as connection:
        settle_delivery(connection, digest_id, recipient, settled.state, when, settled.detail)
    return outcome


def standing(archive: Archive, digest_id: str, recipients: Sequence[str]) -> list[Delivery]:
    """How each of them stands in the ledger, in this order."""
    with archive.reading() as connection:
        found = {
            delivery.recipient: delivery for delivery in find_deliveries(connection, digest_id=digest_id)
        }
    return [found[recipient] for recipient in recipients]
