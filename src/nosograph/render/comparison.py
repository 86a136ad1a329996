"""Two diseases side by side, for reading: on their page, as text and as JSON.

Rule. What one of two entries leaves open, the other may fill; what they say differently is shown
with who says it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nosograph.model.diseases import Disease
from nosograph.model.sources import Source
from nosograph.prose.claims import claims_of
from nosograph.reasoning.comparison import (
    Cell,
    Comparison,
    FindingRow,
    Group,
    Said,
    SaidTest,
    Statement,
    joint_works,
)
from nosograph.render.findings import Bar, bar
from nosograph.render.languages import frequency_text, words
from nosograph.render.pathway import cited
from nosograph.render.references import ReferenceList, ShownReference
from nosograph.render.site import SiteInfo, path
from nosograph.render.trust import claim_place

SHOWN = 15
"""Findings of a group that stand open; the rest is folded away."""
MOST = 90
"""Findings of a group that a page lists; text and JSON have all."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    name: str
    href: str
    kind: str
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Title, and labels with the addresses that they lead to, if any."""


@dataclass(frozen=True, slots=True)
class SideSaid:
    """What is said of a finding at one of the two."""

    presences: tuple[tuple[str, str, str], ...]
    """Its word, its name, and who says so where the entries disagree."""
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A finding that tells the two apart, or that goes with both."""

    label: str
    href: str
    shared: bool
    here: SideSaid
    there: SideSaid
    texts: tuple[str, ...]
    cites: tuple[int, ...]
    claims: tuple[tuple[str, str], ...]
    """Address and name of each claim that states it."""


@dataclass(frozen=True, slots=True)
class ComparedTest:
    """A result that would change the mind."""

    test: str
    result: str
    speaks: str
    text: str
    cites: tuple[int, ...]
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """An annotated finding at one of the two."""

    often: str
    bar: Bar | None
    known: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """An annotated finding at both."""

    label: str
    href: str
    here: ShownCell
    there: ShownCell


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Annotated findings that stand alike."""

    id: str
    title: str
    rows: tuple[ShownRow, ...]
    more: tuple[ShownRow, ...]
    more_count: int
    cut: str
    """That only the first are listed; empty when all are."""


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two diseases on their page."""

    title: str
    href: str
    turned: str
    """The address of the same page seen from the other side."""
    asking: str
    """Where the form asks for another disease."""
    here: Side
    there: Side
    why: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Text, who says it, and its citations."""
    bases: tuple[tuple[str, str], ...]
    unconfirmed: tuple[str, ...]
    statements: tuple[ShownStatement, ...]
    tests: tuple[ComparedTest, ...]
    groups: tuple[ShownGroup, ...]
    references: tuple[ShownReference, ...]
    sources: tuple[Source, ...]


def address(slug: str, other: str) -> str:
    """Where two diseases stand side by side."""
    return f"/d/{slug}/compare/{other}"


def comparison_page(  # a section of the page a step
    found: Comparison, language: str, site: SiteInfo
) -> ComparisonPage:
    """The page of a comparison."""
    t = words(language)
    here, there = found.here, found.there
    works = joint_works(here, there)
    references = ReferenceList(works.references)

    def cites(by: str, keys: Iterable[str]) -> tuple[int, ...]:
        named = dict.fromkeys(works.keys.get((by, key), f"{by}/{key}") for key in keys)
        return tuple(references.cite(key)[0] for key in named)

    names = {each.slug: t["cmp_by"].format(name=each.name) for each in (here, there)}
    why = tuple((each.why, names[by], cites(by, each.sources)) for by, each in found.why)
    places = {
        (each.slug, claim.id): claim_place(claim, number)
        for each in (here, there)
        for number, claim in enumerate(claims_of(each.entry) if each.entry else ())
    }
    statements = tuple(
        _statement(
            each,
            tuple(
                dict.fromkeys(n for one in each.said for n in cites(one.by, one.difference.sources))
            ),
            found,
            places,
            language,
        )
        for each in found.statements
    )
    speaks = {
        "here": t["cmp_for"].format(name=here.name),
        "there": t["cmp_for"].format(name=there.name),
        "neither": t["cmp_for_neither"],
    }
    tests = tuple(
        ComparedTest(
            each.test.test,
            each.test.result,
            speaks[each.test.for_],
            each.test.text,
            cites(each.by, each.test.sources),
            (_claim(each, places, language),),
        )
        for each in found.tests
    )
    bases = tuple(
        (t["cmp_basis"].format(name=each.name), each.entry.differential.basis)
        for each in (here, there)
        if each.entry and each.entry.differential and each.slug in dict(found.why)
    )
    ids = dict.fromkeys((*here.sources, *there.sources))
    return ComparisonPage(
        title=t["cmp_title"].format(here=here.name, there=there.name),
        href=address(here.slug, there.slug),
        turned=path(language, address(there.slug, here.slug)),
        asking=path(language, f"/d/{here.slug}/compare"),
        here=_side(here, language),
        there=_side(there, language),
        why=why,
        bases=bases,
        unconfirmed=tuple(each.unconfirmed for _, each in found.why if each.unconfirmed),
        statements=statements,
        tests=tests,
        groups=_groups(found, language),
        references=cited(references),
        sources=tuple(source for id in ids if (source := site.source(id)) is not None),
    )


def said_of(said: Sequence[Said], side: str) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """The presences of a finding with who says so, and the texts; what one leaves open gives way."""
    by: dict[str, list[str]] = {}
    texts: dict[str, None] = {}
    for each in said:
        one = each.difference
        presence, text = (
            (one.here, one.here_text) if side == "here" else (one.there, one.there_text)
        )
        by.setdefault(presence, []).append(each.by)
        if text:
            texts[text] = None
    if len(by) > 1:
        by.pop("unknown", None)
    return by, tuple(texts)


def _statement(
    found: Statement,
    cites: tuple[int, ...],
    comparison: Comparison,
    places: Mapping[tuple[str, str], str],
    language: str,
) -> ShownStatement:
    t = words(language)
    names = {each.slug: each.name for each in (comparison.here, comparison.there)}

    def side(which: str) -> SideSaid:
        by, texts = said_of(found.said, which)
        said = (
            (
                presence,
                t[f"cmp_{presence}"],
                ", ".join(t["cmp_by"].format(name=names[each]) for each in slugs)
                if len(by) > 1
                else "",
            )
            for presence, slugs in by.items()
        )
        return SideSaid(tuple(said), texts)

    return ShownStatement(
        found.label,
        path(language, f"/t/{found.term}") if found.term else "",
        all(each.difference.shared for each in found.said),
        side("here"),
        side("there"),
        tuple(dict.fromkeys(each.difference.text for each in found.said if each.difference.text)),
        cites,
        tuple(_claim(each, places, language) for each in found.said),
    )


def _claim(
    said: Said | SaidTest, places: Mapping[tuple[str, str], str], language: str
) -> tuple[str, str]:
    name = words(language)["claim_of"].format(id=said.claim)
    return path(language, f"/d/{said.by}/{places[said.by, said.claim]}"), name


def _side(disease: Disease, language: str) -> Side:
    t = words(language)
    facts: list[tuple[str, tuple[tuple[str, str], ...]]] = [
        (t["onset"], tuple((each.label, "") for each in disease.onset)),
        (t["inheritance"], tuple((each.label, "") for each in disease.inheritance)),
        (
            t["genes"],
            tuple((each.symbol, path(language, f"/g/{each.symbol}")) for each in disease.genes),
        ),
        (
            t["cmp_criteria"],
            tuple(
                (each.label, path(language, f"/d/{disease.slug}/criteria/{each.term}"))
                for each in disease.criteria
            ),
        ),
    ]
    return Side(
        disease.name,
        path(language, f"/d/{disease.slug}/"),
        t[f"kind_{disease.kind}"],
        tuple(facts),
    )


def _groups(found: Comparison, language: str) -> tuple[ShownGroup, ...]:
    t = words(language)
    titles = {
        Group.OPPOSED: t["cmp_group_opposed"],
        Group.BOTH: t["cmp_group_both"],
        Group.HERE: t["cmp_group_one"].format(name=found.here.name),
        Group.THERE: t["cmp_group_one"].format(name=found.there.name),
        Group.ABSENT: t["cmp_group_absent"],
    }
    shown = []
    for group, title in titles.items():
        rows = tuple(_row(row, language) for row in found.group(group))
        if rows:
            cut = t["first_shown"].format(shown=MOST, count=len(rows)) if len(rows) > MOST else ""
            shown.append(
                ShownGroup(
                    f"group-{group}",
                    f"{title} ({len(rows)})",
                    rows[:SHOWN],
                    rows[SHOWN:MOST],
                    len(rows) - SHOWN,
                    cut,
                )
            )
    return tuple(shown)


def _row(row: FindingRow, language: str) -> ShownRow:
    return ShownRow(
        row.label,
        path(language, f"/t/{row.term}"),
        _cell(row.here, language),
        _cell(row.there, language),
    )


def _cell(cell: Cell, language: str) -> ShownCell:
    t = words(language)
    if not cell.annotated:
        akin = ", ".join(each.label for each in cell.akin[:3])
        often = t["cmp_not_annotated"]
        if akin:
            often += f", {t['cmp_akin'].format(findings=akin)}"
        return ShownCell(often, None, known=False)
    if cell.excluded:
        return ShownCell(t["cmp_absent"], None, known=True)
    if cell.frequency is None:
        return ShownCell(t["frequency_unknown"], None, known=True)
    return ShownCell(frequency_text(cell.frequency, language), bar(cell.frequency), known=True)
