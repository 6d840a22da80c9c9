"""docker-compose.yml: nothing is open to the network, nothing runs unwatched, no password stands in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, read
from tests.elasticsearch_node import java
from tests.test_architecture import ARROWS


def services() -> dict[str, str]:
    """Each service's lines, by its name; the file is ours, so its two spaces of indentation are enough to tell."""
    body = re.search(r"(?ms)^services:\n(.*?)^volumes:", read("docker-compose.yml"))
    assert body
    parts = re.split(r"(?m)^  (\w+):\n", body[1])
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_three_programs_are_there() -> None:
    assert {"elasticsearch", "kibana", "otklik"} <= services().keys()


def test_every_port_is_bound_to_loopback() -> None:
    ports = [port for lines in services().values() for port in published(lines)]
    assert len(ports) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports)


def published(lines: str) -> list[str]:
    found = re.search(r"(?m)^    ports:\n((?:      - .*\n)+)", lines)
    return re.findall(r'- "?([^"\n]+)"?\n', found[1]) if found else []


def test_everything_that_stays_up_has_a_health_check_a_volume_and_a_limit() -> None:
    for name, lines in services().items():
        assert "\n    mem_limit: " in lines, name
        if '\n    restart: "no"' not in lines:
            assert "\n    healthcheck:\n" in lines, name
            assert f"- {name}-data:/" in lines, name


def test_no_password_is_written_down_and_each_must_be_given() -> None:
    values = re.findall(r"(?m)^      \w*PASSWORD: ?(.*)$", read("docker-compose.yml"))
    assert len(values) == 7
    for value in values:
        assert re.match(r"\$\{\w+:\?[^}]+\}$", value) or value.startswith("# passed on"), value


def test_the_images_are_of_the_version_that_the_tests_run_against() -> None:
    text = read("docker-compose.yml")
    versions = re.findall(r"image: docker\.elastic\.co/\w+/\w+:\$\{ELASTIC_VERSION:-([\d.]+)\}", text)
    assert versions == [java.VERSION] * text.count("image: docker.elastic.co/")
    assert len(versions) == 3


def test_the_image_is_built_from_the_lock_by_a_user_without_rights() -> None:
    dockerfile = read("Dockerfile")
    assert "--require-hashes --no-deps --requirement requirements.lock" in dockerfile
    assert re.search(r"(?m)^USER (?!root)", dockerfile)


def test_the_image_holds_every_package_and_nothing_that_is_not_named() -> None:
    lines = read(".dockerignore").splitlines()
    assert lines[1] == "*"
    copied = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert {*ARROWS, "registry"} <= copied
    assert all((ROOT / name).exists() for name in copied)


def test_cron_and_systemd_run_every_ten_minutes() -> None:
    assert re.search(r'(?m)^\*/10 \* \* \* \* .*"\$OTKLIK" run', read("deploy/crontab"))
    assert "OnCalendar=*:00/10" in read("deploy/otklik-run.timer")
    service = read("deploy/otklik-run.service")
    assert service.count("otklik run") == 1
    assert "SuccessExitStatus=75" in service
    assert "KillMode=mixed" in service, "the run passes the signal on itself"


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [(0, "", ""), (75, "busy", ""), (69, "no network", "no network\n"), (124, "late", "late\n")],
)
def test_the_run_s_line_in_the_crontab_says_what_is_wrong_and_not_that_another_is_at_work(
    tmp_path: Path, code: int, words: str, said: str
) -> None:
    [line] = [line for line in read("deploy/crontab").splitlines() if line.startswith("*/10")]
    otklik = tmp_path / "otklik"
    otklik.write_text(f"#!/bin/sh\necho table\nprintf '%s' '{words}' >&2\nexit {code}\n", "utf-8")
    otklik.chmod(0o755)
    command = line.split(maxsplit=5)[5].replace("/srv/otklik", str(tmp_path))
    done = subprocess.run(
        ["/bin/sh", "-c", command], env={"OTKLIK": str(otklik)}, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("", said)


def test_cron_keeps_a_copy_of_every_night() -> None:
    assert re.search(r'(?m)^30 3 \* \* \* .*"\$OTKLIK" backup', read("deploy/crontab"))


def test_cron_and_systemd_ask_the_doctor_every_day() -> None:
    assert re.search(r'(?m)^0 7 \* \* \* .*"\$OTKLIK" doctor', read("deploy/crontab"))
    assert "OnCalendar=*-*-* 07:00" in read("deploy/otklik-doctor.timer")
    assert "otklik doctor" in read("deploy/otklik-doctor.service")


@pytest.mark.parametrize(("code", "said"), [(0, ""), (1, "trouble\n")])
def test_the_doctor_s_line_in_the_crontab_speaks_only_of_trouble(
    tmp_path: Path, code: int, said: str
) -> None:
    [line] = [
        line for line in read("deploy/crontab").splitlines() if line.endswith('doctor) || echo "$said"; }')
    ]
    doctor = tmp_path / "otklik"
    doctor.write_text(f"#!/bin/sh\necho trouble\nexit {code}\n", "utf-8")
    doctor.chmod(0o755)
    command = line.split(maxsplit=5)[5].replace("/srv/otklik", str(tmp_path))
    done = subprocess.run(
        ["/bin/sh", "-c", command], env={"OTKLIK": str(doctor)}, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (said, "")
