"""The templates: compiled once, strict about names, escaping everything.

Rule. A template gets the page's frame (`shell`), its words (`t`) and one frozen page object
(`page`), and decides nothing beyond `if` and `for`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.runtime import Macro
from markupsafe import Markup

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
        return tuple(
            LanguageLink(
                each, native_name(each), path(each, self.path or "/"), each == self.language
            )
            for each in LANGUAGES
        )

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


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nosograph.render"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
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
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(template: str, shell: Shell, page: object = None) -> str:
    """A page's HTML."""
    phrases: Mapping[str, str] = words(shell.language)
    return _template(template).render(shell=shell, page=page, t=phrases)


def standing_alone(name: str, page: object) -> str:
    """A page that is a file of its own, without the site's frame."""
    return _template(name).render(page=page)
