"""A course as a picture: totals over time as SVG with real text, relapses marked.

Rule 1. The picture repeats a table that stands beside it, so it is hidden from screen readers
on a page; shape, not colour, tells recorded from added up and certain from open.
Rule 2. Where the scale's range is not known, the axis shows what was recorded and no more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from nosograph.model.scales import Scale
from nosograph.reasoning.scales import Point, stretches
from nosograph.render.languages import words

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 44, 20, 44, 44
BAND_ROOM, LETTER = 120, 7
"""Room for the names of bands, and the width of a letter, in user units; chosen by eye."""

STYLE = (
    "<style>text{font:13px sans-serif;fill:#1a2226}.axis,.course,.span,.relapse{fill:none;"
    "stroke:#55626a}.course{stroke:#0b5b63;stroke-width:2}.dot{fill:#0b5b63;stroke:#0b5b63;"
    "stroke-width:2}.recorded{fill:#fff}.span{stroke:#0b5b63;stroke-width:2}.relapse,.limit"
    "{stroke-dasharray:4 4}.limit{stroke:#7d8a8f}.mark{fill:#9a3412}"
    "@media(prefers-color-scheme:dark){text{fill:#e3e8e8}.course,.span,.dot{stroke:#7fcbd0}"
    ".dot{fill:#7fcbd0}.recorded{fill:#12181b}.mark{fill:#ffb48f}}</style>"
)
"""What a picture that stands alone needs; on a page the page's own sheet rules."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where days and totals lie in the picture."""

    first: date
    last: date
    least: int
    most: int
    right: float

    def x(self, day: date) -> float:
        """How far to the right a day is; a single day stands in the middle."""
        days = (self.last - self.first).days
        part = (day - self.first).days / days if days else 0.5
        return LEFT + 10 + part * (self.right - LEFT - 20)

    def y(self, total: int) -> float:
        """How far down a total is."""
        part = (total - self.least) / (self.most - self.least)
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)


def frame_of(scale: Scale, points: Sequence[Point]) -> Frame:
    """The frame that holds every point and, where it is known, the scale's whole range."""
    ends = [end for each in points if each.total for end in (each.total.least, each.total.most)]
    if scale.total is not None:
        ends += [scale.total.least, scale.total.most]
    least, most = (min(ends), max(ends)) if ends else (0, 1)
    if least == most:
        least, most = least - 1, most + 1
    right = WIDTH - (BAND_ROOM if scale.bands else RIGHT)
    return Frame(points[0].on, points[-1].on, least, most, right)


def as_svg(scale: Scale, points: Sequence[Point], language: str = "en") -> str:
    """The picture of at least one point, in the order of days."""
    frame = frame_of(scale, points)
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="course-plot" {size} aria-hidden="true">'
    parts = [head, *_axes(frame), *_bands(scale, frame), *_relapses(points, frame, language)]
    for run in stretches(tuple(points)):
        line = " ".join(f"{frame.x(e.on):.1f},{frame.y(e.total.least):.1f}" for e in run if e.total)
        parts.append(f'<polyline class="course" points="{line}"/>')
    parts += [_point(each, frame) for each in points]
    return "".join([*parts, "</svg>"])


def alone(scale: Scale, points: Sequence[Point]) -> str:
    """The picture as a file of its own."""
    svg = as_svg(scale, points)
    head, end, rest = svg.replace('aria-hidden="true"', 'role="img"', 1).partition(">")
    return f"{head}{end}<title>{escape(scale.title)}</title>{STYLE}{rest}\n"


def ticks(least: int, most: int) -> range:
    """At most seven whole numbers between two others, evenly apart."""
    step, steps = 1, iter((2, 5))
    while (most - least) // step > 6:
        factor = next(steps, None)
        if factor is None:
            steps, factor = iter((2, 5)), 10
        step = factor * 10 ** (len(str(step)) - 1)
    return range(-(-least // step) * step, most + 1, step)


def days(first: date, last: date, most: int = 5) -> tuple[date, ...]:
    """The first day, the last and some between, evenly apart."""
    whole = (last - first).days
    count = max(min(most - 1, whole), 1)
    found = {first + timedelta(days=round(whole * n / count)) for n in range(count + 1)}
    return tuple(sorted(found))


def _axes(frame: Frame) -> Iterator[str]:
    low = HEIGHT - BOTTOM
    yield f'<path class="axis" d="M{LEFT} {TOP - 8}V{low}H{frame.right:g}"/>'
    for total in ticks(frame.least, frame.most):
        y = frame.y(total)
        yield f'<path class="axis" d="M{LEFT - 4} {y:.1f}h4"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4.5:.1f}" text-anchor="end">{total}</text>'
    for day in days(frame.first, frame.last):
        x = frame.x(day)
        yield f'<path class="axis" d="M{x:.1f} {low}v4"/>'
        yield f'<text x="{x:.1f}" y="{low + 20}" text-anchor="middle">{day}</text>'


def _bands(scale: Scale, frame: Frame) -> Iterator[str]:
    for band in scale.bands:
        top, low = frame.y(band.totals.most), frame.y(band.totals.least)
        name = band.title if len(band.title) * LETTER < BAND_ROOM else f"{band.title[:15]}…"
        yield f'<path class="limit" d="M{LEFT} {low:.1f}H{frame.right:g}"/>'
        middle = (top + low) / 2 + 4.5
        yield f'<text x="{frame.right + 8:g}" y="{middle:.1f}">{escape(name)}</text>'


def _relapses(points: Sequence[Point], frame: Frame, language: str) -> Iterator[str]:
    word = escape(words(language)["scale_relapse"])
    free = 0.0
    for each in points:
        if not each.relapse:
            continue
        x, low = frame.x(each.on), HEIGHT - BOTTOM
        yield f'<path class="relapse" d="M{x:.1f} {TOP - 8}V{low}"/>'
        yield f'<path class="mark" d="M{x:.1f} {TOP - 8}l-6 -11h12z"/>'
        half = len(word) * LETTER / 2
        if x - half >= free:
            yield f'<text x="{x:.1f}" y="{TOP - 25}" text-anchor="middle">{word}</text>'
            free = x + half + LETTER


def _point(point: Point, frame: Frame) -> str:
    if point.total is None:
        return ""
    x, low, high = frame.x(point.on), frame.y(point.total.least), frame.y(point.total.most)
    if point.total.least != point.total.most:
        return f'<path class="span" d="M{x - 5:.1f} {low:.1f}h10m-5 0V{high:.1f}m-5 0h10"/>'
    kind = "dot" if point.computed else "dot recorded"
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{low:.1f}" r="4.5"/>'
