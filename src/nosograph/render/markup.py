"""A written text as HTML.

Rule. Every text is escaped, and nothing leaves with a style attribute: the pages are served
under a policy that forbids styles of their own.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from nosograph.prose import tree
from nosograph.prose.tree import Block, Inline, Paragraph

_NOTHING = Markup("")
_ELEMENTS = {"missing": "mark"} | {
    each: each for each in ("strong", "em", "code", "i", "b", "sup", "sub")
}
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
        case tree.Heading(level, inside):
            return Markup("<h{0}>{1}</h{0}>\n").format(level, inline(inside))
        case tree.Listing():
            return _list(block)
        case tree.Table():
            return _table(block)
        case tree.Quote(blocks):
            return Markup("<blockquote>\n{}</blockquote>\n").format(html(blocks))
        case tree.Box(kind, blocks):
            box = Markup('<div class="block {}" role="note">\n{}</div>\n')
            return box.format(kind, html(blocks))
        case _:
            raise TypeError(f"{block} has not been written out")


def _list(listing: tree.Listing) -> Markup:
    tag = "ul" if listing.first is None else "ol"
    start = str(listing.first) if listing.first not in (None, 1) else ""
    attributes = _attributes(("start", start), ("class", listing.role))
    items = _NOTHING.join(
        Markup("<li>{}</li>\n").format(html(item, tight=listing.tight)) for item in listing.items
    )
    return Markup("<{0}{1}>\n{2}</{0}>\n").format(tag, attributes, items)


def _table(table: tree.Table) -> Markup:
    aligns = table.aligns or ("",) * len(table.head.cells)

    def row(row: tree.Row, *, head: bool) -> Markup:
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
        case tree.Text(text):
            return escape(text)
        case tree.Span("br"):
            return Markup("<br />\n")
        case tree.Span(role, inside) if role in _ELEMENTS:
            return Markup("<{0}>{1}</{0}>").format(_ELEMENTS[role], inline(inside))
        case tree.Span(role, inside):
            return Markup('<span class="{}">{}</span>').format(role, inline(inside))
        case tree.Link(target, inside, id=id, label=label, role=role):
            attributes = _attributes(
                ("class", role if role in _CLASSES else ""),
                ("id", id if role else ""),
                ("href", target),
                ("id", "" if role else id),
                ("aria-label", label),
                ("rel", "external" if target.startswith(("http://", "https://")) else ""),
            )
            return Markup("<a{}>{}</a>").format(attributes, inline(inside))
        case _:
            raise TypeError(f"{part} has not been written out")


def _attributes(*given: tuple[str, str]) -> Markup:
    return _NOTHING.join(Markup(' {}="{}"').format(*each) for each in given if each[1])
