"""What the search knows of each page of a release.

Rule. Names are given as they are shown; folding and weighing are the search's own business.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from nosograph.build.classifying import Places, names_of
from nosograph.build.index import Indexed
from nosograph.build.merge import Stated, stated
from nosograph.library.cards import (
    DISEASE_TYPE,
    FINDING_TYPE,
    GENE_TYPE,
    PRESENTATION_TYPE,
    TEXT_TYPE,
    Card,
    pack_signs,
)
from nosograph.model.annotations import Frequency
from nosograph.model.classification import SYSTEM, Place
from nosograph.model.diseases import Disease
from nosograph.model.entries import Entry, Kind
from nosograph.model.lexicons import FindingWords
from nosograph.model.ontology import PHENOTYPE, Ontology

OFTEN, SOMETIMES = 0.8, 0.3
"""Shares from which a finding counts as usual and as frequent; HPO's own class limits."""

MOST_SYSTEMS = 3
"""Organ systems named in a line about a disease."""

LONGEST_GLOSS = 160

_LOCUS = re.compile(
    r"susceptibility|modifier of|quantitative trait|protection against|resistance to\b",
    re.IGNORECASE,
)


UNNAMED = frozenset({"20"})
"""Chapters of ICD-10-CM in which no disease is named: external causes."""
SIGNS = frozenset({"18", "21"})
"""Chapters of signs and of circumstances."""

_REST = re.compile(r"(other|unspecified)\b", re.IGNORECASE)


def searchable(
    diseases: Sequence[Disease],
    ontology: Ontology,
    findings: Mapping[str, int],
    called: Mapping[str, Mapping[str, FindingWords]],
    genes: Mapping[str, int],
    places: Places,
    presentations: Sequence[Entry] = (),
) -> Iterator[Indexed]:
    """Every page: diseases and their chapters, what is classified, findings, ways in, genes.

    `findings` and `genes` say how many diseases go with each; `called` gives what lexicons call
    a finding, by its language.
    """
    system = cache(ontology.system)
    for disease in diseases:
        yield _disease(disease, ontology, system)
        if disease.entry is not None:
            yield from _chapters(disease.entry)
    for place in places.places:
        if places.chapters[place.place.code] not in UNNAMED:
            yield _place(place, places.chapters[place.place.code])
    for id, count in findings.items():
        yield _finding(id, count, ontology, called.get(id, {}).values())
    yield from map(_presentation, presentations)
    for symbol, count in genes.items():
        yield Indexed(Card(GENE_TYPE, symbol, symbol, GENE_TYPE, names=(symbol,), findings=count))


def _finding(id: str, count: int, ontology: Ontology, called: Collection[FindingWords]) -> Indexed:
    term = ontology.terms[id]
    names = [term.label, *(each.text for each in term.synonyms if not each.lay)]
    lay = [each.text for each in term.synonyms if each.lay]
    german = set[str]()
    for each in called:
        names += each.names
        lay += each.words
        german.update((*each.names, *each.words) if each.language == "de" else ())
    card = Card(
        FINDING_TYPE,
        id,
        term.label,
        FINDING_TYPE,
        (id,),
        _once(names),
        _once(lay),
        findings=count,
        gloss=_first_sentence(term.definition),
    )
    return Indexed(card, (id, *term.alternative_ids), german=frozenset(german))


def _disease(disease: Disease, ontology: Ontology, system: Callable[[str], str | None]) -> Indexed:
    present = [each for each in stated(disease) if not each.excluded]
    signs = {each.term: _weight(each.frequency) for each in present if each.term in ontology.terms}
    above = closure(present, ontology).difference(signs, (PHENOTYPE, "HP:0000001"))
    exact = tuple(str(link.code) for link in disease.codes if link.match == "exact")
    systems = Counter(found for term in sorted(signs) if (found := system(term)))
    card = Card(
        DISEASE_TYPE,
        disease.slug,
        disease.name,
        str(disease.kind),
        codes=exact,
        names=_once((disease.name, *(each.text for each in disease.names if each.type != "lay"))),
        lay=_once(each.text for each in disease.names if each.type == "lay"),
        genes=tuple(gene.symbol for gene in disease.genes),
        signs=pack_signs(signs, above),
        minor=disease.entry is None and (not signs or bool(_LOCUS.search(disease.name))),
        findings=len(signs),
        onset=tuple(each.term for each in disease.onset),
        systems=tuple(each for each, _ in systems.most_common(MOST_SYSTEMS)),
        patient=tuple(sorted(disease.entry.patient)) if disease.entry else (),
    )
    return Indexed(
        card,
        codes=tuple(str(link.code) for link in disease.codes),
        signs=signs,
        signs_above=frozenset(above),
        systems=tuple(sorted(systems)),
        german=frozenset(each.text for each in disease.names if each.language == "de"),
    )


def _place(found: Place, chapter: str) -> Indexed:
    """What is only named; a sign's own page stands before its place in the classification."""
    place = found.place
    coded = place.level in ("category", "subcategory")
    codes = (f"{SYSTEM}:{place.code}",) if coded else ()
    german = frozenset(text for language, text in found.words if language == "de")
    card = Card(
        DISEASE_TYPE,
        place.slug,
        place.title,
        str(Kind.CLASSIFIED),
        codes,
        names=names_of(place),
        lay=_once(text for _, text in found.words),
        minor=not found.words
        and (chapter in SIGNS or place.level == "chapter" or bool(_REST.match(place.title))),
        gloss=found.above[-1][1] if found.above else "",
    )
    return Indexed(card, codes, german=german)


def _presentation(entry: Entry) -> Indexed:
    card = Card(
        PRESENTATION_TYPE,
        entry.slug,
        entry.name,
        str(entry.kind),
        names=_once((entry.name, *(each.text for each in entry.names if each.type != "lay"))),
        lay=_once(each.text for each in entry.names if each.type == "lay"),
        patient=tuple(sorted(entry.patient)),
    )
    german = frozenset(each.text for each in entry.names if each.language == "de")
    return Indexed(card, german=german)


def _chapters(entry: Entry) -> Iterator[Indexed]:
    """The chapters of a curated entry, with what its tools say."""
    if entry.kind is not Kind.CURATED:
        return
    told = [("en", each.title, each.text) for each in entry.professional]
    told += [
        (language, each.title, each.text)
        for language, sections in entry.patient.items()
        for each in sections
    ]
    for language, title, text in told:
        card = Card(
            TEXT_TYPE,
            entry.slug,
            entry.name,
            str(entry.kind),
            gloss=title,
            patient=tuple(sorted(entry.patient)),
        )
        german = frozenset({title}) if language == "de" else frozenset()
        yield Indexed(card, german=german, text=f"{title} {text}")


def closure(findings: Iterable[Stated], ontology: Ontology) -> frozenset[str]:
    """The present findings and everything above them."""
    present = [each.term for each in findings if not each.excluded and each.term in ontology.terms]
    return frozenset().union(*map(ontology.ancestors, present))


def _weight(frequency: Frequency | None) -> int:
    if frequency is None or frequency.estimate < SOMETIMES:
        return 1
    return 3 if frequency.estimate >= OFTEN else 2


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _first_sentence(text: str) -> str:
    first = text.partition(". ")[0].rstrip(".")
    return first if len(first) <= LONGEST_GLOSS else first[:LONGEST_GLOSS].rsplit(" ", 1)[0] + " …"
