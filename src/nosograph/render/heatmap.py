"""A picture of numbers: findings down, diseases across, SVG with real text.

Rule. The picture repeats a table that stands beside it, so it is hidden from screen readers;
size, not colour alone, tells how much.
"""

import textwrap
from collections.abc import Sequence
from html import escape

OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="heat" viewBox="0 0 {width} {height}" '
    'width="{width}" height="{height}" aria-hidden="true">'
)
CELL, LABEL, HEAD, LETTERS = 34, 250, 26, 34


def heat_map(rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float]]) -> str:
    """One square per row and column: its side grows with the value, an outline is negative.

    `values[row][column]`; `columns` are short, such as ranks.
    """
    most = max((abs(value) for row in values for value in row), default=0.0) or 1.0
    width, height = LABEL + CELL * len(columns), HEAD + CELL * len(rows)
    parts = [OPEN.format(width=width, height=height)]
    for number, name in enumerate(columns):
        x = LABEL + CELL * number + CELL / 2
        parts.append(f'<text x="{x:g}" y="{HEAD - 9}" text-anchor="middle">{escape(name)}</text>')
    for line, name in enumerate(rows):
        y = HEAD + CELL * line
        short = textwrap.shorten(name, LETTERS, placeholder="…")
        parts.append(
            f'<text x="{LABEL - 10}" y="{y + 22}" text-anchor="end">{escape(short)}</text>'
        )
        for number, value in enumerate(values[line]):
            side = (CELL - 6) * (abs(value) / most) ** 0.5
            if side < 1:
                continue
            x = LABEL + CELL * number + (CELL - side) / 2
            kind = "against" if value < 0 else "for"
            parts.append(
                f'<rect class="{kind}" x="{x:.1f}" y="{y + (CELL - side) / 2:.1f}" '
                f'width="{side:.1f}" height="{side:.1f}"/>'
            )
    return "".join([*parts, "</svg>"])
