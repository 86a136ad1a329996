"""`scales.yaml` as scales and back, every problem where its author has to mend it.

Rule. A scale is whole, or says under `unconfirmed` what is not: only then may anchors be missing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.entries.fields import Fields
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk, Place
from nosograph.model.scales import Anchor, Band, Scale, ScaleItem, Span, Use, span_of

SCALE_KEYS = ("id", "title", "version", "measures", "applied_by", "higher", "basis", "unconfirmed", "sources", "total", "items", "bands", "uses")  # fmt: skip
ITEM_KEYS = ("id", "title", "text", "sources", "anchors")
ANCHOR_KEYS = ("value", "text")
SPAN_KEYS = ("least", "most")
BAND_KEYS = ("title", *SPAN_KEYS, "sources")
USE_KEYS = ("text", "sources")
DIRECTIONS = ("worse", "better")

_WHOLE = re.compile(r"-?\d{1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ScaleFile:
    """What scales.yaml holds, with the places that the checker needs."""

    scales: tuple[Scale, ...] = ()
    cited: tuple[tuple[str, Place], ...] = ()
    """Every key under `sources`, with its place."""
    root: Node | None = None


def read_scales(text: str, desk: Desk) -> ScaleFile:
    """The scales of a file; each problem goes to `desk`."""
    root = read_yaml(text, desk)
    if root is None:
        return ScaleFile()
    if root.kind != "mapping":
        hint = "begin it with 'scales:'"
        desk.note("wrong-type", "the file is not a mapping", root.at, hint=hint)
        return ScaleFile()
    fields = Fields(root, desk, "file of scales")
    fields.allow(("scales",))
    ids: set[str] = set()
    cited: list[tuple[str, Place]] = []
    scales = tuple(_scale(each, ids, cited) for each in fields.mappings("scales", "scale"))
    return ScaleFile(scales, tuple(cited), root)


def _scale(fields: Fields, ids: set[str], cited: list[tuple[str, Place]]) -> Scale:
    fields.allow(SCALE_KEYS)
    taken: set[str] = set()
    items = fields.mappings("items", "item")
    bands = fields.mappings("bands", "band")
    scale = Scale(
        id=fields.id(ids),
        title=fields.text("title", needed=True),
        version=fields.text("version"),
        measures=fields.text("measures", needed=True),
        applied_by=fields.text("applied_by"),
        higher=fields.choice("higher", DIRECTIONS, ""),
        basis=fields.text("basis", needed=True),
        unconfirmed=fields.text("unconfirmed"),
        sources=fields.sources(cited),
        total=_total(fields),
        items=tuple(_item(each, taken, cited) for each in items),
        bands=tuple(_band(each, cited) for each in bands),
        uses=tuple(_use(each, cited) for each in fields.mappings("uses", "use")),
        line=fields.node.at[0],
    )
    if scale.confirmed:
        _check_whole(scale, fields, items)
    _check_bands(scale, bands)
    return scale


def _item(fields: Fields, taken: set[str], cited: list[tuple[str, Place]]) -> ScaleItem:
    fields.allow(ITEM_KEYS)
    anchors = fields.mappings("anchors", "anchor")
    item = ScaleItem(
        id=fields.id(taken),
        title=fields.text("title", needed=True),
        text=fields.text("text"),
        sources=fields.sources(cited),
        anchors=tuple(_anchor(each) for each in anchors),
        line=fields.node.at[0],
    )
    for before, after, place in zip(item.anchors, item.anchors[1:], anchors[1:], strict=False):
        if after.value <= before.value:
            hint = "list the anchors from the lowest value up, each once"
            _wrong(place, "value", f"value {after.value} comes after {before.value}", hint)
    return item


def _anchor(fields: Fields) -> Anchor:
    fields.allow(ANCHOR_KEYS)
    return Anchor(_whole(fields, "value"), fields.text("text", needed=True))


def _total(fields: Fields) -> Span | None:
    if fields.node.get("total") is None:
        return None
    total = fields.mapping("total")
    if total is None:
        return None
    total.allow(SPAN_KEYS)
    return _span(total)


def _band(fields: Fields, cited: list[tuple[str, Place]]) -> Band:
    fields.allow(BAND_KEYS)
    title = fields.text("title", needed=True)
    return Band(title, _span(fields), fields.sources(cited))


def _use(fields: Fields, cited: list[tuple[str, Place]]) -> Use:
    fields.allow(USE_KEYS)
    return Use(fields.text("text", needed=True), fields.sources(cited))


def _span(fields: Fields) -> Span:
    span = Span(_whole(fields, "least"), _whole(fields, "most"))
    if span.most < span.least:
        hint = "write the lower number under 'least'"
        _wrong(fields, "most", f"most {span.most} is below least {span.least}", hint)
    return span


def _whole(fields: Fields, key: str) -> int:
    value = fields.node.get(key)
    if value is not None and value.kind == "number" and _WHOLE.fullmatch(value.text):
        return int(value.text)
    if value is None or value.kind == "nothing":
        fields.text(key, needed=True)
    else:
        fields.desk.note(
            "wrong-type",
            f"{key} {value.text!r} is not a whole number",
            value.at,
            value=value.text,
            hint="write it in digits, without quotes",
        )
    return 0


def _check_whole(scale: Scale, fields: Fields, items: Iterable[Fields]) -> None:
    or_say = "or say under 'unconfirmed' of the scale what is not confirmed"
    if not scale.items:
        _missing(fields, "items", "a scale needs 'items'", f"list them, {or_say}")
    for item, place in zip(scale.items, items, strict=True):
        if len(item.anchors) < 2:
            message = f"item {item.id!r} needs at least two anchors"
            _missing(place, "anchors", message, f"list them, {or_say}")
    if scale.items and all(item.anchors for item in scale.items):
        span, total = span_of(scale.items), fields.node.get("total")
        if scale.total is None and total is None:
            hint = f"write 'total:' with 'least: {span.least}' and 'most: {span.most}'"
            _missing(fields, "total", "a scale needs its 'total'", hint)
        elif scale.total is not None and scale.total != span:
            hint = f"the items add up to {span.least} to {span.most}; compare both with the source"
            message = (
                f"the total {scale.total.least} to {scale.total.most} is not that of the items"
            )
            _wrong(fields, "total", message, hint)


def _check_bands(scale: Scale, bands: Iterable[Fields]) -> None:
    last: Band | None = None
    for band, fields in zip(scale.bands, bands, strict=True):
        if last is not None and band.totals.least <= last.totals.most:
            hint = "list the bands from the lowest up, none inside another"
            _wrong(fields, "least", f"band {band.title!r} begins before the last one ends", hint)
        if scale.total is not None and not scale.total.holds(band.totals):
            hint = f"totals lie between {scale.total.least} and {scale.total.most}"
            _wrong(fields, "most", f"band {band.title!r} is outside the total", hint)
        last = band


def _missing(fields: Fields, key: str, message: str, hint: str) -> None:
    fields.desk.note("missing-key", message, fields.node.at, value=key, hint=hint)


def _wrong(fields: Fields, key: str, message: str, hint: str) -> None:
    value = fields.node.get(key)
    text = "" if value is None else value.text
    fields.desk.note("bad-value", message, fields.place(key), value=text, hint=hint)


def write_scales(scales: Iterable[Scale]) -> dict[str, object]:
    """What scales.yaml holds: plain values in the order in which they are written."""
    return {"scales": [_written(scale) for scale in scales]}


def _written(scale: Scale) -> dict[str, object]:
    values = {
        key: getattr(scale, key) for key in SCALE_KEYS if key not in {"total", "items", "bands", "uses"}
    }  # fmt: skip
    total = {} if scale.total is None else _written_span(scale.total)
    return _filled(
        values
        | {
            "total": total,
            "items": [_written_item(item) for item in scale.items],
            "bands": [
                _filled(
                    {"title": each.title, **_written_span(each.totals), "sources": each.sources}
                )
                for each in scale.bands
            ],
            "uses": [{"text": each.text, "sources": each.sources} for each in scale.uses],
        }
    )


def _written_item(item: ScaleItem) -> dict[str, object]:
    anchors = [{"value": each.value, "text": each.text} for each in item.anchors]
    values = {"id": item.id, "title": item.title, "text": item.text, "sources": item.sources}
    return _filled(values | {"anchors": anchors})


def _written_span(span: Span) -> dict[str, object]:
    return {"least": span.least, "most": span.most}


def _filled(values: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in ("", (), [], {}, None)}
