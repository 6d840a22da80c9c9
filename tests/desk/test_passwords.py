"""Passwords are hashed by argon2id, checked in the same time for nobody, and hashed anew when parameters change."""

from __future__ import annotations

import time

import pytest
from argon2 import PasswordHasher

from desk.passwords import hash_password, is_outdated, is_right
from records.errors import UsageError

PASSWORD = "корова-и-подкова"


def test_only_the_password_itself_is_right() -> None:
    hashed = hash_password(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert PASSWORD not in hashed
    assert hashed != hash_password(PASSWORD)
    assert is_right(PASSWORD, hashed)
    assert not is_right(PASSWORD + " ", hashed)
    assert not is_right("", hashed)


def test_nobody_has_a_right_password_nor_has_a_broken_hash() -> None:
    assert not is_right("nobody has this password", None)
    assert not is_right(PASSWORD, "$argon2id$broken")


@pytest.mark.parametrize("password", ["", "девять зн", "x" * 1001])
def test_a_password_is_neither_short_nor_endless(password: str) -> None:
    with pytest.raises(UsageError, match="10"):
        hash_password(password)


def test_a_name_that_nobody_has_takes_as_long_as_one_that_somebody_has() -> None:
    hashed = hash_password(PASSWORD)
    is_right("the first one makes the hash of nobody", None)
    spent = {hashed: 0.0, None: 0.0}
    for whose in [hashed, None] * 6:
        begun = time.process_time()
        is_right("a wrong password", whose)
        spent[whose] += time.process_time() - begun
    assert 0.5 < spent[hashed] / spent[None] < 2


def test_a_hash_of_other_parameters_is_outdated_and_still_right() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
    assert is_outdated(old)
    assert is_right(PASSWORD, old)
    assert not is_outdated(hash_password(PASSWORD))
