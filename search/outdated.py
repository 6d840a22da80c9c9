"""An index that was built with other fields: what now asks does not fit it."""

from __future__ import annotations

from records.errors import StorageError
from texts import _


def outdated(index: object, *, rebuilding: bool) -> StorageError:
    """`rebuilding`: a new one has been begun. Whether anybody still works at it cannot be seen from here."""
    if rebuilding:
        return StorageError(
            _(
                "Указатель {index} собран прежней версией Отклика и собирается заново: повторите через несколько "
                "минут; прерванную сборку начнёт сначала otklik crawl или otklik index rebuild.",
                index=index,
            )
        )
    return StorageError(
        _(
            "Указатель {index} собран прежней версией Отклика: его соберёт заново ближайший обход, otklik crawl, "
            "а сразу — otklik index rebuild.",
            index=index,
        )
    )
