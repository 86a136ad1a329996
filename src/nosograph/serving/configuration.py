"""How a site is run: what the command says, else the environment, else one TOML file.

Rule. Every mistake is named, all of them at once; with one of them nothing starts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from nosograph.formats.toml_files import read_toml
from nosograph.model.failures import SettingsError

PREFIX = "NOSOGRAPH_"
"""Before the name of a setting, in capitals, in the environment."""
TABLE = "server"
PROFILES = ("professional", "public")
LOGS = ("text", "json")

_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?")
_NAME = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True, slots=True)
class Server:
    """How one site is run."""

    release: Path = Path("releases/current")
    host: str = "127.0.0.1"
    port: int = 8000
    profile: str = "professional"
    directory: Path | None = None
    postgres: str = field(default="", repr=False)
    """Address of a server, which may hold a password."""
    workers: int = 1
    base_url: str = ""
    """`https://dictionary.example.org`: how links and printed pages name the site."""
    hosts: tuple[str, ...] = ()
    """Names by which it may be called; none for any."""
    log: str = "text"
    connections: int = 1000
    """Of one process at once."""
    rate: int = 0
    """Requests of one client a minute that a process answers; 0 for any number."""
    proxies: tuple[str, ...] = ("127.0.0.1",)
    """Addresses and networks of proxies, which are believed when they name the client."""


class _WrongError(ValueError):
    """A value that a setting cannot have; the message says which it can."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _WrongError("a text between quotes")
    return value


def _path(value: Any) -> Path:
    return Path(_text(value))


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        spelt = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9
        number = int(value) if spelt else value
        if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
            raise _WrongError(f"a whole number from {least} to {most}")
        return number

    return read


def _one_of(known: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in known:
            raise _WrongError(f"one of {', '.join(known)}")
        return str(value)

    return read


def _address(value: Any) -> str:
    found = _text(value).rstrip("/")
    if found and not _URL.fullmatch(found):
        raise _WrongError("an address without a path, such as https://dictionary.example.org")
    return found


def _names(value: Any) -> tuple[str, ...]:
    names = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(
        isinstance(each, str) and _NAME.fullmatch(each) for each in names
    ):
        raise _WrongError('a list of names without ports, such as ["dictionary.example.org"]')
    return tuple(each.casefold() for each in names)


def _networks(value: Any) -> tuple[str, ...]:
    named = value.replace(",", " ").split() if isinstance(value, str) else value
    try:
        return tuple(
            str(ip_network(_text(each))).removesuffix("/32").removesuffix("/128") for each in named
        )
    except (TypeError, ValueError):
        raise _WrongError('a list of addresses or networks, such as ["10.0.0.0/8"]') from None


READERS: Mapping[str, Callable[[Any], Any]] = {
    "release": _path,
    "host": _text,
    "port": _whole(0, 65535),
    "profile": _one_of(PROFILES),
    "directory": _path,
    "postgres": _text,
    "workers": _whole(1, 256),
    "base_url": _address,
    "hosts": _names,
    "log": _one_of(LOGS),
    "connections": _whole(10, 100_000),
    "rate": _whole(0, 1_000_000),
    "proxies": _networks,
}
"""Setting → what makes a value of it."""


def tables_of(file: Path) -> dict[str, Any]:
    """What stands in a file of settings.

    Raises:
        SettingsError: it cannot be read, or is no TOML.
    """
    try:
        return read_toml(file)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: {error}") from None


def read_server(
    file: Path | None, environment: Mapping[str, str], given: Mapping[str, Any]
) -> Server:
    """How the site is run, from a file, the environment and what was given by hand.

    Raises:
        SettingsError: something is not understood; it names everything that is not.
    """
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for where, told in _told(file, environment, given, wrong):
        for name, value in told.items():
            if name not in READERS:
                wrong.append(f"{where}: unknown setting {name!r}; known are {', '.join(READERS)}")
                continue
            try:
                found[name] = READERS[name](value)
            except _WrongError as error:
                shown = "" if name == "postgres" else f", not {str(value)[:80]!r}"
                wrong.append(f"{where}: {name} is {error}{shown}")
    if wrong:
        raise SettingsError("\n".join(wrong))
    return Server(**found)


def _told(
    file: Path | None, environment: Mapping[str, str], given: Mapping[str, Any], wrong: list[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Where settings stand, and what stands there, the strongest last."""
    if file is not None:
        try:
            table = tables_of(file).get(TABLE, {})
        except SettingsError as error:
            wrong.append(str(error))
            table = {}
        if not isinstance(table, dict):
            wrong.append(f"{file}: {TABLE} is a table: [{TABLE}]")
            table = {}
        yield str(file), table
    for name in READERS:
        if value := environment.get(PREFIX + name.upper()):
            yield PREFIX + name.upper(), {name: value}
    yield "the command", given


def as_environment(server: Server) -> dict[str, str]:
    """The environment from which the processes of a server read the same."""
    told = {}
    for each in fields(server):
        value = getattr(server, each.name)
        text = " ".join(value) if isinstance(value, tuple) else str(value or "")
        told[PREFIX + each.name.upper()] = text
    return told
