"""A scale to read: on its page, as text and as JSON; and what ratings add up to, in words.

Rule. A scale of which something is not confirmed says so before anything else, and offers no
form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from nosograph.model.scales import Anchor, Scale, Span
from nosograph.reasoning.scales import Point, Remark, Score
from nosograph.render.course import as_svg
from nosograph.render.languages import Words, day, words
from nosograph.render.references import ReferenceList, ShownReference

Cited = tuple[str, tuple[int, ...]]
"""A text and the numbers of the references that it rests on."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line about the scale."""

    label: str
    text: str
    written: bool
    """Whether the entry's editors wrote the text: it is English on every page."""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item with the choices of the form."""

    id: str
    title: str
    text: str
    anchors: tuple[Anchor, ...]
    chosen: str
    """The value that is chosen; empty when it is not rated."""
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A row of the table beside the picture."""

    on: str
    total: str
    how: str
    relapse: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownCourse:
    """A course as picture and table."""

    picture: Markup
    rows: tuple[ShownPoint, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScalePage:
    """A scale on its page."""

    scale: Scale
    disease: str
    disease_href: str
    action: str
    facts: tuple[Fact, ...]
    items: tuple[ShownItem, ...]
    bands: tuple[Cited, ...]
    uses: tuple[Cited, ...]
    unread: bool
    """Whether it rests on a work that nobody has read in full."""
    answer: tuple[str, ...]
    """What the ratings add up to; empty before anything was rated."""
    concerns: tuple[str, ...]
    rest: str
    """The part of an opened case that is not about this scale."""
    course: ShownCourse | None
    course_concerns: tuple[str, ...]
    references: tuple[ShownReference, ...]


def facts(scale: Scale, language: str) -> tuple[Fact, ...]:
    """What the scale is; what no source says is shown as not known."""
    t = words(language)
    unknown = t["scale_not_known"]
    total = _span(scale.total, t) if scale.total else unknown
    directions = {"worse": t["scale_worse"], "better": t["scale_better"]}
    return (
        Fact(t["scale_measures"], scale.measures, True),
        Fact(t["scale_applied_by"], scale.applied_by or unknown, bool(scale.applied_by)),
        Fact(t["scale_version"], scale.version or unknown, bool(scale.version)),
        Fact(t["scale_range"], total, False),
        Fact(t["scale_higher"], directions.get(scale.higher, unknown), False),
    )


def shown_items(
    scale: Scale, ratings: Mapping[str, int], references: ReferenceList
) -> tuple[ShownItem, ...]:
    """The items as the form shows them; `references` learns what they cite."""
    return tuple(
        ShownItem(
            item.id,
            item.title,
            item.text,
            item.anchors,
            str(ratings[item.id]) if item.id in ratings else "",
            tuple(references.cite(key)[0] for key in item.sources),
        )
        for item in scale.items
    )


def shown_bands(scale: Scale, references: ReferenceList, language: str) -> tuple[Cited, ...]:
    """The names of ranges."""
    t = words(language)
    return tuple(
        (
            f"{band.title}: {_span(band.totals, t)}",
            tuple(references.cite(key)[0] for key in band.sources),
        )
        for band in scale.bands
    )


def shown_uses(scale: Scale, references: ReferenceList) -> tuple[Cited, ...]:
    """Where it has been used."""
    return tuple(
        (use.text, tuple(references.cite(key)[0] for key in use.sources)) for use in scale.uses
    )


def rests_on_unread(scale: Scale, references: Sequence[ShownReference]) -> bool:
    """Whether a work that the scale itself rests on has not been read in full."""
    return any(each.key in scale.sources and each.read != "full text" for each in references)


def in_words(scale: Scale, score: Score, language: str) -> tuple[str, ...]:
    """What the ratings add up to, and what is open."""
    t = words(language)
    least, most = score.total.least, score.total.most
    said = [t["scale_total"].format(total=least)]
    if not score.settled:
        said = [t["scale_total_open"].format(least=least, most=most)]
    if score.missing:
        titles = "; ".join(scale.item(id).title for id in score.missing)
        said.append(t["scale_missing"].format(items=titles))
    if score.band:
        said.append(t["scale_band"].format(band=score.band.title))
    elif score.open_bands:
        bands = "; ".join(each.title for each in score.open_bands)
        said.append(t["scale_band_open"].format(bands=bands))
    elif scale.bands:
        said.append(t["scale_no_band"])
    return tuple(said)


def shown_course(scale: Scale, points: Sequence[Point], language: str) -> ShownCourse:
    """The picture, the table that says the same, and what to know about both."""
    return ShownCourse(
        Markup(as_svg(scale, points, language)),  # noqa: S704 - escapes what it draws itself
        tuple(_row(each, language) for each in points),
        course_notes(scale, points, language),
    )


def course_notes(scale: Scale, points: Sequence[Point], language: str) -> tuple[str, ...]:
    """What to know about a course before reading it."""
    t = words(language)
    notes = [] if scale.confirmed else [t["scale_course_as_recorded"]]
    versions = {each.version or t["scale_not_known"] for each in points}
    if len(versions) > 1:
        named = ", ".join(sorted(versions))
        notes.append(t["scale_course_versions"].format(versions=named))
    return tuple(notes)


def _row(point: Point, language: str) -> ShownPoint:
    t = words(language)
    if point.total is None:
        total, how = t["scale_not_known"], ""
    else:
        total = _span(point.total, t)
        how = t["scale_computed"] if point.computed else t["scale_recorded"]
    remarks = (point.note, *(remark_text(each, t) for each in point.concerns))
    return ShownPoint(
        day(point.on, language), total, how, point.relapse, tuple(filter(None, remarks))
    )


def remark_text(remark: Remark, t: Words) -> str:
    """What is wrong with ratings or a visit, in words."""
    return t[f"scale_misfit_{remark.misfit}"].format(
        about=remark.about,
        said=remark.said,
        values=", ".join(remark.values),
        least=remark.values[0] if remark.values else "",
        most=remark.values[-1] if remark.values else "",
    )


def _span(span: Span, t: Words) -> str:
    if span.least == span.most:
        return str(span.least)
    return t["scale_range_of"].format(least=span.least, most=span.most)


def as_text(scale: Scale) -> str:
    """The scale as plain text."""
    return "\n".join(_lines(scale)) + "\n"


def _lines(scale: Scale) -> Iterator[str]:
    t = words("en")
    yield f"{scale.title} [{', '.join(scale.sources)}]"
    if not scale.confirmed:
        yield f"{t['scale_unconfirmed']}: {scale.unconfirmed}"
        yield t["scale_no_score"]
    for fact in facts(scale, "en"):
        yield f"{fact.label}: {fact.text}"
    yield f"{t['pathway_basis']}: {scale.basis}"
    if scale.items:
        yield from ("", t["scale_items"] if scale.confirmed else t["scale_items_named"])
    for item in scale.items:
        yield f"- {item.title} ({item.id}) [{', '.join(item.sources)}]"
        if item.text:
            yield f"    {item.text}"
        for anchor in item.anchors:
            yield f"    {anchor.value}  {anchor.text}"
    if scale.bands:
        yield from ("", t["scale_bands"])
    for band in scale.bands:
        yield f"- {band.title}: {_span(band.totals, t)} [{', '.join(band.sources)}]"
    if scale.uses:
        yield from ("", t["scale_uses"])
    for use in scale.uses:
        yield f"- {use.text} [{', '.join(use.sources)}]"


def course_as_text(scale: Scale, points: Sequence[Point]) -> str:
    """The table of a course as plain text."""
    t = words("en")
    lines = [scale.title, *course_notes(scale, points, "en")]
    for point in points:
        row = _row(point, "en")
        marks = [row.how, t["scale_relapse"] if row.relapse else "", *row.remarks]
        lines.append(f"{point.on}  {row.total:<12} {'; '.join(filter(None, marks))}".rstrip())
    return "\n".join(lines) + "\n"


def as_json(scale: Scale) -> dict[str, Any]:
    """The scale as one JSON object; what is not known is null."""
    return {
        "id": scale.id,
        "title": scale.title,
        "version": scale.version or None,
        "measures": scale.measures,
        "applied_by": scale.applied_by or None,
        "higher": scale.higher or None,
        "basis": scale.basis,
        "confirmed": scale.confirmed,
        "unconfirmed": scale.unconfirmed or None,
        "sources": list(scale.sources),
        "total": _json_span(scale.total),
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "text": item.text,
                "anchors": [{"value": a.value, "text": a.text} for a in item.anchors] or None,
                "sources": list(item.sources),
            }
            for item in scale.items
        ],
        "bands": [
            {"title": band.title, "total": _json_span(band.totals), "sources": list(band.sources)}
            for band in scale.bands
        ],
        "uses": [{"text": use.text, "sources": list(use.sources)} for use in scale.uses],
    }


def score_as_json(scale: Scale, score: Score) -> dict[str, Any]:
    """What ratings add up to, as one JSON object."""
    return {
        "scale": scale.id,
        "version": scale.version or None,
        "total": _json_span(score.total),
        "settled": score.settled,
        "missing": list(score.missing),
        "band": score.band.title if score.band else None,
        "open_bands": [each.title for each in score.open_bands],
        "sources": list(scale.sources),
    }


def course_as_json(scale: Scale, points: Sequence[Point]) -> dict[str, Any]:
    """A course as one JSON object; a total that is not known is null."""
    return {
        "scale": scale.id,
        "version": scale.version or None,
        "confirmed": scale.confirmed,
        "notes": list(course_notes(scale, points, "en")),
        "points": [
            {
                "date": each.on.isoformat(),
                "total": _json_span(each.total),
                "computed": each.computed,
                "relapse": each.relapse,
                "version": each.version or None,
                "note": each.note,
                "concerns": [remark_text(remark, words("en")) for remark in each.concerns],
            }
            for each in points
        ],
    }


def _json_span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"least": span.least, "most": span.most}
