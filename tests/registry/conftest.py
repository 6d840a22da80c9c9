"""A small register of invented outlets and unions, correct as it stands; each test spoils or extends it."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "regions.toml": """
RU-AAA = { name = "Заречная область", district = "УФО", timezone = "Asia/Yekaterinburg" }
RU-BBB = { name = "Приозёрный край", district = "СЗФО", timezone = "Europe/Moscow" }
""",
    "unions/centre.toml": """
id = "centre"
name = "Конфедерация профсоюзов Заречья"
short = "КПЗ"
kind = "confederation"
""",
    "unions/weavers.toml": """
id = "weavers"
name = "Профсоюз ткачей Заречья"
short = "Ткачпроф"
aliases = ["профсоюз ткачей"]
kind = "all-russian"
parents = ["centre"]
site = "weavers.example"
vk = "https://vk.example/weavers"

[[leaders]]
name = "Анна Ткачёва"
role = "председатель"
since = 2021-04-22
""",
    "outlets/RU-AAA/herald.toml": """
name = "Заречный вестник"
url = "https://herald.example/"
kind = "external"
timezone = "Asia/Yekaterinburg"

[[sources]]
kind = "feed"
url = "https://herald.example/rss.xml"

[[sources]]
kind = "listing"
url = "https://herald.example/news/"
links = ["a.headline"]

[article]
body = ["div.story > p", "//div[@id='old']/p"]

[expect]
articles_per_day = { min = 5, max = 80 }
""",
    "words.toml": """
"станки" = ["станок", "челнок"]
""",
    "campaigns/looms.toml": """
id = "looms"
name = "Новые станки"
unions = ["weavers"]
slogans = ["Новые станки — к сроку!"]
since = 2026-03-01
until = 2026-12-31
""",
    "agenda.toml": """
[[dates]]
name = "День ткача"
day = 29
month = 2
topics = ["weaving"]
campaigns = ["looms"]
""",
    "topics/weaving.toml": """
id = "weaving"
name = "Ткачество"
strong = ["ткацкий станок", "ткач"]
""",
}


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        write(tmp_path / "register", name, content)
    return tmp_path / "register"
