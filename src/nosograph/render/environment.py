"""The templates: compiled once for each language, strict about names, escaping everything.

Rule. A template gets the page's frame (`shell`), its words (`t`) and one frozen page object
(`page`), and decides nothing beyond `if` and `for`. What a language settles is compiled in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from nosograph.render.assets import asset_url
from nosograph.render.languages import counted, day, native_name, words
from nosograph.render.site import LANGUAGES, SiteInfo, path

MOST_REMEMBERED = 2**15


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language."""

    language: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame of a page needs."""

    site: SiteInfo
    language: str
    title: str
    path: str
    """The page's address without language prefix; empty when it has none of its own."""
    description: str = ""
    indexed: bool = True
    query: str = ""
    """What stands in the search box."""
    json_ld: Markup | str = ""
    switch_audience: str = ""
    """The address of the same entry for the other audience."""

    def address(self, rest: str) -> str:
        """The address of another page in this page's language."""
        return path(self.language, rest)

    @property
    def canonical(self) -> str:
        """The address that stands for this page in search engines."""
        return self.site.base_url + self.address(self.path)

    @property
    def languages(self) -> tuple[LanguageLink, ...]:
        """This page in every language."""
        return _languages(self.language, self.path or "/")

    @property
    def release(self) -> str:
        """The line that names the release."""
        return words(self.language)["footer_release"].format(
            version=self.site.version, day=day(self.site.built, self.language)
        )

    @property
    def page_title(self) -> str:
        """What the browser's tab says."""
        name = words(self.language)["site_name"]
        return self.title if name in self.title else f"{self.title} · {name}"


@lru_cache(maxsize=2**10)
def _languages(language: str, rest: str) -> tuple[LanguageLink, ...]:
    return tuple(
        LanguageLink(each, native_name(each), path(each, rest), each == language)
        for each in LANGUAGES
    )


class _Settled(NodeTransformer):
    """Puts what a language settles in the place of what a template asks: its phrases, addresses.

    Half of a page's time went into looking up and escaping the same words again.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._words = words(language)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:  # noqa: N802  # Jinja's name
        """`t.key` and `shell.language`."""
        if _is_name(node.node, "t"):
            return nodes.Const(self._words[node.attr], lineno=node.lineno)
        if _is_name(node.node, "shell") and node.attr == "language":
            return nodes.Const(self._language, lineno=node.lineno)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802  # Jinja's name
        """`shell.address("/somewhere")`."""
        match node.node, node.args:
            case nodes.Getattr(node=of, attr="address"), [nodes.Const(value=rest)]:
                if _is_name(of, "shell"):
                    return nodes.Const(path(self._language, rest), lineno=node.lineno)
            case _:
                pass
        self.generic_visit(node)
        return node


def _is_name(node: nodes.Expr, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


class _Writing(CodeGenerator):
    """Has what is written escaped by `_escaped`."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _escaped(value: Any) -> str:
    """What `escape` makes of a value, in a third of the time where there is nothing to escape.

    A page of a differential writes more than a thousand values.
    """
    kind = type(value)
    if kind is Markup or (kind is str and _SPECIAL(value) is None):
        plain: str = value
        return plain
    return escape(value)


_SPECIAL = re.compile("[&<>'\"]").search


class _Environment(Environment):
    """The templates in one language."""

    language = LANGUAGES[0]
    code_generator_class = _Writing
    escaped = staticmethod(_escaped)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        settled = _Settled(self.language).visit(source)
        return super()._generate(settled, name, filename, defer_init)


@cache
def _environment(language: str) -> Environment:
    environment = _Environment(
        loader=PackageLoader("nosograph.render"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.language = language
    environment.globals.update(
        css=asset_url("site.css"),
        js=asset_url("site.js"),
        entry_css=asset_url("entry.css"),
        tools_css=asset_url("tools.css"),
        tools_js=asset_url("tools.js"),
        remembered=_remembered,
        counted=counted,
    )
    return environment


@lru_cache(maxsize=MOST_REMEMBERED)
def _remembered(macro: Macro, *values: object) -> object:
    """What a macro makes of values that come again on thousands of pages, escaped as always."""
    return macro(*values)


@cache
def _template(name: str, language: str = LANGUAGES[0]) -> Template:
    return _environment(language).get_template(name)


def render(template: str, shell: Shell, page: object = None) -> str:
    """A page's HTML."""
    phrases: Mapping[str, str] = words(shell.language)
    return _template(template, shell.language).render(shell=shell, page=page, t=phrases)


def standing_alone(name: str, page: object) -> str:
    """A page that is a file of its own, without the site's frame."""
    return _template(name).render(page=page)
