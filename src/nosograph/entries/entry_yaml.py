"""entry.yaml: names, codes, review, findings, figures and organisations.

Rule. A part that lacks something is kept as far as it goes, so that what refers to it is not
reported as well; only what cannot be told apart from noise is dropped.
"""

import re
from dataclasses import dataclass
from datetime import date

from nosograph.entries.codes import read_code
from nosograph.entries.fields import SLUG, Fields, is_allowed
from nosograph.entries.frequency import CLASSES, parse_frequency
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk, Place, did_you_mean
from nosograph.model.annotations import Frequency
from nosograph.model.entries import (
    CodeLink,
    Figure,
    Finding,
    Kind,
    Name,
    Organisation,
    Review,
    ReviewRecord,
    SeenBy,
)

NAME_TYPES = ("synonym", "abbreviation", "historic", "lay", "preferred")
MATCHES = ("exact", "broader", "narrower", "related")
POPULATIONS = ("child", "adult", "all")
PHASES = ("prodrome", "onset", "acute", "relapse", "chronic", "late")
ORGANISATION_KINDS = ("patient-organisation", "information", "network", "centre", "registry")
STATUSES = ("not-reviewed", "reviewed")
LICENCE = "CC-BY-SA-4.0"

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""What a BCP 47 tag looks like."""

KEYS = (
    "kind", "name", "names", "codes", "former_slugs", "licence", "editors", "review",
    "findings", "figures", "organisations", "specialties",
)  # fmt: skip
"""The keys of entry.yaml, in their order."""

_TAXONOMY = re.compile(r"[0-9]{3}[0-9A-Z]{6}X", re.ASCII)
"""What a code of the NUCC provider taxonomy looks like."""

_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
UNDATED = Review("not-reviewed", date.min, date.max)
"""Stands for a review that could not be read."""


@dataclass(frozen=True, slots=True)
class EntryPart:
    """What entry.yaml says, with the place of every part."""

    kind: Kind
    name: str
    review: Review
    names: tuple[Name, ...]
    codes: tuple[CodeLink, ...]
    former_slugs: tuple[str, ...]
    licence: str
    editors: tuple[str, ...]
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    organisations: tuple[Organisation, ...]
    specialties: tuple[SeenBy, ...]
    root: Node
    nodes: dict[str, tuple[Node, ...]]
    """Key → the nodes of its parts, one for each part that was kept."""

    def place(self, key: str, index: int, *path: str | int) -> Place:
        """Where a field of the part number `index` under `key` stands."""
        return self.nodes[key][index].place(*path)


def read_entry_yaml(text: str, desk: Desk) -> EntryPart | None:
    """What a file says; None, after reporting, when it is not a mapping."""
    root = read_yaml(text, desk)
    if root is None:
        return None
    if root.kind != "mapping":
        desk.note(
            "wrong-type", "the file is not a mapping", root.at, hint="begin it with 'kind: curated'"
        )
        return None
    fields = Fields(root, desk, "entry")
    fields.allow(KEYS)
    kind = fields.choice("kind", [Kind.CURATED, Kind.STUB], "") or _kind_missing(fields)
    found: dict[str, list[tuple[Node, object]]] = {}
    readers = {
        "names": _name,
        "codes": _code,
        "findings": _finding,
        "figures": _figure,
        "organisations": _organisation,
        "specialties": _specialty,
    }
    what = {"codes": "code", "names": "name", "specialties": "specialty"}
    for key, reader in readers.items():
        parts = fields.mappings(key, what.get(key, key.removesuffix("s")))
        read = ((each.node, reader(each)) for each in parts)
        found[key] = [(node, part) for node, part in read if part is not None]
    values = {key: tuple(part for _, part in parts) for key, parts in found.items()}
    return EntryPart(
        kind=Kind(kind),
        name=fields.text("name", needed=True),
        review=_review(fields),
        former_slugs=_slugs(fields),
        licence=fields.text("licence") or LICENCE,
        editors=fields.words("editors"),
        root=root,
        nodes={key: tuple(node for node, _ in parts) for key, parts in found.items()},
        **values,  # type: ignore[arg-type]  # each reader returns its own kind of part
    )


def _kind_missing(fields: Fields) -> str:
    if fields.node.get("kind") is None:
        fields.text("kind", needed=True)
    return Kind.CURATED


def _slugs(fields: Fields) -> tuple[str, ...]:
    slugs = []
    for item in fields.items("former_slugs"):
        if SLUG.fullmatch(item.text):
            slugs.append(item.text)
            continue
        fields.desk.note(
            "bad-slug",
            f"{item.text!r} is not a slug",
            item.at,
            value=item.text,
            hint="use lower-case letters, digits and single hyphens",
        )
    return tuple(slugs)


def _review(entry: Fields) -> Review:
    fields = entry.mapping("review")
    if fields is None:
        return UNDATED
    fields.allow(("status", "updated", "due", "reviewers", "records"))
    fields.text("status", needed=fields.node.get("status") is None)
    return Review(
        status=fields.choice("status", STATUSES, "not-reviewed"),
        updated=fields.day("updated") or UNDATED.updated,
        due=fields.day("due") or UNDATED.due,
        reviewers=fields.words("reviewers"),
        records=tuple(map(_record, fields.mappings("records", "review record"))),
    )


def _record(fields: Fields) -> ReviewRecord:
    fields.allow(("by", "role", "date", "conflicts", "note"))
    return ReviewRecord(
        by=fields.text("by", needed=True),
        role=fields.text("role", needed=True),
        on=fields.day("date") or UNDATED.updated,
        conflicts=fields.text("conflicts", needed=True),
        note=fields.text("note"),
    )


def _name(fields: Fields) -> Name | None:
    fields.allow(("text", "language", "type", "sources"))
    text = fields.text("text", needed=True)
    language = fields.text("language") or "en"
    if not LANGUAGE.fullmatch(language):
        fields.desk.note(
            "bad-value",
            f"language cannot be {language!r}",
            fields.place("language"),
            value=language,
            hint="write a BCP 47 tag: en, de, pt-BR",
        )
        language = "en"
    if not text:
        return None
    return Name(
        text, language, fields.choice("type", NAME_TYPES, "synonym"), fields.words("sources")
    )


def _code(fields: Fields) -> CodeLink | None:
    fields.allow(("code", "match", "note", "sources"))
    match, note = fields.choice("match", MATCHES, "exact"), fields.text("note")
    sources, code = fields.words("sources"), read_code(fields)
    return None if code is None else CodeLink(code, match, note, sources)


def _frequency(fields: Fields) -> Frequency | None:
    text = fields.text("frequency")
    if not text:
        return None
    try:
        return parse_frequency(text)
    except ValueError:
        fields.desk.note(
            "bad-frequency",
            f"{text!r} is not a frequency",
            fields.place("frequency"),
            value=text,
            hint=did_you_mean(
                text, CLASSES, "write 7/12, 45 %, 80–99 %, or a class such as frequent"
            ),
        )
        return None


def _finding(fields: Fields) -> Finding:
    fields.allow(("term", "label", "population", "phase", "frequency", "note", "sources"))
    phases = fields.words("phase")
    return Finding(
        term=fields.text("term", needed=True),
        label=fields.text("label", needed=True),
        population=fields.choice("population", POPULATIONS, "all"),
        phase=tuple(
            phase
            for i, phase in enumerate(phases)
            if is_allowed(phase, PHASES, fields.desk, fields.node.place("phase", i), "phase")
        ),
        frequency=_frequency(fields),
        note=fields.text("note"),
        sources=fields.words("sources"),
        line=fields.node.at[0],
    )


def _figure(fields: Fields) -> Figure:
    fields.allow(("id", "topic", "label", "value", "unit", "population", "note", "sources"))
    figure = Figure(
        id=fields.text("id", needed=True),
        topic=fields.text("topic", needed=True),
        label=fields.text("label", needed=True),
        value=fields.text("value"),
        unit=fields.text("unit"),
        population=fields.text("population"),
        note=fields.text("note"),
        sources=fields.words("sources"),
        line=fields.node.at[0],
    )
    for key in ("value", "unit", "population", "sources"):
        if not getattr(figure, key):
            fields.desk.note(
                "incomplete-figure",
                f"figure {figure.id!r} has no {key}",
                fields.place(key),
                value=key,
                hint=_FIGURE_HINTS[key],
            )
    return figure


_FIGURE_HINTS = {
    "value": "write the number as it was published, between quotes",
    "unit": "say what is counted: 'per million per year', '% of children with the disease'",
    "population": "say who was counted, where, when and how",
    "sources": "name the reference: 'sources: [key]'",
}


def _organisation(fields: Fields) -> Organisation:
    fields.allow(("name", "kind", "place", "url", "note", "sources"))
    fields.text("kind", needed=fields.node.get("kind") is None)
    url = fields.text("url")
    if url:
        check_url(url, fields.desk, fields.place("url"))
    return Organisation(
        name=fields.text("name", needed=True),
        kind=fields.choice("kind", ORGANISATION_KINDS, "information"),
        place=fields.text("place", needed=True),
        url=url,
        note=fields.text("note"),
        sources=fields.words("sources"),
        line=fields.node.at[0],
    )


def check_url(url: str, desk: Desk, at: Place) -> None:
    """Report what is no web address."""
    if not _URL.fullmatch(url):
        desk.note(
            "bad-url",
            f"{url!r} is not an address",
            at,
            value=url,
            hint="begin it with https:// and leave no spaces in it",
        )


def _specialty(fields: Fields) -> SeenBy | None:
    fields.allow(("code", "population", "why", "sources"))
    code = fields.text("code", needed=True)
    if code and not _TAXONOMY.fullmatch(code):
        fields.desk.note(
            "bad-code",
            f"{code!r} is no code of the NUCC provider taxonomy",
            fields.place("code"),
            value=code,
            hint="write its ten characters, such as 2084N0402X",
        )
        return None
    return SeenBy(
        code=code,
        population=fields.choice("population", POPULATIONS, "all"),
        why=fields.text("why", needed=True),
        sources=fields.words("sources"),
        line=fields.node.at[0],
    )
