"""What stands in the path of an address or names a person, checked before the archive is asked."""

from __future__ import annotations

import re

from starlette.requests import Request

from desk.faults import MissingError
from texts import _
from texts.typography import clean

_ID = re.compile(r"[0-9a-f]{64}")
_LONGEST = 200  # characters of a name


def read_id(request: Request) -> str:
    """An article's or a story's. Raises MissingError for what is none."""
    id_ = str(request.path_params["id"])
    if not _ID.fullmatch(id_):
        raise MissingError(_("Такой статьи в архиве нет."))
    return id_


def read_name(request: Request) -> str:
    """A person's. Raises MissingError where nobody is named."""
    name = clean(request.query_params.get("name", "")).strip()
    if not name or len(name) > _LONGEST:
        raise MissingError(_("Не сказано, о ком страница: выберите человека в списке людей."))
    return name
