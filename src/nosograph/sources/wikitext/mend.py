"""Broken markup made whole before it is read, each repair told with its line.

Rule 1. Only ends are added, and only where MediaWiki would swallow what follows; no word goes.
Rule 2. A page that is sound is not touched.
"""

import re
from collections.abc import Iterator

from nosograph.sources.wikitext.elements import RAW, ended, spans
from nosograph.sources.wikitext.page import Doubt

_BEHIND_COMMENTS = re.compile(r"^(?:<!--(?:(?!-->).)*-->[ \t]*)+(?=[=*#:;{|!])", re.MULTILINE | re.DOTALL)  # fmt: skip
_ADDRESS = re.compile(r"\[(?=(?:https?:|ftp:|mailto:|//))")
_ELEMENT = re.compile(r"</?(?!ref\b|references\b|br\b)[a-z]", re.IGNORECASE)
_MANY_MARKS = re.compile(r"^([*#:;]{100})[*#:;]+", re.MULTILINE)
_REF = re.compile(r"<ref\b([^<>]*?)(/?)>|</ref\s*>", re.IGNORECASE)
_HEADING = re.compile(r"^={1,6}.+={1,6}[ \t]*$", re.MULTILINE)
_TABLE = re.compile(r"^[ \t:*#;]*(\{\||\|\}(?!\}))", re.MULTILINE)
_INDENTED = re.compile(r"^[:*#;]+[ \t]*(?=\{\|)", re.MULTILINE)
_MARKED = re.compile(r"^.*''.*$", re.MULTILINE)
_QUOTES = re.compile(r"'{2,}")
_CITATION = re.compile(r"\s*\{\{")


def mended(text: str) -> tuple[str, list[Doubt]]:
    """A page's source whose references and tables end, and what was done to it."""
    doubts: list[Doubt] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if "<!--" in text:
        # What begins a line does so behind a comment, too.
        text = _BEHIND_COMMENTS.sub(lambda e: "\n" * e[0].count("\n"), _comments(text, doubts))
    if _ELEMENT.search(text):
        text = ended(text, doubts)
    if "''" in text:
        text = _MARKED.sub(lambda line: _balanced(line[0]), text)
    text = _MANY_MARKS.sub(r"\1", text)
    text = _put_in(text, list(_refs(text, doubts)))
    text = _put_in(text, list(_tables(text, doubts)))
    text = _addresses(text)
    return _INDENTED.sub("", text), sorted(doubts, key=lambda each: each.line)


def _balanced(line: str) -> str:
    """A line whose italics and bold end where it ends, as MediaWiki ends them."""
    runs = list(_QUOTES.finditer(line))
    for lengths in ((2, 5), (3, 5)):
        toggles = [run for run in runs if min(len(run[0]), 5) in lengths]
        if len(toggles) % 2:
            last = toggles[-1]
            other = "" if len(last[0]) < 5 else "'" * (5 - lengths[0])
            line = line[: last.start()] + other + line[last.end() :]
            runs = list(_QUOTES.finditer(line))
    return line


def line_of(text: str, offset: int) -> int:
    """The line in which a place stands."""
    return text.count("\n", 0, offset) + 1


def _comments(text: str, doubts: list[Doubt]) -> str:
    """A page's source whose comments end: behind the last end, none begins."""
    past = text.rfind("-->") + 1
    start = text.find("<!--", past)
    if start < 0:
        return text
    doubts.append(Doubt("unclosed-comment", line_of(text, start), text[start : start + 40]))
    return text[:start] + text[start:].replace("<!--", "")


def _addresses(text: str) -> str:
    """A page's source in which no line has the bracket of an address that does not end in it."""
    if not _ADDRESS.search(text):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        past = line.rfind("]")
        if _ADDRESS.search(line, past + 1) and "[[" not in line[past + 1 :]:
            lines[number] = line[: past + 1] + _ADDRESS.sub("&#91;", line[past + 1 :])
    return "\n".join(lines)


def _put_in(text: str, ends: list[tuple[int, str]]) -> str:
    parts, past = [], 0
    for offset, end in sorted(ends, key=lambda each: each[0]):
        parts += [text[past:offset], end]
        past = offset
    return "".join((*parts, text[past:]))


def _spoken(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which markup is markup."""
    past = 0
    for start, end in spans(text, RAW):
        yield past, start
        past = end
    yield past, len(text)


def _marks(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    if "<" not in text:
        yield from pattern.finditer(text)
        return
    for start, end in _spoken(text):
        yield from pattern.finditer(text, start, end)


def _refs(text: str, doubts: list[Doubt]) -> Iterator[tuple[int, str]]:
    opened: re.Match[str] | None = None
    for found in _marks(text, _REF):
        opens = found[1] is not None and not found[2]
        closes = found[1] is None
        if opened is not None and (
            not closes or _HEADING.search(text, opened.end(), found.start())
        ):
            yield _end_of_ref(text, opened, doubts)
            opened = None
        if closes:
            opened = None
        elif opens:
            opened = found
    if opened is not None:
        yield _end_of_ref(text, opened, doubts)


def _end_of_ref(text: str, opened: re.Match[str], doubts: list[Doubt]) -> tuple[int, str]:
    """Behind its citation template; without one its words stay in the text, as MediaWiki has them."""
    doubts.append(Doubt("unclosed-ref", line_of(text, opened.start()), opened[0], "</ref>"))
    end = opened.end()
    if _CITATION.match(text, end):
        return _after_template(text, text.index("{{", end)), "</ref>"
    return end, "</ref> "


def _after_template(text: str, start: int) -> int:
    depth = 0
    for brace in re.finditer(r"\{\{|\}\}|\n\n", text[start:]):
        if brace[0] == "\n\n":
            return start + brace.start()
        depth += 1 if brace[0] == "{{" else -1
        if not depth:
            return start + brace.end()
    return len(text)


def _tables(text: str, doubts: list[Doubt]) -> Iterator[tuple[int, str]]:
    opened: list[int] = []
    for found in _marks(text, _TABLE):
        if found[1] == "{|":
            heading = next((h for h in _between(text, opened, found.start())), None)
            if heading is not None:
                yield from _end_tables(text, opened, heading, doubts)
            opened.append(found.start(1))
        elif opened:
            opened.pop()
    if opened:
        heading = next(_between(text, opened, len(text)), len(text))
        yield from _end_tables(text, opened, heading, doubts)


def _between(text: str, opened: list[int], end: int) -> Iterator[int]:
    """Where headings stand that an open table would swallow."""
    if opened:
        found = _HEADING.search(text, opened[-1], end)
        if found and not re.search(r"^\s*\|\}", text[found.end() : end], re.MULTILINE):
            yield found.start()


def _end_tables(
    text: str, opened: list[int], at: int, doubts: list[Doubt]
) -> Iterator[tuple[int, str]]:
    for start in opened:
        doubts.append(Doubt("unclosed-table", line_of(text, start), "{|", "|}"))
        yield at, "\n|}\n" if at == len(text) else "|}\n"
    opened.clear()
