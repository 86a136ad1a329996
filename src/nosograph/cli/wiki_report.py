"""What an import kept, as a page for people and as one JSON document."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from nosograph.cli.wiki_pairs import beside_source, document, kept_line
from nosograph.entries.read import read_entry
from nosograph.model.entries import Entry
from nosograph.model.problems import Problem, Problems
from nosograph.prose.tree import Block, Heading, Link, Listing, Paragraph, Row, Table, Text
from nosograph.render.markup import html

MOST_BESIDE: Final = 50
"""Drafts that a report shows beside their sources; a dump has thousands."""


def summary(records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All pages of an import in one."""
    made = [each for each in records if "words" in each]
    words, kept = (sum(each[key] for each in made) for key in ("words", "kept"))
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for each in made:
        for part, (had, read) in each["counts"].items():
            counts[part] += had
            missed[part] += max(had - read, 0)
    return {
        "pages": len(made),
        "redirects": sum("redirect" in each for each in records),
        "failures": [each for each in records if "failure" in each],
        "words": words,
        "kept": kept,
        "recall": round(kept / words, 5) if words else 1.0,
        "counts": {part: [had, had - missed[part]] for part, had in counts.items()},
        "otherwise": [
            {"title": each["title"], **each["consensus"]}
            for each in made
            if "consensus" in each and not _agreed(each["consensus"])
        ],
        "left_over": sum(len(each["left_over"]) for each in made),
        "doubts": dict(Counter(doubt["slug"] for each in made for doubt in each["doubts"])),
    }


def _agreed(told: dict[str, Any]) -> bool:
    return not told["headings"] and len(set(told["references"])) == 1


def as_page(records: Sequence[dict[str, Any]], problems: Iterable[Problem], out: Path) -> str:
    """The report as HTML."""
    body = html(_summed(summary(records)))
    made = [each for each in records if "words" in each]
    for each in made:
        own = [one for one in problems if one.path.startswith(f"{each['slug']}/")]
        body += html(_page(each, own, out))
        if len(made) <= MOST_BESIDE:
            body += _beside(each, out / each["slug"])
    return document("Import report", body)


def preview(folder: Path, entry: Entry, today: date) -> str:
    """An entry that was drafted from a page beside that page, with its losses, as it is now."""
    from nosograph.entries.importing import again

    record = again(folder, entry, today).record() | {"slug": entry.slug}
    told = [_heading(1, entry.name), *_page(record, (), folder.parent)]
    return document(f"{entry.name}: import", html(told) + _beside(record, folder))


def _beside(record: dict[str, Any], folder: Path) -> Markup:
    entry = read_entry(folder, Problems())
    if entry is None:
        return Markup()
    told = (_heading(3, "Draft and source"), _line(kept_line(entry)))
    return html(told) + beside_source(folder, record, entry, level=4)


def _summed(told: dict[str, Any]) -> Iterator[Block]:
    yield _heading(1, "Import report")
    yield _line(
        f"{told['pages']} pages, {told['redirects']} redirects, {len(told['failures'])} failures; "
        f"{told['kept']:,} of {told['words']:,} words kept in order ({told['recall']:.2%}); "
        f"{told['left_over']} pieces left over, {sum(told['doubts'].values())} doubts."
    )
    yield _table(
        ("part", "in the source", "read"), [(part, *pair) for part, pair in told["counts"].items()]
    )
    for failure in told["failures"]:
        yield _line(f"{failure['title']}: {failure['failure']}")


def _page(record: dict[str, Any], problems: Sequence[Problem], out: Path) -> Iterator[Block]:
    source = record["source"]
    yield _heading(2, record["title"])
    losses = record["words"] - record["kept"]
    if losses:
        yield _line(f"This draft lost {losses} words: {', '.join(record['lost'])}.")
    said = ", ".join(
        filter(
            None,
            (
                source["site"],
                f"revision {source['revision']}" if source["revision"] else "",
                source["licence"],
            ),
        )
    )
    yield Paragraph(
        (
            Text("Draft "),
            Link((out / record["slug"]).as_posix(), (Text(record["slug"]),)),
            Text(f"; source: {said or 'not stated'}."),
        )
    )
    yield _heading(3, "Headings")
    yield _table(("line", "on the page", "in the draft"),
                 [(h["line"], h["title"] or "(before the first heading)", f"{h['chapter']} › {h['heading']}" if h["heading"] != h["chapter"] else h["chapter"])
                  for h in record["headings"]])  # fmt: skip
    yield _heading(3, "Parts")
    yield _table(
        ("part", "in the source", "read"),
        [(part, *pair) for part, pair in record["counts"].items()],
    )
    if told := record.get("consensus"):
        yield _line(f"Two other parsers: {_consensus(told)}.")
    if record["charts"]:
        yield _heading(3, "Flowcharts")
        yield _table(("pathway", "line", "boxes", "edges", "to be looked at"),
                     [(c["id"], c["line"], c["boxes"], c["edges"], c["inferred"]) for c in record["charts"]])  # fmt: skip
    if record["doubts"]:
        yield _heading(3, "Doubts")
        yield _table(("line", "what", "found", "made of it"),
                     [(d["line"], d["slug"], d["value"], d["mended"]) for d in record["doubts"]])  # fmt: skip
    if record["left_over"]:
        yield _heading(3, "Left over")
        yield _table(("line", "what", "name", "under"),
                     [(k["line"], k["kind"], k["name"], k["section"]) for k in record["left_over"]])  # fmt: skip
    if problems:
        yield _heading(3, "What to do")
        yield Listing(tuple((Paragraph(tuple(_todo(each, out))),) for each in problems))


def _consensus(told: dict[str, Any]) -> str:
    if "failure" in told:
        return f"one of them gave up ({told['failure']})"
    if _agreed(told):
        return f"the same headings and {told['references'][0]} references"
    seen, read = told["references"]
    headings = ", ".join(told["headings"]) or "the same"
    return f"headings {headings}; references {seen} seen, {read} read"


def _todo(problem: Problem, out: Path) -> Iterator[Text | Link]:
    place = f"{(out / problem.path).as_posix()}#L{problem.line}"
    yield Link(place, (Text(f"{problem.path}:{problem.line}"),))
    yield Text(
        f" {problem.message} [{problem.slug}]" + (f": {problem.hint}" if problem.hint else "")
    )


def _heading(level: int, text: str) -> Block:
    return Heading(level, (Text(text),))


def _line(text: str) -> Block:
    return Paragraph((Text(text),))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Block:
    def row(cells: Iterable[object]) -> Row:
        return Row(tuple((Text(str(cell)),) for cell in cells))

    return Table(row(head), tuple(map(row, rows)))
