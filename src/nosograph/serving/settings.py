"""What whoever runs the site has decided about its interfaces: one TOML file, read at the start.

Rule. A setting that is not understood stops the start; none of them is ever half in force.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.requests import Request

from nosograph.formats.maps import CodeMaps, MapLine, read_map_lines
from nosograph.formats.systems import OWN
from nosograph.model.codes import SYSTEMS
from nosograph.model.failures import SettingsError
from nosograph.serving.callers import Caller, Used
from nosograph.serving.configuration import TABLE, tables_of


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    with_tools: bool = True
    """Whether what is meant for professionals only is switched on."""
    maps: CodeMaps = field(default_factory=CodeMaps)
    """From codes of other systems to diseases and findings."""
    origins: tuple[str, ...] = ("*",)
    """Sites whose pages may ask the interfaces; `*` for all."""
    embedders: tuple[str, ...] = ()
    """Sites whose pages may embed entries; none where none is listed."""
    mock_ehr: bool = False
    """Whether the mock record is there, for development."""
    hooks_base: str = ""
    """The address of the site that callers' tokens are for."""
    callers: Mapping[str, Caller] = field(default_factory=dict)
    """Issuer → who may call CDS services; everybody where there is none."""
    used: Used = field(default_factory=Used)
    publisher: str = ""
    """Who runs the site, for the legal notice."""
    address: tuple[str, ...] = ()
    """Where they are reached, line by line."""
    contact: str = ""
    """Where errors are reported: `mailto:…` or `https://…`."""


def settings(request: Request) -> Settings:
    """The settings of the site that answers."""
    found: Settings = request.scope["nosograph.settings"]
    return found


def read_settings(file: Path | None, *, with_tools: bool = True) -> Settings:
    """The settings of a file, or those without one.

    Raises:
        SettingsError: the file cannot be read, or says something that is not understood.
    """
    if file is None:
        return Settings(with_tools)
    top = _Table(file, "", tables_of(file))
    top.only("codes", "cors", "widget", "cds-hooks", "development", "site", TABLE)
    codes, cors = top.table("codes", "maps", "findings"), top.table("cors", "origins")
    widget, hooks = (
        top.table("widget", "origins"),
        top.table("cds-hooks", "base", "callers", "used"),
    )
    mock_ehr = top.table("development", "mock-ehr").told.get("mock-ehr", False)
    if not isinstance(mock_ehr, bool):
        raise SettingsError(f"{file}: [development] mock-ehr is true or false")
    about = top.table("site", "publisher", "address", "contact")
    contact = about.text("contact")
    if contact and not contact.startswith(("mailto:", "https://")):
        raise about.wrong("contact begins with mailto: or https://")
    lines = [
        *(line for each in codes.texts("maps") for line in _map(file.parent / each, "disease")),
        *(line for each in codes.texts("findings") for line in _map(file.parent / each, "finding")),
    ]
    callers = [_caller(each, file.parent) for each in hooks.tables("callers")]
    base = hooks.text("base").rstrip("/")
    if callers and not base:
        raise SettingsError(f"{file}: cds-hooks.callers needs cds-hooks.base, which tokens are for")
    return Settings(
        with_tools,
        CodeMaps(lines),
        origins=tuple(cors.texts("origins")) or ("*",),
        embedders=tuple(widget.texts("origins")),
        mock_ehr=mock_ehr,
        hooks_base=base,
        callers={each.iss: each for each in callers},
        used=_used(file.parent, hooks.text("used")),
        publisher=about.text("publisher"),
        address=tuple(about.texts("address")),
        contact=contact,
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file, asked for values of the right type."""

    file: Path
    name: str
    told: Mapping[str, Any]

    def only(self, *known: str) -> None:
        for key in self.told:
            if key not in known:
                raise self.wrong(f"unknown setting {key!r}; known are {', '.join(known)}")

    def text(self, key: str) -> str:
        value = self.told.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(f"{key} is no text")
        return value

    def texts(self, key: str) -> list[str]:
        value = self.told.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(f"{key} is no list of texts")
        return value

    def table(self, key: str, *known: str) -> "_Table":
        value = self.told.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(f"{key} is no table")
        found = _Table(self.file, key, value)
        found.only(*known)
        return found

    def tables(self, key: str) -> "list[_Table]":
        value = self.told.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(f"{key} is no list of tables")
        return [_Table(self.file, key, each) for each in value]

    def wrong(self, text: str) -> SettingsError:
        return SettingsError(f"{self.file}: {f'[{self.name}] ' if self.name else ''}{text}")


def _caller(table: _Table, folder: Path) -> Caller:
    table.only("iss", "keys", "jku", "tenant")
    iss, file = table.text("iss"), folder / table.text("keys")
    if not iss or not table.text("keys"):
        raise table.wrong("needs iss and keys")
    try:
        keys = json.loads(file.read_text(encoding="utf-8"))
        kinds = {each["kty"] for each in keys["keys"]}
        private = any("d" in each for each in keys["keys"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(f"{file}: no JSON Web Key Set ({error})") from None
    if not kinds or kinds - {"EC", "RSA"} or private:
        raise SettingsError(f"{file}: only public keys of kinds EC and RSA can be used")
    return Caller(iss, keys, table.text("jku"), table.text("tenant"))


def _used(folder: Path, name: str) -> Used:
    try:
        return Used(folder / name if name else None)
    except sqlite3.Error as error:
        raise SettingsError(f"{folder / name}: {error}") from None


def _map(path: Path, target: str) -> list[MapLine]:
    wrong: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from None
    found = list(read_map_lines(lines, wrong.append, target=target, named=(OWN, *SYSTEMS)))
    if wrong:
        raise SettingsError(f"{path}: {wrong[0]}")
    return found
