"""Draws the map in docs/explanation/architecture.md from the imports: `python -m tests.docs.architecture`."""

import re
import tomllib
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "architecture.md"
MAP = re.compile(r"(?<=<!-- map -->\n```text\n).*?(?=```\n<!-- /map -->)", re.S)
WIDTH = 12


@cache
def imports():
    """The graph of the program's imports."""
    return grimp.build_graph("nosograph")


def layers():
    """The layers of the import contract that are there, the highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    named = next(each["layers"] for each in contracts["contracts"] if each["type"] == "layers")
    there = {each.stem for each in (ROOT / "src" / "nosograph").iterdir()}
    rows = [[name.strip(" ()") for name in line.split("|")] for line in named]
    return [kept for row in rows if (kept := [name for name in row if name in there])]


def package_of(module):
    """The package in which a module stands."""
    return module.split(".")[1] if "." in module else ""


def used(package):
    """The packages that a package imports."""
    direct = {name: set() for row in layers() for name in row}
    for module in imports().modules:
        for other in imports().find_modules_directly_imported_by(module):
            if package_of(module) != package_of(other) and package_of(module):
                direct[package_of(module)].add(package_of(other))
    return direct[package] - {""}


def drawn():
    """The map: a row per layer, and for each package what it imports, from above to below."""
    order = [name for row in layers() for name in row]
    lines = []
    for row in layers():
        for name in row:
            below = [each for each in order if each in used(name)]
            lines.append(f"{name:<{WIDTH}} → {', '.join(below) or 'the standard library'}")
        lines.append("─" * 78)
    return "\n".join(lines[:-1]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(MAP.sub(lambda _: drawn(), PAGE.read_text()))
