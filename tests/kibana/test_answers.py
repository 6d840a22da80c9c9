"""Every panel is answered by a real Elasticsearch over the sample press, and with what is really there."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from archive.store import open_archive, sqlite_url
from kibana.api_bodies import dashboard_body
from kibana.content import Content, gather_content
from kibana.identifiers import Identifiers
from kibana.panels import Dashboard
from otklik.config import load_config
from otklik.workplace import open_registry
from pipelines.rebuilding import rebuild_index
from search.open import open_engine
from tests.kibana.aggregations import Window, find_documents, find_rows, restrict
from tests.kibana.content import make_content
from tests.kibana.press import campaign_articles
from tests.kibana.readings import Seen, read_body
from tests.kibana.uses import field_uses
from tests.otklik.conftest import run_otklik
from tests.search.conftest import remove_indices

pytestmark = pytest.mark.elasticsearch


@dataclass(frozen=True, kw_only=True)
class Indexed:
    """The sample press with a campaign added, in the indices that `content` reads."""

    client: Elasticsearch
    content: Content
    until: datetime

    def index(self, data_view: str) -> str:
        (title,) = [view.title for view in self.content.data_views if view.id == data_view]
        return title

    def window(self, board: Dashboard) -> Window:
        body = dashboard_body(board, self.content.ids)
        return Window(
            since=self.until - timedelta(days=board.days), until=self.until, query=body["query"]["expression"]
        )

    def panel(self, board_id: str, panel_id: str) -> tuple[Seen, Window]:
        (board,) = [board for board in self.content.dashboards if board.id == board_id]
        (panel,) = [one for one in self.panels(board) if one.id == panel_id]
        return panel, self.window(board)

    def panels(self, board: Dashboard) -> list[Seen]:
        return read_body(dashboard_body(board, self.content.ids))

    def rows(self, board_id: str, panel_id: str) -> list[tuple[Any, ...]]:
        panel, window = self.panel(board_id, panel_id)
        return find_rows(self.client, self.index(panel.data_view), panel, window)

    def documents(self, board_id: str, panel_id: str) -> list[dict[str, Any]]:
        """All that the panel counts, to count it otherwise."""
        panel, window = self.panel(board_id, panel_id)
        found = self.client.search(
            index=self.index(panel.data_view), size=10_000, query=restrict(window, panel.query)
        )
        return [hit["_source"] for hit in found["hits"]["hits"]]


@pytest.fixture(scope="module")
def press(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Indexed]:
    folder = tmp_path_factory.mktemp("sample")
    done = run_otklik(folder, "demo", "--once", "--folder", "sample", "--json")
    assert done.returncode == 0, done.stderr
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    with Elasticsearch(elasticsearch_url) as client:
        until = index_sample(folder / "sample", elasticsearch_url, prefix, client)
        registry = open_registry(load_config(folder / "sample/otklik.toml"))
        yield Indexed(
            client=client, content=gather_content(Identifiers(prefix=prefix), registry), until=until
        )
    remove_indices(elasticsearch_url, prefix)


def index_sample(sample: Path, url: str, prefix: str, client: Elasticsearch) -> datetime:
    """The moment of the latest article: there the time picker ends, whatever day it is today."""
    registry = open_registry(load_config(sample / "otklik.toml"))
    archive, engine = (
        open_archive(sqlite_url(sample / "archive.db")),
        open_engine(folder=sample, url=url, prefix=prefix),
    )
    try:
        assert rebuild_index(archive, engine, registry).refused == 0
        client.indices.refresh(index=f"{prefix}-*")
        latest = client.search(
            index=f"{prefix}-mentions", size=0, aggs={"latest": {"max": {"field": "@timestamp"}}}
        )
        until = datetime.fromisoformat(latest["aggregations"]["latest"]["value_as_string"])
        assert engine.write(campaign_articles(registry, until)) == []
        client.indices.refresh(index=f"{prefix}-*")
    finally:
        engine.close()
        archive.close()
    return until


PANELS = [
    (board.id, panel.id)
    for board in make_content().dashboards
    for panel in read_body(dashboard_body(board, make_content().ids))
    if panel.data_view
]
CHARTS = [
    (board.id, panel.id)
    for board in make_content().dashboards
    for panel in read_body(dashboard_body(board, make_content().ids))
    if panel.measures
]
LISTS = [place for place in PANELS if place not in CHARTS]


@pytest.mark.parametrize(("board", "panel"), CHARTS)
def test_a_panel_of_figures_is_answered_with_rows(press: Indexed, board: str, panel: str) -> None:
    rows = press.rows(board, panel)
    assert rows
    assert any(isinstance(row[-1], int | float) and row[-1] > 0 for row in rows)


@pytest.mark.parametrize(("board", "panel"), LISTS)
def test_a_list_is_answered_with_its_columns_newest_first(press: Indexed, board: str, panel: str) -> None:
    seen, window = press.panel(board, panel)
    documents = find_documents(press.client, press.index(seen.data_view), seen, window)
    assert documents
    moments = [one["@timestamp"][0] for one in documents]
    assert moments == sorted(moments, reverse=True)
    assert all(any(column in one for one in documents) for column in seen.shown[0])


def test_every_field_is_searchable_as_the_panels_need_it(press: Indexed) -> None:
    for use in field_uses(press.content):
        (view,) = [view for view in press.content.data_views if view.projection == use.projection]
        caps = press.client.field_caps(index=view.title, fields=use.field)["fields"][use.field]
        (kind,) = caps
        assert kind in use.kinds, use
        assert caps[kind]["aggregatable"] or use.purpose in ("column", "name"), use


@pytest.mark.parametrize("projection", ["articles", "mentions"])
def test_a_data_view_reads_an_alias_that_is_there(press: Indexed, projection: str) -> None:
    (view,) = [view for view in press.content.data_views if view.projection == projection]
    assert press.client.indices.exists_alias(name=view.title)
    assert press.client.count(index=view.title)["count"] > 50


def test_the_slices_of_the_share_of_voice_and_the_rest_are_the_whole(press: Indexed) -> None:
    ((whole,),) = press.rows("voice", "whole")
    slices = dict(press.rows("voice", "mentions"))
    counted = Counter(one["union"] for one in press.documents("voice", "mentions"))
    assert counted.total() == whole
    assert all(counted[union] == number for union, number in slices.items())
    assert sorted(slices.values()) == sorted(number for _union, number in counted.most_common(12))
    panel, _window = press.panel("voice", "mentions")
    assert panel.splits[0][-1], "without «other», a ring of twelve would call itself the whole"


def test_articles_count_once_and_own_sites_do_not(press: Indexed) -> None:
    now, _earlier = press.rows("week", "articles")
    documents = press.documents("week", "articles")
    assert now == (len({one["article_id"] for one in documents}),)
    assert len(documents) > now[0]
    assert {one["outlet_kind"] for one in documents} <= {"external", "authority", "aggregator"}
    panel, window = press.panel("week", "articles")
    with_own_sites = replace(window, query="")
    (more,), _earlier = find_rows(press.client, press.index(panel.data_view), panel, with_own_sites)
    assert more == now[0] + 1


def test_a_week_stands_beside_the_one_before(press: Indexed) -> None:
    panel, window = press.panel("week", "articles")
    earlier = replace(
        window, since=window.since - timedelta(weeks=1), until=window.until - timedelta(weeks=1)
    )
    index = press.index(panel.data_view)
    now, before = find_rows(press.client, index, panel, window)
    found = press.client.search(index=index, size=10_000, query=restrict(earlier, panel.query))
    assert before == (len({hit["_source"]["article_id"] for hit in found["hits"]["hits"]}),)
    assert before[0] > 0
    assert now[0] > 0


def test_the_table_of_tone_counts_as_one_counts_by_hand(press: Indexed) -> None:
    documents = press.documents("tone", "outlets")
    for outlet, negative, neutral, positive in press.rows("tone", "outlets"):
        tones = Counter(one["tone"] for one in documents if one["outlet_name"] == outlet)
        assert (negative, neutral, positive) == (tones[-1], tones[0], tones[1])


def test_a_partner_is_told_with_its_own_texts_our_words_and_the_latest_day(press: Indexed) -> None:
    documents = press.documents("outlets", "partners")
    rows = press.rows("outlets", "partners")
    assert rows == sorted(rows, key=lambda row: -row[1])
    for outlet, articles, first, words, *_tones, visibility, latest in rows:
        own = [one for one in documents if one["outlet_name"] == outlet]
        assert articles == len({one["article_id"] for one in own})
        assert first == len({one["article_id"] for one in own if not one["is_reprint"]})
        assert words == len({one["article_id"] for one in own if one["speech"] != "none"})
        assert visibility == pytest.approx(sum(one["visibility"] for one in own) / len(own), abs=0.01)
        assert latest / 1000 == max(datetime.fromisoformat(one["@timestamp"]).timestamp() for one in own)


def test_a_campaign_is_seen_where_it_is_heard(press: Indexed) -> None:
    heard = {campaign: row for campaign, *row in press.rows("campaigns", "campaigns")}
    assert heard["decent-work"][:2] == [3, 2]
    weeks = [
        articles
        for campaign, _week, articles in press.rows("campaigns", "weeks")
        if campaign == "decent-work"
    ]
    assert weeks == [1, 1, 1]
    tones = {
        tone: row for campaign, tone, row in press.rows("campaigns", "tone") if campaign == "decent-work"
    }
    assert tones == {"положительный": 3}


def test_every_id_that_a_panel_shows_has_a_name(press: Indexed) -> None:
    """A chart of ids is no chart for a press officer."""
    formats = {view.projection: view.formats for view in press.content.data_views}
    for field in ("union", "unions", "region"):
        known = {one["key"] for one in formats["mentions"][field]["params"]["lookupEntries"]}
        found = press.client.search(
            index=press.index(press.content.ids.data_view("mentions")),
            size=0,
            aggs={"ids": {"terms": {"field": field, "size": 1000}}},
        )
        shown = {bucket["key"] for bucket in found["aggregations"]["ids"]["buckets"]}
        assert shown <= known, json.dumps(sorted(shown - known))
