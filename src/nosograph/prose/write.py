"""A tree as the text of an entry: the inverse of reading.

Rule 1. What is written reads back as the same tree, whatever characters its words have.
Rule 2. What the language of entries cannot say is said plainly: marks that would not be read as
marks are left out, and a break within a cell is a space.
"""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never
from urllib.parse import quote

from nosograph.prose import tree
from nosograph.prose.tree import Block, Inline, Link, Listing, Row, Span, Table, Text, leaves

_ALWAYS = re.compile(
    r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|\[(?=@)|\](?=\()|\{\{(?=(?:figures?|hp|findings|organisations)\b)"
)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ANGLE = re.compile(r"<(?=[A-Za-z][\w.+-]*[:@])")
_FIRST = re.compile(r"(#{1,6}(?=[ \t]|$)|>|[-+](?=[ \t]|$)|:{3}|\|)|(\d{1,9})([.)])(?=[ \t]|$)")
_MARKS = {"strong": "**", "em": "*"}


def written(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown of entries."""
    return "\n".join(_lines(blocks))


def _lines(blocks: Iterable[Block], *, tight: bool = False) -> Iterator[str]:
    """The blocks of a text or an item; in a tight list no blank line stands where none must."""
    mark = ""
    for number, block in enumerate(blocks):
        if number and not (tight and isinstance(block, Listing)):
            yield ""
        if isinstance(block, Listing):
            # A list right behind another would be read as its going on.
            mark = "*" if mark == "-" else "-"
            yield from _list(block, mark, ")" if mark == "*" else ".")
        else:
            mark = ""
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case tree.Paragraph(inside):
            yield from _paragraph(inside)
        case tree.Heading(level, inside):
            yield f"{'#' * level} {_inline(inside)}"
        case Listing():
            yield from _list(block, "-", ".")
        case Table():
            yield from _table(block)
        case tree.Quote(blocks):
            yield from (f"> {line}".rstrip() for line in _lines(blocks))
        case tree.Box(kind, blocks):
            yield f"::: {kind}"
            yield from _lines(blocks)
            yield ":::"
        case tree.Embedded(what, topic):
            yield "{{" + (f"{what}:{topic}" if topic else what) + "}}"
        case _:
            assert_never(block)


def _paragraph(inside: Iterable[Inline]) -> Iterator[str]:
    for line in _inline(inside).split("\n"):
        yield (
            _FIRST.sub(lambda m: f"{m[2]}\\{m[3]}" if m[2] else f"\\{m[1]}", line, count=1)
            if _FIRST.match(line)
            else line
        )


def _list(listing: Listing, bullet: str, after: str) -> Iterator[str]:
    for number, item in enumerate(listing.items):
        if number and not listing.tight:
            yield ""
        mark = f"{bullet} " if listing.first is None else f"{listing.first + number}{after} "
        lines = list(_lines(item, tight=listing.tight)) or [""]
        for at, line in enumerate(lines):
            yield (
                (" " * len(mark) + line if at else mark + line).rstrip()
                if line
                else ("" if at else mark.rstrip())
            )


def _table(table: Table) -> Iterator[str]:
    rules = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
    aligns = table.aligns or ("",) * len(table.head.cells)
    yield _row(table.head)
    yield f"| {' | '.join(rules[each] for each in aligns)} |"
    yield from map(_row, table.rows)


def _row(row: Row) -> str:
    cells = (
        _inline(cell).replace("\\\n", " ").replace("\n", " ").replace("|", "\\|")
        for cell in row.cells
    )
    return f"| {' | '.join(cells)} |"


def _inline(inside: Iterable[Inline], *, marked: bool = False) -> str:
    parts = list(inside)
    said = ""
    for number, part in enumerate(parts):
        if isinstance(part, Span) and part.role in _MARKS:
            following = parts[number + 1] if number + 1 < len(parts) else None
            said += _marked(part, said, following, marked=marked)
        else:
            said += _part(part, said)
    return said


def _part(part: Inline, before: str) -> str:
    match part:
        case Text(text):
            return _escaped(text)
        case Span("br"):
            return "\\\n"
        case Span("code", inside):
            return _code("".join(each.text for each in inside if isinstance(each, Text)))
        case Span("left", inside):
            return f"⟦{_inline(inside, marked=True)}⟧"
        case Span(inside=inside):
            return _inline(inside, marked=True)
        case Link(target, inside):
            own = list(leaves(inside))
            cites = "".join(each.source for each in own if isinstance(each, tree.Cite))
            words = _inline((each for each in own if not isinstance(each, tree.Cite)), marked=True)
            return f"[{_balanced(words)}]({_address(target)}){cites}"
        case tree.Cite(source=source):
            return source
        case tree.FigureRef(id):
            return "{{figure:" + id + "}}"
        case tree.FindingRef(term):
            return "{{hp:" + term + "}}"
        case _:
            assert_never(part)


def _marked(part: Span, before: str, following: Inline | None, *, marked: bool) -> str:
    """Words in italics or bold, where the marks will be read as marks whatever stands beside them."""
    words = _inline(part.inside, marked=True)
    inner = words.strip()
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    after = following.text[:1] if isinstance(following, Text) else "" if following is None else "*"
    free = (
        (not before or not (before[-1].isalnum() or before[-1] in "*_\\"))
        and not after.isalnum()
        and after not in ("*", "_")
    )
    reads = bool(inner) and inner[0].isalnum() and inner[-1].isalnum() and "\n" not in inner
    if marked or not (reads and (free or (lead and trail))):
        return words
    return f"{lead}{_MARKS[part.role]}{inner}{_MARKS[part.role]}{trail}"


def _escaped(text: str) -> str:
    text = _ALWAYS.sub(lambda mark: "\\" + mark[0], text)
    if "&" in text:
        text = _ENTITY.sub(r"\\&", text)
    if "<" in text:
        text = _ANGLE.sub(r"\\<", text)
    return text


def _balanced(words: str) -> str:
    return re.sub(r"(?<!\\)[\[\]]", lambda mark: "\\" + mark[0], words)


def _address(target: str) -> str:
    return (
        quote(target, safe="!#$%&'*+,/:;=?@~-._") if re.search(r"[\s()<>\\\"|]", target) else target
    )


def _code(text: str) -> str:
    text = " ".join(text.split())
    runs = [len(run) for run in re.findall(r"`+", text)]
    fence = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text else ""
