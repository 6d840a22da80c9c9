"""What the system refuses is said in Russian, with the system's own words after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from texts.system_faults import explain_system_fault


def test_a_refusal_of_the_system_is_said_in_russian_with_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="absent") as absent:
        (tmp_path / "absent").read_bytes()
    assert explain_system_fault(absent.value) == "такого файла или папки нет (No such file or directory)"
    with pytest.raises(OSError, match="Is a directory") as folder:
        tmp_path.read_bytes()
    assert explain_system_fault(folder.value) == "это папка, а не файл (Is a directory)"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError("cannot  pickle\nit"), "cannot pickle it"),
        (OSError(), "OSError"),
        (OSError(9999, "odd"), "odd"),
    ],
)
def test_a_refusal_without_a_known_number_keeps_its_words(fault: OSError, said: str) -> None:
    assert explain_system_fault(fault) == said
