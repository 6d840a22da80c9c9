"""What cron runs, seen from outside: what is found, what is dropped and why, and what happens in bad weather."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import pytest

from demo.server import SamplePress
from otklik.locks import crawl_lock
from tests.elasticsearch_node import Node
from tests.whole_way.conftest import SOME, Workplace, make_workplace


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, press: SamplePress) -> Workplace:
    workplace = make_workplace(tmp_path_factory.mktemp("crawled") / "w", press)
    workplace.crawl()
    return workplace


def test_every_listed_link_ends_kept_or_under_a_reason(crawled: Workplace) -> None:
    for _id, url, reason, article in crawled.archived()["links"]:
        assert (reason is None) != (article is None), url


def test_what_is_kept_is_what_is_about_unions(crawled: Workplace, press: SamplePress) -> None:
    kept = {row[3] for row in crawled.archived()["articles"]}
    wanted = {
        url
        for url, article in press.expected.items()
        if article.outlet.id in SOME and article.relevant and article.reachable
    }
    assert kept == wanted


def test_a_second_crawl_fetches_no_page_again(crawled: Workplace, press: SamplePress) -> None:
    before = press.requests
    report = crawled.crawl()
    asked = {path for (_outlet, path), _times in (press.requests - before).items()}
    assert asked == {"/robots.txt", "/rss.xml", "/atom.xml"}
    assert sum(source["kept"] for source in report["sources"]) == 0


def test_a_source_that_fails_is_listed_with_its_reason_and_stops_nothing(crawled: Workplace) -> None:
    report = crawled.crawl()
    outcomes = {source["outlet_id"]: source["outcome"] for source in report["sources"]}
    assert outcomes["stepnoy-golos"] == "http-500"
    assert outcomes["pritobolye"] in ("ok", "not-modified")
    assert "Степной голос" in crawled.run("crawl", "--all")


def test_a_second_crawl_at_once_leaves_with_75(crawled: Workplace) -> None:
    with crawl_lock(crawled.folder / "data"):
        assert "уже идёт" in crawled.crawl(code=75)
        assert "собран заново" in crawled.run("index", "rebuild"), "a rebuild waits for no crawl"


def test_ctrl_c_ends_in_order_and_the_next_crawl_goes_on(
    tmp_path: Path, press: SamplePress, crawled: Workplace
) -> None:
    workplace = make_workplace(tmp_path / "w", press)
    process = workplace.start("crawl", "--json")
    archive = tmp_path / "w" / "data" / "archive.db-wal"
    deadline = time.monotonic() + 60
    while not archive.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert err.strip().splitlines()[-1].startswith("otklik: прервано")
    assert "Traceback" not in err
    workplace.crawl()
    assert workplace.archived() == crawled.archived()


def test_without_a_network_the_crawl_says_so_in_a_sentence_and_loses_nothing(
    tmp_path: Path, press: SamplePress
) -> None:
    workplace = make_workplace(tmp_path / "w", press, ("pritobolye", "samarskaya-smena"))
    files = {file: file.read_text("utf-8") for file in (tmp_path / "w" / "registry").rglob("*.toml")}
    for file, text in files.items():
        address = press.addresses[file.stem]
        file.write_text(text.replace(address, f"http://{file.stem}.invalid"), "utf-8")
    assert "похоже, нет сети" in workplace.crawl(code=69)
    assert "недоступен" in workplace.run("sources", "list")
    assert "проверьте сеть" in workplace.start("doctor").communicate(timeout=60)[0]
    for file, text in files.items():
        file.write_text(text, "utf-8")
    assert sum(source["kept"] for source in workplace.crawl()["sources"]) > 5


def test_a_search_shows_the_sentence_that_proves_the_tone(crawled: Workplace) -> None:
    found = json.loads(crawled.run("search", "облсовпроф", "--union", "fp-kurgan", "--json"))
    assert found["total"] >= 3
    for hit in found["hits"]:
        assert any(evidence["union"] == "fp-kurgan" and evidence["sentence"] for evidence in hit["evidence"])


def test_search_knows_word_forms_and_regions(crawled: Workplace) -> None:
    forms = [
        json.loads(crawled.run("search", word, "--json"))["total"] for word in ("профсоюз", "профсоюзам")
    ]
    assert forms[0] == forms[1] > 0
    kurgan = json.loads(crawled.run("search", "профсоюз", "--region", "RU-KGN", "--json"))
    assert {hit["region"] for hit in kurgan["hits"]} == {"RU-KGN"}


def test_a_preview_is_written(crawled: Workplace) -> None:
    out = crawled.folder / "out"
    more = '[[digests]]\nid = "kurgan"\ntitle = "Курган"\nunions = ["fp-kurgan"]\n'
    config = (crawled.folder / "otklik.toml").read_text("utf-8")
    (crawled.folder / "preview.toml").write_text(config + more, "utf-8")
    crawled.run("digest", "--preview", str(out), "--config", "preview.toml")
    assert {file.name for file in out.iterdir()} == {
        "subject.txt",
        "digest.txt",
        "digest.html",
        "digest.xlsx",
        "digest.eml",
    }


@pytest.mark.elasticsearch
def test_with_elasticsearch_down_during_a_crawl_and_up_later_nothing_is_missing_or_doubled(
    tmp_path: Path, press: SamplePress, crawled: Workplace, elasticsearch_node: Node
) -> None:
    workplace = make_workplace(tmp_path / "w", press)
    workplace.environment |= {
        "OTKLIK_INDEX__ENGINE": "elasticsearch",
        "OTKLIK_INDEX__URL": elasticsearch_node.url,
    }
    elasticsearch_node.stop()
    said = workplace.crawl(code=69)
    assert elasticsearch_node.url in said
    assert workplace.archived()["articles"], "the crawl went on"
    assert len(workplace.archived()["outbox"]) == len(workplace.archived()["articles"])
    elasticsearch_node.start()
    workplace.crawl()
    status = json.loads(workplace.run("index", "status", "--json"))
    wanted = len(crawled.archived()["articles"])
    assert (status["articles"], status["missing"], status["stale"], status["surplus"]) == (wanted, [], [], [])
    assert json.loads(workplace.run("search", "--limit", "1000", "--json"))["total"] == wanted
    assert workplace.archived() == crawled.archived()
