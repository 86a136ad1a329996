"""Claims: what an entry states, with an id and with what supports it.

Rule 1. A claim's id is made of its words: the same words keep it wherever they stand, other
words are another claim. Citations take no part, so a better source leaves the id alone.
Rule 2. Nothing is judged here: support and evidence are read off the text and the references.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from nosograph.model.entries import Chapter, Entry, Figure, Finding, Reference
from nosograph.model.forms import Spoken
from nosograph.model.neighbours import Difference, Mind, Neighbour
from nosograph.model.presentations import SECTIONS, Presentation, spoken
from nosograph.prose.citations import CitedWork
from nosograph.prose.read import read
from nosograph.prose.statements import Passage, Statement, passages, statements, words_of
from nosograph.prose.tree import Cite, Embedded, FigureRef, FindingRef, Inline

EVIDENCE = (
    "guideline", "consensus", "systematic review", "review", "randomised trial",
    "controlled study", "cohort", "cross-sectional study", "case series", "case report",
    "registry", "laboratory study", "expert opinion",
)  # fmt: skip
"""What kind of evidence a reference may be said to be, under `custom.evidence`."""

_OPINIONS = frozenset({"consensus", "expert opinion"})


class Support(StrEnum):
    """How a source bears a claim."""

    DIRECT = "direct"
    """The source itself states it, and the source was read."""
    SECONDARY = "secondary"
    """It was read in another work."""
    EXPERT = "expert"
    """The source gives it as the opinion of experts."""
    NONE = "none"
    """Editorial text and unknowns: no source, and they say so."""


@dataclass(frozen=True, slots=True)
class Backing:
    """One source of a claim."""

    key: str
    locator: str
    """Where in the source; empty when the whole work is meant."""
    via: str
    """The key of the work in which it was read, if not itself."""
    support: Support
    evidence: str
    """One of `EVIDENCE`; empty where nobody has said."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with what supports it."""

    id: str
    chapter: str
    """The id of the heading under which it stands."""
    text: str
    """Its words, figures filled in, without markup."""
    kind: str
    """paragraph, item, row, figure, finding, difference or result."""
    block: str
    """The kind of `:::` block it stands in, or empty."""
    backings: tuple[Backing, ...]
    at: tuple[int, int] | None = field(default=None, compare=False)
    """Where its chapter names the source that ends it, or the table that shows it, and in which
    row; None where no chapter does."""

    @property
    def support(self) -> Support:
        """The best support that any source gives."""
        given = {backing.support for backing in self.backings}
        return next((each for each in Support if each in given), Support.NONE)

    @property
    def keys(self) -> tuple[str, ...]:
        """The references it rests on, each once."""
        every = (key for each in self.backings for key in (each.key, each.via) if key)
        return tuple(dict.fromkeys(every))


def claims_of(entry: Entry) -> tuple[Claim, ...]:
    """Every claim of the professional text in reading order, then findings and figures that no
    chapter shows, then what tells the disease apart from others."""
    reader = _Reader(entry)
    if entry.presentation is not None:
        return _numbered(reader.presentation(entry.presentation))
    found = [claim for chapter in entry.professional for claim in reader.chapter(chapter)]
    shown = {claim.text for claim in found}
    rest = [*reader.findings("findings"), *map(reader.figure, entry.figures)]
    apart = entry.differential.neighbours if entry.differential else ()
    return _numbered(
        [
            *found,
            *(claim for claim in rest if claim.text not in shown),
            *(claim for neighbour in apart for claim in reader.differential(neighbour)),
        ]
    )


def kept_of(entry: Entry, claims: Iterable[Claim] | None = None) -> frozenset[str]:
    """Ids of the claims that are in the words of the page that the entry was drafted from.

    Where nobody wrote down which these were, all may be.
    """
    told = claims_of(entry) if claims is None else claims
    if entry.origin is None:
        return frozenset()
    every = not entry.origin.statements
    return frozenset(each.id for each in told if every or entry.origin.holds(each.id))


def marks(claims: Iterable[Claim], chapter: str) -> dict[tuple[int, int], str]:
    """Where the text of a chapter ends a claim, or shows one in a table, and the id of each."""
    return {each.at: each.id for each in claims if each.at and each.chapter == chapter}


def claim_id(text: str) -> str:
    """The id that these words have."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return "c" + hashlib.sha256(words.encode()).hexdigest()[:8]


def claims_rendered(
    entry: Entry, renders: Iterable[str], claims: Iterable[Claim]
) -> tuple[Claim, ...]:
    """The claims of the chapters in `renders` and of all that stands below them."""
    named, level = set(renders), 99
    wanted = named & set(SECTIONS) if entry.presentation is not None else set[str]()
    for chapter in entry.professional:
        if chapter.id in named:
            level = min(level, chapter.level) if chapter.level > level else chapter.level
            wanted.add(chapter.id)
        elif chapter.level > level:
            wanted.add(chapter.id)
        else:
            level = 99
    return tuple(claim for claim in claims if claim.chapter in wanted)


def _numbered(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Words that come twice are told apart by a number."""
    seen: dict[str, int] = {}
    told = []
    for claim in claims:
        count = seen[claim.id] = seen.get(claim.id, 0) + 1
        told.append(claim if count == 1 else replace(claim, id=f"{claim.id}-{count}"))
    return tuple(told)


class _Reader:
    """Reads the claims of one entry."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._figures = {figure.id: figure for figure in entry.figures}
        self._labels = {finding.term: finding.label for finding in entry.findings}
        self._references: Mapping[str, Reference] = {each.key: each for each in entry.references}

    def chapter(self, chapter: Chapter) -> Iterator[Claim]:
        for each in passages(read(chapter.text)):
            match each:
                case Embedded():
                    yield from self._table(each, chapter.id)
                case Passage():
                    for statement in statements(each):
                        yield self._stated(statement, chapter.id)

    def _table(self, table: Embedded, chapter: str) -> Iterator[Claim]:
        if table.what == "findings":
            for number, claim in enumerate(self.findings(chapter)):
                yield replace(claim, at=(table.start, number))
        for number, figure in enumerate(self.entry.figures):
            if table.what == "figures" and figure.topic == table.topic:
                yield replace(self.figure(figure), chapter=chapter, at=(table.start, number))

    def _stated(self, stated: Statement, chapter: str) -> Claim:
        text = self._words(stated.leaves)
        backings = tuple(dict.fromkeys(self._backings(stated)))
        at = (stated.sources[-1].start, 0) if stated.sources else None
        return Claim(claim_id(text), chapter, text, stated.kind, stated.block, backings, at)

    def _words(self, inside: Iterable[Inline]) -> str:
        """What a reader sees, citations left out."""
        text = " ".join("".join(map(self._shown, inside)).split())
        return re.sub(r" ([.,;:])", r"\1", text).strip(" .;,·").lstrip(")]")

    def _shown(self, leaf: Inline) -> str:
        match leaf:
            case FigureRef(id):
                return self._value(id)
            case FindingRef(term):
                return self._labels.get(term, term)
            case _:
                return words_of(leaf)

    def _value(self, id: str) -> str:
        figure = self._figures.get(id)
        return " ".join((figure.value, figure.unit)).strip() if figure else id

    def _backings(self, stated: Statement) -> Iterator[Backing]:
        for source in stated.sources:
            match source:
                case Cite(works):
                    yield from (self._backing(work, stated.block) for work in works)
                case FigureRef(id):
                    figure = self._figures.get(id)
                    for key in figure.sources if figure else ():
                        yield self._backing(CitedWork(key), stated.block)

    def _backing(self, work: CitedWork, block: str = "") -> Backing:
        reference = self._references.get(work.via or work.key)
        custom = (reference.csl.get("custom") or {}) if reference else {}
        evidence = str(custom.get("evidence", ""))
        told = f"{custom.get('read', '')} {custom.get('status', '')}"
        if work.via or block == "secondary" or "secondary source" in told:
            support = Support.SECONDARY
        elif evidence in _OPINIONS:
            support = Support.EXPERT
        else:
            support = Support.DIRECT
        return Backing(work.key, work.locator, work.via, support, evidence)

    def findings(self, chapter: str) -> Iterator[Claim]:
        for each in self.entry.findings:
            yield self._whole(finding_words(each), chapter, "finding", each.sources)

    def figure(self, figure: Figure) -> Claim:
        return self._whole(figure_words(figure), "figures", "figure", figure.sources)

    def presentation(self, told: Presentation) -> Iterator[Claim]:
        """What the parts of a presentation state, in the order of its page."""
        whole = (told.summary, told.urgency)
        yield from (self._part((each,), "overview", told.sources) for each in whole)
        for flag in told.red_flags:
            yield self._part((flag.sign, flag.means, flag.act), "red-flags", flag.sources)
        for act in told.acts:
            yield self._part((act.text,), "now", act.sources)
        for cause in told.causes:
            parts = (cause.name, cause.share, cause.harm, cause.clues)
            yield self._part(parts, "causes", cause.sources)
        for step in told.steps:
            yield self._part((step.title, step.text), "pathway", step.sources)
        for check in told.checks:
            yield self._part((check.title, check.why, check.leaves), "workup", check.sources)
        for question in told.questions:
            yield self._part((question.text, question.why), "ask", question.sources)

    def _part(self, words: Iterable[Spoken], section: str, sources: Iterable[str]) -> Claim:
        said = (spoken(each, "en").rstrip(".") for each in words)
        return self._whole(". ".join(filter(None, said)), section, "item", sources)

    def differential(self, neighbour: Neighbour) -> Iterator[Claim]:
        """What tells the two apart, and the results that would change the mind."""
        chapter = against(neighbour)
        other = neighbour.called or neighbour.name or neighbour.entry.replace("-", " ")
        for kind, several in (("difference", neighbour.differences), ("result", neighbour.tests)):
            for each in several:
                text = f"Against {other}: {differential_words(each)}"
                claim = self._whole(text, chapter, kind, each.sources)
                yield replace(claim, id=differential_id(neighbour, each))

    def _whole(self, text: str, chapter: str, kind: str, sources: Iterable[str]) -> Claim:
        backings = tuple(self._backing(CitedWork(key)) for key in sources)
        return Claim(claim_id(text), chapter, text, kind, "", backings)


def figure_words(figure: Figure) -> str:
    """What a figure states."""
    return f"{figure.label}: {figure.value} {figure.unit}, {figure.population}"


def finding_words(finding: Finding) -> str:
    """What a finding states."""
    often = finding.frequency
    parts = [finding.label, finding.population, *finding.phase]
    if often is not None:
        share = (
            f"{often.low:.0%}" if often.low == often.high else f"{often.low:.0%}–{often.high:.0%}"
        )
        counted = f"{often.count}/{often.total}" if often.count is not None else ""
        parts.append(counted or often.name or share)
    return ", ".join(part for part in (*parts, finding.note) if part)


def against(neighbour: Neighbour) -> str:
    """The heading under which the claims of a comparison stand."""
    return f"against-{neighbour.id}"


def differential_id(neighbour: Neighbour, stated: Difference | Mind) -> str:
    """The id of what is stated of two diseases: the other one is a part of its words."""
    return claim_id(f"{neighbour.id} {differential_words(stated)}")


def differential_words(stated: Difference | Mind) -> str:
    """How it is here and with the other disease, or for which of the two a result speaks."""
    if isinstance(stated, Difference):
        here = ", ".join(part for part in (stated.here, stated.here_text) if part)
        there = ", ".join(part for part in (stated.there, stated.there_text) if part)
        told = f"{stated.label}: here {here}; there {there}"
    else:
        told = f"{stated.test}: {stated.result}, which speaks for {_SPEAKS.get(stated.for_, '')}"
    return ". ".join(part for part in (told, stated.text) if part).rstrip(". ")


_SPEAKS = {"here": "this disease", "there": "the other one", "neither": "neither of the two"}
