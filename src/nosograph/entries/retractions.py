"""`dictionary/retractions.csv`: works that were taken back, so that no entry cites them unawares.

Rule 1. The file has the columns of the Retraction Watch data, so that a copy of them can be put
in its place; only a few of the columns are read. Without the file, titles alone can tell.
Rule 2. A retracted work may be cited only where the reference says why, under
`custom.retracted`; the page then says that it was retracted.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from nosograph.entries.files import read_file
from nosograph.entries.nodes import Node
from nosograph.entries.problems import Desk
from nosograph.model.entries import Reference
from nosograph.model.problems import Report

RETRACTIONS = "retractions.csv"
COLUMNS = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "RetractionDate")

_NATURES = frozenset({"retraction", "expression of concern"})
_IN_TITLE = re.compile(
    r"\W*(retracted|retraction|withdrawn|expression of concern)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Retraction:
    """What became of a work."""

    nature: str
    """Retraction or Expression of concern, as the list has it."""
    date: str


Retractions = Mapping[str, Retraction]
"""`DOI 10.…` or `PMID …` → what became of the work."""


def read_retractions(folder: Path, report: Report) -> Retractions:
    """The list beside the entries; empty without one."""
    desk = Desk(report, RETRACTIONS)
    path = folder / RETRACTIONS
    text = read_file(path, desk) if path.is_file() else None
    if text is None:
        return {}
    rows = csv.DictReader(StringIO(text))
    lacking = [each for each in COLUMNS if each not in (rows.fieldnames or ())]
    if lacking:
        desk.note(
            "missing-key",
            f"the list has no column {lacking[0]!r}",
            (1, 1),
            value=lacking[0],
            hint="use the columns of the Retraction Watch data",
        )
        return {}
    found: dict[str, Retraction] = {}
    for row in rows:
        nature = (row["RetractionNature"] or "").strip()
        if nature.casefold() in _NATURES:
            retraction = Retraction(nature, (row["RetractionDate"] or "").partition(" ")[0])
            for name, column in (("DOI", COLUMNS[0]), ("PMID", COLUMNS[1])):
                given = (row[column] or "").strip().casefold()
                if given not in ("", "0", "unavailable"):
                    found[f"{name} {given}"] = retraction
    return found


def check_retraction(reference: Reference, node: Node, known: Retractions, desk: Desk) -> None:
    """Report a retracted work that is cited as if nothing had happened."""
    csl = reference.csl
    custom = csl.get("custom")
    if isinstance(custom, dict) and custom.get("retracted"):
        return
    ids = [f"{name} {str(csl.get(name) or '').casefold()}" for name in ("DOI", "PMID")]
    listed = next((known[id] for id in ids if id in known), None)
    titled = _IN_TITLE.match(str(csl.get("title") or ""))
    if listed is None and titled is None:
        return
    what = f"{listed.nature.casefold()} of {listed.date}" if listed else "its title says so"
    desk.note(
        "retracted-reference",
        f"{reference.key!r} was retracted or questioned: {what}",
        node.place("title") if listed is None else node.place("id"),
        value=reference.key,
        hint='cite another work, or say under "custom": {"retracted": "…"} why it still counts',
    )
