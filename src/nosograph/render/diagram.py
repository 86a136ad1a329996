"""A pathway as a picture: SVG with real text, wide or narrow.

Rule 1. The picture shows what the table says and nothing else; the nested list beside it is the
accessible form, so the picture needs no description of its own.
Rule 2. Colours are the page's (classes, no inline styles), so that it follows light and dark.
"""

from collections.abc import Callable
from html import escape
from typing import Literal

from nosograph.model.pathways import Pathway
from nosograph.render.layout import (
    LOCAL,
    PADDING,
    SMALL_LINE,
    STEP_LINE,
    Drawing,
    Place,
    flat,
    tall,
)

Shape = Literal["flat", "tall"]
LAYOUTS: dict[Shape, Callable[[Pathway, str], Drawing]] = {"flat": flat, "tall": tall}
WIDTHS = (600, 800, 1000, 1200, 1400, 1600)
"""For which widths of a page the sheet knows a class; what is wider is never shown flat."""

OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="pathway-diagram {shape}" role="group" '
    'aria-label="{label}" viewBox="0 0 {width:.0f} {height:.0f}" '
    'width="{width:.0f}" height="{height:.0f}">'
)
ARROW = (
    '<defs><marker id="{id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
    'markerHeight="8" orient="auto"><path class="arrow" d="M0 0L8 4L0 8z"/></marker></defs>'
)


def as_svg(
    pathway: Pathway, *, shape: Shape = "flat", link: str = "#step-{}", mark: str = LOCAL
) -> str:
    """The picture as one SVG element; each box links to `link` with the step's id in it, and
    `mark` says that words at a step are a hospital's."""
    drawing = LAYOUTS[shape](pathway, mark)
    fits = next((f" from-{each}" for each in WIDTHS if drawing.width <= each), "")
    arrow = f"arrow-{shape}-{pathway.id}"
    return "\n".join(
        [
            OPEN.format(
                shape=shape + (fits if shape == "flat" else ""),
                label=escape(pathway.title),
                width=drawing.width,
                height=drawing.height,
            ),
            ARROW.format(id=arrow),
            *(
                f'<path class="edge{" inferred" if edge.inferred or edge.local else ""}" '
                f'd="{path}" marker-end="url(#{arrow})"/>'
                for path, edge in drawing.ways
            ),
            *(_drawn(place, link) for place in drawing.places),
            "</svg>",
        ]
    )


def _drawn(place: Place, link: str) -> str:
    """A condition as words, a step or a way on as a box that leads to it."""
    step = place.step
    if step is None:
        return _words("condition", place, place.x + 4, place.y, SMALL_LINE)
    if place.kind == "link":
        kind, words = "way-on", _words("way-on-title", place, place.x + 6, place.y + 1, SMALL_LINE)
    else:
        kind = (
            "step" + (" specialist" if step.specialist else "") + (" local" if step.local else "")
        )
        words = _words("step-title", place, place.x + place.width / 2, place.y + PADDING, STEP_LINE)
    return (
        f'<a href="{escape(link.format(step.id))}"><rect class="{kind}" x="{place.x:.0f}" '
        f'y="{place.y:.0f}" width="{place.width:.0f}" height="{place.height:.0f}" rx="6"/>'
        f"{words}</a>"
    )


def _words(kind: str, place: Place, x: float, y: float, line: float) -> str:
    rows = "".join(
        f'<tspan x="{x:.0f}" y="{y + line * (row + 0.78):.0f}">{escape(text)}</tspan>'
        for row, text in enumerate(place.lines)
    )
    return f'<text class="{kind}">{rows}</text>'
