"""`criteria.yaml`: the criteria sets of an entry, and back.

Rule. A set with a mistake is reported and left out; nobody can ask half a criterion.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nosograph.criteria.nodes import (
    Criterion,
    ForDays,
    Item,
    Override,
    Quantity,
    Switch,
    Use,
    item_of,
    walk,
)
from nosograph.criteria.numbers import exact
from nosograph.criteria.sets import (
    Confirmation,
    CriteriaSet,
    Implies,
    ItemCode,
    ItemDefinition,
    ItemKind,
    Level,
    Match,
    NeverExceeds,
    Note,
    Possible,
    Relation,
)
from nosograph.entries.block_style import block_lines
from nosograph.entries.criterion_yaml import read_criterion, written
from nosograph.entries.fields import Fields
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk, did_you_mean

FILE = "criteria.yaml"
SET_KEYS = ("id", "title", "titles", "use", "sources", "basis", "intended_purpose", "not_met_means", "items",
            "parts", "relations", "levels", "notes")  # fmt: skip
ITEM_KEYS = ("id", "title", "titles", "kind", "unit", "words", "codes", "definition",
             "definitions", "confirmation", "possible")  # fmt: skip
LEVEL_KEYS = ("id", "title", "titles", "criterion", "note", "confirmation")
USES = ("diagnosis", "classification", "case definition")


@dataclass(frozen=True, slots=True)
class CriteriaFile:
    """The sets of one file, with the tree that knows their places."""

    sets: tuple[CriteriaSet, ...] = ()
    root: Node = Node("nothing", (1, 1))  # noqa: RUF009 - a frozen value


def read_criteria(text: str, desk: Desk) -> CriteriaFile:
    """The criteria sets of a file; each problem goes to `desk`."""
    root = read_yaml(text, desk)
    if root is None:
        return CriteriaFile()
    if root.kind != "mapping":
        desk.note("wrong-type", "the file is not a mapping", root.at, hint="begin it with 'sets:'")
        return CriteriaFile()
    fields = Fields(root, desk, "file of criteria")
    fields.allow(("sets",))
    found = [_set(each) for each in fields.mappings("sets", "criteria set")]
    return CriteriaFile(tuple(each for each in found if each is not None), root)


def write_criteria(sets: Iterable[CriteriaSet]) -> str:
    """The text of a file with these sets."""
    return "\n".join(block_lines({"sets": [_written_set(each) for each in sets]})) + "\n"


def _set(fields: Fields) -> CriteriaSet | None:
    fields.allow(SET_KEYS)
    items = tuple(_item(each) for each in fields.mappings("items", "item"))
    parts, levels = tuple(_parts(fields)), tuple(_levels(fields))
    if not fields.words("sources"):
        fields.desk.note("unsourced-claim", "these criteria have no source", fields.node.at,
                         hint="add 'sources: [key]' with keys of references.json")  # fmt: skip
    names = [*(item.id for item in items), *(name for name, _ in parts), *(id for id, _ in levels)]
    _distinct(names, fields)
    found = CriteriaSet(
        id=fields.text("id", needed=True),
        title=fields.text("title", needed=True),
        use=fields.choice("use", USES, "diagnosis"),
        sources=fields.words("sources"),
        basis=fields.text("basis", needed=True),
        intended_purpose=fields.text("intended_purpose", needed=True),
        not_met_means=fields.text("not_met_means", needed=True),
        items=items,
        levels=tuple(level for _, level in levels if level is not None),
        parts=tuple((name, part) for name, part in parts if part is not None),
        relations=tuple(_relations(fields)),
        notes=tuple(_notes(fields)),
        titles=fields.spoken("titles"),
        line=fields.node.at[0],
    )
    whole = len(found.levels) == len(levels) > 0 and len(found.parts) == len(parts)
    if not levels:
        fields.text("levels", needed=True)
    return found if whole and _fits(found, fields) else None


def _distinct(names: list[str], fields: Fields) -> None:
    for name in sorted({name for name in names if names.count(name) > 1}):
        fields.desk.note("duplicate-id", f"{name!r} names two things", fields.node.at, value=name,
                         hint="items, parts and levels of a set share their names: change one")  # fmt: skip


def _item(fields: Fields) -> ItemDefinition:
    fields.allow(ITEM_KEYS)
    return ItemDefinition(
        id=fields.text("id", needed=True),
        title=fields.text("title", needed=True),
        kind=ItemKind(fields.choice("kind", tuple(ItemKind), ItemKind.FACT)),
        unit=fields.text("unit"),
        words=fields.words("words"),
        codes=tuple(_code(each) for each in fields.mappings("codes", "code")),
        definition=fields.text("definition"),
        confirmation=_confirmation(fields),
        possible=tuple(filter(None, map(_possible, fields.mappings("possible", "possible range")))),
        titles=fields.spoken("titles"),
        definitions=fields.spoken("definitions"),
    )


def _possible(fields: Fields) -> Possible | None:
    fields.allow(("from", "to", "unit", "source"))
    ends = []
    for key in ("from", "to"):
        node = fields.node.get(key)
        try:
            ends.append(exact("" if node is None else node.text))
        except ValueError:
            fields.missing(key, f"a possible range needs a number under {key!r}", "such as 20")
    unit, source = fields.text("unit", needed=True), fields.text("source", needed=True)
    if len(ends) < 2 or not unit or not source:
        return None
    if ends[0] >= ends[1]:
        fields.wrong("to", "the range ends before it begins", "put the smaller number first")
        return None
    return Possible(ends[0], ends[1], unit, source)


def _code(fields: Fields) -> ItemCode:
    fields.allow(("code", "label", "match"))
    match = Match(fields.choice("match", tuple(Match), Match.EXACT))
    return ItemCode(fields.text("code", needed=True), fields.text("label"), match)


def _confirmation(fields: Fields) -> Confirmation:
    word = fields.choice("confirmation", tuple(Confirmation), Confirmation.CONFIRMED)
    return Confirmation(word)


def _parts(fields: Fields) -> Iterator[tuple[str, Criterion | None]]:
    for each in fields.mappings("parts", "part"):
        each.allow(("id", "criterion"))
        yield each.text("id", needed=True), _criterion(each)


def _levels(fields: Fields) -> Iterator[tuple[str, Level | None]]:
    for each in fields.mappings("levels", "level"):
        each.allow(LEVEL_KEYS)
        id, title = each.text("id", needed=True), each.text("title", needed=True)
        criterion = _criterion(each)
        level = criterion and Level(
            id, title, criterion, each.text("note"), _confirmation(each), each.spoken("titles")
        )
        yield id, level or None


def _criterion(fields: Fields) -> Criterion | None:
    node = fields.node.get("criterion")
    if node is None:
        fields.text("criterion", needed=True)
    return read_criterion(node, fields.desk)


def _relations(fields: Fields) -> Iterator[Relation]:
    for each in fields.mappings("relations", "relation"):
        each.allow(("item", "implies", "never_exceeds"))
        if each.node.get("implies") is not None:
            yield Implies(each.text("item", needed=True), each.text("implies", needed=True))
        else:
            other = each.text("never_exceeds", needed=True)
            yield NeverExceeds(each.text("item", needed=True), other)


def _notes(fields: Fields) -> Iterator[Note]:
    for each in fields.mappings("notes", "note"):
        each.allow(("text", "confirmation", "about", "sources"))
        text = each.text("text", needed=True)
        yield Note(text, _confirmation(each), each.words("about"), each.words("sources"))


# what a criterion may name


def _fits(found: CriteriaSet, fields: Fields) -> bool:
    """Whether every name in the set means something, and the right thing; reported if not."""
    kinds = {item.id: item.kind for item in found.items}
    trees = [(name, part) for name, part in found.parts]
    trees += [(level.id, level.criterion) for level in found.levels]
    wrong = [
        problem
        for name, tree in trees
        for node in walk(tree)
        for problem in _misfits(node, kinds, found)
    ]
    wrong += [
        (each, "unknown-item", f"no item is called {each!r}")
        for relation in found.relations
        for each in (relation.item, relation.other)
        if each not in kinds
    ]
    wrong += [(name, "undecidable", f"{name!r} is made of itself") for name in _circular(found)]
    wrong += [
        (name, "undecidable", f"{name!r} leads to a window under none_of or exactly")
        for name in found.misplaced_windows
    ]
    for name, slug, message in dict.fromkeys(wrong):
        hint = did_you_mean(name, (*kinds, *found.named), "define it under items or parts")
        fields.desk.note(slug, message, _place_of(fields.node, name), value=name, hint=hint)
    return not wrong


def _misfits(
    node: Criterion, kinds: dict[str, ItemKind], found: CriteriaSet
) -> Iterator[tuple[str, str, str]]:
    if isinstance(node, Use):
        if node.name not in found.named:
            yield node.name, "unknown-item", f"no part or level is called {node.name!r}"
        return
    name = item_of(node)
    if not name:
        return
    if name not in kinds:
        yield name, "unknown-item", f"no item is called {name!r}"
    elif isinstance(node, Item | Override) and kinds[name] is not ItemKind.FACT:
        yield name, "bad-value", f"{name!r} is no fact, so it is neither present nor absent"
    elif isinstance(node, Quantity | ForDays):
        if kinds[name] is not ItemKind.QUANTITY:
            yield name, "bad-value", f"{name!r} is no quantity, so it has no limit"
        elif not _has_own_unit(node, found.item(name).unit):
            unit = found.item(name).unit
            yield (
                name,
                "bad-value",
                f"{name!r} is measured in {unit!r}, but no limit is given in it",
            )
    elif isinstance(node, Switch):
        words = found.item(name).words if kinds[name] is ItemKind.CHOICE else ("yes", "no")
        unknown = [word for word, _ in node.cases if word not in words]
        if kinds[name] is ItemKind.QUANTITY or unknown:
            yield name, "bad-value", f"{name!r} cannot be {unknown or 'switched on'}"


def _has_own_unit(node: Quantity | ForDays, unit: str) -> bool:
    bounds = [bound for bound in (node.low, node.high) if bound is not None]
    return all(unit in {own for _, own in bound.limits} for bound in bounds)


def _circular(found: CriteriaSet) -> Iterator[str]:
    for name, criterion in found.named.items():
        if Use(name) in set(found.nodes_in(criterion)):
            yield name


def _place_of(node: Node, word: str) -> tuple[int, int]:
    """Where the criteria first say `word`, or the set."""
    for key in ("parts", "levels", "relations"):
        inside = node.get(key)
        if inside is not None:
            for text in inside.texts():
                if text.text == word:
                    return text.at
    return node.at


# writing


def _written_set(found: CriteriaSet) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": found.id,
        "title": found.title,
        "titles": dict(found.titles),
        "use": "" if found.use == "diagnosis" else found.use,
        "sources": found.sources,
        "basis": found.basis,
        "intended_purpose": found.intended_purpose,
        "not_met_means": found.not_met_means,
        "items": [_written_item(item) for item in found.items],
        "parts": [{"id": name, "criterion": written(part)} for name, part in found.parts],
        "relations": [_written_relation(each) for each in found.relations],
        "levels": [_written_level(level) for level in found.levels],
        "notes": [_written_note(note) for note in found.notes],
    }
    return _filled(values)


def _written_item(item: ItemDefinition) -> dict[str, Any]:
    codes = [
        _filled({"code": c.code, "label": c.label, "match": _unless(Match.EXACT, c.match)})
        for c in item.codes
    ]
    return _filled(
        {
            "id": item.id,
            "title": item.title,
            "titles": dict(item.titles),
            "kind": _unless(ItemKind.FACT, item.kind),
            "unit": item.unit,
            "words": item.words,
            "codes": codes,
            "definition": item.definition,
            "definitions": dict(item.definitions),
            "confirmation": _unless(Confirmation.CONFIRMED, item.confirmation),
            "possible": [
                {
                    "from": _plain(each.low),
                    "to": _plain(each.high),
                    "unit": each.unit,
                    "source": each.source,
                }
                for each in item.possible
            ],
        }
    )


def _plain(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def _written_relation(relation: Relation) -> dict[str, Any]:
    word = "implies" if isinstance(relation, Implies) else "never_exceeds"
    return {"item": relation.item, word: relation.other}


def _written_level(level: Level) -> dict[str, Any]:
    return _filled(
        {
            "id": level.id,
            "title": level.title,
            "titles": dict(level.titles),
            "criterion": written(level.criterion),
            "note": level.note,
            "confirmation": _unless(Confirmation.CONFIRMED, level.confirmation),
        }
    )


def _written_note(note: Note) -> dict[str, Any]:
    values = {"text": note.text, "confirmation": _unless(Confirmation.CONFIRMED, note.confirmation)}
    return _filled(values | {"about": note.about, "sources": note.sources})


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", (), [], {})}


def _unless(default: str, value: str) -> str:
    return "" if value == default else str(value)
