"""Hypothesis strategies for small criteria sets and for records about them.

Rule. Sets stay small enough for brute force, and values lie on and beside the limits, where
engines disagree.
"""

from dataclasses import replace
from decimal import Decimal
from math import prod

from hypothesis import strategies as st

from nosograph.criteria.nodes import (
    AfterDay,
    AgeWithin,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
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
    walk,
)
from nosograph.criteria.sets import (
    CriteriaSet,
    Implies,
    ItemDefinition,
    ItemKind,
    Level,
    NeverExceeds,
)
from nosograph.model.ages import Age
from nosograph.model.cases import Case, Statement, Status
from tests.brute_force import World, open_choices

FACTS = ("a", "b", "c", "d")
QUANTITIES = ("x", "y")
TESTS = ("t", "u")
ITEMS = (
    *(ItemDefinition(id, f"fact {id}") for id in FACTS),
    *(ItemDefinition(id, f"amount {id}", ItemKind.QUANTITY, "d") for id in (*QUANTITIES, *TESTS)),
    ItemDefinition("late", "late amount", ItemKind.QUANTITY, "d"),
    ItemDefinition("w", "choice", ItemKind.CHOICE, words=("p", "q")),
)
LATE = 3
"""The day after which results of `late` count."""

limits = st.integers(1, 3).map(lambda n: ((Decimal(n), "d"),))
bounds = st.builds(Bound, limits, st.booleans())
facts = st.sampled_from(FACTS)
items = st.builds(Item, facts)


def ranges(node, item):
    """Quantities with one or two bounds."""
    low = st.builds(node, item, low=bounds)
    high = st.builds(node, item, high=bounds)
    return low | high | st.builds(node, item, low=bounds, high=bounds)


quantities = ranges(Quantity, st.sampled_from(QUANTITIES))
ages = st.builds(
    AgeWithin, low=st.builds(Age, st.integers(1, 3)), low_strict=st.booleans()
) | st.builds(AgeWithin, high=st.builds(Age, st.integers(1, 3)), high_strict=st.booleans())


def counted(parts, node):
    """A list of parts with a count that they can decide."""
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    if node is AtLeast:
        return several.flatmap(
            lambda of: st.integers(1, len(of)).map(lambda count: AtLeast(count, of))
        )
    span = several.flatmap(lambda of: st.tuples(*[st.integers(0, len(of))] * 2, st.just(of)))
    exactly = without_window(Exactly, lambda low, high, of: AtLeast(high or 1, of))
    return span.map(lambda s: exactly(min(s[:2]), max(s[:2]), s[2]))


def several(parts):
    """One to three parts."""
    return st.lists(parts, min_size=1, max_size=3).map(tuple)


def windows(part=items):
    """A window over joined items."""
    joined = st.one_of(
        st.builds(AllOf, several(part)), st.builds(AnyOf, several(part)), counted(part, AtLeast)
    )
    return st.builds(Within, st.integers(1, 3), joined, st.booleans())


TEST_LIMITS = {"t": Bound(((Decimal(2), "d"),)), "u": Bound(((Decimal(1), "d"),), strict=True)}
"""One limit a test: what one limit calls normal, another might want repeated."""

test_quantities = st.sampled_from(TESTS).map(lambda item: Quantity(item, low=TEST_LIMITS[item]))


@st.composite
def repeats(draw):
    """Results of one or two tests, one of which may be overridden."""
    tests = draw(st.lists(test_quantities, min_size=1, max_size=2, unique_by=lambda q: q.item))
    of = [
        Override(test, draw(facts), draw(st.booleans())) if draw(st.booleans()) else test
        for test in tests
    ]
    return Repeated(draw(st.integers(1, 2)), tuple(of))


@st.composite
def scores(draw, parts):
    """Domains with weights, and a threshold that they can reach."""
    domains = tuple(
        Domain(
            f"domain {n}",
            tuple(Weighted(draw(st.integers(1, 4)), draw(parts)) for _ in range(draw(st.integers(1, 3)))),
            draw(st.sampled_from(["", "one", "two"])),
        )
        for n in range(draw(st.integers(1, 3)))
    )  # fmt: skip
    most = sum(max(each.points for each in domain.of) for domain in domains)
    groups = sorted({domain.group for domain in domains if domain.group})
    needs = tuple(draw(st.lists(st.sampled_from(groups), unique=True))) if groups else ()
    return Score(draw(st.integers(1, most)), domains, needs)


def without_window(node, otherwise):
    """The node, or another with the same parts where a window could not stand in it."""

    def build(*args):
        windowed = any(isinstance(n, Within) for part in args[-1] for n in walk(part))
        return (otherwise if windowed else node)(*args)

    return build


def joined(parts):
    """Every node that has parts of any kind."""
    yes_no = st.tuples(st.tuples(st.just("yes"), parts), st.tuples(st.just("no"), parts))
    p_q = st.tuples(st.tuples(st.just("p"), parts), st.tuples(st.just("q"), parts))
    return st.one_of(
        st.builds(AllOf, several(parts)),
        st.builds(AnyOf, several(parts)),
        several(parts).map(without_window(NoneOf, AnyOf)),
        counted(parts, AtLeast),
        counted(parts, Exactly),
        st.builds(Override, parts, facts, st.booleans()),
        st.builds(Switch, facts, yes_no),
        st.builds(Switch, st.just("w"), p_q),
        scores(parts),
        st.builds(IfNotDone, st.sampled_from((*FACTS, "x")), parts),
    )


late = st.builds(AfterDay, st.just(LATE), ranges(Quantity, st.just("late")))
leaves = st.one_of(
    items,
    items,
    items,
    quantities,
    ranges(ForDays, st.sampled_from(QUANTITIES)),
    ages,
    late,
    windows(),
    repeats(),
)
criteria = st.recursive(leaves, joined, max_leaves=8)
plain = st.recursive(
    items,
    lambda parts: st.one_of(
        st.builds(AllOf, several(parts)),
        st.builds(AnyOf, several(parts)),
        st.builds(NoneOf, several(parts)),
        counted(parts, AtLeast),
        counted(parts, Exactly),
    ),
    max_leaves=8,
)
"""Criteria made of facts alone."""

implications = st.builds(Implies, facts, facts).filter(lambda each: each.item != each.other)
relations = st.lists(
    implications | st.just(NeverExceeds("x", "y")), max_size=2, unique=True
).map(tuple)  # fmt: skip


def criteria_set(criterion, related=(), part=None) -> CriteriaSet:
    """A set with one level, and one named part if there is one."""
    return CriteriaSet(
        id="small", title="Small", use="diagnosis", sources=("one",), basis="made up",
        intended_purpose="tests", not_met_means="nothing", items=ITEMS,
        levels=(Level("level", "Level", criterion),),
        parts=() if part is None else (("part", part),), relations=related,
    )  # fmt: skip


@st.composite
def sets(draw):
    """A criteria set, with relations and a named part now and then."""
    part = draw(st.none() | criteria)
    criterion = draw(criteria)
    if part is not None:
        criterion = AnyOf((criterion, Use("part")))
    return criteria_set(criterion, draw(st.just(()) | relations), part)


MOST_WORLDS = 150
"""Completions that brute force is given at most; chosen so that the laws run in seconds."""


@st.composite
def cases(draw, criteria_set_):
    """A record that leaves as much open as brute force can go through."""
    asked = asked_items(criteria_set_)
    silent = draw(st.lists(st.sampled_from(sorted(asked) or ["a"]), max_size=4, unique=True))
    statements = {item: draw(statement(item)) for item in sorted(asked - set(silent))}
    _keep_to(criteria_set_.relations, statements)
    age = None if "age" in silent else Age(draw(st.integers(0, 4)))
    while True:
        case = Case("case", tuple(s for told in statements.values() for s in told), age)
        open_ = open_choices(record_of(case, criteria_set_.relations), criteria_set_)
        if prod(len(values) for values in open_.values()) <= MOST_WORLDS:
            break
        name = next(iter(sorted(open_, key=lambda n: -len(open_[n]))))
        item = name.replace("#", "@").partition("@")[0]
        if item == "age":
            age = Age(draw(st.integers(0, 4)))
        elif "@" in name:
            statements[item] = [Statement(Status.PRESENT, item, onset=draw(st.integers(0, 3)))]
        elif "#" in name:
            low = Statement(Status.MEASURED, item, value=Decimal(0), unit="d", day=9, sample="s9")
            statements[item] = [*statements.get(item, ()), low]
        else:
            statements[item] = draw(statement(item))
        _keep_to(criteria_set_.relations, statements)
    return replace(case, statements=tuple(draw(st.permutations(case.statements))))


def _keep_to(related, statements):
    """Change statements that contradict the set's relations."""
    for each in related:
        told, other = statements.get(each.item), statements.get(each.other)
        if (
            isinstance(each, NeverExceeds)
            and told
            and other
            and told[0].value > other[0].value
            and not (told[0].comparator or other[0].comparator)
        ):
            statements[each.other] = [replace(other[0], value=told[0].value)]
    pairs = {(r.item, r.other) for r in related if isinstance(r, Implies)}
    pairs |= {(a, d) for a, b in pairs for c, d in pairs if b == c}
    for item, other in sorted(pairs) * 2:
        told, absent = statements.get(item), statements.get(other)
        if told and absent and told[0].status is Status.PRESENT:
            day = absent[0].onset if absent[0].status is Status.PRESENT else told[0].onset
            statements[other] = [Statement(Status.PRESENT, other, onset=day)]


def asked_items(criteria_set_) -> set[str]:
    """Items that the set asks about."""
    from nosograph.reasoning.variables import Variables

    return {each.item for each in Variables(criteria_set_).unknowns}


comparators = st.one_of(
    st.tuples(st.sampled_from(["<", "<=", ">", ">="]), st.integers(1, 3)),
    st.just(("~", 2)),
)
"""Bounds whose every span holds one of the values that brute force tries."""


@st.composite
def statement(draw, item):
    """What a record says of one item."""
    if item == "age":
        return []
    if item == "w":
        word = draw(st.sampled_from(["p", "q"]))
        return [Statement(Status.MEASURED, item, value=word)]
    if item in FACTS:
        if draw(st.booleans()):
            return [Statement(Status.ABSENT, item)]
        onset = draw(st.integers(0, 3) | st.none())
        return [Statement(Status.PRESENT, item, onset=onset)]
    numbers = st.integers(0, 4).map(Decimal)
    if item not in TESTS and draw(st.sampled_from([False, False, True])):
        day, (sign, limit) = LATE + 1 if item == "late" else 0, draw(comparators)
        number = Decimal(limit)
        return [Statement(Status.MEASURED, item, value=number, unit="d", day=day, comparator=sign)]
    if item == "late":
        return [Statement(Status.MEASURED, item, value=draw(numbers), unit="d", day=LATE + 1)]
    count = draw(st.integers(1, 2)) if item in TESTS else 1
    return [
        Statement(Status.MEASURED, item, value=draw(numbers), unit="d", day=n, sample=f"s{n}")
        for n in range(count)
    ]


def record_of(case: Case, related=()) -> World:
    """A case without contradictions, as brute force takes it.

    What follows from `related` implications counts as known: who has the one has the other since.
    """
    facts_, onsets, values, words = {}, {}, {}, {}
    for each in case.statements:
        if each.status is not Status.MEASURED:
            facts_[each.item] = each.status is Status.PRESENT
            if each.onset is not None:
                onsets[each.item] = each.onset
        elif isinstance(each.value, str):
            words[each.item] = each.value
    for each in sorted(case.statements, key=lambda s: s.day or 0):
        if isinstance(each.value, Decimal) and not each.comparator:
            values[each.item] = (*values.get(each.item, ()), each.value)
    pairs = [(each.item, each.other) for each in related if isinstance(each, Implies)]
    for item, other in pairs * len(FACTS):
        if facts_.get(item):
            facts_[other] = True
            if item in onsets:
                onsets[other] = min(onsets[item], onsets.get(other, onsets[item]))
        if facts_.get(other) is False and item not in facts_:
            facts_[item] = False
    known = frozenset(each.item for each in case.statements) | facts_.keys()
    bounded = frozenset(
        (each.item, each.comparator, each.value) for each in case.statements if each.comparator
    )
    return World(facts_, onsets, values, words, case.age, known, bounded)
