"""References: what stands between `<ref>` and `</ref>`, and the templates that mean the same.

Rule. A reference's citation templates are its works; without one, its words are the work, with
the identifiers that can be told from their form.
"""

import re
from typing import Any

from nosograph.prose.tree import Cite
from nosograph.sources.wikitext.citations import csl_of, kind_of
from nosograph.sources.wikitext.free import csl_of_words
from nosograph.sources.wikitext.nodes import Address, Code, Tag, Template, source
from nosograph.sources.wikitext.reads import Reads, words_of
from nosograph.sources.wikitext.templates import NOTICES, WORKS, name_of
from nosograph.sources.wikitext.works import Said

_PLAIN = re.compile(r"[^\[\]{}<>&']*")
_YEAR = re.compile(r"(?:c\. )?\d{4}[a-z]?|n\.d\.")
_PAGE = ("p", "pp", "page", "pages", "loc", "at")


class References:
    """Reads the references of a page."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    def read(self, tag: Tag) -> Cite | None:
        """A `<ref>` in the text."""
        said = self.said(tag.contents) if not tag.single else Said()
        called = _called(tag)
        if not called and not said:
            self._reads.counts["empty references"] += 1
            return None
        return self._reads.works.refer(called, said, self._reads.at.line)

    def listed(self, contents: Code | None) -> None:
        """The references that a list of references holds."""
        for node in contents or ():
            if isinstance(node, Tag) and node.name == "ref" and not node.single:
                self._reads.works.define(_called(node), self.said(node.contents), node.line)
            elif isinstance(node, Template) and name_of(node.name) in ("refn", "efn", "#tag:ref"):
                self.noted(node)

    def noted(self, template: Template) -> Cite | None:
        """`{{efn|…}}`, `{{#tag:ref|…}}`: a footnote written as a template."""
        name, group = (source(template.get(key) or []).strip(" \"'\n") for key in ("name", "group"))
        words = template.get("1")
        called = f"{group}|{name}" if name else ""
        said = self.said(words) if words is not None else Said()
        if not said and not called:
            return None
        self._reads.counts["notes"] += 1
        self._reads.works.references -= 1
        self._reads.works.reuses -= not said
        return self._reads.works.refer(called, said, self._reads.at.line)

    def cited(self, template: Template) -> dict[str, Any]:
        """The work of a citation template."""
        doubts: list[tuple[str, str, str]] = []
        csl = csl_of(name_of(template.name), dict(self.given(template)), doubts)
        for slug, found, made in doubts:
            self._reads.doubt(slug, found, made)
        self._reads.counts["citations"] += 1
        return csl

    def short(self, template: Template) -> Said:
        """What `{{harvnb|Smith|Jones|2010|p=5}}` says."""
        given = dict(self.given(template))
        told = [given[key] for key in sorted(given) if key.isdigit() and given[key]]
        years = [each for each in told if _YEAR.fullmatch(each)]
        names = tuple(each for each in told if each not in years)
        pages = next((given[key] for key in _PAGE if given.get(key)), "")
        locator = f"p. {pages}" if pages and not re.match(r"\D", pages) else pages
        words = f"{' & '.join(names)} {' '.join(years)}".strip() + (
            f", {locator}" if locator else ""
        )
        return Said(words=words, short=(names, years[0] if years else "", locator))

    def said(self, contents: Code | None) -> Said:
        """What a reference says."""
        works, shorts = [], []
        rest: Code = []
        for node in contents or ():
            name = name_of(node.name) if isinstance(node, Template) else ""
            if isinstance(node, Template) and kind_of(name) is not None:
                works.append(self.cited(node))
            elif isinstance(node, Template) and name in WORKS:
                self._reads.counts["templates"] += 1
                shorts.append(self.short(node))
            else:
                rest.append(node)
        words = self._words(rest)
        if not works and (csl := self._foreign(rest)):
            works.append(csl)
        if works:
            if len(words) > 2 and re.search(r"\w", words):
                works[0]["custom"] = {**works[0]["custom"], "note": words}
            return Said(tuple(works))
        if len(shorts) == 1 and not re.search(r"\w", words):
            return shorts[0]
        words = " ".join(filter(None, (*(each.words for each in shorts), words)))
        if not words and not (words := " ".join(_bare(rest).split())):
            return Said()
        url = next((source(each.url) for each in rest if isinstance(each, Address)), "")
        return Said((csl_of_words(words, url),))

    def _foreign(self, rest: Code) -> dict[str, Any] | None:
        """The work of a template that no table has, if its arguments describe one."""
        for node in rest:
            if isinstance(node, Template) and any(not each.positional for each in node.arguments):
                doubts: list[tuple[str, str, str]] = []
                csl = csl_of(name_of(node.name), dict(self.given(node)), doubts)
                if not csl["title"].startswith("["):
                    return csl
        return None

    def _words(self, rest: Code) -> str:
        text = source(rest)
        plain = text if _PLAIN.fullmatch(text) else words_of(self._reads.inline(rest))
        return " ".join(plain.split())

    def given(self, template: Template) -> list[tuple[str, str]]:
        """The arguments of a template as plain words."""
        found = []
        for each in template.arguments:
            value = source(each.value)
            if not _PLAIN.fullmatch(value):
                bare = value.strip()
                is_address = bare.startswith(("http://", "https://")) and "{" not in bare
                value = bare if is_address else words_of(self._reads.inline(each.value))
            found.append((each.name, " ".join(value.split())))
        return found


def _bare(rest: Code) -> str:
    """What templates hold of which nothing is shown: a reference is never empty for that."""
    given = (
        a.value
        for each in rest
        if isinstance(each, Template) and name_of(each.name) not in NOTICES
        for a in each.arguments
    )
    return " ".join(map(source, given))


def _called(tag: Tag) -> str:
    """A reference's group and name; empty without a name."""
    # `name=Smith 2010` without quotation marks is read as an attribute and another one.
    rest = " ".join(key for key, value in tag.given.items() if not value and key != "name")
    name, group = (tag.given.get(key, "").strip(" \"'") for key in ("name", "group"))
    name = f"{name} {rest}".strip() if name else ""
    name = name or tag.given.get("follow", "").strip(" \"'")
    return f"{group}|{name}" if name else ""
