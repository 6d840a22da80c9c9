"""Absences as a reader wants them: by story, reprints folded; those first in which nobody is even named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.absences import Absence, Missing


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsentStory:
    """`members` are its articles without us, earliest first."""

    id: str
    members: Sequence[Absence]

    @property
    def first(self) -> Absence:
        return self.members[0]

    @property
    def texts(self) -> Sequence[Absence]:
        """The earliest of each text: the others are its reprints."""
        found: dict[str, Absence] = {}
        for member in self.members:
            found.setdefault(member.text_id, member)
        return tuple(found.values())

    @property
    def reprints(self) -> Sequence[Absence]:
        texts = {text.id for text in self.texts}
        return tuple(member for member in self.members if member.id not in texts)

    @property
    def outlets(self) -> Sequence[str]:
        return tuple(dict.fromkeys(member.outlet_id for member in self.members))

    @property
    def topics(self) -> Sequence[str]:
        return tuple(dict.fromkeys(topic for member in self.members for topic in member.topics))

    @property
    def missing(self) -> Missing:
        """Not even a name, where nobody of them gives it."""
        return "name" if all(member.missing == "name" for member in self.members) else "voice"

    @property
    def named(self) -> Sequence[str]:
        return tuple(dict.fromkeys(union for member in self.members for union in member.named))


def group_absences(absences: Iterable[Absence]) -> list[AbsentStory]:
    """`absences` come earliest first."""
    stories: dict[str, list[Absence]] = {}
    for absence in absences:
        stories.setdefault(absence.story_id, []).append(absence)
    found = [AbsentStory(id=id_, members=members) for id_, members in stories.items()]
    return sorted(
        found,
        key=lambda story: (story.missing == "name", len(story.outlets), story.first.timestamp),
        reverse=True,
    )
