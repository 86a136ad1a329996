"""A criterion as YAML, both ways: a word for every node of the vocabulary.

Rule 1. A text is an item; a mapping with one key is the node that the key names.
Rule 2. A criterion that can never be decided is reported where it stands, and read as nothing.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, assert_never

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Criterion,
    Domain,
    Exactly,
    ForDays,
    IfNotDone,
    Item,
    NoneOf,
    Override,
    Quantity,
    Repeated,
    Score,
    Switch,
    Use,
    Weighted,
    Within,
)
from nosograph.criteria.numbers import exact
from nosograph.entries.fields import Fields, shown
from nosograph.entries.nodes import Node
from nosograph.entries.problems import Desk, did_you_mean
from nosograph.model.ages import Age

_LOW = {False: "at_least", True: "more_than"}
_HIGH = {False: "at_most", True: "less_than"}
_BOUNDS = (*_LOW.values(), *_HIGH.values())


def read_criterion(node: Node | None, desk: Desk) -> Criterion | None:
    """The criterion that `node` spells, or None after reporting why there is none."""
    if node is None:
        return None
    if node.kind == "text":
        return Item(node.text)
    if node.kind != "mapping" or len(node.pairs) != 1:
        what = shown(node) if node.kind != "mapping" else f" but {len(node.pairs)} of them"
        desk.note("wrong-type", f"a criterion is an item or one word with its parts{what}", node.at,
                  value=node.text, hint=f"write an item, or one of: {', '.join(sorted(_READERS))}")  # fmt: skip
        return None
    (key, value), = node.pairs  # fmt: skip
    reader = _READERS.get(key.text)
    if reader is None:
        desk.note("unknown-key", f"criteria have no word {key.text!r}", key.at, value=key.text,
                  hint=did_you_mean(key.text, _READERS, f"the words are {', '.join(sorted(_READERS))}"))  # fmt: skip
        return None
    try:
        return reader(_Parts(value, desk, key.text))
    except _UnreadError:
        return None
    except ValueError as error:
        desk.note("undecidable", str(error), key.at, value=key.text,
                  hint="see docs/reference/criteria.md for what each word needs")  # fmt: skip
        return None


class _UnreadError(Exception):
    """Something inside was reported, so that the whole cannot be read."""


class _Parts:
    """What stands under a criterion's word."""

    def __init__(self, node: Node, desk: Desk, word: str) -> None:
        self.node = node
        self.desk = desk
        self.fields = Fields(node, desk, word)
        if node.kind != "mapping":
            self.fields = Fields(Node("mapping", node.at), desk, word)

    def mapping(self, *keys: str) -> Fields:
        if self.node.kind != "mapping":
            raise self.wrong("a mapping", f"write its keys: {', '.join(keys)}")
        self.fields.allow(keys)
        return self.fields

    def wrong(self, expected: str, hint: str) -> _UnreadError:
        self.desk.note("wrong-type", f"{self.fields.what} is not {expected}{shown(self.node)}",
                       self.node.at, value=self.node.text, hint=hint)  # fmt: skip
        return _UnreadError()

    def needed(self, key: str) -> Node:
        found = self.fields.node.get(key)
        if found is None:
            self.fields.text(key, needed=True)
            raise _UnreadError
        return found

    def one(self, key: str = "of") -> Criterion:
        found = read_criterion(self.needed(key), self.desk)
        if found is None:
            raise _UnreadError
        return found

    def several(self, node: Node | None = None) -> tuple[Criterion, ...]:
        node = self.needed("of") if node is None else node
        if node.kind != "list":
            self.desk.note("wrong-type", f"{self.fields.what} joins a list{shown(node)}", node.at,
                           value=node.text, hint="write it as [one, two] or as lines that begin with '- '")  # fmt: skip
            raise _UnreadError
        found = [read_criterion(each, self.desk) for each in node.items]
        if any(each is None for each in found):
            raise _UnreadError
        return tuple(each for each in found if each is not None)

    def text(self, key: str) -> str:
        found = self.fields.text(key, needed=True)
        if not found:
            raise _UnreadError
        return found

    def whole(self, key: str) -> int:
        node = self.needed(key)
        if node.kind != "number" or not node.text.isdecimal():
            self.desk.note("wrong-type", f"{key} is not a whole number{shown(node)}", node.at,
                           value=node.text, hint="write a number without quotes")  # fmt: skip
            raise _UnreadError
        return int(node.text)

    def bounds(self) -> tuple[Bound | None, Bound | None]:
        low = self._bound(_LOW)
        high = self._bound(_HIGH)
        return low, high

    def given(self, words: Mapping[bool, str]) -> tuple[bool, str] | None:
        """Which word for one side is there, and whether it is strict."""
        found = [(strict, word) for strict, word in words.items() if self.fields.node.get(word)]
        if len(found) > 1:
            raise ValueError(f"{found[0][1]} and {found[1][1]} at once")
        return found[0] if found else None

    def _bound(self, words: Mapping[bool, str]) -> Bound | None:
        given = self.given(words)
        if given is None:
            return None
        node = self.needed(given[1])
        limits = node.items if node.kind == "list" else (node,)
        return Bound(tuple(self._limit(each) for each in limits), given[0])

    def _limit(self, node: Node) -> tuple[Decimal, str]:
        value, _, unit = node.text.partition(" ")
        try:
            return exact(value), unit.strip()
        except ValueError:
            self.desk.note("wrong-type", f"not a number with its unit: {node.text!r}", node.at,
                           value=node.text, hint="write the number, a space and the unit: 6.5 %")  # fmt: skip
            raise _UnreadError from None


def _quantity(parts: _Parts) -> Quantity:
    parts.mapping("item", *_BOUNDS)
    return Quantity(parts.text("item"), *parts.bounds())


def _for_days(parts: _Parts) -> ForDays:
    parts.mapping("item", *_BOUNDS)
    return ForDays(parts.text("item"), *parts.bounds())


def _age(parts: _Parts) -> AgeWithin:
    parts.mapping(*_BOUNDS)

    def limit(words: Mapping[bool, str]) -> tuple[Age | None, bool]:
        given = parts.given(words)
        return (None, False) if given is None else (Age.parse(parts.text(given[1])), given[0])

    (low, low_strict), (high, high_strict) = limit(_LOW), limit(_HIGH)
    return AgeWithin(low, high, low_strict, high_strict)


def _at_least(parts: _Parts) -> AtLeast:
    parts.mapping("count", "of")
    return AtLeast(parts.whole("count"), parts.several())


def _exactly(parts: _Parts) -> Exactly:
    parts.mapping("from", "to", "of")
    return Exactly(parts.whole("from"), parts.whole("to"), parts.several())


def _override(parts: _Parts) -> Override:
    fields = parts.mapping("unless_present", "unless_absent", "of")
    present = fields.node.get("unless_present") is not None
    return Override(
        parts.one(), parts.text("unless_present" if present else "unless_absent"), present
    )


def _within(parts: _Parts) -> Within:
    fields = parts.mapping("less_than_days", "at_most_days", "of")
    strict = fields.node.get("less_than_days") is not None
    return Within(parts.whole("less_than_days" if strict else "at_most_days"), parts.one(), strict)


def _after_day(parts: _Parts) -> AfterDay:
    parts.mapping("day", "of")
    day, of = parts.whole("day"), parts.one()
    if not isinstance(of, Quantity):
        raise ValueError("after_day: takes a quantity")
    return AfterDay(day, of)


def _repeated(parts: _Parts) -> Repeated:
    parts.mapping("count", "of")
    count, tests = parts.whole("count"), parts.several()
    of = tuple(each for each in tests if isinstance(each, Quantity | Override))
    if of != tests or any(isinstance(t, Override) and not isinstance(t.of, Quantity) for t in of):
        raise ValueError("repeated: takes quantities, each alone or under an override")
    return Repeated(count, of)


def _switch(parts: _Parts) -> Switch:
    parts.mapping("item", "cases")
    node, found = parts.needed("cases"), []
    if node.kind != "mapping":
        raise ValueError("switch: cases are a mapping from words to criteria")
    for key, value in node.pairs:
        criterion = read_criterion(value, parts.desk)
        if criterion is None:
            raise _UnreadError
        found.append((key.text, criterion))
    return Switch(parts.text("item"), tuple(found))


def _if_not_done(parts: _Parts) -> IfNotDone:
    parts.mapping("item", "of")
    return IfNotDone(parts.text("item"), parts.one())


def _score(parts: _Parts) -> Score:
    fields = parts.mapping("threshold", "needs", "domains")
    domains = []
    for domain in fields.mappings("domains", "domain"):
        domain.allow(("name", "group", "of"))
        weighted = []
        for each in domain.mappings("of", "part of a domain"):
            inner = _Parts(each.node, parts.desk, "part of a domain")
            inner.mapping("points", "of")
            weighted.append(Weighted(inner.whole("points"), inner.one()))
        domains.append(
            Domain(domain.text("name", needed=True), tuple(weighted), domain.text("group"))
        )
    return Score(parts.whole("threshold"), tuple(domains), fields.words("needs"))


def _use(parts: _Parts) -> Use:
    if parts.node.kind != "text":
        raise parts.wrong("a name", "name a part or a level")
    return Use(parts.node.text)


_READERS: dict[str, Callable[[_Parts], Criterion]] = {
    "quantity": _quantity,
    "for_days": _for_days,
    "age": _age,
    "all_of": lambda parts: AllOf(parts.several(parts.node)),
    "any_of": lambda parts: AnyOf(parts.several(parts.node)),
    "none_of": lambda parts: NoneOf(parts.several(parts.node)),
    "at_least": _at_least,
    "exactly": _exactly,
    "override": _override,
    "score": _score,
    "within": _within,
    "after_day": _after_day,
    "repeated": _repeated,
    "switch": _switch,
    "if_not_done": _if_not_done,
    "use": _use,
}
WORDS = tuple(_READERS)
"""Every word that a criterion can begin with."""


def written(node: Criterion) -> Any:  # noqa: C901  # one case a node
    """The criterion as `block_style` writes it."""
    match node:
        case Item():
            return node.id
        case Quantity():
            return {"quantity": {"item": node.item} | _bounds(node)}
        case ForDays():
            return {"for_days": {"item": node.item} | _bounds(node)}
        case AgeWithin():
            low = {} if node.low is None else {_LOW[node.low_strict]: str(node.low)}
            high = {} if node.high is None else {_HIGH[node.high_strict]: str(node.high)}
            return {"age": low | high}
        case AllOf():
            return {"all_of": _list(node.of)}
        case AnyOf():
            return {"any_of": _list(node.of)}
        case NoneOf():
            return {"none_of": _list(node.of)}
        case AtLeast():
            return {"at_least": {"count": node.count, "of": _list(node.of)}}
        case Exactly():
            return {"exactly": {"from": node.low, "to": node.high, "of": _list(node.of)}}
        case Override():
            word = "unless_present" if node.present else "unless_absent"
            return {"override": {word: node.item, "of": written(node.of)}}
        case Score():
            return {"score": _written_score(node)}
        case Within():
            word = "less_than_days" if node.strict else "at_most_days"
            return {"within": {word: node.days, "of": written(node.of)}}
        case AfterDay():
            return {"after_day": {"day": node.day, "of": written(node.of)}}
        case Repeated():
            return {"repeated": {"count": node.count, "of": _list(node.of)}}
        case Switch():
            cases = {word: written(part) for word, part in node.cases}
            return {"switch": {"item": node.item, "cases": cases}}
        case IfNotDone():
            return {"if_not_done": {"item": node.item, "of": written(node.of)}}
        case Use():
            return {"use": node.name}
        case _:
            assert_never(node)


def _list(parts: tuple[Criterion, ...]) -> Any:
    if all(isinstance(part, Item) for part in parts):
        return tuple(written(part) for part in parts)
    return [written(part) for part in parts]


def _bounds(node: Quantity | ForDays) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for bound, words in ((node.low, _LOW), (node.high, _HIGH)):
        if bound is not None:
            limits = tuple(f"{value:f} {unit}".rstrip() for value, unit in bound.limits)
            found[words[bound.strict]] = limits if len(limits) > 1 else limits[0]
    return found


def _written_score(node: Score) -> dict[str, Any]:
    domains = [
        {"name": domain.name}
        | ({"group": domain.group} if domain.group else {})
        | {"of": [{"points": each.points, "of": written(each.of)} for each in domain.of]}
        for domain in node.domains
    ]
    needs = {"needs": node.needs} if node.needs else {}
    return {"threshold": node.threshold} | needs | {"domains": domains}
