"""The difference between an entry and what it was in the release before.

Rule 1. Statements are compared as claims: moving one changes nothing, wording it anew does.
Rule 2. What is computed from other diseases (neighbours) is no change of this one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from nosograph.build.tool_changes import tool_changes
from nosograph.criteria.sets import CriteriaSet
from nosograph.criteria.wording import in_words, title_of
from nosograph.library.reader import Library
from nosograph.model.annotations import DiseaseFinding
from nosograph.model.changes import Change, ChangeKind, ReleaseChanges
from nosograph.model.diseases import Disease
from nosograph.model.entries import Entry, PatientSection
from nosograph.prose.claims import Claim, claims_of
from nosograph.prose.twins import twin_states

ALIKE = 0.5
"""Two statements under one heading count as one that was reworded when they are at least so
alike, by difflib's ratio on words. Chosen by trying it on edits of a real entry."""

MOST_RELEASES = 20
"""Remembered for one entry; older ones stand in the older releases."""

CRITERIA = "diagnostic-criteria"
CRITERIA_CHAPTERS = frozenset({CRITERIA, "diagnosis"})
"""Standard chapters under which an entry tells its criteria."""

_IN_TOOLS = frozenset({"difference", "result"})
"""Claims that are compared as parts of the differential."""

Affected = Mapping[str, tuple[tuple[str, str, str], ...]]


@dataclass(frozen=True, slots=True)
class Edition:
    """A disease in one release, with its criteria sets."""

    disease: Disease
    criteria: Sequence[CriteriaSet] = ()


def changes_since(
    previous: Library | None,
    now: Iterable[tuple[Edition, bytes]],
    former: Mapping[str, Sequence[str]],
    version: str,
    built: date,
    authors: Callable[[str, date | None], tuple[str, ...]] = lambda slug, since: (),
) -> Iterator[tuple[str, tuple[ReleaseChanges, ...]]]:
    """Slug and history of every disease that has one, the newest changes first.

    `now` has each disease with its stored record, `former` the former slugs of a slug; `authors`
    says who has changed an entry since a day, or ever.
    """
    for edition, record in now:
        slug = edition.disease.slug
        names = (slug, *former.get(slug, ()))
        known = next((s for s in names if previous and previous.listed(s)), None)
        if previous is None or known is None:
            # The first release with an entry has nothing to compare it with, but who wrote it.
            if edition.disease.entry and (by := authors(slug, None)):
                yield slug, (ReleaseChanges(version, built, "", (), by),)
            continue
        history = previous.changes(known)
        # Most diseases are the same byte for byte, and need no second look.
        if record != previous.stored(known) or edition.criteria:
            was = previous.disease(known)
            then = Edition(was, previous.criteria_of(known)) if was else edition
            found = differences(then, edition)
            if found:
                before = previous.manifest
                by = authors(slug, before.built) if edition.disease.entry else ()
                made = ReleaseChanges(version, built, before.version, found, by)
                history = (made, *history)
        if history:
            yield slug, history[:MOST_RELEASES]


@dataclass(frozen=True, slots=True)
class EntryState:
    """An entry's folder at some time: what it says, with its criteria sets."""

    entry: Entry
    criteria: Sequence[CriteriaSet] = ()


def entry_differences(before: EntryState, after: EntryState) -> tuple[Change, ...]:
    """What changed in an entry's folder from one state to the next."""
    was, now = before.entry, after.entry
    return (
        *_listed("name", _own_names(was), _own_names(now)),
        *_listed("code", _own_codes(was), _own_codes(now)),
        *_stated(was, now),
        *_criteria(before.criteria, after.criteria),
    )


def _own_names(entry: Entry) -> dict[str, str]:
    return {entry.name: entry.name} | {each.text: each.text for each in entry.names}


def _own_codes(entry: Entry) -> dict[str, str]:
    return {str(each.code): f"{each.code} ({each.match})" for each in entry.codes}


def _stated(before: Entry, after: Entry) -> Iterator[Change]:
    yield from _claims(before, after)
    yield from _sections(before, after)
    yield from tool_changes(before, after)
    yield from _review(before, after)


def differences(before: Edition, after: Edition) -> tuple[Change, ...]:
    """What changed from one to the other, in the order of the page."""
    told = _told_to_families(after.disease.entry)
    place = CRITERIA if after.disease.entry else ""
    return (
        *_differences(before.disease, after.disease),
        *(
            replace(each, anchor=place, affects=told)
            for each in _criteria(before.criteria, after.criteria)
        ),
    )


def _told_to_families(entry: Entry | None) -> tuple[tuple[str, str, str], ...]:
    """The patient sections that put the criteria into plain words."""
    return tuple(
        (language, section.id, section.title)
        for language, sections in (entry.patient.items() if entry else ())
        for section in sections
        if not CRITERIA_CHAPTERS.isdisjoint(section.renders)
    )


def _differences(before: Disease, after: Disease) -> Iterator[Change]:
    yield from _listed("name", _names(before), _names(after))
    yield from _listed("code", _codes(before), _codes(after))
    if before.entry is not None and after.entry is not None:
        yield from _stated(before.entry, after.entry)
    yield from _annotations(before.findings, after.findings)


def _names(disease: Disease) -> dict[str, str]:
    return {disease.name: disease.name} | {each.text: each.text for each in disease.names}


def _codes(disease: Disease) -> dict[str, str]:
    return {str(each.code): f"{each.code} ({each.match})" for each in disease.codes}


def _listed(
    part: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    where: str = "",
    anchor: str = "",
) -> Iterator[Change]:
    """Changes of things that have a key of their own."""
    for key, text in before.items():
        if key not in after:
            yield Change(ChangeKind.REMOVED, part, where, anchor, before=text)
        elif after[key] != text:
            yield Change(ChangeKind.REWORDED, part, where, anchor, before=text, after=after[key])
    for key, text in after.items():
        if key not in before:
            yield Change(ChangeKind.ADDED, part, where, anchor, after=text)


def _claims(before: Entry, after: Entry) -> Iterator[Change]:
    old, new = (
        {claim.id: claim for claim in claims_of(entry) if claim.kind not in _IN_TOOLS}
        for entry in (before, after)
    )
    touched = _affected(after, new.values())
    touched_then = _affected(before, old.values())
    titles = {each.id: each.title for each in (*before.professional, *after.professional)}

    def change(kind: ChangeKind, claim: Claim, was: Claim | None, now: Claim | None) -> Change:
        return Change(
            kind,
            claim.kind if claim.kind in ("finding", "figure") else "claim",
            titles.get(claim.chapter, ""),
            claim.chapter if claim.chapter in titles else "",
            _told(was, kind),
            _told(now, kind),
            (touched if now else touched_then).get(claim.id, ()),
        )

    gone = [claim for id, claim in old.items() if id not in new]
    came = [claim for id, claim in new.items() if id not in old]
    pairs = _paired(gone, came)
    for claim in new.values():
        was = old.get(claim.id)
        if was is None:
            twin = pairs.get(claim.id)
            kind = ChangeKind.REWORDED if twin else ChangeKind.ADDED
            yield change(kind, claim, twin, claim)
        elif was.backings != claim.backings:
            yield change(ChangeKind.SOURCES, claim, was, claim)
    kept = {claim.id for claim in pairs.values()}
    for claim in gone:
        if claim.id not in kept:
            yield change(ChangeKind.REMOVED, claim, claim, None)


def _told(claim: Claim | None, kind: ChangeKind) -> str:
    if claim is None:
        return ""
    if kind is not ChangeKind.SOURCES:
        return claim.text
    named = [f"{each.key}, {each.locator}".removesuffix(", ") for each in claim.backings]
    return f"{claim.text} [{'; '.join(named)}]"


def _paired(gone: Iterable[Claim], came: Iterable[Claim]) -> dict[str, Claim]:
    """New claim's id → the former claim that it says in other words: the most alike first."""
    likeness = [
        (ratio, now.id, was)
        for was in gone
        for now in came
        if was.chapter == now.chapter and (ratio := _alike(was.text, now.text)) >= ALIKE
    ]
    pairs: dict[str, Claim] = {}
    taken: set[str] = set()
    for _, id, was in sorted(likeness, key=lambda each: (-each[0], each[1], each[2].id)):
        if id not in pairs and was.id not in taken:
            pairs[id] = was
            taken.add(was.id)
    return pairs


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split()).ratio()


def _affected(entry: Entry, claims: Iterable[Claim]) -> Affected:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for state in twin_states(entry, claims):
        section = (state.language, state.section.id, state.section.title)
        for claim in state.claims:
            found.setdefault(claim.id, []).append(section)
    return {id: tuple(sections) for id, sections in found.items()}


def _sections(before: Entry, after: Entry) -> Iterator[Change]:
    for language in dict.fromkeys((*before.patient, *after.patient)):
        old = {each.id: each for each in before.patient.get(language, ())}
        new = {each.id: each for each in after.patient.get(language, ())}
        for id in dict.fromkeys((*old, *new)):
            yield from _section(old.get(id), new.get(id), language)


def _section(
    was: PatientSection | None, now: PatientSection | None, language: str
) -> Iterator[Change]:
    section = now or was
    if section is None or (was and now and (was.title, was.text) == (now.title, now.text)):
        return
    kind = ChangeKind.ADDED if was is None else ChangeKind.REWORDED if now else ChangeKind.REMOVED
    yield Change(
        kind,
        "section",
        section.title,
        section.id,
        was.text if was else "",
        now.text if now else "",
        ((language, section.id, section.title),) if now else (),
    )


def _criteria(before: Iterable[CriteriaSet], after: Iterable[CriteriaSet]) -> Iterator[Change]:
    old, new = ({each.id: each for each in sets} for sets in (before, after))
    for id in dict.fromkeys((*old, *new)):
        was, now = old.get(id), new.get(id)
        title = now.title if now else old[id].title
        if was and now:
            yield from _listed("criterion", _items(was), _items(now), title)
            yield from _rules(was, now)
        else:
            yield from _listed("criteria", _titles(was), _titles(now), title)


def _titles(criteria: CriteriaSet | None) -> dict[str, str]:
    return {criteria.id: criteria.title} if criteria else {}


def _items(criteria: CriteriaSet) -> dict[str, str]:
    """Each item with its number, as people speak of criterion 3."""
    return {
        each.id: ". ".join(part for part in (f"{number}. {each.title}", each.definition) if part)
        for number, each in enumerate(criteria.items, 1)
    }


def _rules(was: CriteriaSet, now: CriteriaSet) -> Iterator[Change]:
    """Levels, and the parts that they name, whose rule is another one, in words."""
    same = {name for name, rule in was.named.items() if now.named.get(name) == rule}
    old, new = (
        {
            name: f"{title_of(each, name)}: {in_words(rule, each)}"
            for name, rule in each.named.items()
            if name not in same
        }
        for each in (was, now)
    )
    yield from _listed("rule", old, new, now.title)


def _review(before: Entry, after: Entry) -> Iterator[Change]:
    def told(entry: Entry) -> dict[str, str]:
        return {
            f"{each.by} {each.on}": f"{each.by}, {each.role}, {each.on}"
            for each in entry.review.records
        }

    yield from _listed("review", told(before), told(after))


def _annotations(
    before: Iterable[DiseaseFinding], after: Iterable[DiseaseFinding]
) -> Iterator[Change]:
    def told(findings: Iterable[DiseaseFinding]) -> dict[str, str]:
        return {
            each.term: each.label + (" (excluded)" if each.excluded else "") for each in findings
        }

    yield from _listed("finding", told(before), told(after), anchor="findings")
