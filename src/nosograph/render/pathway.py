"""A pathway to read: the picture, the nested list beside it, and the same as text, JSON and DOT.

Rule. All of them are made from one table, and each says which lines nobody has stated.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from markupsafe import Markup

from nosograph.model.pathways import Edge, Pathway, Step
from nosograph.render.diagram import LAYOUTS, as_svg
from nosograph.render.languages import Words, words
from nosograph.render.references import ReferenceList, ShownReference

STYLE = (
    "<style>text{font:14px sans-serif;fill:#1a2226}.step{fill:#fff;stroke:#7d8a8f}"
    ".specialist{stroke:#0b5b63;stroke-width:2}.edge{fill:none;stroke:#55626a}"
    ".inferred{stroke-dasharray:5 4}.arrow{fill:#55626a}.step-title{text-anchor:middle}"
    ".way-on{fill:none;stroke:#7d8a8f;stroke-dasharray:2 2}"
    ".condition,.way-on-title{font-size:12px}"
    "@media(prefers-color-scheme:dark){text{fill:#e3e8e8}.step{fill:#1a2327}}</style>"
)
"""What a picture that stands alone needs; on a page the page's own sheet rules."""


@dataclass(frozen=True, slots=True)
class ShownEdge:
    """A line of the picture, in words."""

    when: str
    inferred: str
    back: bool
    local: str
    to: str
    title: str
    listed: "ShownStep | None"
    """The step it leads to, where that is listed for the first time."""


@dataclass(frozen=True, slots=True)
class ShownLocal:
    """What the hospital says on a step."""

    hospital: str
    text: str
    language: str
    """Of the text, where it is not known to be that of the page."""
    instead: bool
    title_before: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step with what follows."""

    id: str
    title: str
    text: str
    select: str
    specialist: bool
    ends: bool
    cites: tuple[int, ...]
    local: "ShownLocal | None"
    edges: tuple[ShownEdge, ...]


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """A pathway on its page."""

    id: str
    title: str
    disease: str
    disease_href: str
    href: str
    scope: str
    basis: str
    inferred: int
    """How many lines nobody has stated."""
    lines: int
    picture: Markup
    start: ShownStep
    references: tuple[ShownReference, ...]


def shown_steps(pathway: Pathway, references: ReferenceList, language: str) -> ShownStep:
    """The steps from the first on; a step that several lead to is listed once."""
    t = words(language)
    steps = {step.id: step for step in pathway.steps}
    seen: set[str] = set()

    def shown(step: Step) -> ShownStep:
        seen.add(step.id)
        cites = tuple(references.cite(key)[0] for key in step.sources)
        return ShownStep(
            step.id,
            step.title,
            step.text,
            _select(step, t),
            step.specialist,
            step.ends,
            cites,
            _local(step, language),
            tuple(edge(each) for each in step.leads_to),
        )

    def edge(each: Edge) -> ShownEdge:
        target = steps[each.to]
        listed = None if each.back or each.to in seen else shown(target)
        return ShownEdge(
            each.when, each.inferred, each.back, each.local, each.to, target.title, listed
        )

    return shown(pathway.start)


def _select(step: Step, t: Words) -> str:
    """What to do with several ways on, marked where no source states any of them."""
    if len(step.leads_to) < 2:
        return ""
    inferred = all(edge.inferred for edge in step.leads_to)
    return t[f"select_{step.select}"] + (f" {t['select_inferred']}" if inferred else "")


def _local(step: Step, language: str) -> ShownLocal | None:
    local = step.local
    if local is None:
        return None
    told = dict(local.words)
    spoken = "" if language in told or "" in told else local.words[0][0]
    return ShownLocal(
        local.hospital, local.text(language), spoken, local.instead, local.title_before
    )


def cited(references: ReferenceList) -> tuple[ShownReference, ...]:
    """The references of the page, without links back: steps show numbers only."""
    return tuple(replace(each, back=()) for each in references.shown())


def picture(pathway: Pathway, language: str) -> Markup:
    """The picture as part of a page: flat and tall, of which the sheet shows the one that fits."""
    mark = f"[{words(language)['local_of']}]"
    drawn = (as_svg(pathway, shape=shape, mark=mark) for shape in LAYOUTS)
    return Markup("\n".join(drawn))  # noqa: S704 - escapes what it draws itself


def alone(pathway: Pathway, link: str, language: str = "en") -> str:
    """The picture as a file of its own."""
    svg = as_svg(pathway, link=link, mark=f"[{words(language)['local_of']}]")
    head, end, rest = svg.partition(">")
    return head + end + STYLE + rest + "\n"


def as_text(pathway: Pathway) -> str:
    """The nested list as plain text; `~` stands before lines that no source states."""
    lines = [pathway.title, "", pathway.scope, pathway.basis, ""]
    lines += _text(pathway, pathway.start, "", set())
    return "\n".join(lines) + "\n"


def _text(pathway: Pathway, step: Step, indent: str, seen: set[str]) -> Iterator[str]:
    seen.add(step.id)
    marks = ", ".join(
        mark for mark, holds in (("specialist", step.specialist), ("end", step.ends)) if holds
    )
    sources = f" [{', '.join(step.sources)}]" if step.sources else ""
    local = step.local
    replaced = local is not None and local.instead
    yield f"{indent}{step.title}{f' ({marks})' if marks else ''}{'' if replaced else sources}"
    if local and local.instead:
        yield f"{indent}  [local: {local.hospital}] {local.text('en')}"
        # A step may be its title alone.
        title = local.title_before or ("" if step.text else step.title)
        before = ". ".join(part for part in (title, step.text) if part)
        yield f"{indent}  [instead of the dictionary's] {before}{sources}".rstrip()
    elif step.text:
        yield f"{indent}  {step.text}"
    if local and not local.instead:
        yield f"{indent}  [local: {local.hospital}] {local.text('en')}"
    for edge in step.leads_to:
        target = pathway.step(edge.to)
        sign = "~" if edge.inferred or edge.local else "-"
        when = f" if {edge.when}:" if edge.when else ""
        if edge.back or edge.to in seen:
            yield f"{indent}  {sign}{when} go to: {target.title}"
            continue
        first, *more = _text(pathway, target, indent + "    ", seen)
        yield f"{indent}  {sign}{when} {first.strip()}"
        yield from more


def as_json(pathway: Pathway) -> dict[str, Any]:
    """The pathway as one JSON object."""
    return {
        "id": pathway.id,
        "title": pathway.title,
        "scope": pathway.scope,
        "basis": pathway.basis,
        "sources": list(pathway.sources),
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "text": step.text,
                "select": step.select,
                "specialist": step.specialist,
                "ends": step.ends,
                "sources": list(step.sources),
                "local": step.local and asdict(step.local) | {"words": dict(step.local.words)},
                "leads_to": [
                    {
                        "to": e.to,
                        "when": e.when,
                        "inferred": e.inferred,
                        "back": e.back,
                        "local": e.local,
                    }
                    for e in step.leads_to
                ],
            }
            for step in pathway.steps
        ],
    }


def as_dot(pathway: Pathway) -> str:
    """The pathway for Graphviz."""
    lines = [f"digraph {_quoted(pathway.id)} {{", "  rankdir=LR; node [shape=box];"]
    for step in pathway.steps:
        pen = ", penwidth=2" if step.specialist else ""
        mark = f" [local: {step.local.hospital}]" if step.local else ""
        lines.append(f"  {_quoted(step.id)} [label={_quoted(step.title + mark)}{pen}];")
    for step, edge in pathway.edges():
        style = ", style=dashed" if edge.inferred or edge.local else ""
        lines.append(
            f"  {_quoted(step.id)} -> {_quoted(edge.to)} [label={_quoted(edge.when)}{style}];"
        )
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
