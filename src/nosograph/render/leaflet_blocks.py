"""The HTML of a page's section as blocks and inline parts, for paper.

Rule. The section is written once, for the page; paper shows the same words in the same order.
What serves only a screen (marks of claims, buttons, pictures) stays behind.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Node = dict[str, Any]
"""Of blocks: `kind` and what it needs. Of inline parts: `text`, or `kind` and `body`."""

_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_LEFT_OUT_TAGS = frozenset({"button", "form", "script", "style", "svg"})
_LEFT_OUT_CLASSES = frozenset({"back", "claim", "copy", "hidden"})
_BLOCKS = frozenset(
    {"blockquote", "details", "div", "dl", "h2", "h3", "h4", "h5", "h6", "ol", "p", "section",
     "summary", "table", "ul"}
)  # fmt: skip
_INLINE = {"strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis"}


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str]
    inside: list["_Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def is_left_out(self) -> bool:
        return self.tag in _LEFT_OUT_TAGS or bool(self.classes & _LEFT_OUT_CLASSES)

    def all(self, *tags: str) -> Iterator["_Element"]:
        """The elements of those names below this one, in order."""
        for each in self.inside:
            if isinstance(each, _Element):
                if each.tag in tags:
                    yield each
                else:
                    yield from each.all(*tags)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("root", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {key: value or "" for key, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in {each.tag for each in self._open[1:]}:
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def as_blocks(html: str, base_url: str = "") -> list[Node]:
    """`html` as blocks; links within the site lead to `base_url`, or nowhere without it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _Paper(base_url).blocks(reader.root.inside)


class _Paper:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def blocks(self, inside: Iterable[_Element | str]) -> list[Node]:
        found: list[Node] = []
        loose: list[_Element | str] = []
        for each in inside:
            if isinstance(each, _Element) and each.tag in _BLOCKS:
                found += self._paragraph(loose)
                loose = []
                found += [] if each.is_left_out else self._block(each)
            else:
                loose.append(each)
        return found + self._paragraph(loose)

    def _paragraph(self, inside: list[_Element | str]) -> list[Node]:
        body = self.inline(inside)
        return [{"kind": "paragraph", "body": body}] if _says_something(body) else []

    def _block(self, element: _Element) -> list[Node]:
        match element.tag:
            case "ul" | "ol":
                return [self._list(element)]
            case "table":
                return [self._table(element)]
            case "h2" | "h3" | "h4" | "h5" | "h6" | "summary":
                # No heading of the document: its level could skip one.
                return [{"kind": "title", "body": self.inline(element.inside)}]
            case "div" if "block" in element.classes:
                name = next(iter(element.classes - {"block"}), "")
                return [{"kind": "note", "name": name, "body": self.blocks(element.inside)}]
            case "p" if element.classes & {"block-title", "table-title"}:
                return [{"kind": "title", "body": self.inline(element.inside)}]
            case "p":
                return self._paragraph(element.inside)
            case _:
                return self.blocks(element.inside)

    def _list(self, element: _Element) -> Node:
        items = [self.blocks(each.inside) for each in element.all("li")]
        return {"kind": "list", "numbered": element.tag == "ol", "items": items}

    def _table(self, table: _Element) -> Node:
        rows = [
            [self.inline(cell.inside) for cell in row.all("th", "td")] for row in table.all("tr")
        ]
        columns = max((len(row) for row in rows), default=1)
        full = [row + [[] for _ in range(columns - len(row))] for row in rows]
        head = [_unlinked(cell) for cell in full[0]] if full else []
        return {"kind": "table", "head": head, "rows": full[1:]}

    def inline(self, inside: Iterable[_Element | str]) -> list[Node]:
        found: list[Node] = []
        for each in inside:
            if isinstance(each, str):
                found.append({"text": " ".join(f"_{each}_".split())[1:-1]})
            elif each.tag == "br":
                found.append({"text": " "})
            elif not each.is_left_out:
                found += self._inline(each)
        return found

    def _inline(self, element: _Element) -> list[Node]:
        body = self.inline(element.inside)
        if element.tag in _INLINE:
            return [{"kind": _INLINE[element.tag], "body": body}]
        if element.tag == "a" and (target := self._target(element.attributes.get("href", ""))):
            return [{"kind": "link", "to": target, "body": body}]
        if "note" in element.classes:
            return [{"text": " ("}, *body, {"text": ")"}]
        return body

    def _target(self, href: str) -> str:
        if href.startswith(("https://", "http://")):
            return href
        return self._base_url + href if self._base_url and href.startswith("/") else ""


def _unlinked(inside: Iterable[Node]) -> list[Node]:
    """A table's head is repeated on its next page as decoration, which may hold no link."""
    found: list[Node] = []
    for each in inside:
        if each.get("kind") == "link":
            found += _unlinked(each["body"])
        else:
            found.append({**each, "body": _unlinked(each["body"])} if "body" in each else each)
    return found


def _says_something(body: Iterable[Node]) -> bool:
    return any(
        each.get("text", "").strip() or _says_something(each.get("body", ())) for each in body
    )
