"""references.json: a CSL-JSON array whose items say what about them was confirmed.

Rule. Identifiers are checked for their form only; whether they are right is for a person.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nosograph.entries.entry_yaml import check_url
from nosograph.entries.fields import is_allowed
from nosograph.entries.nodes import Node, read_json
from nosograph.entries.problems import Desk
from nosograph.model.entries import Reference
from nosograph.prose.citations import KEY
from nosograph.prose.claims import EVIDENCE

DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
PMID = re.compile(r"\d{1,8}", re.ASCII)
PMCID = re.compile(r"PMC\d+", re.ASCII)

TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing",
    "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
})  # fmt: skip
"""The item types of CSL 1.0.2."""


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The references of an entry and, in the same order, their nodes."""

    references: tuple[Reference, ...] = ()
    nodes: tuple[Node, ...] = ()


def read_references(text: str, desk: Desk) -> ReferenceList | None:
    """The references of a file; None, after reporting, when it is no array."""
    read = read_json(text, desk)
    if read is None:
        return None
    values, root = read
    if not isinstance(values, list):
        desk.note("wrong-type", "the file is not an array", root.at, hint="begin it with [")
        return None
    pairs = list(_references(values, root, desk))
    return ReferenceList(tuple(each for each, _ in pairs), tuple(node for _, node in pairs))


def _references(values: list[Any], root: Node, desk: Desk) -> Iterator[tuple[Reference, Node]]:
    seen: dict[str, int] = {}
    for value, node in zip(values, root.items, strict=True):
        if not isinstance(value, dict):
            desk.note("wrong-type", "a reference is not an object", node.at, hint="begin it with {")
            continue
        _check_keys(node, desk)
        _check_values(value, node, desk)
        key = value.get("id")
        if not isinstance(key, str) or not KEY.fullmatch(key):
            desk.note(
                "incomplete-reference",
                f"{key!r} is not a reference key" if "id" in value else "a reference without 'id'",
                node.place("id"),
                value=str(value.get("id", "")),
                hint="use letters, digits and hyphens, such as pang2010",
            )
            continue
        if key in seen:
            desk.note(
                "duplicate-id",
                f"reference {key!r} comes twice",
                node.place("id"),
                value=key,
                hint=f"delete one of them; the other is in line {seen[key]}",
            )
            continue
        seen[key] = node.place("id")[0]
        _check_reference(key, value, node, desk)
        yield Reference(key, value), node


def identities(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What no two works share: identifiers, and the title together with the year."""
    for name in ("DOI", "PMID", "PMCID"):
        if csl.get(name):
            yield name, str(csl[name]).casefold()
    title, years = str(csl.get("title") or ""), re.findall(r"\b\d{4}\b", str(csl.get("issued")))
    words = re.findall(r"\w+", title.casefold())
    # Titles in brackets are descriptions of ours, which may fit several pages.
    if years and len(words) > 3 and not title.startswith("["):
        yield "title", f"{' '.join(words)} {years[0]}"


def _check_keys(node: Node, desk: Desk) -> None:
    seen = set()
    for key, _ in node.pairs:
        if key.text in seen:
            desk.note(
                "duplicate-key",
                f"key {key.text!r} comes twice",
                key.at,
                value=key.text,
                hint="keep one of them",
            )
        seen.add(key.text)
    for below in (*node.items, *(value for _, value in node.pairs)):
        _check_keys(below, desk)


def _check_values(value: Any, node: Node, desk: Desk) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        desk.note(
            "wrong-type", f"{node.text} is too large for a number", node.at, value=node.text,
            hint="put it between quotes",
        )  # fmt: skip
    for below in node.items:
        _check_values(_plain(below), below, desk)
    for _, below in node.pairs:
        _check_values(_plain(below), below, desk)


def _plain(node: Node) -> Any:
    return float(node.text) if node.kind == "number" else None


def _check_reference(key: str, value: dict[str, Any], node: Node, desk: Desk) -> None:
    for field in ("type", "title"):
        if not value.get(field) or not isinstance(value[field], str):
            _incomplete(key, field, node, desk, f'add "{field}"')
    if isinstance(value.get("type"), str) and value["type"] and value["type"] not in TYPES:
        desk.note(
            "bad-value",
            f"type cannot be {value['type']!r}",
            node.place("type"),
            value=value["type"],
            hint="use a type of CSL, such as article-journal, chapter or webpage",
        )
    custom = value.get("custom")
    if not (
        isinstance(custom, dict) and isinstance(custom.get("status"), str) and custom["status"]
    ):
        hint = 'add "custom": {"status": "confirmed"}, or say what is missing'
        _incomplete(key, "custom.status", node, desk, hint)
    if isinstance(custom, dict) and "evidence" in custom:
        at = node.place("custom", "evidence")
        is_allowed(str(custom["evidence"]), EVIDENCE, desk, at, "evidence")
    _check_identifiers(value, node, desk)


def _incomplete(key: str, field: str, node: Node, desk: Desk, hint: str) -> None:
    place = node.place(*field.split("."))
    at = node.place("id") if place == node.at else place
    desk.note(
        "incomplete-reference", f"reference {key!r} has no {field}", at, value=field, hint=hint
    )


def _check_identifiers(value: dict[str, Any], node: Node, desk: Desk) -> None:
    forms = {
        "DOI": ("bad-doi", DOI, "write it as 10.1234/abcd, without https://doi.org/"),
        "PMID": ("bad-pmid", PMID, "write one to eight digits, between quotes"),
        "PMCID": ("bad-pmcid", PMCID, "write PMC and digits, such as PMC123456"),
    }
    for field, (slug, form, hint) in forms.items():
        if field not in value:
            continue
        given = value[field]
        if not isinstance(given, str) or not form.fullmatch(given):
            place = node.place(field)
            desk.note(slug, f"{given!r} is not a {field}", place, value=str(given), hint=hint)
    if "URL" in value:
        check_url(str(value["URL"]), desk, node.place("URL"))
