"""A text as a tree, each part with the place where it was written.

Rule. Everybody who needs to know what an entry's text says reads it here: the checker, the
claims, the pages and the leaflets cannot differ about it.
"""

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from markdown_it.tree import SyntaxTreeNode

from nosograph.prose import tree
from nosograph.prose.syntax import FENCE, parser
from nosograph.prose.tree import Block, Inline, Row, Span, Text

_PARSER = parser()


@lru_cache(maxsize=1024)
def read(text: str) -> tuple[Block, ...]:
    """The blocks of a text."""
    # Files have line feeds alone; the parser would count others as lines, too.
    text = text.replace("\r", " ")
    root = SyntaxTreeNode(_PARSER.parse(text))
    return _Trees(text).blocks(root.children)


class _Trees:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(self._block(node) for node in nodes)

    def _block(self, node: SyntaxTreeNode) -> Block:
        line, after = node.map or (0, 0)
        start = self._starts[line]
        match node.type:
            case "paragraph":
                inside = self._inside(node.children[0])
                return tree.Paragraph(inside, self._place(line, node.children[0].content))
            case "heading":
                return tree.Heading(int(node.tag[1]), self._inside(node.children[0]))
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "table":
                return self._table(node)
            case "blockquote":
                return tree.Quote(self.blocks(node.children))
            case "embedded":
                written = self._lines[line].find("{{")
                return tree.Embedded(node.meta["what"], node.meta["topic"], start + max(written, 0))
            case "container_box":
                closed = after < len(self._lines) and FENCE.fullmatch(self._lines[after])
                end = self._starts[after] if closed else None
                return tree.Box(node.info.strip(), self.blocks(node.children), start, end)
            case other:
                raise AssertionError(f"the language of entries has no block {other!r}")

    def _list(self, node: SyntaxTreeNode) -> tree.Listing:
        paragraphs = [
            each for item in node.children for each in item.children if each.type == "paragraph"
        ]
        first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        items = tuple(self.blocks(item.children) for item in node.children)
        return tree.Listing(items, first, all(each.hidden for each in paragraphs))

    def _table(self, node: SyntaxTreeNode) -> tree.Table:
        head, *rows = [row for part in node.children for row in part.children]
        styles = (str(cell.attrs.get("style", "")) for cell in head.children)
        aligns = tuple(each.removeprefix("text-align:") for each in styles)
        return tree.Table(self._row(head), tuple(map(self._row, rows)), aligns)

    def _row(self, node: SyntaxTreeNode) -> Row:
        line = (node.map or (0, 0))[0]
        cells, past = [], 0
        for cell in node.children:
            [inline] = cell.children
            # A bar within a cell was written `\|`.
            written = inline.content.replace("|", "\\|")
            past = max(self._lines[line].find(written, past), past)
            cells.append(self._inline(inline, [(0, self._starts[line] + past)]))
            past += len(written)
        indent = len(self._lines[line]) - len(self._lines[line].lstrip())
        return Row(tuple(cells), self._starts[line] + indent)

    def _place(self, line: int, content: str) -> int:
        """Where the content of a line stands, which has lost its indent and its marks."""
        return self._starts[line] + max(self._lines[line].rfind(content.split("\n")[0].strip()), 0)

    def _inside(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        line = (node.map or (0, 0))[0]
        places, past = [], 0
        for number, each in enumerate(node.content.split("\n"), line):
            indent = len(each) - len(each.lstrip())
            places.append((past + indent, self._place(number, each)))
            past += len(each) + 1
        return self._inline(node, places)

    def _inline(self, node: SyntaxTreeNode, places: list[tuple[int, int]]) -> tuple[Inline, ...]:  # noqa: C901  # one case a node
        """The inline parts of a node; `places` are offsets in its content with those in the text."""

        def place(offset: int) -> int:
            here, there = places[max(bisect_right(places, offset, key=itemgetter(0)) - 1, 0)]
            return there + offset - here

        def parts(nodes: Iterable[SyntaxTreeNode]) -> tuple[Inline, ...]:
            found: list[Inline] = []
            for each in nodes:
                part = read_part(each)
                if isinstance(part, Text) and found and isinstance(found[-1], Text):
                    found[-1] = Text(found[-1].text + part.text)
                elif part != Text(""):
                    found.append(part)
            return tuple(found)

        def read_part(each: SyntaxTreeNode) -> Inline:
            meta = each.meta
            start, end = map(place, meta["at"]) if "at" in meta else (0, 0)
            match each.type:
                case "text" | "text_special":
                    return Text(each.content)
                case "softbreak":
                    return Text("\n")
                case "hardbreak":
                    return Span("br", (Text("\n"),))
                case "code_inline":
                    return Span("code", (Text(each.content),))
                case "strong" | "em":
                    return Span(each.type, parts(each.children))
                case "link":
                    return tree.Link(str(each.attrs.get("href", "")), parts(each.children), start)
                case "cite":
                    return tree.Cite(meta["works"], meta["source"], meta["mistake"], start, end)
                case "figure":
                    return tree.FigureRef(meta["name"], start, end)
                case "hp":
                    return tree.FindingRef(meta["name"], start)
                case other:
                    raise AssertionError(f"the language of entries has no inline part {other!r}")

        return parts(node.children)
