"""A busy invented week (2026-W47) and the one before, as a press officer would meet them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from archive.store import Archive
from tests.digests.press import Said, Written, put_articles, record_outcome


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


STRIKE = Written(
    outlet="zavodskaya",
    title="На стекольном заводе «Прозрачный» третий день не выходят в ночную смену",
    sentences=(
        "Рабочие требуют вернуть доплату за жару.",
        "«Росстеклопрофсоюз просто отсиделся в кабинете, пока люди падали у печей», — говорит "
        "выдувальщик Егор Тальников.",
        "В областном комитете комментариев не дали.",
    ),
    said=[
        Said(
            union="steklo",
            name="Росстеклопрофсоюз",
            tone=-1,
            score=-0.86,
            holder="quoted",
            speech="direct",
            role="main",
        )
    ],
    published=at(17, 6, 40),
    story="strike",
)
AGREEMENT = Written(
    outlet="tom-line",
    title="Узкоколейпрофсоюз и дорога «Кедровый путь» подписали коллективный договор",
    sentences=(
        "Документ рассчитан на три года.",
        "По словам директора, Узкоколейпрофсоюз добился индексации не ниже роста цен и бесплатного "
        "проезда для семей машинистов.",
        "Федерация профсоюзов Заречья предложила распространить договор на соседние ветки.",
    ),
    said=[
        Said(
            union="poezda",
            name="Узкоколейпрофсоюз",
            tone=1,
            score=0.74,
            holder="quoted",
            speech="indirect",
            role="main",
        ),
        Said(union="zarechye", name="Федерация профсоюзов Заречья", tone=1, score=0.41, holder="implied"),
    ],
    published=at(18, 8, 15),
    story="agreement",
)
WEEK = [
    STRIKE,
    replace(STRIKE, outlet="stepnoy", published=at(17, 9, 5)),
    replace(STRIKE, outlet="sobiratel", published=at(17, 9, 30)),
    replace(STRIKE, outlet="volzhanin", published=at(18, 5, 0)),
    AGREEMENT,
    replace(AGREEMENT, outlet="kedr", published=at(18, 12, 0)),
    replace(AGREEMENT, outlet="duma", published=at(19, 7, 0)),
    Written(
        outlet="luka",
        title="Прокуратура проверит взносы в Росстеклопрофсоюзе",
        sentences=("Поводом стала жалоба бывшего бухгалтера.",),
        said=[Said(union="steklo", name="Росстеклопрофсоюзе", tone=-1, score=-0.6, role="main")],
        published=at(20, 11, 20),
    ),
    Written(
        outlet="kedr",
        title="Дети железнодорожников съездили на озеро",
        sentences=("Путёвки оплатил Узкоколейпрофсоюз, автобусы дала дорога.",),
        said=[Said(union="poezda", name="Узкоколейпрофсоюз", tone=1, score=0.5)],
        published=at(21, 3, 0),
    ),
    Written(
        outlet="volzhanin",
        title="Губернатор встретился с предпринимателями и общественниками",
        sentences=("Среди приглашённых были ректоры, СТФ и торговая палата.",),
        said=[Said(union="stf", name="СТФ")],
        published=at(16, 14, 0),
    ),
    Written(
        outlet="stepnoy",
        title="В Заречье посчитали, на что уходит зарплата",
        sentences=(
            "Федерация профсоюзов Заречья опросила две тысячи семей: на еду уходит 41 % дохода, и авторы "
            "доклада напоминают, что минимальная потребительская корзина не пересматривалась шесть лет, "
            "а за это время подорожали и проезд, и коммунальные услуги, и детские кружки, так что "
            "откладывать получается только у каждой девятой семьи, причём в городах доля сберегающих "
            "заметно ниже, чем в сёлах, где выручает огород, лес и помощь старших родственников.",
        ),
        said=[Said(union="zarechye", name="Федерация профсоюзов Заречья", role="main")],
        published=at(19, 0, 0),
        has_time=False,
    ),
    Written(
        outlet="duma",
        title="Правовая инспекция труда: итоги месяца",
        sentences=("Инспекторы СТФ помогли вернуть работникам 3,2 млн рублей.",),
        said=[Said(union="stf", name="СТФ", tone=1, score=0.66, role="main")],
        published=at(20, 6, 0),
    ),
    Written(
        outlet="luka",
        title="Какие профсоюзы бывают: краткий путеводитель",
        sentences=("В списке — Росстеклопрофсоюз и Узкоколейпрофсоюз.",),
        said=[Said(union="steklo", name="Росстеклопрофсоюз"), Said(union="poezda", name="Узкоколейпрофсоюз")],
        published=None,
    ),
    Written(
        outlet="zavodskaya",
        title="Колонка: зачем нам ещё одна комиссия",
        sentences=("Комиссию, как водится, возглавит кто-то из СТФ, а толку снова не будет.",),
        said=[Said(union="stf", name="СТФ", tone=-1, score=-0.55, role="episodic")],
        published=at(22, 17, 45),
    ),
]
BEFORE = [
    replace(STRIKE, outlet="kedr", title="Стекольщики предупредили о смене", story="", published=at(12)),
    replace(AGREEMENT, outlet="luka", title="Дорога готовит договор", story="", published=at(13)),
    Written(
        outlet="luka",
        title="Встреча ветеранов",
        sentences=("Чай накрыл СТФ.",),
        said=[Said(union="stf", name="СТФ", tone=1, score=0.3)],
        published=at(14),
    ),
]


def put_sample_weeks(archive: Archive) -> None:
    """Undated articles count by the day they were seen, so the crawl of the week falls on its Sunday."""
    put_articles(archive, BEFORE, seen=at(15, 18))
    put_articles(archive, WEEK, seen=at(22, 18))
    for name in ("zavodskaya", "stepnoy", "tom-line", "volzhanin", "luka", "duma"):
        record_outcome(archive, name, "ok")
    record_outcome(archive, "kedr", "http-403")
    record_outcome(archive, "sobiratel", "timeout")
