"""What an evaluation found, as tables for people and as one JSON object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from nlp.evaluation.measure import TONES, Evaluation, add_up
from nlp.evaluation.scores import Confusion, Score
from otklik.tones import TONE_WORDS
from records.annotation import Tone
from texts import _, plural

Row = tuple[str, Score]


def figures(evaluation: Evaluation, texts: int) -> dict[str, Any]:
    """All figures by name. Shares are 0…1, or null where there was nothing to count."""
    tones, sure = evaluation.tones, evaluation.sure_tones
    return {
        "texts": texts,
        **{name: _figure(score) for name, score in _scores(evaluation).items()},
        "entities": {label: _figure(score) for label, score in evaluation.entities.items()},
        "topics": {topic: _figure(score) for topic, score in sorted(evaluation.topics.items())},
        "tone": _tones(tones),
        "sure_tone": {**_tones(sure), "coverage": _share(sure.total, tones.total)},
        "target_tone": _tones(evaluation.target_tones),
        "holder": _confusion(evaluation.holders),
        "speech": _confusion(evaluation.speech),
        "role": _confusion(evaluation.roles),
    }


def show_evaluation(console: Console, evaluation: Evaluation, texts: int) -> None:
    console.print(
        f"{texts} " + plural(texts, "размеченный текст", "размеченных текста", "размеченных текстов")
    )
    console.print(_score_table(list(_rows(evaluation))))
    if evaluation.topics:
        console.print(_score_table(sorted(evaluation.topics.items()), _("тема")))
    for title, confusion in (
        (_("Тон, все найденные упоминания"), evaluation.tones),
        (_("Тон, без тех, где программа воздержалась"), evaluation.sure_tones),
        (_("Тон к заданным отрезкам"), evaluation.target_tones),
    ):
        if confusion.total:
            console.print(_tone_line(title, confusion, evaluation.tones.total))
            console.print(_confusion_table(confusion))
    for name, words in (
        (_("чьи слова"), evaluation.holders),
        (_("речь"), evaluation.speech),
        (_("роль"), evaluation.roles),
    ):
        if words.total:
            console.print(
                _(
                    "{name}: верно {share} из {total}",
                    name=name,
                    share=_percent(words.accuracy),
                    total=words.total,
                )
            )


def _scores(evaluation: Evaluation) -> Mapping[str, Score]:
    return {
        "links": add_up(evaluation.links),
        "exact_links": add_up(evaluation.exact_links),
        "described": add_up(evaluation.described),
        "unknown_unions": add_up(evaluation.unknown),
        "people": add_up(evaluation.people),
        "names": add_up(evaluation.names),
        "positions": add_up(evaluation.positions),
        "people_unions": add_up(evaluation.people_unions),
    }


def _rows(evaluation: Evaluation) -> Iterator[Row]:
    names = {
        "links": _("профсоюзы"),
        "exact_links": _("профсоюзы, точные границы"),
        "described": _("профсоюзы, названные описанием"),
        "unknown_unions": _("организации не из реестра"),
        "people": _("люди"),
        "names": _("их имена в именительном падеже"),
        "positions": _("их должности, дословно"),
        "people_unions": _("их профсоюзы"),
    }
    for label, score in evaluation.entities.items():
        yield label, score
    for key, score in _scores(evaluation).items():
        if score.wanted or score.found:
            yield names[key], score


def _score_table(rows: Sequence[Row], what: str = "") -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(what)
    for title in (_("точность"), _("полнота"), "F1", _("верно"), _("найдено"), _("размечено")):
        table.add_column(title, justify="right")
    for name, score in rows:
        shares = (_percent(score.precision), _percent(score.recall), _percent(score.f1))
        table.add_row(name, *shares, str(score.right), str(score.found), str(score.wanted))
    return table


def _tone_line(title: str, confusion: Confusion[Tone], total: int) -> str:
    covered = _("охват {share}", share=_percent(_share(confusion.total, total))) if total else ""
    f1 = _("макро-F1 {share}", share=_percent(confusion.macro_f1(TONES)))
    return f"{title}: {f1}" + (f", {covered}" if confusion.total < total else "")


def _confusion_table(confusion: Confusion[Tone]) -> Table:
    """Rows are what was labelled, columns what was found."""
    table = Table(box=None, pad_edge=False)
    table.add_column(_("размечено \\ найдено"))
    for tone in TONES:
        table.add_column(TONE_WORDS[tone](), justify="right")
    for title in (_("точность"), _("полнота")):
        table.add_column(title, justify="right")
    for tone in TONES:
        score = confusion.score(tone)
        counts = (str(confusion.pairs[tone, found]) for found in TONES)
        table.add_row(TONE_WORDS[tone](), *counts, _percent(score.precision), _percent(score.recall))
    return table


def _figure(score: Score) -> dict[str, Any]:
    return {
        "precision": _rounded(score.precision),
        "recall": _rounded(score.recall),
        "f1": _rounded(score.f1),
        "right": score.right,
        "found": score.found,
        "wanted": score.wanted,
    }


def _tones(confusion: Confusion[Tone]) -> dict[str, Any]:
    return {
        "macro_f1": _rounded(confusion.macro_f1(TONES)),
        "accuracy": _rounded(confusion.accuracy),
        "total": confusion.total,
        "by_tone": {str(tone): _figure(confusion.score(tone)) for tone in TONES},
        "confusion": [[confusion.pairs[wanted, found] for found in TONES] for wanted in TONES],
    }


def _confusion(confusion: Confusion[str]) -> dict[str, Any]:
    pairs = {f"{wanted} > {found}": times for (wanted, found), times in sorted(confusion.pairs.items())}
    return {"accuracy": _rounded(confusion.accuracy), "total": confusion.total, "pairs": pairs}


def _share(part: int, whole: int) -> float | None:
    return _rounded(part / whole) if whole else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.1f}\u00a0%"
