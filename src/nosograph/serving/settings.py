"""What whoever runs the site has decided about its interfaces: one TOML file, read at the start.

Rule. A setting that is not understood stops the start; none of them is ever half in force.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.requests import Request

from nosograph.formats.maps import CodeMaps, MapLine, read_map_lines
from nosograph.formats.systems import OWN
from nosograph.model.codes import SYSTEMS
from nosograph.model.failures import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force."""

    with_tools: bool = True
    """Whether what is meant for professionals only is switched on."""
    maps: CodeMaps = field(default_factory=CodeMaps)
    """From codes of other systems to diseases."""


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
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: {error}") from None
    _only(file, told, "codes")
    codes = told.get("codes", {})
    _only(file, codes, "maps")
    lines = [line for each in codes.get("maps", ()) for line in _map(file.parent / each)]
    return Settings(with_tools, CodeMaps(lines))


def _only(file: Path, told: Any, *known: str) -> None:
    for key in told:
        if key not in known:
            raise SettingsError(f"{file}: unknown setting {key!r}; known are {', '.join(known)}")


def _map(path: Path) -> list[MapLine]:
    wrong: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from None
    found = list(read_map_lines(lines, wrong.append, target="disease", named=(OWN, *SYSTEMS)))
    if wrong:
        raise SettingsError(f"{path}: {wrong[0]}")
    return found
