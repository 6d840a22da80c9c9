"""`otklik corrections`: what people know better, kept over every later annotation and given away as labelled data."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from archive.corrections import list_corrections
from archive.store import Archive
from desk.correction_words import correction_words, corrector_words
from otklik.commands.options import AsJson, ConfigFile
from otklik.correcting import Wish, parse_moment, read_wish, zone_of
from otklik.tones import parse_tone
from otklik.workplace import Workplace, open_workplace
from pipelines.labelled import labelled_lines
from records.correction import Correction, KeptCorrection
from records.errors import UsageError
from texts import _, plural

if TYPE_CHECKING:
    from pipelines.correcting import Settled

app = typer.Typer(no_args_is_help=True)

By = Annotated[str, typer.Option("--by", metavar=_("ИМЯ"), help=_("Кто исправил."))]
_ALL = 1_000_000


@app.command("add", help=_("Исправить программу или подтвердить её; следующий разбор этого не отменит."))
def add(  # noqa: PLR0913, PLR0917 - one parameter an option
    url: Annotated[str, typer.Argument(metavar=_("АДРЕС"), help=_("Адрес статьи."))],
    by: By,
    union: Annotated[
        str,
        typer.Option(
            "--union", metavar=_("КОД"), help=_("Чьё упоминание исправить, как его отметила программа.")
        ),
    ] = "",
    tone: Annotated[
        str | None,
        typer.Option("--tone", metavar=_("ТОН"), help=_("положительный, нейтральный или негативный.")),
    ] = None,
    instead: Annotated[
        str | None,
        typer.Option("--instead", metavar=_("КОД"), help=_("Какой профсоюз имеется в виду на деле.")),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("Это вовсе не профсоюз."))] = False,
    words: Annotated[
        str, typer.Option("--words", metavar=_("СЛОВА"), help=_("Только упоминания, написанные точно так."))
    ] = "",
    not_relevant: Annotated[
        bool, typer.Option("--not-relevant", help=_("Статья не о том: убрать из поиска, сводок и подсчётов."))
    ] = False,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar=_("ДАТА"), help=_("Когда статья вышла: 2026-11-20 или 20.11.2026 14:30.")
        ),
    ] = None,
    other_story: Annotated[
        bool, typer.Option("--other-story", help=_("Это не тот сюжет: статья стоит сама за себя."))
    ] = False,
    with_copies: Annotated[
        bool,
        typer.Option("--with-copies/--alone", help=_("К --other-story: со своими перепечатками или одна.")),
    ] = True,
    same_story: Annotated[
        str,
        typer.Option("--same-story", metavar=_("АДРЕС"), help=_("Тот же сюжет, что у этой статьи.")),
    ] = "",
    right: Annotated[bool, typer.Option("--right", help=_("Верно: программа не ошиблась."))] = False,
    config: ConfigFile = None,
) -> None:
    workplace = open_workplace(config)
    told = (
        *(tone is not None, instead is not None, remove, not_relevant, day is not None),
        *(other_story, bool(same_story), right),
    )
    if sum(told) != 1:
        raise UsageError(
            _(
                "Укажите одно: --tone, --instead, --remove, --not-relevant, --date, --other-story, --same-story "
                "или --right."
            )
        )
    if not union and any(told[:3]):
        raise UsageError(_("Укажите --union: чьё упоминание исправить."))
    _check_unions(workplace, union, instead)
    wish = Wish(
        url=url,
        union=union,
        by=by,
        tone=parse_tone(tone) if tone else None,
        instead="" if remove else instead,
        words=words,
        not_relevant=not_relevant,
        published=parse_moment(day) if day else None,
        other_story=other_story,
        with_copies=with_copies,
        same_story=same_story,
        confirmed=right,
    )
    from pipelines.correcting import correct  # noqa: PLC0415 - compares texts, which loads numpy

    with workplace.archive() as archive:
        said = read_wish(archive, wish, zone_of(workplace.registry.outlets))
        settled = correct(archive, said, workplace.registry.own_outlets)
        shown = _show(workplace, archive, settled)
    numbers = ", ".join(str(id_) for id_ in settled.ids)
    print(_("Записано. Отменить: otklik corrections undo {ids}", ids=numbers) + ". " + shown)


@app.command("undo", help=_("Отменить исправление: его номер показывает otklik corrections list."))
def undo(
    ids: Annotated[list[int], typer.Argument(metavar=_("НОМЕР"), help=_("Номер исправления."))],
    by: By,
    config: ConfigFile = None,
) -> None:
    from pipelines.correcting import take_back  # noqa: PLC0415 - see above

    workplace = open_workplace(config)
    with workplace.archive() as archive:
        for id_ in ids:
            correction, settled = take_back(
                archive, id_, by, datetime.now(UTC), workplace.registry.own_outlets
            )
            shown = _show(workplace, archive, settled)
            print(
                _(
                    "Отменено: {what}.",
                    what=_words(correction, workplace),
                )
                + " "
                + shown
            )


@app.command("list", help=_("Что исправлено, кем и когда."))
def show(config: ConfigFile = None, as_json: AsJson = False) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive, archive.reading() as connection:
        made = list_corrections(connection, limit=_ALL)
    if as_json:
        print(json.dumps([_json(one) for one in made], ensure_ascii=False, default=str))
        return
    for one in made:
        print(_line(one, workplace))
    if not made:
        print(_("Исправлений нет."))


@app.command("export", help=_("Исправленное как разметка, строками JSON: для otklik evaluate."))
def export(config: ConfigFile = None) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive:
        for line in labelled_lines(archive, workplace.registry.outlets):
            print(json.dumps(line, ensure_ascii=False))


def _check_unions(workplace: Workplace, union: str, instead: str | None) -> None:
    for option, id_ in (("--union", union), ("--instead", instead)):
        if id_ and id_ not in workplace.registry.unions:
            raise UsageError(
                _("{option}: в реестре нет «{id}».", option=option, id=id_)
                + " "
                + _("Список: otklik registry list")
            )


def _show(workplace: Workplace, archive: Archive, settled: Settled) -> str:
    from pipelines.correcting import show_now  # noqa: PLC0415 - see above

    number = len(settled.touched)
    with workplace.engine() as engine:
        if show_now(archive, engine, workplace.registry, settled.touched):
            return _("Поиск уже показывает это.")
    return (
        f"{number} "
        + plural(number, "статью", "статьи", "статей")
        + " "
        + _("поиск покажет иначе после следующего обхода.")
    )


def _json(one: KeptCorrection) -> dict[str, object]:
    taken_back = {"taken_back": one.taken_back, "taken_back_by": one.taken_back_by}
    return {
        "kind": one.correction.kind,
        **dataclasses.asdict(one.correction),
        "url": one.url,
        "title": one.title,
    } | taken_back


def _words(correction: Correction, workplace: Workplace) -> str:
    return correction_words(correction, workplace.registry, ZoneInfo(workplace.config.timezone))


def _line(one: KeptCorrection, workplace: Workplace) -> str:
    said = one.correction
    what = _words(said, workplace)
    line = f"{said.id}. {said.made:%d.%m.%Y} {corrector_words(said.by)}: {what} — {one.title}"
    if one.taken_back is None:
        return line
    return (
        line
        + " "
        + _("(отменено {day:%d.%m.%Y}, {by})", day=one.taken_back, by=corrector_words(one.taken_back_by))
    )
