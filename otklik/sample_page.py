"""What `otklik demo` prints: what was published, what was found, what a digest says of it, and what to try next."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from demo.accuracy import Share
from digests.evidence import choose_quotations
from digests.wording import period_words
from otklik.drop_words import drop_words
from otklik.run_table import show_failures, show_summary
from otklik.sample import KEPT, SampleResult
from otklik.tones import TONE_WORDS
from records.digest import Digest
from texts import _, plural

_STORIES = 5


def show_result(console: Console, result: SampleResult) -> None:
    console.print(Text(_("УЧЕБНАЯ ПРЕССА: издания, люди и события вымышлены"), style="bold"))
    console.print(
        _(
            "Опубликовано {published} {articles} в {outlets} {places}.",
            published=result.published,
            articles=plural(result.published, "статья", "статьи", "статей"),
            outlets=len(result.outlets),
            places=plural(len(result.outlets), "издании", "изданиях", "изданиях"),
        )
    )
    console.print(_decided_words(result.decided))
    show_summary(console, result.report)
    show_failures(console, result.report, result.outlets)
    digest, preview = result.digests[0]
    _show_digest(console, digest)
    _show_accuracy(console, result)
    console.print()
    console.print(Text(_("Сводка целиком: {path}", path=preview.html.resolve()), style="bold"))
    console.print(
        Text(
            _(
                "Попробуйте поиск: {program} search профсоюз --tone negative --config {file}",
                program=sys.argv[0],
                file=result.config,
            )
        ),
        soft_wrap=True,
    )


def _decided_words(decided: Mapping[str, int]) -> str:
    """What became of the pages: of any press the most is not about unions."""
    total = sum(decided.values())
    parts = [_("о профсоюзах — {number}", number=decided.get(KEPT, 0))]
    parts += [f"{drop_words(reason)} — {number}" for reason, number in decided.items() if reason != KEPT]
    return _(
        "Рассмотрено {total} {pages}: {parts}.",
        total=total,
        pages=plural(total, "страница", "страницы", "страниц"),
        parts="; ".join(parts),
    )


def _show_digest(console: Console, digest: Digest) -> None:
    console.print()
    title = _("{title}: {period}", title=digest.subscription.title, period=period_words(digest.period))
    console.print(Text(title, style="bold"))
    tones = ", ".join(f"{TONE_WORDS[tone]()} {digest.totals.by_tone.get(tone, 0)}" for tone in (1, 0, -1))
    console.print(
        _(
            "Публикаций {articles} (неделей раньше {before}), сюжетов {stories}, изданий {outlets}; {tones}.",
            articles=digest.totals.articles,
            before=digest.before.articles,
            stories=digest.totals.stories,
            outlets=digest.totals.outlets,
            tones=tones,
        )
    )
    for number, story in enumerate(digest.stories[:_STORIES], 1):
        console.print(Text(f"{number}. {story.first.title}"))
        outlet = digest.names.outlets.get(story.first.outlet, story.first.outlet)
        reprints = len(story.reprints)
        line = f"{outlet}, {TONE_WORDS[story.tone]()}"
        if reprints:
            line += f", {reprints} {plural(reprints, 'перепечатка', 'перепечатки', 'перепечаток')}"
        console.print(Padding(Text(line, style="dim"), (0, 0, 0, 3), expand=False))
        for quotation in choose_quotations(story)[:1]:
            sentence = "".join(piece.text for piece in quotation.pieces)
            console.print(Padding(Text(f"— {sentence}"), (0, 0, 0, 3), expand=False))


def _show_accuracy(console: Console, result: SampleResult) -> None:
    """The sample knows the truth about itself, so the first run also shows how far to trust the tags."""
    accuracy = result.accuracy
    console.print()
    console.print(Text(_("Сверка с тем, что в учебной прессе написано на самом деле:"), style="bold"))
    # Measured on texts that were read while the rules were written: the user must not take it for a promise.
    console.print(_("  (правила тона правились и по этим текстам: на настоящей прессе ошибок будет больше)"))
    for words, share in (
        (_("статьи о профсоюзах найдены"), accuracy.relevant_found),
        (_("упоминания профсоюзов узнаны"), accuracy.unions_found),
        (_("узнанные названы верно"), accuracy.named_unions_right),
        (_("тон определён верно"), accuracy.tones_right),
        (_("перепечатки найдены"), accuracy.reprints_found),
    ):
        console.print(f"  {words}: {_percent(share)}")


def _percent(share: Share) -> str:
    return f"{100 * share.right / share.total:.0f} % ({share.right} / {share.total})" if share.total else "—"
