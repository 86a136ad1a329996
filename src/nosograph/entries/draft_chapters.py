"""Which chapter a heading of a medical wiki stands for.

Rule 1. Headings are those of WikiDoc's template and of Wikipedia's guideline for medical articles,
English and German; a heading that only resembles one of them stands for itself.
Rule 2. A section that stands for no chapter stays behind the one that it followed, under its own
heading.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from typing import Final

from nosograph.model.entries import STANDARD_CHAPTERS, anchor
from nosograph.sources.wikitext.page import Section

OVERVIEW: Final = STANDARD_CHAPTERS[0][1]
_LEVELS = {title: level for level, title in STANDARD_CHAPTERS}

_NAMES = {
    "Overview": "overview; introduction; summary; übersicht; überblick",
    "Historical perspective": "historical perspective; history; discovery; etymology and history; geschichte"
    "; history and etymology; medizingeschichte; historical background",
    "Classification": "classification; classifications; types; subtypes; staging; klassifikation; einteilung",
    "Pathophysiology": "pathophysiology; mechanism; mechanisms; pathogenesis; pathology; pathologie"
    "; pathogenese; pathophysiologie; mechanism of disease; krankheitsentstehung",
    "Causes": "causes; cause; etiology; aetiology; genetics; ursachen; ursache; ätiologie; genetic cause",
    "Clinical features": "clinical features; signs and symptoms; symptoms and signs; presentation"
    "; clinical presentation; clinical manifestations; manifestations; signs; symptoms; characteristics"
    "; klinik; symptome; krankheitszeichen; klinische erscheinungen; symptome und beschwerden",
    "Differentiating from other diseases": "differential diagnosis; differential diagnoses; differentialdiagnose"
    "; differentialdiagnosen; differenzialdiagnose; differenzialdiagnosen; differential",
    "Epidemiology and demographics": "epidemiology and demographics; epidemiology; demographics; prevalence"
    "; incidence; frequency; epidemiologie; häufigkeit; vorkommen; verbreitung",
    "Risk factors": "risk factors; risk factor; risikofaktoren",
    "Screening": "screening; newborn screening; früherkennung",
    "Natural history, complications and prognosis": "natural history, complications and prognosis; prognosis"
    "; natural history, complications, and prognosis; natural history; complications; outcome; outcomes"
    "; course; outlook; prognose; komplikationen; verlauf; verlauf und prognose; prognosis and complications",
    "Diagnosis": "diagnosis; diagnostics; diagnostic approach; evaluation; diagnose; diagnostik; untersuchungen",
    "Diagnostic criteria": "diagnostic criteria; criteria; diagnostic study of choice; diagnosekriterien",
    "History and symptoms": "history and symptoms; symptoms; medical history; anamnese",
    "Physical examination": "physical examination; physical exam; examination; körperliche untersuchung",
    "Laboratory findings": "laboratory findings; laboratory tests; laboratory; laboratory testing; blood tests"
    "; blood test; labor; laboruntersuchungen; laborbefunde; cerebrospinal fluid",
    "Imaging findings": "imaging findings; imaging; medical imaging; radiology; imaging studies; bildgebung"
    "; bildgebende verfahren; neuroimaging",
    "Other diagnostic studies": "other diagnostic studies; other imaging findings; other tests; other studies",
    "Treatment": "treatment; treatments; management; therapy; therapies; therapie; behandlung",
    "Medical therapy": "medical therapy; medication; medications; pharmacotherapy; drugs; drug therapy"
    "; medical treatment; medikamente; medikamentöse therapie; medikamentöse behandlung",
    "Surgery": "surgery; surgical treatment; surgical management; operation; operative therapie",
    "Rehabilitation": "rehabilitation; physical therapy; physiotherapy; physiotherapie",
    "Prevention": "prevention; vorbeugung; prävention; prophylaxe; prophylaxis",
    "Primary prevention": "primary prevention",
    "Secondary prevention": "secondary prevention",
}
_CHAPTERS = {name.strip(): title for title, names in _NAMES.items() for name in names.split(";")}
_DIFFERENTIATING = re.compile(r"differentiating .* from (?:other )?\w+")
_GENERATED: Final = frozenset({
    "references", "notes", "citations", "footnotes", "notes and references", "sources", "reference",
    "einzelnachweise", "quellen", "anmerkungen", "références", "referencias",
})  # fmt: skip
"""Headings under which a wiki lists what an entry lists by itself."""


def _parents() -> dict[str, str]:
    found, chapter = {}, ""
    for level, title in STANDARD_CHAPTERS:
        if level == 1:
            chapter = title
        else:
            found[title] = chapter
    return found


_PARENTS = _parents()


@dataclass(frozen=True, slots=True)
class Placed:
    """A section and where it goes."""

    section: Section
    chapter: str
    """The standard chapter."""
    level: int
    """Of its own heading; 0 where the chapter's heading stands for it."""
    title: str
    mapped: bool


def is_generated(title: str) -> bool:
    """Whether an entry makes by itself what stands under a heading of that name."""
    return title.casefold().strip() in _GENERATED


def chapter_of(title: str) -> str | None:
    """The standard chapter that a heading stands for."""
    name = " ".join(re.sub(r"[^\w,\s-]", " ", title.casefold()).split())
    if _DIFFERENTIATING.fullmatch(name):
        return "Differentiating from other diseases"
    return _CHAPTERS.get(name)


def heading_level(title: str) -> int:
    """The level at which pages have a heading of that name; 0 for what is none of theirs."""
    if is_generated(title):
        return 2
    chapter = chapter_of(title)
    return _LEVELS[chapter] + 1 if chapter else 0


def placed(sections: Iterable[Section]) -> Iterator[Placed]:
    """Every section with its chapter, in the order of the page."""
    sections = tuple(sections)
    top = min((each.level for each in sections if each.level), default=2)
    chapter, base, own = OVERVIEW, top, 0
    titles: set[str] = {anchor(title) for _, title in STANDARD_CHAPTERS}
    for section in sections:
        target = OVERVIEW if not section.level else _target(section, top, chapter)
        if target is not None:
            chapter, base, own = target, section.level or top, 0
            yield Placed(section, target, 0, section.title, mapped=True)
            continue
        if section.level <= base:
            # It stands beside the chapter on its page, and below it here.
            own, base = _lowest(chapter), section.level
        level = (own or _lowest(chapter)) + max(section.level - base - (0 if own else 1), 0)
        title = _distinct(section.title or "…", chapter, titles)
        yield Placed(section, chapter, min(level, 6), title, mapped=False)


def _target(section: Section, top: int, chapter: str) -> str | None:
    found = chapter_of(section.title)
    if found is None:
        return None
    parent = _PARENTS.get(found)
    if parent is None and section.level > top:
        # `Symptoms` below `Diagnosis` is a part of it.
        return (
            "History and symptoms"
            if chapter_of(section.title) == "Clinical features" and _within(chapter, "Diagnosis")
            else None
        )
    if parent is not None and section.level > top and not _within(chapter, parent):
        return None
    return found


def _within(chapter: str, parent: str) -> bool:
    return chapter == parent or _PARENTS.get(chapter) == parent


def _lowest(chapter: str) -> int:
    """The highest level that a heading of its own may have in a chapter."""
    level = _LEVELS[chapter] + 1
    return level + 1 if level == 2 and chapter in _PARENTS.values() else level


def _distinct(title: str, chapter: str, taken: set[str]) -> str:
    """A title whose address no other heading has."""
    numbered = (f"{title} ({number})" for number in count(2))
    tries = chain((title, f"{title} ({chapter})"), numbered)
    found = next((each for each in tries if anchor(each) not in taken), title)
    taken.add(anchor(found))
    return found
