"""Where on the page the article's headline stands: its date is near."""

from __future__ import annotations

from lxml.html import HtmlElement

from crawler.selectors import short_text

_SHORTEST = 12
_LONGEST = 300
_HEADINGS = ("h1", "h2", "h3", "h4")
_OTHERS = ("span", "div", "p", "td", "b", "strong", "font", "th")
_BESIDE = 2  # levels


class Headline:
    """One element, with how many levels each element above it is away."""

    def __init__(self, element: HtmlElement) -> None:
        self._inside = set(element.iter())
        self._levels = {ancestor: level for level, ancestor in enumerate(element.iterancestors(), start=1)}
        self._levels[element] = 0

    def holds(self, element: HtmlElement) -> bool:
        return element in self._inside

    def is_in(self, element: HtmlElement) -> bool:
        return element in self._levels

    def is_beside(self, element: HtmlElement) -> bool:
        """In one small block with the headline."""
        shared = self._shared(element)
        return shared is not None and shared.tag not in ("body", "html") and self._levels[shared] <= _BESIDE

    def closeness(self, element: HtmlElement, distance: int) -> float:
        """How near a date stands: `distance` counts characters from the headline's beginning, before it negative."""
        if element in self._inside:
            return 5.0
        shared = self._shared(element)
        of_levels = -1.0 if shared is None else max(2.5 - 0.5 * self._levels[shared], -1.0)
        return of_levels + _of_distance(distance)

    def _shared(self, element: HtmlElement) -> HtmlElement | None:
        """The smallest element around both."""
        return next((ancestor for ancestor in element.iterancestors() if ancestor in self._levels), None)


def _of_distance(distance: int) -> float:
    if distance < 0:
        return 2.5 if distance > -150 else 1.0 if distance > -400 else -2.0
    return 3.0 if distance < 400 else 1.5 if distance < 2500 else 0.5 if distance < 8000 else -0.5


def find_headline(tree: HtmlElement, title: str) -> Headline | None:
    """The heading that says what the title says; else another element that does; else the first heading."""
    wanted = _folded(title)
    first: HtmlElement | None = None
    for tag in _HEADINGS:
        for heading in tree.iter(tag):
            text = _folded(short_text(heading, _LONGEST))
            if _same(text, wanted):
                return Headline(heading)
            if first is None and tag == "h1" and text:
                first = heading
    found = _titled(tree, wanted)
    found = first if found is None else found
    return None if found is None else Headline(found)


def _titled(tree: HtmlElement, wanted: str) -> HtmlElement | None:
    """Old layouts have no headings. A link with the title's words leads to the article from elsewhere."""
    if len(wanted) < _SHORTEST:
        return None
    for element in tree.iter(*_OTHERS):
        if _same(_folded(short_text(element, _LONGEST)), wanted) and not _is_linked(element):
            return element
    return None


def _is_linked(element: HtmlElement) -> bool:
    return element.find(".//a") is not None or any(above.tag == "a" for above in element.iterancestors())


def _same(text: str, wanted: str) -> bool:
    """One of the two may carry the site's name, a time or a subtitle too."""
    if min(len(text), len(wanted)) < _SHORTEST:
        return text == wanted != ""
    return text in wanted or wanted in text


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")
