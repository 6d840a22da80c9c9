"""What `otklik doctor` says: what is wrong, and the mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from records.errors import OtklikError
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """`trouble` needs a person; `advice` is worth knowing. `check` names the part for programs; neither sentence nor
    mend ends with a full stop."""

    kind: Literal["trouble", "advice"]
    check: str
    sentence: str
    mend: str


def trouble(check: str, sentence: str, mend: str) -> Finding:
    return Finding(kind="trouble", check=check, sentence=sentence, mend=mend)


def advice(check: str, sentence: str, mend: str) -> Finding:
    return Finding(kind="advice", check=check, sentence=sentence, mend=mend)


def refusal(check: str, error: OtklikError) -> Finding:
    """What stopped the check itself: its sentence has the mend in it."""
    return trouble(
        check, str(error).rstrip("."), _("исправьте названное и проверьте снова командой otklik doctor")
    )
