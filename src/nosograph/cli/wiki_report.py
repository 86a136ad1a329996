"""What an import kept, as a page for people and as one JSON document."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nosograph.model.problems import Problem
from nosograph.prose.tree import Block, Heading, Link, Listing, Paragraph, Row, Table, Text
from nosograph.render.markup import html

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color-scheme:light dark}"
    "table{border-collapse:collapse}td,th{border:1px solid #8888;padding:.2em .5em;text-align:left;"
    "vertical-align:top}pre{white-space:pre-wrap}"
)


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
        "left_over": sum(len(each["left_over"]) for each in made),
        "doubts": dict(Counter(doubt["slug"] for each in made for doubt in each["doubts"])),
    }


def as_page(records: Sequence[dict[str, Any]], problems: Iterable[Problem], out: Path) -> str:
    """The report as HTML."""
    body = html(_blocks(records, tuple(problems), out))
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Import report</title>\n'
        f"<style>{_STYLE}</style>\n<main>\n{body}</main>\n</html>\n"
    )


def _blocks(
    records: Sequence[dict[str, Any]], problems: Sequence[Problem], out: Path
) -> Iterator[Block]:
    told = summary(records)
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
    for each in records:
        if "words" in each:
            yield from _page(
                each, [one for one in problems if one.path.startswith(f"{each['slug']}/")], out
            )


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
