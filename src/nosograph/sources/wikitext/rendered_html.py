"""A rendered page in HTML as the lines that its text has, with what its elements tell for sure."""

import re
from html.parser import HTMLParser

from nosograph.sources.wikitext.copied import CopiedLine

_SILENT = frozenset({"script", "style", "nav", "footer", "noscript", "template", "head"})
_UNSEEN = re.compile(
    r"\b(?:mw-editsection|mw-cite-backlink|noprint|navbox|toc|catlinks|mw-jump-link|printfooter)\b"
)
_ENDS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "table", "tr", "dd", "dt", "blockquote", "section"}
)
_SINGLE = frozenset({"br", "img", "hr", "meta", "link", "input", "wbr", "col", "source"})


def html_lines(text: str) -> list[CopiedLine]:
    """The lines of a page in HTML."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_line()
    return reader.lines


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[CopiedLine] = []
        self._words = ""
        self._unseen: list[str] = []
        """Elements that are open within one that is not shown, and that one."""
        self._lists: list[str] = []
        self._numbers: list[int] = []
        self._level = 0
        self._cells: list[list[CopiedLine]] = []
        self._prefix = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SINGLE:
            if tag == "br":
                self.end_line()
            return
        if self._unseen or tag in _SILENT or _UNSEEN.search(given.get("class", "")):
            self._unseen.append(tag)
            return
        if tag in _ENDS:
            self.end_line()
        match tag:
            case "ul" | "ol":
                self._lists.append("works" if "references" in given.get("class", "") else tag)
                self._numbers.append(0)
            case "li" if self._lists:
                self._numbers[-1] += 1
                depth = len(self._lists)
                is_work = self._lists[-1] == "works"
                self._prefix = f"  {self._numbers[-1]}. " if is_work else f"{'  ' * depth}• "
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.end_line()
                self._level = int(tag[1])
            case "table":
                self._cells.append([])
            case "td" | "th":
                self.end_line()
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                while self._unseen and self._unseen.pop() != tag:
                    pass
            return
        match tag:
            case "td" | "th" if self._cells:
                said = " ".join(self._words.split())
                self._words, self._prefix = "", ""
                self._cells[-1].append(CopiedLine(said, self.getpos()[0], cell=True))
            case "table" if self._cells:
                self._end_table()
            case "ul" | "ol" if self._lists:
                self.end_line()
                self._lists.pop()
                self._numbers.pop()
            case _:
                if tag in _ENDS or re.fullmatch(r"h[1-6]", tag):
                    self.end_line()
                    self._level = 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words += data

    def end_line(self) -> None:
        """What was said since the last line is one."""
        said = " ".join(self._words.replace("\xa0", " ").split())
        self._words = ""
        if said and not (self._cells and not self._level):
            self.lines.append(CopiedLine(self._prefix + said, self.getpos()[0], self._level))
            self._prefix = ""
        elif said:
            self._words = said + " "

    def _end_table(self) -> None:
        """A table of blanks is a flowchart; any other is read cell by cell."""
        cells = self._cells.pop()
        said = [each for each in cells if each.text.strip()]
        if len(cells) > 2 * len(said) and len(cells) >= 8:
            self.lines += cells
        else:
            self.lines += [CopiedLine(each.text, each.number) for each in said]
