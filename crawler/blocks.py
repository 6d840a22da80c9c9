"""A page as the lines that a reader sees, in their order, each with the boxes in which it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

_BOXES_TAGS = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_BOXES = frozenset(_BOXES_TAGS.split())
LINE_TAGS = _BOXES | {"br"}  # each begins a new line
_NOT_READ_TAGS = (
    "applet audio button canvas datalist embed frameset head iframe input map math meter noembed noframes noscript "
    "object option progress script select style svg template textarea title video"
)
_NOT_READ = frozenset(_NOT_READ_TAGS.split())
_LONGEST_BROKEN = 500  # words
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # they only say where a word may break
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Box:
    """A block element. `parent` is the index of the box around it, -1 for the outermost; `name` its class and id."""

    parent: int
    tag: str
    name: str
    depth: int
    element: HtmlElement


@dataclass(slots=True)
class Block:
    """One line of text; a sentence broken by hand is one. `box` is the index of the innermost box."""

    text: str
    box: int
    words: int
    linked: int
    emphasized: int
    after_break: bool


@dataclass(slots=True)
class Layout:
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def find_layout(tree: HtmlElement) -> Layout:
    """Cuts at every block element and line break; what browsers do not show is left out."""
    return _Walk().through(tree)


class _Walk:
    """One pass over the tree without recursion, so that no nesting is too deep."""

    def __init__(self) -> None:
        self._layout = Layout()
        self._parts: list[str] = []
        self._linked = self._emphasized = 0
        self._open: list[int] = []
        self._links = self._emphases = 0
        self._after_break = False

    def through(self, tree: HtmlElement) -> Layout:
        walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
        skipped = False
        for event, element in walk:
            if event == "start":
                skipped = element.tag in _NOT_READ or _is_hidden(element)
                if skipped:
                    walk.skip_subtree()
                else:
                    self._enter(element, element.tag)
            elif event == "end":
                # What was skipped ends at once.
                if not skipped:
                    self._leave(element.tag)
                skipped = False
                if element.tail and element is not tree:
                    self._read(element.tail)
            elif element.tail:
                self._read(element.tail)
        self._flush()
        return self._layout

    def _enter(self, element: HtmlElement, tag: str) -> None:
        if tag in _BOXES:
            self._flush()
            parent = self._open[-1] if self._open else -1
            name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
            self._open.append(len(self._layout.boxes))
            self._layout.boxes.append(Box(parent, tag, name, len(self._open), element))
        elif tag == "br":
            self._flush()
            self._after_break = True
        elif tag == "a":
            self._links += 1
        elif tag in ("b", "strong", "i", "em"):
            self._emphases += 1
        if element.text:
            self._read(element.text)

    def _leave(self, tag: str) -> None:
        if tag in _BOXES:
            self._flush()
            self._open.pop()
        elif tag == "a":
            self._links -= 1
        elif tag in ("b", "strong", "i", "em"):
            self._emphases -= 1

    def _read(self, text: str) -> None:
        self._parts.append(text)
        if self._links or self._emphases:
            words = len(text.split())
            self._linked += words if self._links else 0
            self._emphasized += words if self._emphases else 0

    def _flush(self) -> None:
        if self._parts:
            words = _INVISIBLE.sub("", "".join(self._parts)).split()
            if words:
                box = self._open[-1] if self._open else -1
                linked, emphasized = min(self._linked, len(words)), min(self._emphasized, len(words))
                self._add(Block(" ".join(words), box, len(words), linked, emphasized, self._after_break))
        self._parts.clear()
        self._linked = self._emphasized = 0
        self._after_break = False

    def _add(self, block: Block) -> None:
        before = self._layout.blocks[-1] if self._layout.blocks else None
        if before is None or not _goes_on(before, block):
            self._layout.blocks.append(block)
            return
        before.text = f"{before.text} {block.text}"
        before.words += block.words
        before.linked += block.linked
        before.emphasized += block.emphasized


def _goes_on(before: Block, block: Block) -> bool:
    """Whether the page broke a sentence by hand, to fit a column."""
    return (
        block.after_break
        and block.box == before.box
        and block.text[0].islower()
        and (before.text[-1].isalnum() or before.text[-1] in ",–—-")
        and before.words < _LONGEST_BROKEN
    )


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))
