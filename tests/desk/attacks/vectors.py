"""What people try to get into a page as more than text, and a press in which it stands in every place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from archive.annotations import find_annotations, record_annotation
from archive.articles import find_articles
from archive.corrections import keep_correction
from archive.desk_users import add_user
from archive.saved_searches import save_search
from archive.schema import articles as articles_table
from archive.store import Archive
from pipelines.indexing import index_outbox
from records.annotation import Person, Quote
from records.correction import Confirmed, MentionCorrection
from records.registry import Registry
from tests.desk.guards_fixtures import NOW, Place
from tests.digests.press import Said, Written, article_id, registry

HIT = "window.hit=1"
SCRIPTS = (
    f"<script>{HIT}</script>",
    f"</title></textarea></style></script><script>{HIT}</script>",
    f'"><img src=x onerror="{HIT}">',
    f"'><svg/onload={HIT}>",
    f'" autofocus onfocus="{HIT}" onmouseover="{HIT}" x="',
    f"' onerror='{HIT}' x='",
    f"<details open ontoggle={HIT}>",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    f"<math><mtext><mglyph><style><img src onerror={HIT}></style></mglyph></mtext></math>",
    f"&lt;script&gt;{HIT}&lt;/script&gt;",
    f"\u202e<svg onload={HIT}>\u202c",
    f"<scr\x00ipt>{HIT}</scr\x00ipt>",
    f"<a href=javascript:{HIT} autofocus>сюда</a>",
    f"{{{{ 7 * 7 }}}}{{% raw %}}${{{HIT}}}",
    "<img src=https://evil.example/pixel.png>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/><button>Войти</button></form>",
    "<style>body{background:url(https://evil.example/b.png)}</style>",
)
ADDRESSES = (
    f"javascript:{HIT}",
    f"JaVaScRiPt:{HIT}",
    f"\x01javascript:{HIT}",
    f"java\tscript:{HIT}",
    f"data:text/html,<script>{HIT}</script>",
    f"vbscript:{HIT}",
    f'https://a.example/"onmouseover="{HIT}',
    "//evil.example/",
    "file:///etc/passwd",
)
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://evil.example")',
)
TEXTS = (*SCRIPTS, *FORMULAS)


def hostile_registry() -> Registry:
    """Outlets and unions whose names are hostile: a register may be somebody's draft."""
    known = registry()
    outlets = {
        id_: replace(outlet, name=f"{SCRIPTS[number % len(SCRIPTS)]} {outlet.name}")
        for number, (id_, outlet) in enumerate(known.outlets.items())
    }
    unions = {id_: replace(union, name=f"{SCRIPTS[2]} {union.name}") for id_, union in known.unions.items()}
    return Registry(unions=unions, outlets=outlets, regions=known.regions)


def hostile_articles() -> list[Written]:
    return [
        Written(
            outlet="luka",
            title=f"{text} {number}",
            sentences=(f"{text} СТФ {text} снова.", f"{text} сказал {text}."),
            said=[Said(union="stf", name="СТФ", tone=-1, score=-0.5)],
            published=datetime(2026, 11, 18, number % 24, tzinfo=UTC),
            url=f"https://luka.example/{number}",
        )
        for number, text in enumerate(TEXTS)
    ]


def put_hostile_words(place: Place) -> None:
    """Beside titles and texts: authors, sections, people, quotes, addresses, saved searches, and who corrected."""
    for number, one in enumerate(hostile_articles()):
        _decorate(place.archive, article_id(one), TEXTS[number], ADDRESSES[number % len(ADDRESSES)])
    with place.archive.writing() as connection:
        for text in TEXTS:
            save_search(connection, text, "q=1", "", NOW)
            add_user(connection, text, "no hash", "editor", NOW)
    index_outbox(place.archive, place.desk.engine, place.desk.registry)


def _decorate(archive: Archive, id_: str, text: str, address: str) -> None:
    with archive.writing() as connection:
        values = {"canonical_url": address, "authors": [text], "section": text}
        connection.execute(articles_table.update().where(articles_table.c.id == id_).values(values))
        found = find_annotations(connection, [id_])[id_]
        whole = len(find_articles(connection, [id_])[id_].text)
        people = (Person(start=0, end=2, name=text, role=text, union="stf"),)
        quotes = (Quote(start=0, end=whole, speaker=text, direct=True, unions=("stf",)),)
        record_annotation(connection, id_, replace(found, people=people, quotes=quotes))
        keep_correction(connection, Confirmed(article_id=id_, made=NOW, by=text))
        words = MentionCorrection(
            article_id=id_, made=NOW, by=text, union=text, words=text, span=(0, 2), tone=1
        )
        keep_correction(connection, words)
