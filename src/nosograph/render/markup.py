"""A written text as HTML.

Rule. Every text is escaped, and nothing leaves with a style attribute: the pages are served
under a policy that forbids styles of their own.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from nosograph.prose import tree
from nosograph.prose.tree import Block, Inline

_ELEMENTS = (
    {"missing": "mark"}
    | {each: each for each in ("strong", "em", "code", "i", "b", "sup", "sub")}
    | {"cite": "small"}
)
"""Roles that HTML has an element for; citations are many, so theirs is short."""


def html(blocks: Iterable[Block]) -> Markup:
    """Blocks of a written text, each on lines of its own."""
    return Markup(_blocks(blocks))  # noqa: S704 (made of elements of ours and escaped texts)


def inline(inside: Iterable[Inline]) -> Markup:
    """Running text."""
    return Markup(_inside(inside))  # noqa: S704 (made of elements of ours and escaped texts)


def _blocks(blocks: Iterable[Block], *, tight: bool = False) -> str:
    return "".join(_block(each, tight=tight) for each in blocks)


def _block(block: Block, *, tight: bool) -> str:
    match block:
        case tree.Paragraph(inside, role=role) if tight and not role:
            return _inside(inside)
        case tree.Paragraph(inside, role=role):
            return _element("p", _inside(inside), ("class", role)) + "\n"
        case tree.Heading(level, inside):
            return _element(f"h{level}", _inside(inside)) + "\n"
        case tree.Listing():
            return _list(block)
        case tree.Table():
            return _table(block)
        case tree.Quote(blocks):
            return f"<blockquote>\n{_blocks(blocks)}</blockquote>\n"
        case tree.Box("more", (tree.Paragraph(title), *blocks)):
            return f"<details>\n<summary>{_inside(title)}</summary>\n{_blocks(blocks)}</details>\n"
        case tree.Box(kind, blocks):
            of = (("class", f"block {kind}"), ("role", "note"))
            return _element("div", f"\n{_blocks(blocks)}", *of) + "\n"
        case _:
            raise TypeError(f"{block} has not been written out")


def _list(listing: tree.Listing) -> str:
    start = str(listing.first) if listing.first not in (None, 1) else ""
    items = (f"<li>{_blocks(item, tight=listing.tight)}</li>\n" for item in listing.items)
    of = (("start", start), ("class", listing.role))
    return _element("ul" if listing.first is None else "ol", "\n" + "".join(items), *of) + "\n"


def _table(table: tree.Table) -> str:
    aligns = table.aligns or ("",) * len(table.head.cells)

    def row(row: tree.Row, *, head: bool) -> str:
        cells = (
            _cell(cell, align, "col" if head else "row" if table.row_heads and not number else "")
            for number, (cell, align) in enumerate(zip(row.cells, aligns, strict=True))
        )
        return f"<tr>{''.join(cells)}</tr>"

    body = "".join(row(each, head=False) + "\n" for each in table.rows)
    head = f"<thead>{row(table.head, head=True)}</thead>"
    frame = (("class", "table"), ("role", "region"), ("tabindex", "0"), ("aria-label", table.label))
    inside = f"<table>\n{head}\n<tbody>{body}</tbody>\n</table>"
    return _element("div", inside, *frame) + "\n"


def _cell(inside: Iterable[Inline], align: str, scope: str) -> str:
    of = (("class", align if align != "left" else ""), ("scope", scope))
    return _element("th" if scope else "td", _inside(inside), *of)


def _inside(inside: Iterable[Inline]) -> str:
    return "".join(map(_inline, inside))


def _inline(part: Inline) -> str:
    match part:
        case tree.Text(text):
            return str(escape(text))
        case tree.Span("br"):
            return "<br />\n"
        case tree.Span(role, inside) if role in _ELEMENTS:
            return _element(_ELEMENTS[role], _inside(inside))
        case tree.Span(role, inside):
            return _element("span", _inside(inside), ("class", role))
        case tree.Link(target, inside, id=id, label=label, role=role):
            return _element(
                "a",
                _inside(inside),
                ("href", target),
                ("id", id),
                ("aria-label", label),
                ("rel", "external" if role != "id" and target.startswith("http") else ""),
            )
        case _:
            raise TypeError(f"{part} has not been written out")


def _element(tag: str, inside: str, *attributes: tuple[str, str]) -> str:
    """An element around HTML; attributes without a value are left out."""
    given = "".join(f' {name}="{escape(value)}"' for name, value in attributes if value)
    return f"<{tag}{given}>{inside}</{tag}>"
