"""The difference between an entry's pathways, scales, work-up and differential and what they were.

Rule 1. Parts are told apart by their ids, and told in the words of their page.
Rule 2. What a hospital's overlay says is no change of the dictionary.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nosograph.model.changes import Change, ChangeKind
from nosograph.model.entries import Entry
from nosograph.model.neighbours import Neighbour
from nosograph.model.pathways import Edge, Pathway, Step
from nosograph.model.scales import Scale, ScaleItem
from nosograph.model.workup import Reading, Stage, Test, Workup
from nosograph.prose.claims import differential_words

CHAPTERS: Mapping[str, frozenset[str]] = {
    "pathway": frozenset({"treatment", "medical-therapy"}),
    "workup": frozenset(
        {"diagnosis", "laboratory-findings", "imaging-findings", "other-diagnostic-studies"}
    ),
    "neighbour": frozenset({"differentiating-from-other-diseases"}),
}
"""Standard chapters that tell the same as a tool; sections that render one are affected with it.
No chapter tells a scale."""


@dataclass(frozen=True, slots=True)
class Told:
    """One part in words."""

    text: str
    sources: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A pathway, scale, work-up or neighbour, with its parts by kind and id."""

    kind: str
    title: str
    whole: Told
    page: str = ""
    """Below the entry's own page."""
    parts: Mapping[str, Mapping[str, Told]] = field(default_factory=dict)


def tool_changes(before: Entry, after: Entry) -> Iterator[Change]:
    """What changed in them, in the order of the entry."""
    old, new = dict(_tools(before)), dict(_tools(after))
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        if was and now:
            yield from _compared(was, now, _affected(after, now.kind))
        elif tool := was or now:
            told, affects = _whole(tool), _affected(after, tool.kind)
            changes = listed(tool.kind, told if was else {}, told if now else {}, tool.title)
            yield from _at(changes, tool.page if now else "", affects)


def _compared(was: Tool, now: Tool, affects: tuple[tuple[str, str, str], ...]) -> Iterator[Change]:
    yield from _at(listed(now.kind, _whole(was), _whole(now), now.title), now.page, affects)
    for kind in dict.fromkeys((*was.parts, *now.parts)):
        changes = listed(kind, was.parts.get(kind, {}), now.parts.get(kind, {}), now.title)
        yield from _at(changes, now.page, affects)


def _whole(tool: Tool) -> dict[str, Told]:
    return {"": tool.whole}


def _at(
    changes: Iterable[Change], page: str, affects: tuple[tuple[str, str, str], ...]
) -> Iterator[Change]:
    for each in changes:
        yield Change(
            each.kind, each.part, each.where, each.anchor, each.before, each.after, affects, page
        )


def listed(
    part: str, before: Mapping[str, Told], after: Mapping[str, Told], where: str = ""
) -> Iterator[Change]:
    """Changes of things that have a key of their own."""
    for key, was in before.items():
        now = after.get(key)
        if now is None:
            yield Change(ChangeKind.REMOVED, part, where, before=was.text)
        elif was.text != now.text:
            yield Change(ChangeKind.REWORDED, part, where, now.anchor, was.text, now.text)
        elif was.sources != now.sources:
            old, new = (f"{each.text} [{'; '.join(each.sources)}]" for each in (was, now))
            yield Change(ChangeKind.SOURCES, part, where, now.anchor, old, new)
    for key, now in after.items():
        if key not in before:
            yield Change(ChangeKind.ADDED, part, where, now.anchor, after=now.text)


def _affected(entry: Entry, kind: str) -> tuple[tuple[str, str, str], ...]:
    chapters = CHAPTERS.get(kind, frozenset())
    return tuple(
        (language, section.id, section.title)
        for language, sections in entry.patient.items()
        for section in sections
        if not chapters.isdisjoint(section.renders)
    )


def _tools(entry: Entry) -> Iterator[tuple[str, Tool]]:
    for pathway in entry.pathways:
        yield f"pathway {pathway.id}", _pathway(pathway)
    if entry.workup is not None:
        yield "workup", _workup(entry.workup)
    for scale in entry.scales:
        yield f"scale {scale.id}", _scale(scale)
    for neighbour in entry.differential.neighbours if entry.differential else ():
        yield f"neighbour {neighbour.id}", _neighbour(neighbour)


def _joined(*parts: str) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part)


def _pathway(pathway: Pathway) -> Tool:
    own = {step.id: step for step in pathway.steps if not (step.local and step.local.new)}
    return Tool(
        "pathway",
        pathway.title,
        Told(_joined(pathway.title, pathway.scope, pathway.basis), pathway.sources),
        f"pathways/{pathway.id}",
        {
            "step": {
                step.id: Told(_step(pathway, step), step.sources, f"step-{step.id}")
                for step in own.values()
            }
        },
    )


def _step(pathway: Pathway, step: Step) -> str:
    ways = [
        f"{f'if {edge.when}: ' if edge.when else ''}{_title(pathway.step(edge.to))}"
        f"{f' (inferred: {edge.inferred})' if edge.inferred else ''}"
        for edge in _ways(pathway, step)
    ]
    return _joined(_title(step), step.text, f"→ {'; '.join(ways)}" if ways else "")


def _title(step: Step) -> str:
    return (step.local.title_before if step.local else "") or step.title


def _ways(pathway: Pathway, step: Step) -> tuple[Edge, ...]:
    """The ways on as the dictionary has them: a hospital's own step passes on those it took over."""
    for edge in step.leads_to:
        if edge.local:
            return _ways(pathway, pathway.step(edge.to))
    return step.leads_to


def _workup(workup: Workup) -> Tool:
    return Tool(
        "workup",
        "",
        Told(_joined(workup.scope, workup.basis)),
        "workup",
        {
            "stage": {each.id: _stage(each) for each in workup.stages},
            "test": {test.id: _test(test) for _, test in workup.tests()},
        },
    )


def _stage(stage: Stage) -> Told:
    return Told(_joined(stage.title, stage.text), stage.sources, f"stage-{stage.id}")


def _test(test: Test) -> Told:
    text = _joined(
        test.title if test.population == "all" else f"{test.title} ({test.population})",
        test.purpose,
        _reading("Positive", test.positive),
        _reading("Negative", test.negative),
        test.unconfirmed,
    )
    readings = (each.sources for each in (test.positive, test.negative) if each)
    sources = dict.fromkeys((*test.sources, *(key for keys in readings for key in keys)))
    return Told(text, tuple(sources), f"test-{test.id}")


def _reading(result: str, reading: Reading | None) -> str:
    if reading is None:
        return ""
    no = f"does not mean: {reading.does_not_mean}" if reading.does_not_mean else ""
    return f"{result}: " + "; ".join(part for part in (reading.means.rstrip("."), no) if part)


def _scale(scale: Scale) -> Tool:
    total = f"{scale.total.least}–{scale.total.most}" if scale.total else ""
    return Tool(
        "scale",
        scale.title,
        Told(
            _joined(scale.title, scale.version, scale.measures, scale.applied_by, scale.higher,
                    total, scale.unconfirmed, scale.basis),
            scale.sources,
        ),
        f"scales/{scale.id}",
        {
            "scale_item": {each.id: _item(each) for each in scale.items},
            "scale_band": {
                each.title: Told(
                    f"{each.title}: {each.totals.least}–{each.totals.most}", each.sources, "bands"
                )
                for each in scale.bands
            },
            "scale_use": {each.text: Told(each.text, each.sources, "uses") for each in scale.uses},
        },
    )  # fmt: skip


def _item(item: ScaleItem) -> Told:
    values = "; ".join(f"{each.value}: {each.text}" for each in item.anchors)
    return Told(_joined(item.title, item.text, values), item.sources, "items")


def _neighbour(neighbour: Neighbour) -> Tool:
    name = neighbour.called or neighbour.name or neighbour.entry.replace("-", " ")
    apart, mind = ("apart", "mind") if neighbour.page else ("", "")
    return Tool(
        "neighbour",
        name,
        # The other disease's own new name is no change of this one.
        Told(_joined(neighbour.why, neighbour.unconfirmed), neighbour.sources),
        f"compare/{neighbour.page}" if neighbour.page else "",
        {
            "difference": {
                each.term or each.label: Told(differential_words(each), each.sources, apart)
                for each in neighbour.differences
            },
            "result": {
                f"{each.test} {each.result}": Told(differential_words(each), each.sources, mind)
                for each in neighbour.tests
            },
        },
    )
