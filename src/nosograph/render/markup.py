"""A written text as HTML.

Rule. Every text is escaped, and nothing leaves with a style attribute: the pages are served
under a policy that forbids styles of their own.
"""

from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup

from nosograph.prose.tree import (
    Block,
    Box,
    Break,
    Cite,
    Code,
    Embedded,
    Emphasis,
    FigureRef,
    FindingRef,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Quote,
    Row,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)

_NOTHING = Markup("")
_ELEMENTS = {"missing": "mark", "i": "i", "b": "b", "sup": "sup", "sub": "sub"}
"""Roles that HTML has an element for."""
_CLASSES = frozenset({"claim", "id"})
"""Roles of links that the style sheet knows."""


def html(blocks: Iterable[Block], *, tight: bool = False) -> Markup:
    """Blocks of a written text, each on lines of its own."""
    return _NOTHING.join(_block(each, tight=tight) for each in blocks)


def _block(block: Block, *, tight: bool) -> Markup:
    match block:
        case Paragraph(inside, role=role) if tight and not role:
            return inline(inside)
        case Paragraph(inside, role=role):
            return Markup("<p{}>{}</p>\n").format(_attributes(("class", role)), inline(inside))
        case Heading(level, inside):
            return Markup("<h{0}>{1}</h{0}>\n").format(level, inline(inside))
        case Listing():
            return _list(block)
        case Table():
            return _table(block)
        case Quote(blocks):
            return Markup("<blockquote>\n{}</blockquote>\n").format(html(blocks))
        case Rule():
            return Markup("<hr />\n")
        case Box(kind, blocks):
            return Markup('<div class="block {}" role="note">\n{}</div>\n').format(
                kind, html(blocks)
            )
        case Embedded():
            raise TypeError(f"{block} has not been written out")
        case _:
            assert_never(block)


def _list(listing: Listing) -> Markup:
    tag = "ul" if listing.first is None else "ol"
    start = str(listing.first) if listing.first not in (None, 1) else ""
    attributes = _attributes(("start", start), ("class", listing.role))
    items = _NOTHING.join(
        Markup("<li>{}</li>\n").format(html(item, tight=listing.tight)) for item in listing.items
    )
    return Markup("<{0}{1}>\n{2}</{0}>\n").format(tag, attributes, items)


def _table(table: Table) -> Markup:
    aligns = table.aligns or ("",) * len(table.head.cells)

    def row(row: Row, *, head: bool) -> Markup:
        cells = [
            _cell(cell, align, "col" if head else "row" if table.row_heads and not number else "")
            for number, (cell, align) in enumerate(zip(row.cells, aligns, strict=True))
        ]
        return Markup("<tr>{}</tr>").format(_NOTHING.join(cells))

    return Markup(
        '<div class="table" role="region" tabindex="0" aria-label="{}"><table>\n'
        "<thead>{}</thead>\n<tbody>{}</tbody>\n</table></div>\n"
    ).format(
        table.label,
        row(table.head, head=True),
        _NOTHING.join(row(each, head=False) + "\n" for each in table.rows),
    )


def _cell(inside: Iterable[Inline], align: str, scope: str) -> Markup:
    attributes = _attributes(("class", align if align != "left" else ""), ("scope", scope))
    return Markup("<{0}{1}>{2}</{0}>").format("th" if scope else "td", attributes, inline(inside))


def inline(inside: Iterable[Inline]) -> Markup:
    """Running text."""
    return _NOTHING.join(map(_inline, inside))


def _inline(part: Inline) -> Markup:
    match part:
        case Text(text):
            return Markup("{}").format(text)
        case Code(text):
            return Markup("<code>{}</code>").format(text)
        case Break():
            return Markup("<br />\n")
        case Strong(inside):
            return Markup("<strong>{}</strong>").format(inline(inside))
        case Emphasis(inside):
            return Markup("<em>{}</em>").format(inline(inside))
        case Link(target, inside, id=id, label=label, role=role):
            attributes = _attributes(
                ("class", role if role in _CLASSES else ""),
                ("href", target),
                ("id", id),
                ("aria-label", label),
                ("rel", "external" if target.startswith(("http://", "https://")) else ""),
            )
            return Markup("<a{}>{}</a>").format(attributes, inline(inside))
        case Span(role, inside) if role in _ELEMENTS:
            return Markup("<{0}>{1}</{0}>").format(_ELEMENTS[role], inline(inside))
        case Span(role, inside):
            return Markup('<span class="{}">{}</span>').format(role, inline(inside))
        case Cite() | FigureRef() | FindingRef():
            raise TypeError(f"{part} has not been written out")
        case _:
            assert_never(part)


def _attributes(*given: tuple[str, str]) -> Markup:
    return _NOTHING.join(Markup(' {}="{}"').format(*each) for each in given if each[1])
