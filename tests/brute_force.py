"""The definition of a verdict, spelt out: every completion of a small record, one by one.

It shares nothing with the engine but the vocabulary and the units, and is far too slow for
anything but tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations, product

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
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
    Within,
    item_of,
    walk,
)
from nosograph.criteria.sets import CriteriaSet, Implies, ItemKind
from nosograph.model.ages import Age
from nosograph.model.truth import Truth

DAYS = range(-4, 8)
"""Days on which an unknown onset is tried; wide enough for onsets from 0 to 3 and short windows."""

VALUES = (0, 1, 1.5, 2, 2.5, 3, 4)
"""Values that an unknown quantity is tried with: each limit of the tests, and between them."""

AGES = (Age(0), Age(1), Age(1, 15), Age(2), Age(2, 15), Age(3), Age(4))


@dataclass(frozen=True)
class World:
    """Everything that is true, and what of it is known."""

    facts: dict[str, bool]
    onsets: dict[str, int]
    values: dict[str, tuple[float, ...]]
    """Results of each quantity, one a sample."""
    words: dict[str, str]
    age: Age | None
    known: frozenset[str]
    bounded: frozenset[tuple[str, str, float]] = frozenset()
    """Quantities of which a result only says on which side of a number they lie."""

    def learn(self, names: frozenset[str]) -> "World":
        return replace(self, known=self.known | names)


def holds(node, world: World, criteria: CriteriaSet, onsets: range | None = None) -> bool:  # noqa: C901  # one case a node
    """Whether the criterion holds in a world; `onsets` restricts the days that count."""

    def each(part):
        return holds(part, world, criteria, onsets)

    match node:
        case Item():
            present = world.facts[node.id]
            return present and (onsets is None or world.onsets[node.id] in onsets)
        case Quantity() | ForDays():
            return any(lies(v, node.low, node.high) for v in world.values[node.item])
        case AfterDay():
            return any(lies(v, node.of.low, node.of.high) for v in world.values[node.of.item])
        case AgeWithin():
            months = world.age.exact
            above = node.low is None or months > node.low.exact
            above = above or (not node.low_strict and months == node.low.exact)
            beneath = node.high is None or months < node.high.exact
            return above and (beneath or (not node.high_strict and months == node.high.exact))
        case AllOf():
            return all(each(part) for part in node.of)
        case AnyOf():
            return any(each(part) for part in node.of)
        case AtLeast():
            return sum(each(part) for part in node.of) >= node.count
        case Exactly():
            return node.low <= sum(each(part) for part in node.of) <= node.high
        case NoneOf():
            return not any(each(part) for part in node.of)
        case Override():
            stated = node.item in world.known and world.facts[node.item] is node.present
            return not stated and each(node.of)
        case IfNotDone():
            return node.item not in world.known and each(node.of)
        case Switch():
            word = world.words.get(node.item) or ("yes" if world.facts[node.item] else "no")
            return any(word == case and each(part) for case, part in node.cases)
        case Use():
            return each(criteria.named[node.name])
        case Within():
            length = node.days - 1 if node.strict else node.days
            starts = {world.onsets[leaf.id] for leaf in walk(node.of) if isinstance(leaf, Item)}
            return any(
                holds(node.of, world, criteria, range(day, day + length + 1)) for day in starts
            )
        case Score():
            return total(node, world, criteria) >= node.threshold and all(
                any(each(w.of) for d in node.domains if d.group == group for w in d.of)
                for group in node.needs
            )
        case Repeated():
            return sum(abnormal(test, world) for test in node.of) >= node.count
    raise TypeError(node)


def total(node: Score, world: World, criteria: CriteriaSet) -> int:
    """The score in a world."""
    return sum(
        max((w.points for w in domain.of if holds(w.of, world, criteria)), default=0)
        for domain in node.domains
    )


def abnormal(test: Quantity | Override, world: World) -> int:
    """How many results of one test count."""
    if isinstance(test, Override):
        stated = test.item in world.known and world.facts[test.item] is test.present
        return 0 if stated else abnormal(test.of, world)
    return sum(lies(v, test.low, test.high) for v in world.values[test.item])


def lies(value: float, low: Bound | None, high: Bound | None) -> bool:
    """Whether a value in the bounds' first unit lies within them."""
    if low is not None and (value < low.limits[0][0] or (low.strict and value == low.limits[0][0])):
        return False
    if high is None:
        return True
    return value < high.limits[0][0] or (not high.strict and value == high.limits[0][0])


def agrees(world: World, criteria: CriteriaSet) -> bool:
    """Whether the world keeps to the set's relations."""
    for each in criteria.relations:
        if isinstance(each, Implies):
            if world.facts[each.item] and not world.facts[each.other]:
                return False
        elif {each.item, each.other} & {item for item, _, _ in world.bounded}:
            continue  # a value that is only bounded is held to no other
        elif world.values[each.item][0] > world.values[each.other][0]:
            return False
    return True


def open_choices(record: World, criteria: CriteriaSet) -> dict[str, tuple[object, ...]]:
    """Every unknown of a record with the ways in which it can turn out."""
    nodes = reached(criteria)
    windowed = windowed_items(nodes)
    repeated = repeated_tests(nodes)
    choices: dict[str, tuple[object, ...]] = {}
    for item in criteria.items:
        id = item.id
        dated = tuple((True, day) for day in DAYS)
        if item.kind is ItemKind.FACT and id not in record.facts:
            choices[id] = (False, *dated) if id in windowed else (False, True)
        elif id in windowed and record.facts.get(id) and id not in record.onsets:
            choices[f"{id}@onset"] = tuple(DAYS)
        elif item.kind is ItemKind.QUANTITY:
            choices |= results_to_come(id, record, repeated.get(id))
        elif item.kind is ItemKind.CHOICE and id not in record.words:
            choices[id] = item.words
    asked = mentioned(criteria, nodes)
    if record.age is None and any(isinstance(node, AgeWithin) for node in nodes):
        choices["age"] = AGES
        asked.add("age")
    return {
        name: values
        for name, values in choices.items()
        if name.replace("#", "@").partition("@")[0] in asked
    }


def reached(criteria: CriteriaSet) -> list:
    """Every node of the set."""
    trees = [level.criterion for level in criteria.levels]
    trees += [part for _, part in criteria.parts]
    return [node for tree in trees for node in walk(tree)]


def mentioned(criteria: CriteriaSet, nodes) -> set[str]:
    """Items that some node or relation names."""
    related = {id for each in criteria.relations for id in (each.item, each.other)}
    return {item_of(node) for node in nodes} | related


def windowed_items(nodes) -> set[str]:
    return {
        leaf.id for node in nodes if isinstance(node, Within) for leaf in walk(node.of)
        if isinstance(leaf, Item)
    }  # fmt: skip


def repeated_tests(nodes) -> dict[str, tuple[object, int]]:
    """Test → what it asks, and how many results of it can count."""
    found = {}
    for node in nodes:
        for test in node.of if isinstance(node, Repeated) else ():
            item = (test.of if isinstance(test, Override) else test).item
            most = max(node.count, found[item][1]) if item in found else node.count
            found[item] = test, most
    return found


def worlds(record: World, criteria: CriteriaSet) -> Iterator[tuple[dict[str, object], World]]:
    """Every completion of a record, with what each unknown turned out to be."""
    choices = open_choices(record, criteria)
    repeated = repeated_tests(reached(criteria))
    for answers in product(*choices.values()):
        turned_out = dict(zip(choices, answers, strict=True))
        world = completed(record, turned_out, repeated, criteria)
        if agrees(world, criteria):
            yield turned_out, world


def results_to_come(item, record, repeated) -> dict[str, tuple[object, ...]]:
    """The unknown results of a quantity."""
    known = record.values.get(item, ())
    if bounds := [each[1:] for each in record.bounded if each[0] == item]:
        return {item: tuple(v for v in VALUES if any(keeps(v, *each) for each in bounds))}
    if repeated is None:
        return {} if known else {item: VALUES}
    test, count = repeated
    inner = test.of if isinstance(test, Override) else test
    found = {} if known else {item: VALUES}
    if known and not lies(known[-1], inner.low, inner.high):
        return {}
    positive = sum(lies(v, inner.low, inner.high) for v in known) if known else 1
    return found | {f"{item}#{n}": VALUES for n in range(positive + 1, count + 1)}


def keeps(value: float, comparator: str, limit: float) -> bool:
    """Whether the value is one that a result such as `<2` may stand for."""
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit, "~": True,
    }[comparator]  # fmt: skip


def completed(record: World, turned_out: dict[str, object], repeated, criteria) -> World:
    """The record with its unknowns filled in; what nobody asks about is absent or zero."""
    kinds = {item.id: item.kind for item in criteria.items}
    facts = {id: False for id, kind in kinds.items() if kind is ItemKind.FACT} | record.facts
    empty = {id: (0,) for id, kind in kinds.items() if kind is ItemKind.QUANTITY}
    onsets = dict(record.onsets)
    values, words, age = empty | record.values, dict(record.words), record.age
    for name, answer in turned_out.items():
        item, mark, kind = name.replace("#", "@").partition("@")
        if name == "age":
            age = answer
        elif mark and kind == "onset":
            onsets[item] = answer
        elif mark:
            test = repeated[item][0]
            inner = test.of if isinstance(test, Override) else test
            # Nobody repeats a test whose latest result is normal.
            if lies(values[item][-1], inner.low, inner.high):
                values[item] = (*values[item], answer)
        elif isinstance(answer, tuple):
            facts[item], onsets[item] = answer
        elif isinstance(answer, bool):
            facts[item] = answer
        elif isinstance(answer, str):
            words[item] = answer
        else:
            values[item] = (answer,)
    # An absent finding has no onset that counts.
    return World(facts, {i: onsets.get(i, 10**6 + n) for n, i in enumerate(facts)}, values, words,
                 age, record.known, record.bounded)  # fmt: skip


def verdict(level: str, record: World, criteria: CriteriaSet) -> Truth:
    """Met in every completion, in none, or open."""
    criterion = criteria.named[level]
    completions = list(worlds(record, criteria))
    if not completions:
        raise ValueError("the record contradicts the set's relations")
    if all(holds(criterion, world, criteria) for _, world in completions):
        return Truth.TRUE
    learnt = (
        holds(criterion, world.learn(frozenset(names)), criteria)
        for turned_out, world in completions
        for names in subsets(starred(criteria) & turned_out.keys())
    )
    return Truth.UNKNOWN if any(learnt) else Truth.FALSE


def starred(criteria: CriteriaSet) -> set[str]:
    """Items whose being known is a condition."""
    nodes = reached(criteria)
    return {node.item for node in nodes if isinstance(node, IfNotDone | Override)}


def missing(level: str, record: World, criteria: CriteriaSet) -> set[frozenset[str]]:
    """All minimal sets some result of which makes the level met whatever the rest."""
    criterion = criteria.named[level]
    completions = list(worlds(record, criteria))
    found: list[frozenset[str]] = []
    for names in subsets(completions[0][0] if completions else ()):
        if any(known <= names for known in found):
            continue
        by_answer: dict[tuple[object, ...], bool] = {}
        for turned_out, world in completions:
            key = tuple(turned_out[name] for name in sorted(names))
            if by_answer.get(key, True):
                by_answer[key] = holds(criterion, world.learn(names), criteria)
        if any(by_answer.values()):
            found.append(names)
    return set(found)


def subsets(names) -> Iterator[frozenset[str]]:
    """Every subset, smaller ones first."""
    names = sorted(names)
    every = chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))
    return (frozenset(each) for each in every)
