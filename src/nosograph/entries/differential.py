"""`differential.yaml` as neighbours, every problem where its author has to mend it.

Rule. A neighbour is an entry of the dictionary or a name, never both; either way it says in what
it differs.
"""

from dataclasses import dataclass

from nosograph.entries.check_terms import check_label, check_term
from nosograph.entries.check_text import Known, check_slug
from nosograph.entries.entry_yaml import read_code
from nosograph.entries.fields import Fields
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk, Place
from nosograph.model.neighbours import (
    DIRECTIONS,
    PRESENCES,
    Difference,
    Mind,
    Neighbour,
    Neighbourhood,
)
from nosograph.model.ontology import Ontology

KEYS = ("basis", "neighbours")
NEIGHBOUR_KEYS = ("id", "entry", "name", "code", "why", "differences", "tests", "unconfirmed", "sources")  # fmt: skip
DIFFERENCE_KEYS = ("term", "label", "here", "here_text", "there", "there_text", "text", "sources")  # fmt: skip
TEST_KEYS = ("test", "result", "for", "text", "sources")


@dataclass(frozen=True, slots=True)
class NeighbourFile:
    """What differential.yaml holds, with the places that the checker needs."""

    neighbourhood: Neighbourhood | None = None
    cited: tuple[tuple[str, Place], ...] = ()
    """Every key under `sources`, with its place."""
    entries: tuple[tuple[str, Place], ...] = ()
    """Every slug under `entry`, with its place."""
    terms: tuple[tuple[str, Place, str, Place], ...] = ()
    """Every finding that has a term: id and label with their places."""
    root: Node | None = None


@dataclass(slots=True)
class _Places:
    cited: list[tuple[str, Place]]
    entries: list[tuple[str, Place]]
    terms: list[tuple[str, Place, str, Place]]


def read_differential(text: str, desk: Desk) -> NeighbourFile:
    """The neighbours of a file; each problem goes to `desk`."""
    root = read_yaml(text, desk)
    if root is None:
        return NeighbourFile()
    if root.kind != "mapping":
        hint = "begin it with 'basis: …'"
        desk.note("wrong-type", "the file is not a mapping", root.at, hint=hint)
        return NeighbourFile()
    fields = Fields(root, desk, "differential")
    fields.allow(KEYS)
    places, taken = _Places([], [], []), set[str]()
    basis = fields.text("basis", needed=True)
    parts = fields.mappings("neighbours", "neighbour")
    if not parts:
        _missing(fields, "neighbours", "list what the disease is mistaken for")
    found = Neighbourhood(basis, tuple(_neighbour(each, taken, places) for each in parts))
    return NeighbourFile(
        found, tuple(places.cited), tuple(places.entries), tuple(places.terms), root
    )


def check_differential(found: NeighbourFile, known: Known, ontology: Ontology, desk: Desk) -> None:
    """Report entries that are not in the dictionary, and findings that HPO does not have."""
    seen: set[str] = set()
    for entry, at in found.entries:
        check_slug(entry, known.entries, desk, at, "write 'name' and 'code' for what has no folder")
        if entry in seen:
            hint = "join the two"
            desk.note("duplicate-id", f"entry {entry!r} comes twice", at, value=entry, hint=hint)
        seen.add(entry)
    for term, at, label, label_at in found.terms:
        check_term(term, ontology, desk, at)
        check_label(term, label, ontology, desk, label_at)


def write_differential(found: Neighbourhood) -> dict[str, object]:
    """What differential.yaml holds: plain values in the order in which they are written."""
    return {"basis": found.basis, "neighbours": [_written(each) for each in found.neighbours]}


def _neighbour(fields: Fields, taken: set[str], places: _Places) -> Neighbour:
    fields.allow(NEIGHBOUR_KEYS)
    entry, name = fields.text("entry"), fields.text("name")
    if entry:
        places.entries.append((entry, fields.place("entry")))
    if entry and (name or fields.node.get("code")):
        hint = "keep 'entry' alone; the entry has its own name and codes"
        at = fields.place("name" if name else "code")
        fields.desk.note(
            "bad-value", "a neighbour is an entry or a name", at, value=name, hint=hint
        )
    if not entry and not name:
        _missing(fields, "entry", "add 'entry: slug', or 'name: …' for what has no entry")
    code = read_code(fields) if fields.node.get("code") and not entry else None
    differences = fields.mappings("differences", "difference")
    if not differences:
        _missing(fields, "differences", "list what tells the two apart")
    return Neighbour(
        id=fields.id(taken),
        why=fields.text("why", needed=True),
        entry=entry,
        name="" if entry else name,
        code=code,
        unconfirmed=fields.text("unconfirmed"),
        differences=tuple(_difference(each, places) for each in differences),
        tests=tuple(_mind(each, places) for each in fields.mappings("tests", "test")),
        sources=fields.sources(places.cited),
        line=fields.node.at[0],
    )


def _difference(fields: Fields, places: _Places) -> Difference:
    fields.allow(DIFFERENCE_KEYS)
    term, label = fields.text("term"), fields.text("label", needed=True)
    if term:
        places.terms.append((term, fields.place("term"), label, fields.place("label")))
    return Difference(
        term=term,
        label=label,
        here=_one_of(fields, "here", PRESENCES),
        there=_one_of(fields, "there", PRESENCES),
        here_text=fields.text("here_text"),
        there_text=fields.text("there_text"),
        text=fields.text("text"),
        sources=fields.sources(places.cited),
        line=fields.node.at[0],
    )


def _mind(fields: Fields, places: _Places) -> Mind:
    fields.allow(TEST_KEYS)
    return Mind(
        test=fields.text("test", needed=True),
        result=fields.text("result", needed=True),
        for_=_one_of(fields, "for", DIRECTIONS),
        text=fields.text("text"),
        sources=fields.sources(places.cited),
        line=fields.node.at[0],
    )


def _one_of(fields: Fields, key: str, allowed: tuple[str, ...]) -> str:
    if fields.node.get(key) is None:
        return fields.text(key, needed=True)
    return fields.choice(key, allowed, "")


def _missing(fields: Fields, key: str, hint: str) -> None:
    message = f"a {fields.what} needs {key!r}"
    fields.desk.note("missing-key", message, fields.node.at, value=key, hint=hint)


def _written(neighbour: Neighbour) -> dict[str, object]:
    return _filled(
        id=neighbour.id,
        entry=neighbour.entry,
        name=neighbour.name,
        code=str(neighbour.code or ""),
        why=neighbour.why,
        differences=[
            _filled(
                term=d.term,
                label=d.label,
                here=d.here,
                here_text=d.here_text,
                there=d.there,
                there_text=d.there_text,
                text=d.text,
                sources=d.sources,
            )
            for d in neighbour.differences
        ],
        tests=[
            _filled(test=m.test, result=m.result, **{"for": m.for_}, text=m.text, sources=m.sources)
            for m in neighbour.tests
        ],
        unconfirmed=neighbour.unconfirmed,
        sources=neighbour.sources,
    )


def _filled(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}
