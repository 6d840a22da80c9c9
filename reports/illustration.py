"""Has a member's news a picture of its own? What the saved copy of its page offers to networks as its image."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_TAG = re.compile(rb"<meta\b[^>]*\bog:image(?::url)?[\"'][^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"\bcontent\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)


def find_image(body: bytes) -> str:
    """The address that the page names as its image; "" where there is none."""
    for tag in _TAG.finditer(body):
        content = _CONTENT.search(tag[0])
        if content:
            return content[1].decode("utf-8", "replace").strip()
    return ""


def own_images(images: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """Of (outlet, image) by article: those articles whose image no other page of the outlet shows, for a logo is no
    illustration."""
    shown = Counter(images.values())
    return frozenset(id_ for id_, (outlet, image) in images.items() if image and shown[outlet, image] == 1)
