"""A draft beside the page that it was made of, part by part, with what was lost on the way.

Rule. Both sides say what they said: the draft as it stands in its folder, the page as it was
written, each of its lines with its number and what was doubted there.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from nosograph.model.entries import Chapter, Entry
from nosograph.prose.claims import claims_of, kept_of
from nosograph.prose.read import read
from nosograph.prose.tree import Block, Embedded, Inline, Text, rewritten
from nosograph.render.markup import html

STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 sans-serif;max-width:80em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;display:block;overflow-x:auto}"
    "td,th{border:1px solid #8888;padding:.2em .5em;text-align:left;vertical-align:top}"
    ".pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 1.5em;"
    "border-top:1px solid #8888;overflow-wrap:anywhere}.pair>h3,.pair>h4{grid-column:1/-1}"
    ".source{max-height:36em;overflow:auto;font:14px/1.5 monospace;border:1px solid #8888}"
    ".source ol{margin:0;padding-left:4.5em}.source li{white-space:pre-wrap}"
    ".source strong{display:block;font-family:sans-serif;border-left:4px solid #c60;padding-left:.5em}"
    "@media(max-width:50em){.pair{grid-template-columns:minmax(0,1fr)}}"
)
_PAIR = Markup(
    '<section class="pair" aria-labelledby="{id}">\n<h{level} id="{id}">{title}</h{level}>\n'
    '<div class="draft">\n{draft}</div>\n'
    '<div class="source" role="region" tabindex="0" aria-label="{label}">\n{source}</div>\n</section>\n'
)
_LINE = Markup('<li value="{number}" id="{id}">{text}{doubts}</li>\n')
_DOUBT = Markup("<strong>{slug}: {value}{mended}</strong>")
_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
    "<style>{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
)


def document(title: str, body: str) -> str:
    """A page that stands alone."""
    return str(_PAGE.format(title=title, style=Markup(STYLE), body=body))  # noqa: S704  # ours


def beside_source(folder: Path, record: Mapping[str, Any], entry: Entry, level: int = 3) -> Markup:
    """The parts of a draft beside the lines of the page that they came from."""
    lines = (folder / "source.wiki").read_bytes().decode("utf-8", "replace").splitlines()
    starts = [(each["line"], each["heading"]) for each in record["headings"]]
    ends = [line for line, _ in starts[1:]] + [len(lines) + 1]
    where: dict[str, list[tuple[int, int]]] = {}
    for (start, heading), end in zip(starts, ends, strict=True):
        if end > start:
            where.setdefault(heading, []).append((start, end))
    doubts: dict[int, list[Mapping[str, Any]]] = {}
    for each in record["doubts"]:
        doubts.setdefault(each["line"], []).append(each)
    return Markup().join(
        _pair(entry, chapter, where.get(chapter.title, []), lines, doubts, level)
        for chapter in entry.professional
        if chapter.text or chapter.title in where
    )


def kept_line(entry: Entry) -> str:
    """How many of the draft's statements are still those of the page, and on what terms."""
    if entry.origin is None:
        return ""
    told = claims_of(entry)
    kept = len(kept_of(entry, told))
    under = f", under {entry.origin.licence}" if kept else ""
    return f"{kept} of {len(told)} statements are in the words of {entry.origin.page!r}{under}."


def _pair(
    entry: Entry,
    chapter: Chapter,
    places: Sequence[tuple[int, int]],
    lines: Sequence[str],
    doubts: Mapping[int, Sequence[Mapping[str, Any]]],
    level: int,
) -> Markup:
    shown = Markup().join(_lines(entry.slug, places, lines, doubts))
    told = ", ".join(f"{start} to {end - 1}" for start, end in places)
    return _PAIR.format(
        id=f"{entry.slug}-{chapter.id}",
        level=level,
        title=chapter.title,
        draft=html(_plain(read(chapter.text))),
        label=f"source of {chapter.title}, lines {told}" if told else f"no source of {chapter.title}",
        source=Markup("<ol>\n{}</ol>\n").format(shown) if shown else Markup("<p>not on the page</p>\n"),
    )  # fmt: skip


def _lines(
    slug: str,
    places: Sequence[tuple[int, int]],
    lines: Sequence[str],
    doubts: Mapping[int, Sequence[Mapping[str, Any]]],
) -> Iterator[Markup]:
    for start, end in places:
        for number in range(start, end):
            told = (
                _DOUBT.format(
                    slug=each["slug"], value=each["value"],
                    mended=f" → {each['mended']}" if each["mended"] else "",
                )
                for each in doubts.get(number, ())
            )  # fmt: skip
            yield _LINE.format(
                number=number,
                id=f"{slug}-L{number}",
                text=lines[number - 1],
                doubts=Markup().join(told),
            )


def _plain(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks with citations as they are written, without what only an entry's page fills in."""

    def change(part: Inline) -> Inline:
        source = getattr(part, "source", None)
        return Text(source) if source is not None else part

    return rewritten((each for each in blocks if not isinstance(each, Embedded)), change)
