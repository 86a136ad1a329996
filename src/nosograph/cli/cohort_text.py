"""What became of rows, codes and maps, as lines of text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from nosograph.cli.output import out

if TYPE_CHECKING:
    from nosograph.cohort.accounting import ItemCoverage, MapLine, RowCount
    from nosograph.cohort.search import Coverage

MOST = 10
"""Lines of a map that are named; a mapping of a whole vocabulary has thousands."""


def print_rows(rows: "Iterable[RowCount]", maps: "Iterable[MapLine]") -> None:
    """What became of each kind of row, and which lines of the maps matched none."""
    for each in rows:
        left = "".join(f", {number:,} left out ({why})" for why, number in each.left_out)
        line = f"{each.source}: {each.rows:,} rows, {each.used:,} used{left}, {each.not_asked:,} not asked about"
        out.print(line, markup=False)
    lines = list(maps)
    asked = [each for each in lines if each.is_asked]
    for source in dict.fromkeys(each.source for each in lines):
        own = [each for each in asked if each.source == source]
        hit = sum(each.rows > 0 for each in own)
        others = sum(each.source == source for each in lines) - len(own)
        told = f"; {others:,} name nothing that these sets ask for" if others else ""
        out.print(
            f"{source}: {hit:,} of {len(own):,} codes asked for matched rows{told}", markup=False
        )
    idle = [each for each in asked if not each.rows]
    for one in idle[:MOST]:
        out.print(f"  line {one.line}: {one.code} for {one.finding} matched no row", markup=False)
    if len(idle) > MOST:
        out.print(f"  and {len(idle) - MOST:,} more lines, in report.json", markup=False)


def print_coverage(found: "Coverage") -> None:
    """Per item what was looked for and what answered."""
    for set_id, items in found.sets.items():
        answered = sum(item.rows > 0 for item in items)
        out.print(
            f"{set_id}: {answered} of {len(items)} items are answered by some row", markup=False
        )
        for item in items:
            out.print(f"  {item.id}: {_answered(item)}; {_sought(item)}", markup=False)
    print_rows(found.rows, found.maps)
    out.print(f"{found.persons:,} people", markup=False)


def _sought(item: "ItemCoverage") -> str:
    if not item.codes:
        return "no code stands for it: a map can name one, or the data the item itself"
    return "looked for " + ", ".join(f"{number:,} of {system}" for system, number in item.codes)


def _answered(item: "ItemCoverage") -> str:
    if not item.rows:
        return "no row"
    most = ", ".join(f"{code} {rows:,}" for code, rows in item.answered_by[:3])
    return f"{item.rows:,} rows of {item.people or 0:,} people ({most})"
