"""Wikitext as nodes, built from the tokens of mwparserfromhell.

Rule 1. The tokenizer decides what is markup; nothing is parsed here a second time.
Rule 2. Every node knows its line; what it was written as can be had back.

The library's own builder makes every part editable and sets each through a parser of its own,
which takes four fifths of the time; we only read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from mwparserfromhell.parser import Parser, tokens


@dataclass(slots=True, eq=False)
class Words:
    """Plain text."""

    text: str
    line: int = 0


@dataclass(slots=True, eq=False)
class Argument:
    """An argument of a template, by name or by number."""

    name: str
    value: "Code"
    positional: bool


@dataclass(slots=True, eq=False)
class Template:
    """`{{name|…}}`."""

    name: str
    arguments: list[Argument]
    line: int

    def get(self, name: str) -> "Code | None":
        """The last argument of that name, which is the one that counts."""
        return next((each.value for each in reversed(self.arguments) if each.name == name), None)


@dataclass(slots=True, eq=False)
class Parameter:
    """`{{{name|otherwise}}}`, of a page that is itself a template."""

    name: "Code"
    otherwise: "Code"
    line: int


@dataclass(slots=True, eq=False)
class Wikilink:
    """`[[title|words]]`."""

    title: "Code"
    words: "Code | None"
    line: int


@dataclass(slots=True, eq=False)
class Address:
    """`[https://… words]`, or an address alone."""

    url: "Code"
    words: "Code"
    brackets: bool
    line: int


@dataclass(slots=True, eq=False)
class Entity:
    """`&nbsp;`."""

    source: str
    line: int


@dataclass(slots=True, eq=False)
class Title:
    """`== Title ==`."""

    title: "Code"
    level: int
    line: int


@dataclass(slots=True, eq=False)
class Comment:
    """`<!-- … -->`."""

    text: str
    line: int


@dataclass(slots=True, eq=False)
class Tag:
    """An element, in HTML or in the wiki's own markup."""

    name: str
    contents: "Code"
    given: dict[str, str]
    markup: str
    """The wiki's mark for it; empty for HTML."""
    single: bool
    line: int
    close: str = field(default="")


Node: TypeAlias = Words | Template | Parameter | Wikilink | Address | Entity | Title | Comment | Tag
Code: TypeAlias = list[Node]


def parsed(text: str, line: int = 1) -> Code:
    """Wikitext as nodes; text that the tokenizer cannot hold is words.

    The line is that of the first character.
    """
    try:
        return _Builder(_tokens(text), line).build()
    except _UnendedError:
        return [Words(text, line)]


def _tokens(text: str) -> list[Any]:
    # The parser knows which of its tokenizers there is, the one in C or the one in Python.
    found: list[Any] = Parser()._tokenizer.tokenize(text, 0, False)  # type: ignore[no-untyped-call]
    return found


def source(code: Sequence[Node]) -> str:
    """What nodes were written as, but for spaces within marks."""
    return "".join(map(_source, code))


def _source(node: Node) -> str:
    match node:
        case Words(text):
            return text
        case Template(name, arguments):
            said = (
                source(a.value) if a.positional else f"{a.name}={source(a.value)}"
                for a in arguments
            )
            return "{{" + "|".join((name, *said)) + "}}"
        case Parameter(name, otherwise):
            return "{{{" + source(name) + (f"|{source(otherwise)}" if otherwise else "") + "}}}"
        case Wikilink(title, words):
            return f"[[{source(title)}" + (f"|{source(words)}" if words is not None else "") + "]]"
        case Address(url, words, brackets):
            return f"[{source(url)} {source(words)}]" if brackets else source(url)
        case Entity(written):
            return written
        case Title(title, level):
            return f"{'=' * level}{source(title)}{'=' * level}"
        case Comment(text):
            return f"<!--{text}-->"
        case Tag(name, contents, given, markup, single, close=close):
            if markup:
                return markup + source(contents) + close
            attributes = "".join(f' {key}="{value}"' for key, value in given.items())
            return (
                f"<{name}{attributes}/>"
                if single
                else f"<{name}{attributes}>{source(contents)}</{name}>"
            )


class _UnendedError(Exception):
    """Tokens that do not close what they open."""


class _Builder:
    def __init__(self, found: list[Any], line: int) -> None:
        found.reverse()
        self._tokens = found
        self._line = line

    def build(self) -> Code:
        code: Code = []
        while self._tokens:
            code.append(self._node(self._tokens.pop()))
        return code

    def _node(self, token: Any) -> Node:
        if type(token) is tokens.Text:
            text, line = str(token.text), self._line
            self._line += text.count("\n")
            return Words(text, line)
        handler = _HANDLERS.get(type(token))
        if handler is None:
            raise _UnendedError
        return handler(self, token)

    def _until(self, *ends: type) -> tuple[Code, Any]:
        """The nodes up to a token of one of these types, and that token."""
        code: Code = []
        while self._tokens:
            token = self._tokens.pop()
            if type(token) in ends:
                return code, token
            code.append(self._node(token))
        raise _UnendedError

    def template(self, token: Any) -> Template:
        line = self._line
        name, token = self._until(tokens.TemplateParamSeparator, tokens.TemplateClose)
        arguments: list[Argument] = []
        number = 0
        while type(token) is tokens.TemplateParamSeparator:
            value, token = self._until(
                tokens.TemplateParamEquals, tokens.TemplateParamSeparator, tokens.TemplateClose
            )
            if type(token) is tokens.TemplateParamEquals:
                key = source(value).strip()
                value, token = self._until(tokens.TemplateParamSeparator, tokens.TemplateClose)
                arguments.append(Argument(key, value, False))
            else:
                number += 1
                arguments.append(Argument(str(number), value, True))
        return Template(source(name), arguments, line)

    def parameter(self, token: Any) -> Parameter:
        line = self._line
        name, token = self._until(tokens.ArgumentSeparator, tokens.ArgumentClose)
        if type(token) is tokens.ArgumentClose:
            return Parameter(name, [], line)
        return Parameter(name, self._until(tokens.ArgumentClose)[0], line)

    def wikilink(self, token: Any) -> Wikilink:
        line = self._line
        title, token = self._until(tokens.WikilinkSeparator, tokens.WikilinkClose)
        if type(token) is tokens.WikilinkClose:
            return Wikilink(title, None, line)
        return Wikilink(title, self._until(tokens.WikilinkClose)[0], line)

    def address(self, token: Any) -> Address:
        line, brackets = self._line, bool(token.brackets)
        url, token = self._until(tokens.ExternalLinkSeparator, tokens.ExternalLinkClose)
        if type(token) is tokens.ExternalLinkClose:
            return Address(url, [], brackets, line)
        return Address(url, self._until(tokens.ExternalLinkClose)[0], brackets, line)

    def entity(self, token: Any) -> Entity:
        written = "&"
        while type(token := self._tokens.pop()) is not tokens.HTMLEntityEnd:
            if type(token) is tokens.HTMLEntityNumeric:
                written += "#"
            elif type(token) is tokens.HTMLEntityHex:
                written += str(token.char)
            else:
                written += str(token.text)
        return Entity(written + ";", self._line)

    def title(self, token: Any) -> Title:
        line = self._line
        return Title(self._until(tokens.HeadingEnd)[0], int(token.level), line)

    def comment(self, token: Any) -> Comment:
        line = self._line
        return Comment(source(self._until(tokens.CommentEnd)[0]), line)

    def tag(self, token: Any) -> Tag:
        line, markup = self._line, str(token.wiki_markup or "")
        given: dict[str, str] = {}
        name, token = self._until(
            tokens.TagAttrStart, tokens.TagCloseOpen, tokens.TagCloseSelfclose
        )
        while type(token) is tokens.TagAttrStart:
            self._line += str(token.pad_first or "").count("\n")
            token = self._attribute(given)
        self._line += str(token.padding or "").count("\n")
        called = source(name).strip().casefold()
        if type(token) is tokens.TagCloseSelfclose:
            return Tag(called, [], given, markup, True, line)
        contents, token = self._until(tokens.TagOpenClose)
        close = str(token.wiki_markup or "") if token.wiki_markup is not None else markup
        self._until(tokens.TagCloseClose)
        return Tag(called, contents, given, markup, False, line, close)

    def _attribute(self, given: dict[str, str]) -> Any:
        ends = (tokens.TagAttrStart, tokens.TagCloseOpen, tokens.TagCloseSelfclose)
        code, token = self._until(tokens.TagAttrEquals, tokens.TagAttrQuote, *ends)
        key = source(code).strip().casefold()
        value: Code = []
        while type(token) not in ends:
            code, token = self._until(tokens.TagAttrQuote, *ends)
            value += code
        given[key] = source(value).strip()
        return token


_HANDLERS: dict[type, Callable[[_Builder, Any], Node]] = {
    tokens.TemplateOpen: _Builder.template,
    tokens.ArgumentOpen: _Builder.parameter,
    tokens.WikilinkOpen: _Builder.wikilink,
    tokens.ExternalLinkOpen: _Builder.address,
    tokens.HTMLEntityStart: _Builder.entity,
    tokens.HeadingStart: _Builder.title,
    tokens.CommentStart: _Builder.comment,
    tokens.TagOpenOpen: _Builder.tag,
}
