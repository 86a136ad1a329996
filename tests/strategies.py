"""Hypothesis strategies for the types of the model."""

from datetime import date

from hypothesis import strategies as st

from nosograph.entries.frequency import CLASSES
from nosograph.entries.references import TYPES
from nosograph.model.annotations import Frequency
from nosograph.model.codes import SYSTEMS, Code
from nosograph.model.entries import (
    MATCHES,
    NAME_TYPES,
    ORGANISATION_KINDS,
    PHASES,
    POPULATIONS,
    STATUSES,
    Chapter,
    CodeLink,
    Confirmation,
    Entry,
    Figure,
    Finding,
    Kind,
    Name,
    Organisation,
    PatientSection,
    Reference,
    Review,
    ReviewRecord,
    SeenBy,
)
from nosograph.model.neighbours import (
    DIRECTIONS as SPEAKS_FOR,
)
from nosograph.model.neighbours import (
    PRESENCES,
    Difference,
    Mind,
    Neighbour,
    Neighbourhood,
)
from nosograph.model.pathways import SELECTIONS, Edge, Pathway, Step
from nosograph.model.scales import MEANINGS, Anchor, Band, Scale, ScaleItem, Span, Use, span_of
from nosograph.model.workup import KINDS, Reading, Stage, Test, Workup
from nosograph.prose.parts import HEADING

characters = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
)
"""Everything that may stand in a line of an entry."""

lines = st.text(characters, min_size=1, max_size=30).map(str.strip).filter(bool)
notes = st.just("") | lines
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
keys = st.from_regex(r"[a-z]{1,8}[0-9]{4}", fullmatch=True)
languages = st.sampled_from(["en", "de", "fr", "pt-BR"])
days = st.dates(date(1962, 1, 1), date(2100, 1, 1))
shares = st.floats(0, 1, allow_subnormal=False).map(lambda share: round(share, 6))


def tuples(each, *, min_size=0, max_size=3):
    """Tuples of what `each` draws."""
    return st.lists(each, min_size=min_size, max_size=max_size).map(tuple)


sources = tuples(keys)


@st.composite
def frequencies(draw):
    """A frequency as a count, a share, a range or a class."""
    form = draw(st.sampled_from(["count", "range", "class"]))
    if form == "class":
        return draw(st.sampled_from(list(CLASSES.values())))
    if form == "count":
        total = draw(st.integers(1, 5000))
        return Frequency.counted(draw(st.integers(0, total)), total)
    low, high = sorted(draw(st.tuples(shares, shares)))
    return Frequency(low, high)


@st.composite
def codes(draw):
    """A code of any system."""
    system = draw(st.sampled_from(list(SYSTEMS.values())))
    value = draw(st.from_regex(system.pattern, fullmatch=True))
    return Code.parse(f"{system.id}:{value}")


terms = st.from_regex(r"HP:\d{7}", fullmatch=True)
names = st.builds(Name, lines, languages, st.sampled_from(NAME_TYPES), sources)
links = st.builds(CodeLink, codes(), st.sampled_from(MATCHES), notes, sources)
review_records = st.builds(ReviewRecord, lines, lines, days, lines, notes)
reviews = st.builds(
    Review, st.sampled_from(STATUSES), days, days, tuples(lines), tuples(review_records)
)
findings = st.builds(
    Finding,
    term=terms,
    label=lines,
    population=st.sampled_from(POPULATIONS),
    phase=tuples(st.sampled_from(PHASES)),
    frequency=st.none() | frequencies(),
    note=notes,
    sources=sources,
)
figures = st.builds(
    Figure,
    id=slugs,
    topic=slugs,
    label=lines,
    value=lines,
    unit=lines,
    population=lines,
    note=notes,
    sources=tuples(keys, min_size=1),
)
organisations = st.builds(
    Organisation,
    name=lines,
    kind=st.sampled_from(ORGANISATION_KINDS),
    place=lines,
    url=st.sampled_from(["", "https://example.org/", "http://example.org/a?b=c#d"]),
    note=notes,
    sources=sources,
)

specialties = st.builds(
    SeenBy,
    code=st.sampled_from(["2084N0402X", "208000000X"]),
    population=st.sampled_from(POPULATIONS),
    why=lines,
    sources=sources,
)

_prose_lines = (st.just("") | st.text(characters, max_size=40)).filter(
    lambda line: not HEADING.fullmatch(line)
)


@st.composite
def prose(draw):
    """Lines of Markdown without headings, without blank lines at either end."""
    text = draw(st.lists(_prose_lines, max_size=5))
    while text and not text[0].strip():
        text.pop(0)
    while text and not text[-1].strip():
        text.pop()
    return "\n".join(text)


marked_texts = st.lists(
    st.sampled_from(["[@key2001]", "[@a1; @b2, p. 3]", "[@", "{{figure:x}}", "{{hp:HP:0001251}}", "{{findings}}", "\n\n{{figures:x}}\n\n", ".", "\n", "\n2010. ", "\n\n- ", "\n  ", "\n\n1. ", "\n> ", "| ", "\n|---|\n", ":", "**", "`", "[x](#y)", "::: secondary\n", "::: conflict\n", "\n:::\n"])
    | st.text(max_size=12),
    max_size=20,
).map("".join)  # fmt: skip
"""Texts that are full of what the language of entries has."""

titles = lines.filter(lambda title: "{" not in title and "}" not in title)
chapters = st.builds(Chapter, title=titles, level=st.integers(1, 6), text=prose())
sections = st.builds(
    PatientSection,
    title=titles,
    id=slugs,
    renders=tuples(slugs, min_size=1),
    text=prose(),
)

_csl_values = st.recursive(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")) | st.integers(0, 10_000) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(lines, inner, max_size=3),
    max_leaves=4,
)  # fmt: skip


@st.composite
def references(draw):
    """A CSL item with some fields of any kind."""
    key = draw(keys)
    item = {"type": draw(st.sampled_from(sorted(TYPES))), "title": draw(lines)}
    item |= draw(
        st.dictionaries(st.sampled_from(["author", "issued", "note", "page"]), _csl_values)
    )
    return Reference(key, item | {"id": key, "custom": {"status": "confirmed"}})


def reference_lists(max_size=3):
    """References as a file holds them: sorted, every key once."""
    return st.lists(references(), max_size=max_size, unique_by=lambda each: each.key).map(
        lambda found: tuple(sorted(found, key=lambda each: each.key))
    )


readings = st.builds(Reading, lines, notes, tuples(keys, min_size=1))


@st.composite
def workups(draw):
    """A work-up whose tests only come after tests above them."""
    ids = draw(st.lists(slugs, min_size=1, max_size=4, unique=True))
    tests = [
        Test(
            id=id,
            title=draw(lines),
            kind=draw(st.sampled_from(KINDS)),
            population=draw(st.sampled_from(["all", "child", "adult"])),
            purpose=draw(notes),
            positive=draw(st.none() | readings),
            negative=draw(st.none() | readings),
            after=draw(st.lists(st.sampled_from(ids[:number]), unique=True).map(tuple))
            if number
            else (),
            unconfirmed=draw(notes),
            sources=draw(tuples(keys, min_size=1)),
        )
        for number, id in enumerate(ids)
    ]
    cut = draw(st.integers(1, len(tests)))
    parts = [part for part in (tests[:cut], tests[cut:]) if part]
    names = draw(st.lists(slugs, min_size=2, max_size=2, unique=True))
    texts = [draw(notes) for _ in parts]
    stages = tuple(
        Stage(id, draw(lines), text, tuple(part), draw(tuples(keys, min_size=1)) if text else ())
        for id, text, part in zip(names, texts, parts, strict=False)
    )
    return Workup(draw(lines), draw(lines), stages)


@st.composite
def neighbours(draw, id):
    """Another entry, or a disease that has none."""
    sourced, named = tuples(keys, min_size=1), draw(st.booleans())
    differences = st.builds(
        Difference,
        label=lines,
        here=st.sampled_from(PRESENCES),
        there=st.sampled_from(PRESENCES),
        here_text=notes,
        there_text=notes,
        term=st.just("") | st.integers(1, 9999999).map("HP:{:07}".format),
        text=notes,
        sources=sourced,
    )
    minds = st.builds(Mind, lines, lines, st.sampled_from(SPEAKS_FOR), notes, sourced)
    return Neighbour(
        id=id,
        why=draw(lines),
        entry="" if named else draw(slugs),
        name=draw(lines) if named else "",
        code=draw(st.none() | codes()) if named else None,
        unconfirmed=draw(notes),
        differences=draw(tuples(differences, min_size=1, max_size=2)),
        tests=draw(tuples(minds, max_size=2)),
        sources=draw(sourced),
    )


@st.composite
def neighbourhoods(draw):
    """What a disease is mistaken for."""
    ids = draw(st.lists(slugs, min_size=1, max_size=2, unique=True))
    return Neighbourhood(draw(lines), tuple(draw(neighbours(id)) for id in ids))


@st.composite
def pathways(draw):
    """A pathway that is whole: every step leads on, the last one ends or goes back."""
    ids = draw(st.lists(slugs, min_size=1, max_size=4, unique=True))
    steps = []
    for number, id in enumerate(ids):
        following = ids[number + 1 : number + 2] + draw(
            st.lists(st.sampled_from(ids[number + 2 :]), unique=True)
            if ids[number + 2 :]
            else st.just([])
        )
        edges = [Edge(to, draw(notes), draw(notes)) for to in following]
        if number and draw(st.booleans()):
            edges.append(Edge(draw(st.sampled_from(ids[:number])), back=True))
        steps.append(
            Step(
                id=id,
                title=draw(lines),
                select=draw(st.sampled_from(SELECTIONS)),
                text=draw(notes),
                specialist=draw(st.booleans()),
                ends=not edges or draw(st.booleans()),
                sources=draw(tuples(keys, min_size=1)),
                leads_to=tuple(edges),
            )
        )
    return Pathway(
        id=draw(slugs),
        title=draw(lines),
        scope=draw(lines),
        basis=draw(lines),
        sources=draw(tuples(keys, min_size=1)),
        steps=tuple(steps),
    )


@st.composite
def scales(draw):
    """A scale that is whole, or one that says what is not confirmed."""
    unconfirmed = draw(notes)
    items = tuple(
        ScaleItem(
            id=id,
            title=draw(lines),
            text=draw(notes),
            anchors=tuple(
                Anchor(value, draw(lines))
                for value in sorted(
                    draw(st.sets(st.integers(-9, 99), min_size=0 if unconfirmed else 2, max_size=3))
                )
            ),
            sources=draw(tuples(keys, min_size=1)),
        )
        for id in draw(st.lists(slugs, min_size=0 if unconfirmed else 1, max_size=2, unique=True))
    )
    total = None if unconfirmed else span_of(items)
    bounds = (
        sorted(draw(st.sets(st.integers(total.least, total.most), max_size=4))) if total else []
    )
    bands = tuple(
        Band(draw(lines), Span(least, most), draw(tuples(keys, min_size=1)))
        for least, most in zip(bounds[::2], bounds[1::2], strict=False)
    )
    return Scale(
        id=draw(slugs),
        title=draw(lines),
        measures=draw(lines),
        basis=draw(lines),
        version=draw(notes),
        applied_by=draw(notes),
        higher=draw(st.sampled_from(["", *MEANINGS])),
        unconfirmed=unconfirmed,
        sources=draw(tuples(keys, min_size=1)),
        total=total,
        items=items,
        bands=bands,
        uses=draw(tuples(st.builds(Use, lines, tuples(keys, min_size=1)), max_size=2)),
    )


confirmations = st.builds(
    Confirmation,
    section=slugs,
    language=languages,
    on=days,
    by=lines,
    text=keys,
    claims=tuples(keys),
)


@st.composite
def entries(draw):
    """An entry as its folder could hold it, true or not."""
    return Entry(
        slug=draw(slugs),
        kind=draw(st.sampled_from([Kind.CURATED, Kind.STUB])),
        name=draw(lines),
        review=draw(reviews),
        names=draw(tuples(names)),
        codes=draw(tuples(links)),
        former_slugs=draw(tuples(slugs)),
        licence=draw(st.sampled_from(["CC-BY-SA-4.0", "CC0-1.0"])),
        editors=draw(tuples(lines)),
        findings=draw(tuples(findings)),
        figures=draw(tuples(figures)),
        organisations=draw(tuples(organisations)),
        specialties=draw(tuples(specialties)),
        professional=draw(tuples(chapters)),
        patient=draw(st.dictionaries(languages, tuples(sections, min_size=1), max_size=2)),
        references=draw(reference_lists()),
        workup=draw(st.none() | workups()),
        differential=draw(st.none() | neighbourhoods()),
        scales=draw(st.lists(scales(), max_size=2, unique_by=lambda each: each.id).map(tuple)),
        pathways=draw(st.lists(pathways(), max_size=2, unique_by=lambda each: each.id).map(tuple)),
        confirmations=draw(tuples(confirmations)),
    )
