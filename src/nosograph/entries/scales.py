"""What `scales.yaml` has to be beyond its fields: sums that add up.

Rule. A scale is whole, or says under `unconfirmed` what is not: only then may anchors be missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nosograph.entries.codec import Form
from nosograph.model.scales import Scale, Span, span_of


@dataclass(frozen=True, slots=True)
class Scales:
    """Severity scales of an entry."""

    scales: tuple[Scale, ...]


def check_scales(form: Form[Scales]) -> None:
    """Report scales that are not whole, and ranges that do not go together."""
    for scale in form.value.scales if form.value else ():
        for item in scale.items:
            for before, after in pairwise(item.anchors):
                if after.value <= before.value:
                    hint = "list the anchors from the lowest value up, each once"
                    told = f"value {after.value} comes after {before.value}"
                    form.fields(after).wrong("value", told, hint)
        if scale.confirmed:
            _check_whole(scale, form)
        for span, part in _spans(scale):
            if span.most < span.least:
                hint = "write the lower number under 'least'"
                form.fields(part).wrong(
                    "most", f"most {span.most} is below least {span.least}", hint
                )
        _check_bands(scale, form)


def _spans(scale: Scale) -> Iterator[tuple[Span, object]]:
    """Each range with the part that has its numbers."""
    if scale.total is not None:
        yield scale.total, scale.total
    yield from ((band.totals, band) for band in scale.bands)


def _check_whole(scale: Scale, form: Form[Scales]) -> None:
    or_say = "or say under 'unconfirmed' of the scale what is not confirmed"
    place = form.fields(scale)
    if not scale.items:
        place.missing("items", "a scale needs 'items'", f"list them, {or_say}")
    for item in scale.items:
        if len(item.anchors) < 2:
            told = f"item {item.id!r} needs at least two anchors"
            form.fields(item).missing("anchors", told, f"list them, {or_say}")
    if scale.items and all(item.anchors for item in scale.items):
        span = span_of(scale.items)
        if scale.total is None and place.node.get("total") is None:
            hint = f"write 'total:' with 'least: {span.least}' and 'most: {span.most}'"
            place.missing("total", "a scale needs its 'total'", hint)
        elif scale.total is not None and scale.total != span:
            hint = f"the items add up to {span.least} to {span.most}; compare both with the source"
            given = f"{scale.total.least} to {scale.total.most}"
            place.wrong("total", f"the total {given} is not that of the items", hint)


def _check_bands(scale: Scale, form: Form[Scales]) -> None:
    for last, band in pairwise(scale.bands):
        if band.totals.least <= last.totals.most:
            hint = "list the bands from the lowest up, none inside another"
            told = f"band {band.title!r} begins before the last one ends"
            form.fields(band).wrong("least", told, hint)
    for band in scale.bands:
        if scale.total is not None and not scale.total.holds(band.totals):
            hint = f"totals lie between {scale.total.least} and {scale.total.most}"
            form.fields(band).wrong("most", f"band {band.title!r} is outside the total", hint)
