"""A Word file without the moment at which it was packed: the same tables are the same bytes, whenever written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PACKED = (2000, 1, 1, 0, 0, 0)


def fix_moments(packed: bytes) -> bytes:
    """The same parts in the same order, each of one and the same moment."""
    file = BytesIO()
    with ZipFile(BytesIO(packed)) as given, ZipFile(file, "w", ZIP_DEFLATED) as fixed:
        for part in given.infolist():
            fixed.writestr(ZipInfo(part.filename, _PACKED), given.read(part), ZIP_DEFLATED)
    return file.getvalue()
