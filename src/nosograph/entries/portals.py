"""dictionary/portals.yaml: where families find a text about what is only named here.

Rule. A portal is reached by a link that somebody follows; nothing is loaded from it.
"""

from collections.abc import Iterator
from pathlib import Path

from nosograph.entries.fields import Fields
from nosograph.entries.files import read_file
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk
from nosograph.model.classification import Portal
from nosograph.model.problems import Report

PORTALS = "portals.yaml"
PLACES = ("{code}", "{slug}", "{name}")
"""What an address has to be filled with."""


def read_portals(path: Path, report: Report) -> tuple[Portal, ...]:
    """The portals in a file; none where there is no such file."""
    return tuple(_read(path, Desk(report, path.name))) if path.is_file() else ()


def _read(path: Path, desk: Desk) -> Iterator[Portal]:
    text = read_file(path, desk)
    root = None if text is None else read_yaml(text, desk)
    if root is None or root.kind == "nothing":
        return
    # A file is read as a mapping with one key, so that the ways to read a list are the same.
    key = Node("text", root.at, "portals")
    whole = Fields(Node("mapping", root.at, pairs=((key, root),)), desk, "file of portals")
    for each in whole.mappings("portals", "portal"):
        each.allow(("name", "language", "url", "by", "note"))
        found = Portal(
            each.text("name", needed=True),
            each.text("language", needed=True),
            each.text("url", needed=True),
            each.choice("by", ["code", "name"], "name"),
            each.text("note"),
        )
        if not found.url.startswith("https://") or not any(part in found.url for part in PLACES):
            each.desk.note(
                "bad-url",
                f"{found.url!r} is no address that a code or a name can be put into",
                each.place("url"),
                value=found.url,
                hint="write https://… with {code}, {slug} or {name}",
            )
        yield found
