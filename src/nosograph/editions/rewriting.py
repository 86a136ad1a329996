"""A page as the server sends it, made to work in a folder, an archive or below any prefix.

Rule 1. Every address becomes a relative one or, where the edition has no such page, leads to
the site itself; without a site it becomes a link that says that it leads nowhere.
Rule 2. Forms that only a server can answer stay readable and say so; those of criteria and
of the differential diagnosis do too, until the edition's scripts open them.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from nosograph.editions.addresses import SEARCH, file_of, has_file, split_language, way
from nosograph.editions.scripts import (
    AGES,
    CRITERIA,
    DIFFERENTIAL,
    EVALUATE,
    NUMBERS,
    OFFLINE,
    RANK,
    criteria_file,
)
from nosograph.render.languages import words

_ADDRESS = re.compile(
    r' (href|src|action|data-suggest|data-switch|data-findings|data-differential)="(/[^"]*)"'
)
_HEAD_LINK = re.compile(r'<link rel="(?:canonical|alternate)"[^>]*>\n?')
_MODULE = re.compile(r'<script type="module" src=')
_FORM = re.compile(r"<form\b[^>]*>(.*?)</form>", re.DOTALL)
_OPENING = re.compile(r"<form\b[^>]*>")
_CRITERIA = re.compile(r' action="(?:/\w+)?/d/[^/"]+/criteria/([^/"]+)"')
_ACTION = re.compile(r' method="post" action="([^"]*)"')
_SET = re.compile(r' data-criteria="([^"]+)"')
_BESIDE = re.compile(r'(<a\b[^>]*?) href="(?!/|#|[a-z]+:)([^"]*)"')


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition holds and where what it lacks is found."""

    languages: tuple[str, ...]
    base_url: str = ""
    """Where the site itself is; empty when there is none."""


def relative(page: str, address: str, edition: Edition) -> tuple[str, frozenset[str]]:
    """The page at `address` for an edition, and the addresses that it leads to."""
    found: set[str] = set()
    here = file_of(address)
    page = _BESIDE.sub(lambda link: _from_root(link, address), page)
    if not edition.base_url:
        page = _HEAD_LINK.sub("", page)
    page = _FORM.sub(lambda form: _form(form, address), page)
    language, rest = split_language(urlsplit(address).path)
    if rest == SEARCH:
        told = words(language)["edition_needs_scripts"]
        page = page.replace("</h1>", f'</h1>\n<noscript><p class="notice">{told}</p></noscript>', 1)
    # A file's script may not be a module: browsers refuse these to pages without a server.
    page = _MODULE.sub("<script defer src=", page)
    page = _ADDRESS.sub(_pointed(here, edition, found), page)
    scripts = [OFFLINE]
    if criteria := _SET.search(page):
        scripts += [criteria_file(criteria[1]), AGES, NUMBERS, EVALUATE, CRITERIA]
    elif rest == "/differential":
        scripts += [AGES, RANK, DIFFERENTIAL]
    own = "".join(f'<script defer src="{way(here, "/" + each)}"></script>\n' for each in scripts)
    return page.replace("<script defer", own + "<script defer", 1), frozenset(found)


def _from_root(link: re.Match[str], address: str) -> str:
    """Addresses relative to the page are first made to start at the root."""
    return f'{link[1]} href="{urljoin(urlsplit(address).path, link[2])}"'


def _pointed(here: str, edition: Edition, found: set[str]) -> Callable[[re.Match[str]], str]:
    def point(match: re.Match[str]) -> str:
        name, written = match[1], html.unescape(match[2])
        if name in ("data-suggest", "data-findings"):
            return match[0]  # the edition's own script answers it
        if not has_file(written, edition.languages):
            if edition.base_url:
                return f' {name}="{edition.base_url}{match[2]}"'
            return ' role="link" aria-disabled="true"' if name == "href" else ""
        parts = urlsplit(written)
        asked = "" if split_language(parts.path)[1] == SEARCH else parts.query
        found.add(parts.path + ("?" + asked if asked else ""))
        return f' {name}="{html.escape(way(here, written))}"'

    return point


def _form(form: re.Match[str], address: str) -> str:
    opening = _OPENING.match(form[0])
    if opening is None or 'role="search"' in opening[0]:
        return form[0]
    if " data-case" in opening[0]:
        return _ACTION.sub(r' data-differential="\1"', form[0], count=1)
    language = split_language(urlsplit(address).path)[0]
    notice = f'<p class="notice">{words(language)["edition_needs_server"]}</p>\n'
    # Without an address, so that no browser looks for one.
    still = _CRITERIA.sub(r' data-criteria="\1"', opening[0])
    still = re.sub(r' (?:action|method)="[^"]*"| data-live', "", still)
    return f'{still}\n{notice}<fieldset class="still" disabled>{form[1]}</fieldset></form>'
