"""References: numbered as a page cites them, and written out for reading.

Rule 1. A work gets its number when the page first cites it, and keeps it.
Rule 2. Identifiers are those that the record has; none is derived from another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from markupsafe import Markup

from nosograph.model.entries import Reference
from nosograph.prose import tree
from nosograph.render.authors import short
from nosograph.render.markup import inline

MOST_AUTHORS = 6
"""Named before `et al.`, as the Vancouver style has it."""

_PAGES = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "OMIM": "https://omim.org/entry/{}",
    "ORPHA": "https://www.orpha.net/en/disease/detail/{}",
    "ISBN": "",
    "http": "http:{}",
    "https": "https:{}",
}
"""Where the references of annotations lead, by their prefix."""


@dataclass(frozen=True, slots=True)
class BackLink:
    """One place that cites a work."""

    letter: str
    target: str
    """The id of the citation."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address under a name."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownReference:
    """A work as the list at the end of a page shows it."""

    number: int
    authors: str
    title: str
    title_url: str
    rest: str
    """Journal, year, volume, pages: what follows the title, with the stop between them."""
    links: tuple[Link, ...]
    status: str
    """What about the record was confirmed, in the file's own words."""
    read: str
    """What was read of it."""
    back: tuple[BackLink, ...]
    by_findings: bool
    """Whether a finding's annotation cites it."""
    key: str = ""
    written: tuple[tree.Inline, ...] = ()
    """The whole reference as a citation style writes it, its identifiers linked."""
    retracted: str = ""
    """Why it is cited although it was retracted."""

    @property
    def id(self) -> str:
        """The anchor on the page."""
        return f"r{self.number}"

    @property
    def html(self) -> Markup:
        """The whole reference as the page shows it; empty where no style has written it."""
        return inline(self.written)


@dataclass(slots=True)
class _Cited:
    number: int
    back: list[str] = field(default_factory=list)
    by_findings: bool = False


class ReferenceList:
    """The references of one page, in the making."""

    def __init__(self, references: Iterable[Reference] = (), style: str = "vancouver") -> None:
        self._style = style
        self._records = {each.key: each for each in references}
        self._by_pmid = {
            f"PMID:{each.csl['PMID']}": each.key
            for each in self._records.values()
            if each.csl.get("PMID")
        }
        self._cited: dict[str, _Cited] = {}

    def knows(self, key: str) -> bool:
        """Whether the entry has a record of that key."""
        return key in self._records

    def record(self, key: str) -> Mapping[str, Any]:
        """The CSL record of a key, or an empty one."""
        reference = self._records.get(key)
        return reference.csl if reference is not None else {}

    def cite(self, key: str) -> tuple[int, str]:
        """The number of a work and a fresh anchor for this citation of it."""
        cited = self._number(key)
        anchor = f"c{cited.number}{letters(len(cited.back))}"
        cited.back.append(anchor)
        return cited.number, anchor

    def number(self, key: str) -> int:
        """The number of a work, where nothing leads back to."""
        return self._number(key).number

    def cite_for_finding(self, reference: str) -> int:
        """The number of a work that an annotation names (`PMID:…`, `ORPHA:…`)."""
        cited = self._number(self._by_pmid.get(reference, reference))
        cited.by_findings = True
        return cited.number

    def _number(self, key: str) -> _Cited:
        cited = self._cited.get(key)
        if cited is None:
            cited = self._cited[key] = _Cited(len(self._cited) + 1)
        return cited

    def shown(self) -> tuple[ShownReference, ...]:
        """Every cited work, by number."""
        return tuple(self._shown(key, cited) for key, cited in self._cited.items())

    def _shown(self, key: str, cited: _Cited) -> ShownReference:
        back = tuple(BackLink(letters(index), target) for index, target in enumerate(cited.back))
        reference = self._records.get(key)
        if reference is None:
            title, url = _annotation_source(key)
            return ShownReference(
                cited.number, "", title, url, "", (), "", "", back, cited.by_findings
            )
        csl = reference.csl
        custom = csl.get("custom") or {}
        return ShownReference(
            cited.number,
            _authors(csl),
            str(csl.get("title", key)),
            str(csl.get("URL", "")),
            _after_title(csl),
            _links(csl),
            str(custom.get("status", "")),
            str(custom.get("read", "")),
            back,
            cited.by_findings,
            key,
            styled(reference.written.get(self._style, "")),
            str(custom.get("retracted", "")),
        )


_TAGS = re.compile(r"(</?(?:i|b|sup|sub)>)")
_IDENTIFIERS = re.compile(
    r"(?P<url>https?://\S+[^\s.,;])"
    r"|doi:(?P<doi>10\.\d{4,9}/\S*[^\s.,;])"
    r"|PMID: (?P<pmid>\d+)"
    r"|(?P<pmcid>PMC\d+)"
)
_WHERE = {
    "url": "{}",
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
}


def styled(written: str) -> tuple[tree.Inline, ...]:
    """A reference as the citation processor writes it, with links on its identifiers."""
    open_parts: list[list[tree.Inline]] = [[]]
    for part in _TAGS.split(written):
        if not _TAGS.fullmatch(part):
            open_parts[-1] += _linked(unescape(part))
        elif not part.startswith("</"):
            open_parts.append([])
        elif len(open_parts) > 1:
            inside = open_parts.pop()
            open_parts[-1].append(tree.Span(part.strip("</>"), tuple(inside)))
    return tuple(each for several in open_parts for each in several)


def _linked(text: str) -> Iterator[tree.Inline]:
    past = 0
    for found in _IDENTIFIERS.finditer(text):
        name = str(found.lastgroup)
        yield tree.Text(text[past : found.start()])
        yield tree.Link(_WHERE[name].format(found[name]), (tree.Text(found[0]),), role="id")
        past = found.end()
    if text[past:]:
        yield tree.Text(text[past:])


def letters(index: int) -> str:
    """a, b, … z, aa, ab, …"""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def one_line(csl: Mapping[str, Any]) -> str:
    """A reference as plain text, with its identifiers."""
    title = str(csl.get("title", ""))
    parts = [_authors(csl), title + _stop_after(title), _where(csl)]
    parts += [f"{link.label}." for link in _links(csl)]
    if csl.get("URL") and not _links(csl):
        parts.append(str(csl["URL"]))
    return " ".join(part for part in parts if part)


def _after_title(csl: Mapping[str, Any]) -> str:
    return " ".join(part for part in (_stop_after(str(csl.get("title", ""))), _where(csl)) if part)


def _stop_after(title: str) -> str:
    return "" if not title or title.endswith((".", "?", "!")) else "."


def _annotation_source(reference: str) -> tuple[str, str]:
    prefix, _, value = reference.partition(":")
    page = _PAGES.get(prefix, "")
    names = {"PMID": "PubMed", "ORPHA": "Orphanet"}
    title = reference if prefix.startswith("http") else f"{names.get(prefix, prefix)} {value}"
    return title, page.format(value) if page else ""


def _authors(csl: Mapping[str, Any]) -> str:
    people = csl.get("author") or csl.get("editor") or []
    names = [short(person) for person in people[:MOST_AUTHORS]]
    if len(people) > MOST_AUTHORS:
        names.append("et al")
    text = ", ".join(name for name in names if name)
    return f"{text}." if text and not text.endswith(".") else text


def year(csl: Mapping[str, Any]) -> str:
    """The year of publication, or an empty string."""
    parts = (csl.get("issued") or {}).get("date-parts") or [[]]
    return str(parts[0][0]) if parts[0] else ""


def short_name(csl: Mapping[str, Any], key: str) -> str:
    """`Pang 2010`: what a citation's link is read out as."""
    people = csl.get("author") or []
    first = people[0].get("family") or people[0].get("literal") if people else ""
    return " ".join(part for part in (first or csl.get("title", key), year(csl)) if part)


def _where(csl: Mapping[str, Any]) -> str:
    container = csl.get("container-title-short") or csl.get("container-title") or ""
    publisher = ": ".join(
        part for part in (csl.get("publisher-place", ""), csl.get("publisher", "")) if part
    )
    place = str(container or publisher)
    volume = str(csl.get("volume", "")) + (f"({csl['issue']})" if csl.get("issue") else "")
    pages = str(csl.get("page", "")).replace("-", "–")
    number = year(csl)
    if volume:
        number += f";{volume}"
    if pages:
        number += f":{pages}"
    edition = str(csl.get("version", ""))
    parts = [part for part in (place, edition, number) if part]
    return ". ".join(part.rstrip(".") for part in parts) + "." if parts else ""


def _links(csl: Mapping[str, Any]) -> tuple[Link, ...]:
    links = []
    if csl.get("PMID"):
        links.append(Link(f"PMID {csl['PMID']}", f"https://pubmed.ncbi.nlm.nih.gov/{csl['PMID']}/"))
    if csl.get("DOI"):
        links.append(Link(f"doi:{csl['DOI']}", f"https://doi.org/{csl['DOI']}"))
    if csl.get("PMCID"):
        pmcid = csl["PMCID"]
        links.append(Link(str(pmcid), f"https://www.ncbi.nlm.nih.gov/pmc/articles/{pmcid}/"))
    return tuple(links)
