"""Atom feeds (RFC 4287), and the same as JSON in MedlinePlus Connect's form.

Rule. Elements stand in the order of HL7's KnowledgeResponse schema, which knows no namespace, and
have what it demands; Atom itself leaves the order free.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def urn(text: str) -> str:
    """A stable identifier of what `text` names."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"


@dataclass(frozen=True, slots=True)
class FeedLink:
    """Where something can be read."""

    href: str
    title: str
    language: str
    rel: str = "alternate"
    type: str = "text/html"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One page."""

    title: str
    links: tuple[FeedLink, ...]
    id: str
    updated: str
    summary: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The answer to one request."""

    title: str
    subtitle: str
    author: str
    address: str
    """Of the site."""
    updated: str
    id: str
    language: str
    categories: tuple[tuple[str, str], ...]
    """Parameters of the request, with their values."""
    entries: tuple[FeedEntry, ...]
    links: tuple[FeedLink, ...] = ()


def as_atom(feed: Feed, *, namespace: str = "") -> bytes:
    """The feed in XML, without a namespace where none is given."""
    root = Xml.Element("feed", {_LANG: feed.language} | ({"xmlns": namespace} if namespace else {}))
    _text(root, "title", feed.title, type="text")
    _text(root, "subtitle", feed.subtitle, type="text")
    author = Xml.SubElement(root, "author")
    _text(author, "name", feed.author)
    _text(author, "uri", feed.address)
    _text(root, "updated", feed.updated)
    for scheme, term in feed.categories:
        Xml.SubElement(root, "category", scheme=scheme, term=_clean(term))
    _text(root, "id", feed.id)
    _linked(root, feed.links)
    for each in feed.entries:
        entry = Xml.SubElement(root, "entry", {_LANG: feed.language})
        _text(entry, "title", each.title, type="text")
        _linked(entry, each.links)
        _text(entry, "id", each.id)
        _text(entry, "updated", each.updated)
        _text(entry, "summary", each.summary, type="text")
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _linked(parent: Xml.Element, links: Iterable[FeedLink]) -> None:
    for link in links:
        attributes = {
            "href": link.href, "rel": link.rel, "type": link.type,
            "hreflang": link.language, "title": _clean(link.title),
        }  # fmt: skip
        Xml.SubElement(parent, "link", attributes)


def _text(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    Xml.SubElement(parent, name, attributes).text = _clean(text)


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def as_feed_json(feed: Feed) -> dict[str, Any]:
    """The feed as MedlinePlus Connect writes it in JSON."""
    return {
        "feed": {
            "base": feed.address,
            "lang": feed.language,
            "title": {"type": "text", "_value": feed.title},
            "subtitle": {"type": "text", "_value": feed.subtitle},
            "author": {"name": {"_value": feed.author}, "uri": {"_value": feed.address}},
            "updated": {"_value": feed.updated},
            "category": [{"scheme": scheme, "term": term} for scheme, term in feed.categories],
            "id": {"_value": feed.id},
            "entry": [
                {
                    "lang": feed.language,
                    "title": {"type": "text", "_value": each.title},
                    "link": [
                        {
                            "title": link.title,
                            "rel": link.rel,
                            "type": "html",
                            "hreflang": link.language,
                            "href": link.href,
                        }
                        for link in each.links
                    ],
                    "id": {"_value": each.id},
                    "updated": {"_value": each.updated},
                    "summary": {"type": "text", "_value": each.summary},
                }
                for each in feed.entries
            ],
        }
    }
