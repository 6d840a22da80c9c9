"""The whole way on the sample press: a press on loopback, a workplace of its own, and what came of it."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from archive.annotations import find_annotations
from archive.articles import find_articles, find_placements
from archive.outbox import placed_revisions
from archive.store import Archive
from demo.accuracy import Accuracy, Found, measure_accuracy
from demo.server import SamplePress
from desk.server import find_port
from digests.compose import compose_digest
from digests.period import last_complete
from digests.preview import Preview, write_preview
from otklik.config import Config, with_whole_paths
from otklik.crawling import crawl_everything
from otklik.desk import open_desk
from otklik.locks import crawl_lock
from otklik.mailing import chosen_subscriptions
from otklik.progress import CrawlProgress
from otklik.workplace import Workplace, open_registry
from records.digest import Digest
from records.errors import UsageError
from records.period import Period
from records.registry import Outlet
from records.runs import RunReport
from records.tones import article_tones
from texts import _

ZONE = ZoneInfo("Europe/Moscow")
KEPT = "kept"  # beside the reasons of records.article.Dropped
_MARK = "otklik-sample"  # a folder that holds this file is ours to clear

_SETTINGS = """\
# Учебная пресса Отклика: настройки для пробы команд. Папка пересоздаётся при каждом «otklik demo».
data = "."
timezone = "Europe/Moscow"

[watch]
unions = ["fnpr"]

[registry]
folder = "registry"
only_own = true

[crawl]
contact = "https://otklik.example/"
delay = 0
per_site = 4
deadline = 4
max_age_days = 60
allow_addresses = [{hosts}]

[[digests]]
id = "fnpr"
title = "ФНПР и все членские организации"
unions = ["fnpr"]

[[digests]]
id = "kurgan"
title = "Федерация профсоюзов Курганской области"
unions = ["fp-kurgan"]
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class SampleResult:
    """What a demonstration ends with: the crawl, the digests and their files, and how much of the truth was found.

    `decided` counts the pages by what became of them: `kept`, or the reason why not; `published` counts also those
    that no polite crawler may reach.
    """

    week: Period
    config: Path
    outlets: Mapping[str, Outlet]
    published: int
    decided: Mapping[str, int]
    report: RunReport
    digests: tuple[tuple[Digest, Preview], ...]
    accuracy: Accuracy


@contextmanager
def sample_press(now: datetime) -> Iterator[SamplePress]:
    """The press around the last complete week, on the air inside the `with` block."""
    with SamplePress(last_complete("weekly", now, ZONE).first, today=now.astimezone(ZONE).date()) as press:
        yield press


def show_sample(press: SamplePress, folder: Path, progress: CrawlProgress) -> SampleResult:
    """Crawls, tags, groups, indexes and composes. What an earlier demonstration left in the folder goes."""
    _clear(folder)
    config_file = _write_settings(press, folder)
    config = _read_settings(config_file)
    workplace = Workplace(config=config, registry=open_registry(config))
    with crawl_lock(config.data):
        report = crawl_everything(workplace, list(workplace.registry.outlets.values()), progress)
    week = last_complete("weekly", datetime.now(UTC), ZONE)
    with workplace.archive() as archive:
        return SampleResult(
            week=week,
            config=config_file,
            outlets=workplace.registry.outlets,
            published=len(press.articles),
            decided=_decided(report),
            report=report,
            digests=tuple(_digests(workplace, archive, week, folder)),
            accuracy=measure_accuracy(press.expected, _found(archive)),
        )


def sample_workplace(config_file: Path) -> Workplace:
    config = _read_settings(config_file)
    return Workplace(config=config, registry=open_registry(config))


def serve_sample(config_file: Path, port: int) -> None:
    """The desk on the sample week, until Ctrl-C; on another port where this one is taken."""
    workplace = sample_workplace(config_file)
    with open_desk(workplace, host="127.0.0.1", port=find_port("127.0.0.1", port), sample=True) as served:
        print(
            _("\nРабочий стол на учебной неделе открыт: {url} — закончить: Ctrl-C.", url=served.url),
            flush=True,
        )
        served.serve()


def _decided(report: RunReport) -> dict[str, int]:
    counts = Counter({KEPT: sum(source.kept for source in report.sources)})
    for source in report.sources:
        counts.update(source.dropped)
    return dict(counts.most_common())


def _clear(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise UsageError(
            _(
                "В папке {folder} уже что-то есть, и это не учебные данные. Укажите другую: --folder ПАПКА",
                folder=folder,
            )
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / _MARK).write_text(
        _("Учебные данные Отклика: эту папку можно удалить.") + "\n", encoding="utf-8"
    )


def _write_settings(press: SamplePress, folder: Path) -> Path:
    press.write_register(folder / "registry")
    file = folder / "otklik.toml"
    file.write_text(
        _SETTINGS.format(hosts=", ".join(f'"{host}/32"' for host in press.hosts)), encoding="utf-8"
    )
    return file


def _read_settings(file: Path) -> Config:
    """The file alone: a variable meant for the real installation must not send sample data to its Elasticsearch."""
    return with_whole_paths(
        Config.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))), file.parent
    )


def _digests(
    workplace: Workplace, archive: Archive, week: Period, folder: Path
) -> Iterator[tuple[Digest, Preview]]:
    for subscription in chosen_subscriptions(workplace, []):
        digest = compose_digest(archive, workplace.registry, subscription, week, ZONE, sample=True)
        yield digest, write_preview(digest, folder / "digests" / subscription.id, datetime.now(UTC))


def _found(archive: Archive) -> Iterator[Found]:
    with archive.reading() as connection:
        ids = [article_id for article_id, _revision in placed_revisions(connection)]
        articles = find_articles(connection, ids)
        annotations = find_annotations(connection, ids)
        placements = find_placements(connection, ids)
    for id_ in ids:
        yield Found(
            url=articles[id_].canonical_url,
            tones=article_tones(annotations[id_].unions),
            is_reprint=placements[id_].is_reprint,
        )
