"""Texts that want to be more than text: scripts, formulas, headers, links, invisible characters."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.digests.press import Said, Written

SCRIPT = "<script>document.title='взломано'</script>"
HANDLER = '"><img src=x onerror="document.title=\'взломано\'">'
MARKS = "{{ 7 * 7 }} {% raw %} {title} %s"
HEADERS = "Тема\r\nBcc: everyone@stf.example\r\n\r\nтело"
FORMULAS = [
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://evil.example","сюда")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
]
UNSEEN = "обычный \u202eтянеди\u202c текст\u200b\x00\x1b[31m"
TEXTS = [SCRIPT, HANDLER, MARKS, HEADERS, UNSEEN, *FORMULAS]


def hostile_articles() -> list[Written]:
    """Each text as a title and as evidence, and once as an address."""
    articles = [
        Written(
            outlet="luka",
            title=f"{text} {number}",
            sentences=(f"{text} СТФ {text}",),
            said=[Said(union="stf", name="СТФ", tone=-1, score=-0.5)],
            published=datetime(2026, 11, 18, number, tzinfo=UTC),
            url=f"https://luka.example/{number}",
        )
        for number, text in enumerate(TEXTS)
    ]
    return [
        *articles,
        Written(
            outlet="kedr",
            title="Ссылка с подвохом",
            sentences=("Здесь СТФ.",),
            said=[Said(union="stf", name="СТФ")],
            published=datetime(2026, 11, 18, 20, tzinfo=UTC),
            url="javascript:document.title='взломано'",
        ),
    ]
