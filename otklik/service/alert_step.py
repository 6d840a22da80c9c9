"""The step that rings at once for what cannot wait for a digest."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from otklik.alerts import chosen_watches, send_alarms
from otklik.workplace import Workplace
from records.digest import Delivery
from records.errors import OtklikError, UnavailableError
from records.service import StepOutcome
from texts import _


def carry_alerts(workplace: Workplace, _seconds: float) -> StepOutcome:
    """An alert that fails keeps no other from ringing."""
    started = datetime.now(UTC)
    fresh, notes, problems, codes = list[Delivery](), list[str](), list[str](), list[int]()
    for watch in chosen_watches(workplace, ()):
        try:
            rung = send_alarms(workplace, [watch])
        except OtklikError as error:
            problems.append(f"{watch.id}: {error}")
            codes.append(error.exit_code)
            continue
        fresh += [copy for each in rung for copy in each.deliveries if copy.changed >= started]
        if any(each.is_quiet and each.alarms for each in rung):
            notes.append(_("{id}: тихие часы, уйдёт после них.", id=watch.id))
    lost = [copy for copy in fresh if copy.state in ("failed", "unknown")]
    if lost:
        detail = lost[0].detail or _("неизвестно, ушло ли")
        sentence = _(
            "не отправлено оповещений: {number} ({detail}). Что делать: otklik doctor",
            number=len(lost),
            detail=detail,
        )
        problems.append(sentence)
        codes.append(UnavailableError.exit_code)
    states = Counter(copy.state for copy in fresh)
    counts = {state: states[state] for state in ("sent", "failed", "unknown", "skipped")}
    return StepOutcome(counts=counts, notes=notes, problems=problems, exit_code=next(iter(codes), 0))
