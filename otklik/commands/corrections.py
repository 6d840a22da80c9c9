"""`otklik corrections`: what people know better, kept over every later annotation and given away as labelled data."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer

from archive.corrections import find_corrections
from otklik.commands.options import AsJson, ConfigFile
from otklik.correcting import Wish, correct, labelled_lines
from otklik.locks import crawl_lock
from otklik.tones import TONE_WORDS, parse_tone
from otklik.workplace import Workplace, open_workplace
from records.correction import Correction
from records.errors import UsageError
from texts import _, plural

app = typer.Typer(no_args_is_help=True)


@app.command("add", help=_("Исправить тон упоминания или сам профсоюз; следующий разбор этого не отменит."))
def add(  # noqa: PLR0917 - one parameter an option
    url: Annotated[str, typer.Argument(metavar=_("АДРЕС"), help=_("Адрес статьи."))],
    union: Annotated[
        str,
        typer.Option(
            "--union", metavar=_("КОД"), help=_("Чьё упоминание исправить, как его отметила программа.")
        ),
    ],
    by: Annotated[str, typer.Option("--by", metavar=_("ИМЯ"), help=_("Кто исправил."))],
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
    config: ConfigFile = None,
) -> None:
    workplace = open_workplace(config)
    if sum((tone is not None, instead is not None, remove)) != 1:
        raise UsageError(_("Укажите одно из трёх: --tone, --instead или --remove."))
    for option, id_ in (("--union", union), ("--instead", instead)):
        if id_ is not None and id_ not in workplace.registry.unions:
            raise UsageError(
                _("{option}: в реестре нет «{id}».", option=option, id=id_)
                + " "
                + _("Список: otklik registry list")
            )
    wish = Wish(
        url=url,
        union=union,
        by=by,
        tone=parse_tone(tone) if tone else None,
        instead="" if remove else instead,
        words=words,
    )
    with crawl_lock(workplace.config.data), workplace.archive() as archive:
        number = correct(archive, wish)
    print(
        _("Исправлено: {number}", number=number)
        + " "
        + plural(number, "упоминание", "упоминания", "упоминаний")
        + ". "
        + _("Поиск покажет это после следующего обхода.")
    )


@app.command("list", help=_("Что исправлено, кем и когда."))
def show(config: ConfigFile = None, as_json: AsJson = False) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive, archive.reading() as connection:
        made = find_corrections(connection)
    if as_json:
        print(json.dumps([dataclasses.asdict(one) for one in made], ensure_ascii=False, default=str))
        return
    for one in made:
        print(f"{one.made:%d.%m.%Y} {one.by}: {_what(one, workplace)}")
    if not made:
        print(_("Исправлений нет."))


@app.command("export", help=_("Исправленное как разметка, строками JSON: для otklik evaluate."))
def export(config: ConfigFile = None) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive:
        for line in labelled_lines(archive, workplace.registry.outlets):
            print(json.dumps(line, ensure_ascii=False))


def _what(one: Correction, workplace: Workplace) -> str:
    where = f"«{one.words}»" if one.words else _("все упоминания")
    if one.tone is not None:
        return f"{one.union}, {where}: {TONE_WORDS[one.tone]()}"
    meant = workplace.registry.unions.get(one.instead or "")
    return f"{one.union}, {where}: " + (meant.short if meant else one.instead or _("не профсоюз"))
