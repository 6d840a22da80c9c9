"""The only place that makes and checks passwords: argon2id, with its parameters inside each hash."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from records.errors import UsageError
from texts import _

SHORTEST = 10
_LONGEST = 1000  # characters; hashing a megabyte that somebody sends is their attack, not their password
_HASHER = PasswordHasher()


def check_strength(password: str) -> None:
    """Raises UsageError."""
    if not SHORTEST <= len(password) <= _LONGEST:
        raise UsageError(
            _(
                "В пароле должно быть не меньше {shortest} знаков и не больше {longest}.",
                shortest=SHORTEST,
                longest=_LONGEST,
            )
        )


def hash_password(password: str) -> str:
    check_strength(password)
    return _HASHER.hash(password)


def is_right(password: str, hashed: str | None) -> bool:
    """Takes the same time where nobody has that name (`hashed` None), so that names cannot be found by the clock."""
    try:
        known = _HASHER.verify(hashed or _of_nobody(), password[: _LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return known and hashed is not None


def is_outdated(hashed: str) -> bool:
    """Was it made with other parameters than today's? Then it is made anew at the next right log-in."""
    return _HASHER.check_needs_rehash(hashed)


@cache
def _of_nobody() -> str:
    return _HASHER.hash("nobody has this password")
