"""From BIO tags to spans of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Tag = tuple[str, str]  # B, I or O; the label
Found = tuple[int, int, str]  # first token, behind the last one, label
_LONGEST_PERSON = 3  # tokens


def find_spans(tags: Iterable[Tag]) -> Iterator[Found]:
    """The spans exactly as slovnet reads them: an I after another label's B continues that."""
    start, label, end = 0, "", 0
    for at, (part, kind) in enumerate(tags):
        if part != "I" and label:
            yield start, end, label
            label = ""
        if part == "B":
            start, label = at, kind
        end = at + 1
    if label:
        yield start, end, label


def joined_persons(spans: Sequence[Found]) -> list[Found]:
    """Two persons stand side by side only by mistake: «Елене Викторовне», «Кузнецовой» are one."""
    joined: list[Found] = []
    for start, end, label in spans:
        if (
            label == "PER"
            and joined
            and joined[-1][1:] == (start, label)
            and start - joined[-1][0] < _LONGEST_PERSON
        ):
            joined[-1] = (joined[-1][0], end, label)
        else:
            joined.append((start, end, label))
    return joined
