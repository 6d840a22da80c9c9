"""Each way in which a file of the register can be wrong ends in one sentence: file, key, what was expected, mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from otklik.registry import find_broken, load_registry
from records.errors import ConfigError
from tests.registry.conftest import FILES, write

UNION, OUTLET, TOPIC = "unions/weavers.toml", "outlets/RU-AAA/herald.toml", "topics/weaving.toml"
CAMPAIGN, AGENDA = "campaigns/looms.toml", "agenda.toml"
FEED = "https://herald.example/rss.xml"


def sentence(folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_registry(base=folder)
    return str(caught.value)


# file, what is replaced, by what, the key that is named, a piece of what is said
SPOILT = [
    (
        UNION,
        'short = "Ткачпроф"',
        'shrot = "Ткачпроф"',
        "shrot",
        "такого ключа нет; уберите его или напишите: short",
    ),
    (UNION, 'short = "Ткачпроф"', "", "short", "ключа не хватает"),
    (UNION, 'short = "Ткачпроф"', "short = 5", "short", "непустая строка"),
    (UNION, 'short = "Ткачпроф"', 'short = "Профсоюз"', "short", "о любом профсоюзе"),
    (UNION, '"профсоюз ткачей"]', '"Дом профсоюзов"]', "aliases", "о любом профсоюзе"),
    (UNION, '["профсоюз ткачей"]', '"профсоюз ткачей"', "aliases", "список непустых строк"),
    (UNION, '["профсоюз ткачей"]', '["профсоюз ткачей", ""]', "aliases", "список непустых строк"),
    (UNION, '"all-russian"', '"all-rusian"', "kind", "«all-rusian» здесь не бывает; напишите: all-russian"),
    (UNION, '"all-russian"', '"club"', "kind", "distractor"),
    (UNION, '["centre"]', '["center"]', "parents", "организации «center» нет"),
    (UNION, '["centre"]', '["weavers"]', "parents", "круг подчинения weavers → weavers"),
    (UNION, 'id = "weavers"', 'id = "weaver"', "id", "не совпадает с именем файла; напишите «weavers»"),
    (UNION, "2021-04-22", '"2021"', "leaders[1].since", "день без кавычек"),
    (UNION, "2021-04-22", "2021-04-22T10:00:00", "leaders[1].since", "день без кавычек"),
    (UNION, "2021-04-22", "2021-04-22\nuntil = 2020-01-01", "leaders[1].until", "раньше, чем since"),
    (UNION, "[[leaders]]", "[leaders]", "leaders", "нужны таблицы: [[leaders]]"),
    (UNION, "[[leaders]]", 'verified = "нет"\n[[leaders]]', "verified", "true или false"),
    (UNION, "[[leaders]]", 'region = "RU-ZZZ"\n[[leaders]]', "region", "«RU-ZZZ» здесь не бывает"),
    (UNION, "[[leaders]]", 'region = ["RU-AAA", "RU-ZZZ"]\n[[leaders]]', "region", "кода «RU-ZZZ» нет"),
    (UNION, '"weavers.example"', '"https://weavers.example/"', "site", "без https://"),
    (UNION, '"https://vk.example/weavers"', '"vk.example/weavers"', "vk", "нужен полный: https://…"),
    (OUTLET, 'kind = "external"', 'kind = "paper"', "kind", "«paper» здесь не бывает"),
    (OUTLET, '"Asia/Yekaterinburg"', '"Asia/Zarechye"', "timezone", "пояса «Asia/Zarechye» нет"),
    (OUTLET, '"Asia/Yekaterinburg"', '"Asia"', "timezone", "пояса «Asia» нет"),
    (OUTLET, '"Asia/Yekaterinburg"', '"../../etc/passwd"', "timezone", "пояса"),
    (OUTLET, 'kind = "external"', 'kind = "external"\nregion = "RU-BBB"', "region", "с папкой RU-AAA"),
    (OUTLET, 'kind = "external"', 'kind = "external"\nid = "bulletin"', "id", "напишите «herald»"),
    (OUTLET, 'kind = "external"', 'kind = "external"\npaused = true', "paused", "строка"),
    (OUTLET, 'kind = "external"', 'kind = "external"\nunion = "weavers"', "union", "только у изданий"),
    (OUTLET, 'kind = "external"', 'kind = "union"', "union", "нужен код организации"),
    (OUTLET, 'kind = "external"', 'kind = "union"\nunion = "waevers"', "union", "«waevers» нет в unions"),
    (OUTLET, 'kind = "feed"', 'kind = "rss"', "sources[1].kind", "«rss» здесь не бывает"),
    (OUTLET, 'kind = "listing"', 'kind = "sitemap"', "sources[2].links", "только у listing"),
    (OUTLET, 'links = ["a.headline"]\n', "", "sources[2].links", "нужен отбор ссылок"),
    (OUTLET, 'kind = "feed"', 'kind = "feed"\nnext = ["a.next"]', "sources[1].next", "только у listing"),
    (
        OUTLET,
        'kind = "listing"',
        'kind = "listing"\nfull_text = false',
        "sources[2].full_text",
        "только в лентах",
    ),
    (OUTLET, 'kind = "feed"', 'kind = "feed"\npages = 0', "sources[1].pages", "хотя бы одна"),
    (OUTLET, 'kind = "feed"', 'kind = "feed"\npages = "5"', "sources[1].pages", "целое число"),
    (OUTLET, FEED, "ftp://herald.example/rss.xml", "sources[1].url", "не адрес"),
    (OUTLET, FEED, "file:///etc/passwd", "sources[1].url", "не адрес"),
    (OUTLET, FEED, "https:///rss.xml", "sources[1].url", "не адрес"),
    (OUTLET, FEED, "https://herald.example:port/", "sources[1].url", "не адрес"),
    (OUTLET, FEED, "https://[herald/", "sources[1].url", "не адрес"),
    (OUTLET, FEED, "https://herald.example/a b", "sources[1].url", "не адрес"),
    (OUTLET, FEED, "http://www.herald.example/news", "sources[2].url", "этот адрес уже есть в"),
    (OUTLET, "[[sources]]", "[[source]]", "source", "напишите: sources"),
    (OUTLET, "body =", "bodi =", "article.bodi", "напишите: body"),
    (OUTLET, "min = 5", "min = 500", "expect.articles_per_day.max", "меньше, чем min"),
    (OUTLET, "min = 5", "min = -5", "expect.articles_per_day.min", "целое число"),
    (OUTLET, "min = 5, ", "", "expect.articles_per_day.min", "целое число"),
    (OUTLET, "articles_per_day", "per_day", "expect.per_day", "articles_per_day"),
    (TOPIC, '["ткацкий станок", "ткач"]', "[]", "strong", "хотя бы одно слово"),
    (TOPIC, "strong =", "lemmas =", "lemmas", "напишите: id, labour, name"),
    (TOPIC, '"ткач"]', '"ткач …"]', "strong", "«…» стоит не между словами"),
    (TOPIC, '"ткач"]', '"… ткач"]', "strong", "«…» стоит не между словами"),
    (TOPIC, '"ткач"]', '"ткач, ткачиха"]', "strong", "непонятно «ткач,»"),
    (TOPIC, '"ткач"]', '"ткач/"]', "strong", "непонятно «»"),
    (TOPIC, '"ткач"]', '"ткач … <станочки>"]', "strong", "неизвестна группа слов <станочки>"),
    (TOPIC, '"ткач"]', '"ткач"]\nwithin = 50', "within", "не больше 20 слов"),
    (TOPIC, '"ткач"]', '"ткач"]\nlabour = "да"', "labour", "true или false"),
    (TOPIC, '"ткач"]', '"ткач"]\n[words]\nloom = ["два слова"]', "words.loom", "не одно слово"),
    ("words.toml", '"челнок"', '"два слова"', "станки", "не одно слово"),
    (CAMPAIGN, '"weavers"', '"waevers"', "unions", "«waevers» в реестре нет"),
    (CAMPAIGN, "Новые станки — к сроку!", "— !", "slogans", "нет ни одного слова"),
    (CAMPAIGN, "slogans =", "slogan =", "slogan", "напишите: slogans"),
    (CAMPAIGN, 'slogans = ["Новые станки — к сроку!"]', "", "slogans", "хотя бы один лозунг"),
    (CAMPAIGN, "2026-12-31", "2025-12-31", "until", "раньше, чем since"),
    (AGENDA, "day = 29", "day = 30", "dates[1].day", "от 1 до 29"),
    (AGENDA, "month = 2", "month = 13", "dates[1].month", "от 1 до 12"),
    (AGENDA, '"weaving"', '"weawing"', "dates[1].topics", "«weawing» в реестре нет"),
    (AGENDA, '"looms"', '"loms"', "dates[1].campaigns", "«loms» в реестре нет"),
    (OUTLET, 'kind = "external"', 'kind = "external"\nweight = 70', "weight", "не больше единицы"),
    ("regions.toml", 'district = "УФО", ', "", "RU-AAA.district", "ключа не хватает"),
    ("regions.toml", "Europe/Moscow", "Moscow", "RU-BBB.timezone", "пояса «Moscow» нет"),
]


@pytest.mark.parametrize(("name", "old", "new", "key", "said"), SPOILT)
def test_a_wrong_key_or_value_is_named_with_its_mend(
    folder: Path, name: str, old: str, new: str, key: str, said: str
) -> None:
    assert old in FILES[name]
    path = write(folder, name, FILES[name].replace(old, new, 1 if old != "[[sources]]" else -1))
    message = sentence(folder)
    assert re.match(rf"Файл {re.escape(str(path))}(, строка \d+)?, ключ «{re.escape(key)}»: ", message)
    assert said in message
    assert message.endswith(".")
    assert "\n" not in message


def test_an_outlet_without_sources_is_named(folder: Path) -> None:
    head = FILES[OUTLET].split("[[sources]]")[0]
    path = write(folder, OUTLET, head)
    assert sentence(folder).startswith(f"Файл {path}, ключ «sources»: нужен хотя бы один источник")


def test_broken_toml_is_named_with_its_line(folder: Path) -> None:
    path = write(folder, UNION, 'id = "weavers"\nname = "Профсоюз\n')
    assert sentence(folder).startswith(f"Файл {path}, строка 2, знак ")


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        (UNION, '"all-russian"', '"club"', 6),
        (UNION, "2021-04-22", '"2021"', 14),
        (OUTLET, 'kind = "listing"', 'kind = "sitemaps"', 12),
        (OUTLET, "min = 5", "min = 500", 20),
        ("regions.toml", "Europe/Moscow", "Moscow", 3),
    ],
)
def test_a_wrong_value_is_named_with_its_line(folder: Path, name: str, old: str, new: str, line: int) -> None:
    write(folder, name, FILES[name].replace(old, new))
    assert f", строка {line}, ключ «" in sentence(folder)


def test_every_broken_file_is_found_where_reading_stops_at_the_first(folder: Path) -> None:
    union = write(folder, UNION, FILES[UNION].replace("all-russian", "club"))
    topic = write(folder, TOPIC, FILES[TOPIC] + 'colour = "red"')
    outlet = write(folder, OUTLET, FILES[OUTLET].replace('kind = "external"', 'kind = "paper"'))
    assert [any(str(path) in found for found in find_broken(base=folder)) for path in (union, topic)] == [
        True
    ] * 2
    write(folder, UNION, FILES[UNION])
    write(folder, TOPIC, FILES[TOPIC])
    (left,) = find_broken(base=folder)
    assert str(outlet) in left
    write(folder, OUTLET, FILES[OUTLET])
    assert find_broken(base=folder) == []


def test_toml_that_breaks_off_is_named(folder: Path) -> None:
    path = write(folder, UNION, 'id = "weavers"\naliases = ["профсоюз ткачей"')
    assert sentence(folder).startswith(f"Файл {path} оборван")


def test_toml_nested_without_end_is_named(folder: Path) -> None:
    path = write(folder, UNION, "aliases = " + "[" * 100_000)
    assert sentence(folder).startswith(f"Файл {path}: скобки вложены слишком глубоко")


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / UNION).write_bytes(FILES[UNION].encode("windows-1251"))
    assert sentence(folder) == f"Файл {folder / UNION} не в кодировке UTF-8: сохраните его в UTF-8."


def test_a_folder_in_place_of_a_file_is_named(folder: Path) -> None:
    (folder / "topics" / "rest.toml").mkdir()
    assert sentence(folder).startswith(f"Файл {folder / 'topics/rest.toml'} не читается")


@pytest.mark.parametrize(
    "name",
    [
        "outlet/RU-AAA/a.toml",
        "unions/mine/a.toml",
        "outlets/a.toml",
        "region.toml",
        "outlets/RU-AAA/x/a.toml",
    ],
)
def test_a_file_that_nothing_reads_is_named(folder: Path, name: str) -> None:
    path = write(folder, name, "")
    assert sentence(folder).startswith(f"{path}: файл лежит не на месте")


def test_an_unknown_region_folder_is_named(folder: Path) -> None:
    write(folder, "outlets/RU-ZZZ/echo.toml", FILES[OUTLET])
    assert sentence(folder).startswith(f"{folder / 'outlets/RU-ZZZ'}: такого региона нет")


def test_two_outlets_of_one_name_are_both_named(folder: Path) -> None:
    path = write(folder, "outlets/RU-BBB/herald.toml", FILES[OUTLET])
    message = sentence(folder)
    assert message.startswith(f"{path}: так же называется {folder / OUTLET}")


def test_two_outlets_of_one_address_are_both_named(folder: Path) -> None:
    path = write(folder, "outlets/RU-BBB/echo.toml", FILES[OUTLET])
    message = sentence(folder)
    assert f"Файл {path}, строка 9, ключ «sources[1].url»: этот адрес уже есть в {folder / OUTLET}" in message


def test_a_file_name_that_is_no_id_is_named(folder: Path) -> None:
    path = write(folder, "topics/Ткачи.toml", FILES[TOPIC])
    assert sentence(folder).startswith(f"{path}: назовите файл строчными латинскими буквами")


def test_a_circle_of_parents_is_shown(folder: Path) -> None:
    write(folder, "unions/centre.toml", FILES["unions/centre.toml"] + 'parents = ["weavers"]\n')
    message = sentence(folder)
    assert "круг подчинения" in message
    assert "centre" in message
    assert "weavers" in message
