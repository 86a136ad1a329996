"""How a server is run: by hand, from the environment, from one file."""

import pytest
from typer.testing import CliRunner

from nosograph.cli import app
from nosograph.model.failures import SettingsError
from nosograph.serving.configuration import Server, as_environment, read_server


@pytest.fixture
def file(tmp_path):
    """A file with settings of a server."""
    path = tmp_path / "site.toml"
    path.write_text(
        '[server]\nport = 8080\nhosts = ["A.example"]\nbase_url = "https://a.example/"\n'
    )
    return path


def test_what_is_given_by_hand_is_stronger_than_the_environment_and_that_than_the_file(file):
    assert read_server(file, {}, {}).port == 8080
    assert read_server(file, {"NOSOGRAPH_PORT": "9000"}, {}).port == 9000
    assert read_server(file, {"NOSOGRAPH_PORT": "9000"}, {"port": 9001}).port == 9001


def test_values_are_what_they_mean(file):
    server = read_server(file, {}, {})

    assert server.hosts == ("a.example",)
    assert server.base_url == "https://a.example"
    assert server.workers == Server().workers


def test_every_mistake_is_named_at_once(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(
        '[server]\nprot = 1\nport = "many"\nbase_url = "a"\nhosts = "b/c"\nlog = "xml"\n'
    )

    with pytest.raises(SettingsError) as told:
        read_server(path, {"NOSOGRAPH_WORKERS": "0"}, {"profile": "private"})

    assert len(str(told.value).splitlines()) == 7


def test_a_password_in_an_address_is_not_shown(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text('[server]\npostgres = ["secret"]\n')

    with pytest.raises(SettingsError) as told:
        read_server(path, {}, {})

    assert "secret" not in str(told.value)
    assert "secret" not in repr(Server(postgres="secret"))


def test_processes_of_a_server_read_the_same_from_their_environment(file):
    server = read_server(file, {}, {"directory": "d", "workers": 4})

    assert read_server(None, as_environment(server), {}) == server


def test_the_command_says_what_is_wrong_and_starts_nothing(file, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[server]\nport = -1\nworkers = 0\n[colours]\n")

    fine = CliRunner().invoke(app, ["config", "check", str(file)])
    told = CliRunner().invoke(app, ["config", "check", str(wrong)])

    assert fine.exit_code == 0
    assert told.exit_code == 2
    assert all(word in told.output for word in ("port", "workers", "colours"))


def test_a_broken_file_is_a_mistake_too(tmp_path):
    with pytest.raises(SettingsError, match="none"):
        read_server(tmp_path / "none.toml", {}, {})
