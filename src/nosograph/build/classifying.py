"""ICD-10-CM in a release: the places that people name, and the pages that belong to them.

Rule 1. A place has a page down to four characters, and below where a lexicon names it; other
codes lead to the place above them.
Rule 2. A page belongs to a place by a code, or because one of its names is the place's; nothing
is inferred beyond that, and the link says which of the two it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nosograph.library.spelling import loose, searched
from nosograph.model.classification import (
    SYSTEM,
    Classification,
    Classified,
    ClassLink,
    Place,
)
from nosograph.model.diseases import Disease
from nosograph.model.lexicons import DiseaseWords
from nosograph.model.ontology import Ontology

LONGEST_NAMED = 4
"""Characters of a code down to which people name diseases; below are sides, stages and visits."""

_VAGUE = re.compile(
    r",? (?:unspecified|NOS|NEC|not elsewhere classified|not otherwise specified)(?=$|[,;])",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\[([^\]]*)\]")
_PARENTHESES = re.compile(r"\s*\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Places:
    """What a release keeps of a classification."""

    places: Sequence[Place] = ()
    below: Sequence[tuple[str, str, str]] = ()
    """Code, title and the place above it, for codes without a page."""
    chapters: dict[str, str] = field(default_factory=dict)
    """Code of a place → its chapter."""


def classified(
    classification: Classification | None,
    diseases: Sequence[Disease],
    ontology: Ontology,
    findings: Iterable[str],
    words: Sequence[DiseaseWords],
) -> Places:
    """The places of a classification with the pages that belong to them."""
    if classification is None:
        return Places()
    known = {each.code: each for each in classification.places}
    called = _called(words)
    shown = {
        each.code: each for each in classification.places if _named(each) or each.code in called
    }
    above = {code: _above(each, known) for code, each in shown.items()}
    children: dict[str, list[tuple[str, str]]] = {}
    for each in classification.places:
        children.setdefault(each.parent, []).append((each.code, each.title))
    links = _links(shown, diseases, ontology, findings)
    places = [
        Place(
            each,
            above[code],
            tuple(children.get(code, ())),
            tuple(links.get(code, ())),
            called.get(code, ()),
        )
        for code, each in shown.items()
    ]
    below = [
        (each.code, each.title, next(c for c, _ in reversed(_above(each, known)) if c in shown))
        for each in classification.places
        if each.code not in shown
    ]
    return Places(
        places, below, {code: (path[0][0] if path else code) for code, path in above.items()}
    )


def names_of(place: Classified) -> tuple[str, ...]:
    """The names of a place: its title and inclusion terms, without what says nothing."""
    told = (place.title, *place.names, *(place.includes if place.level == "category" else ()))
    return tuple(dict.fromkeys(name for text in told for name in _variants(text) if name))


def _variants(text: str) -> Iterator[str]:
    yield text
    plain = _VAGUE.sub("", text)
    bracketed = _BRACKETS.findall(plain)
    plain = _BRACKETS.sub("", plain)
    yield _PARENTHESES.sub(r" \1", plain).strip()
    yield _PARENTHESES.sub("", plain).strip()
    yield from (each for each in bracketed if len(each) > 1)


def _named(place: Classified) -> bool:
    below = place.level == "subcategory"
    return not below or len(place.code.replace(".", "")) <= LONGEST_NAMED


def _above(place: Classified, known: dict[str, Classified]) -> tuple[tuple[str, str], ...]:
    path: list[tuple[str, str]] = []
    while place.parent:
        place = known[place.parent]
        path.append((place.code, place.title))
    return tuple(reversed(path))


def _called(words: Sequence[DiseaseWords]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for each in words:
        system, _, code = each.target.partition(":")
        if system == SYSTEM:
            told = [(each.language, text) for text in (*each.names, *each.words)]
            found.setdefault(code, []).extend(told)
    return {code: tuple(told) for code, told in found.items()}


def _links(
    shown: dict[str, Classified],
    diseases: Sequence[Disease],
    ontology: Ontology,
    findings: Iterable[str],
) -> dict[str, list[ClassLink]]:
    named: dict[str, list[str]] = {}
    for code, place in shown.items():
        if place.level != "chapter":
            for name in {loose(searched(each)) for each in names_of(place)}:
                named.setdefault(name, []).append(code)
    links: dict[str, list[ClassLink]] = {}

    def link(type: str, slug: str, name: str, names: Iterable[str], coded: dict[str, str]) -> None:
        found = dict(coded)
        for each in names:
            for code in named.get(loose(searched(each)), ()):
                found.setdefault(code, "name")
        for code, relation in found.items():
            if code in shown:
                links.setdefault(code, []).append(ClassLink(type, slug, name, relation))

    for disease in diseases:
        coded = {
            each.code.value: each.match for each in disease.codes if each.code.system == SYSTEM
        }
        names = [disease.name, *(each.text for each in disease.names if each.type != "lay")]
        link("disease", disease.slug, disease.name, names, coded)
    for id in findings:
        term = ontology.terms[id]
        link("finding", id, term.label, [term.label, *(s.text for s in term.synonyms)], {})
    return links
