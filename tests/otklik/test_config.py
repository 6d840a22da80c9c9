"""The configuration: every fault is one sentence that names the place, the key and what was expected."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import BaseModel

from otklik.config import Config, find_config_file, load_config
from otklik.sections import AlertConfig, DigestConfig
from records.errors import ConfigError

TEMPLATE = files("otklik").joinpath("otklik.toml.template").read_text("utf-8")


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("OTKLIK_") and not name.startswith("OTKLIK_TEST_"):
            monkeypatch.delenv(name)


def load(tmp_path: Path, text: str) -> Config:
    file = tmp_path / "otklik.toml"
    file.write_text(text, "utf-8")
    return load_config(file)


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ('timezon = "Europe/Moscow"', "timezon", "неизвестный ключ"),
        ('timezone = "Mars/Base"', "timezone", "IANA"),
        ("data = 5", "data", "путь"),
        ('[crawl]\ndelay = "быстро"', "crawl.delay", "число"),
        ("[crawl]\ndelay = -1", "crawl.delay", "не меньше 0"),
        ("[crawl]\nconcurrency = 1.5", "crawl.concurrency", "целое"),
        ('[crawl]\nallow_addresses = ["дом"]', "crawl.allow_addresses.1", "10.1.2.0/24"),
        ('[index]\nengine = "solr"', "index.engine", "embedded"),
        ('[index]\nurl = "localhost:9200"', "index.url", "https://"),
        ('[index]\nurl = ["https://a:9200", "b:9200"]', "index.url", "адрес № 2: нужен адрес вида https://"),
        ('[index]\nurl = "https://a:9200,, https://b:9200"', "index.url", "адрес № 2"),
        ('[index]\nurl = "https://a:9200, https://me:secret@b:9200"', "index.url", "password_file"),
        ("[index]\nurl = 9200", "index.url", "9200"),
        ('[smtp]\nsender = "никто"', "smtp.sender", "press@example.org"),
        ('[[digests]]\nid = "Курган"\ntitle = "x"', "digests.1.id", "латинские"),
        ('[[digests]]\ntitle = "x"', "digests.1.id", "нет обязательного"),
        (
            '[[digests]]\nid = "a"\ntitle = "x"\nrecipients = ["a@b, c@d"]',
            "digests.1.recipients.1",
            "адрес почты",
        ),
        ("digests = 3", "digests", "список"),
        ("watch = 3", "watch", "раздел"),
    ],
)
def test_a_wrong_key_is_named_with_file_and_expectation(
    tmp_path: Path, text: str, key: str, expected: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    sentence = str(caught.value)
    assert str(tmp_path / "otklik.toml") in sentence
    assert key in sentence
    assert expected in sentence
    assert len(sentence.splitlines()) == 1


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, 'timezon = "x"\n[crawl]\ndelay = -1')
    assert len(str(caught.value).splitlines()) == 2


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="строка 2"):
        load(tmp_path, 'timezone = "Europe/Moscow"\nwatch = [}')


def test_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "otklik.toml"
    file.write_bytes('data = "данные"'.encode("cp1251"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"net\.toml.*otklik init"):
        load_config(tmp_path / "net.toml")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="не читается"):
        load_config(tmp_path)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTKLIK_CRAWL__DELAY", "7")
    monkeypatch.setenv("OTKLIK_WATCH__UNIONS", '["fp-tomsk"]')
    config = load(tmp_path, '[crawl]\ndelay = 3\ndeadline = 5\n[watch]\nunions = ["fnpr"]')
    assert (config.crawl.delay, config.crawl.deadline, config.watch.unions) == (7, 5, ("fp-tomsk",))


@pytest.mark.parametrize("variable", ["OTKLIK_CRAWL__DELY", "OTKLIK_TIMEZON", "OTKLIK_CRAWL__DELAY"])
def test_a_wrong_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "много")
    with pytest.raises(ConfigError, match=variable if "DELY" not in variable else "dely"):
        load(tmp_path, "")


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("smtp", "password"),
        ("index", "api_key"),
        ("index", "password"),
        ("kibana", "api_key"),
        ("kibana", "password"),
    ],
)
def test_a_secret_in_the_file_is_refused_without_being_shown(tmp_path: Path, section: str, key: str) -> None:
    with pytest.raises(ConfigError, match=f"OTKLIK_{section}__{key}".upper()) as caught:
        load(tmp_path, f'[{section}]\n{key} = "hunter2"')
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "otklik:hunter2@db/otklik",
        "otklik:hunter2/x@db/otklik",
        ":hunter2@db/otklik",
        "otklik@db/otklik?password=hunter2",
        "otklik@db/otklik?sslmode=require&password=hunter2",
        "otklik@db/otklik?sslpassword=hunter2",
        "otklik@db/otklik?%70assword=hunter2",
        "/otklik?host=/run/postgresql&PASSWORD=hunter2",
    ],
)
def test_a_password_in_the_address_of_the_archive_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError, match="OTKLIK_ARCHIVE__URL") as caught:
        load(tmp_path, f'[archive]\nurl = "postgresql+psycopg://{address}"')
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///archive.db",
        "postgresql+psycopg://db:5432/otklik",
        "postgresql+psycopg://otklik@db/otklik?passfile=/etc/otklik/pgpass&sslmode=require",
    ],
)
def test_an_address_of_the_archive_without_a_password_is_taken(tmp_path: Path, url: str) -> None:
    assert load(tmp_path, f'[archive]\nurl = "{url}"').archive.url == url


def test_a_secret_comes_from_the_environment_or_a_named_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("from-file\n", "utf-8")
    monkeypatch.setenv("OTKLIK_SMTP__PASSWORD", "from-environment")
    config = load(tmp_path, '[index]\napi_key_file = "key"')
    assert config.index.api_key is not None
    assert config.smtp.password is not None
    assert config.index.api_key.get_secret_value() == "from-file"
    assert config.smtp.password.get_secret_value() == "from-environment"
    assert "from-" not in repr(config)


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"smtp\.password_file"):
        load(tmp_path, '[smtp]\npassword_file = "net"')


def test_relative_paths_are_the_neighbours_of_the_file(tmp_path: Path) -> None:
    config = load(tmp_path, 'data = "d"\n[registry]\nfolder = "own"')
    assert (config.data, config.registry.folder) == (tmp_path / "d", tmp_path / "own")


def test_the_file_is_found_by_option_then_variable_then_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_config_file(None) is None
    (tmp_path / "otklik.toml").touch()
    assert find_config_file(None) == Path("otklik.toml")
    monkeypatch.setenv("OTKLIK_CONFIG", "/etc/otklik.toml")
    assert find_config_file(None) == Path("/etc/otklik.toml")
    assert find_config_file(Path("x.toml")) == Path("x.toml")


def test_the_template_is_a_valid_configuration(tmp_path: Path) -> None:
    assert load(tmp_path, TEMPLATE).watch.unions == ("fnpr",)


def test_the_template_is_valid_with_every_example_uncommented(tmp_path: Path) -> None:
    lines = []
    for line in TEMPLATE.splitlines():
        bare = line.removeprefix("# ")
        is_setting = line.startswith("# ") and (bare.startswith("[[") or bare.split(" ")[1:2] == ["="])
        lines.append(bare if is_setting else line)
    text = "\n".join(line for line in lines if "_file" not in line)
    config = load(tmp_path, text)
    assert config.digests[0].recipients == ("press@example.org",)
    assert tomllib.loads(text)["smtp"]["port"] == 587


def settings_of(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from settings_of(field.annotation)
        else:
            yield name


@pytest.mark.parametrize(
    "setting",
    sorted(
        {*settings_of(Config), *settings_of(DigestConfig), *settings_of(AlertConfig)}
        - {"api_key", "password", "vk_token"}
    ),
)
def test_every_setting_stands_in_the_template(setting: str) -> None:
    assert f"{setting} =" in TEMPLATE or f"[[{setting}]]" in TEMPLATE


def test_elasticsearch_without_an_address_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"index\.url"):
        load(tmp_path, '[index]\nengine = "elasticsearch"')


@pytest.mark.parametrize(
    "url", ['["https://a:9200/", "https://b:9200"]', '"https://a:9200, https://b:9200/"']
)
def test_the_nodes_of_a_cluster_are_a_list_or_parted_by_commas(tmp_path: Path, url: str) -> None:
    assert load(tmp_path, f"[index]\nurl = {url}").index.url == "https://a:9200,https://b:9200"


def test_a_password_in_the_address_of_the_index_is_refused_without_being_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"index\.url") as caught:
        load(tmp_path, '[index]\nurl = "http://elastic:hunter2@127.0.0.1:9200"')
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("variable", ["OTKLIK_SMTP", "OTKLIK_WATCH__UNIONS"])
def test_a_variable_that_is_broken_json_is_one_sentence_without_its_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, '{"password": "hunter2')
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "")
    assert "hunter2" not in str(caught.value)
