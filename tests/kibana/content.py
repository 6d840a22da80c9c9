"""The content that the tests look at: of a small register, so that the golden files change only with the dashboards."""

from __future__ import annotations

from dataclasses import replace

from kibana.content import Content, gather_content
from kibana.identifiers import Identifiers
from records.agenda import Campaign, Topic
from tests.search.press import REGISTRY as PRESS_REGISTRY

REGISTRY = replace(
    PRESS_REGISTRY,
    topics={
        id_: Topic(id=id_, name=name)
        for id_, name in (("layoffs", "Сокращения"), ("safety", "Охрана труда"), ("wages", "Зарплата"))
    },
    campaigns={"decent-work": Campaign(id="decent-work", name="За достойный труд")},
)


def make_content(space: str = "default", prefix: str = "otklik") -> Content:
    return gather_content(Identifiers(prefix=prefix, space=space), REGISTRY)
