"""A presentation as plain text and as JSON.

Rule. The text is the page in one language; the JSON has every language, and the release's links.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from nosograph.model.entries import Entry
from nosograph.model.presentations import Presentation
from nosograph.prose.tree import Block, Heading, Listing, Paragraph, Text
from nosograph.render.languages import words
from nosograph.render.pathway import ShownStep
from nosograph.render.plain import markdown, plain
from nosograph.render.presentation import PresentationPage
from nosograph.render.references import ReferenceList, one_line

WORDS = frozenset({
    "summary", "urgency", "scope", "basis", "sign", "means", "act", "text", "name",
    "share", "harm", "clues", "title", "when", "inferred", "why", "leaves",
})  # fmt: skip
"""Fields that say the same in every language."""


def as_json(entry: Entry, told: Presentation) -> dict[str, Any]:
    """Everything that the page shows."""
    return {
        "slug": entry.slug,
        "kind": str(entry.kind),
        "name": entry.name,
        "names": [
            {"text": each.text, "language": each.language, "type": each.type}
            for each in entry.names
        ],
        "review": msgspec.to_builtins(entry.review),
        "licence": entry.licence,
        "presentation": _by_language(msgspec.to_builtins(told)),
        "references": [dict(each.csl) for each in entry.references],
    }


def _by_language(value: Any) -> Any:
    """Words as a mapping from their language, which a release stores as pairs."""
    if isinstance(value, list | tuple):
        return [_by_language(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: dict(each) if key in WORDS or key == "pages" else _by_language(each)
        for key, each in value.items()
    }


def as_text(page: PresentationPage, entry: Entry, language: str) -> str:
    """The page for professionals as plain text."""
    return plain(_blocks(page, entry, language)) + "\n"


def as_markdown(page: PresentationPage, entry: Entry, language: str) -> str:
    """The page for professionals as Markdown."""
    return markdown(_blocks(page, entry, language)) + "\n"


def _blocks(page: PresentationPage, entry: Entry, language: str) -> Iterator[Block]:
    t = words(language)
    yield _heading(1, page.head.name)
    for each in (page.summary, page.urgency, page.head.status, page.scope, page.basis):
        yield _paragraph(each)
    for id, points in (("red-flags", page.flags), ("now", page.acts)):
        yield _heading(2, t[f"presentation_{id}"])
        yield _list((each.title, each.text, each.more) for each in points)
    yield _heading(2, t["presentation_causes"])
    for cause in page.causes:
        yield _heading(3, cause.name)
        yield _list(
            [
                (cause.often, cause.danger, cause.ages),
                (cause.share,),
                (cause.harm,),
                (cause.clues,),
            ]
        )
    yield _heading(2, t["presentation_pathway"])
    yield _list(_steps(page.start))
    yield _heading(2, t["presentation_workup"])
    for title, checks in page.checks:
        yield _heading(3, title)
        yield _list((each.title, each.text, each.more) for each in checks)
    yield _heading(2, t["presentation_ask"])
    for title, questions in page.questions:
        yield _heading(3, title)
        yield _list((each.text, each.why, each.term) for each in questions)
    yield _heading(2, t["references"])
    records = ReferenceList(entry.references)
    yield Listing(
        tuple((_paragraph(one_line(records.record(each.key))),) for each in page.references),
        first=1,
    )


def _steps(step: ShownStep) -> Iterator[tuple[str, ...]]:
    leads = (f"{each.when}: {each.title}" if each.when else each.title for each in step.edges)
    yield step.title, step.text, "; ".join(leads)
    for each in step.edges:
        if each.listed is not None:
            yield from _steps(each.listed)


def _heading(level: int, title: str) -> Block:
    return Heading(level, (Text(title),))


def _paragraph(text: str) -> Block:
    return Paragraph((Text(text),))


def _list(lines: Iterable[tuple[str, ...]]) -> Block:
    return Listing(
        tuple(
            (_paragraph(". ".join(part.rstrip(".") for part in parts if part) + "."),)
            for parts in lines
        )
    )
