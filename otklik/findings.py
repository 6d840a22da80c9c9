"""What `otklik doctor` says: a sentence with its mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """`trouble` needs a person; `advice` is worth knowing."""

    kind: Literal["trouble", "advice"]
    sentence: str
