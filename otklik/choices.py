"""What an option may be, by how its name begins, in Russian or English; and as in the index's documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from records.annotation import Holder, Role, Speech
from records.errors import UsageError
from records.registry import OutletKind
from records.search import Interval, Sort
from texts import _

Value = TypeVar("Value", bound=str)

_ROLES: Mapping[str, Role] = {"глав": "main", "main": "main", "эпизод": "episodic", "episod": "episodic"}
_SPEECH: Mapping[str, Speech] = {
    "прям": "direct",
    "direct": "direct",
    "косв": "indirect",
    "indirect": "indirect",
    "нет": "none",
    "без": "none",
    "none": "none",
}
_HOLDERS: Mapping[str, Holder] = {
    "автор": "author",
    "author": "author",
    "цит": "quoted",
    "quot": "quoted",
    "подраз": "implied",
    "impl": "implied",
}
_KINDS: Mapping[str, OutletKind] = {
    "сми": "external",
    "прес": "external",
    "press": "external",
    "extern": "external",
    "проф": "union",
    "union": "union",
    "власт": "authority",
    "author": "authority",
    "агрег": "aggregator",
    "aggreg": "aggregator",
}
_SORTS: Mapping[str, Sort] = {
    "дат": "date",
    "date": "date",
    "важ": "importance",
    "import": "importance",
    "соотв": "relevance",
    "relev": "relevance",
}
_INTERVALS: Mapping[str, Interval] = {"ден": "day", "дн": "day", "day": "day", "нед": "week", "week": "week"}


def parse_role(name: str) -> Role:
    """Raises UsageError, as all here do."""
    return _choose("--role", name, _ROLES, lambda: _("главная или эпизод"))


def parse_speech(name: str) -> Speech:
    return _choose("--speech", name, _SPEECH, lambda: _("прямая, косвенная или нет"))


def parse_holder(name: str) -> Holder:
    return _choose("--holder", name, _HOLDERS, lambda: _("автор, цитата или подразумевается"))


def parse_kind(name: str) -> OutletKind:
    return _choose("--outlet-kind", name, _KINDS, lambda: _("пресса, профсоюз, власть или агрегатор"))


def parse_sort(name: str) -> Sort:
    return _choose("--sort", name, _SORTS, lambda: _("дата, важность или соответствие"))


def parse_interval(name: str) -> Interval:
    return _choose("--interval", name, _INTERVALS, lambda: _("день или неделя"))


def _choose(option: str, name: str, beginnings: Mapping[str, Value], choices: Callable[[], str]) -> Value:
    """`choices` is a function because the language is chosen after this module loads."""
    lowered = name.strip().lower()
    for beginning, value in beginnings.items():
        if lowered.startswith(beginning):
            return value
    raise UsageError(
        _("{option}: бывает {choices}, а задано «{name}».", option=option, choices=choices(), name=name)
    )
