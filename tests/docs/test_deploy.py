"""The example files of a deployment are ones that the program and the system take."""

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from nosograph.serving.configuration import READERS, Server, read_server

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def test_the_example_settings_are_understood():
    server = read_server(DEPLOY / "site.toml", {}, {})

    assert server.profile == "public"
    assert server.hosts == ("dictionary.example.org",)


def test_every_setting_is_a_field_and_every_field_a_setting():
    assert set(READERS) == {each.name for each in fields(Server)}


def test_the_image_sets_what_the_program_reads():
    named = re.findall(r"NOSOGRAPH_([A-Z_]+)=(\S+)", text("Containerfile"))

    assert len(named) == 5
    read_server(None, {f"NOSOGRAPH_{name}": value for name, value in named}, {})


def test_the_image_runs_as_nobody_who_may_do_anything():
    assert re.search(r"^USER \d+$", text("Containerfile"), re.M)


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_what_operators_see_stays_inside(name):
    assert "/metrics" in text(name)
    assert "/readyz" in text(name)
    assert "127.0.0.1:8000" in text(name)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_the_unit_is_one_and_gives_little_away():
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", DEPLOY / "nosograph.service"],
        capture_output=True, text=True,
    )  # fmt: skip
    found = re.search(r"exposure level for nosograph.service: ([\d.]+)", told.stdout)

    assert found is not None, told.stderr
    assert float(found[1]) < 2


def test_each_file_is_named_on_a_page():
    pages = "".join(each.read_text("utf-8") for each in (ROOT / "docs/how-to").glob("*.md"))

    assert [each.name for each in DEPLOY.iterdir() if f"deploy/{each.name}" not in pages] == []
