"""Entries, annotations, genes and mappings of one disease, brought together.

Rule 1. What editors wrote stands first; what sources say is added, never mixed into it.
Rule 2. Twins' rows about one finding are pooled as if one source had listed them.
Rule 3. An entry takes over every group of twins that has one of its exact codes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from nosograph.build.slugs import assigned
from nosograph.library.words import words
from nosograph.model.annotations import Annotation, DiseaseFinding, Frequency, pooled
from nosograph.model.diseases import Disease, Gene, Labelled
from nosograph.model.entries import CodeLink, Entry, Finding, Kind, Name
from nosograph.model.lexicons import DiseaseWords
from nosograph.model.sources import DICTIONARY, HPO, MONDO, ORPHANET
from nosograph.sources.hpoa import AnnotatedDisease, finding
from nosograph.sources.twins import DiseaseGroup


@dataclass(frozen=True, slots=True)
class Stated:
    """A finding of a disease, whoever states it."""

    term: str
    label: str
    frequency: Frequency | None
    excluded: bool


def merged(
    groups: Sequence[DiseaseGroup],
    entries: Iterable[Entry],
    genes: Mapping[str, tuple[Gene, ...]],
    words: Sequence[DiseaseWords] = (),
) -> list[Disease]:
    """Every disease of the release, in the order of their names, without neighbours.

    `words` are what lexicons call diseases; those that lead elsewhere are passed over.
    """
    entries = sorted(entries, key=lambda entry: entry.slug)
    owner = {
        link.code: entry.slug
        for entry in reversed(entries)
        for link in entry.codes
        if link.match == "exact"
    }
    taken: dict[str, list[DiseaseGroup]] = {entry.slug: [] for entry in entries}
    free: list[DiseaseGroup] = []
    for group in groups:
        slug = next((owner[id] for id in group.ids if id in owner), None)
        (taken[slug] if slug else free).append(group)
    reserved = {slug for entry in entries for slug in (entry.slug, *entry.former_slugs)}
    slugs = assigned({group.ids[0]: group.members[0].name for group in free}, reserved)
    diseases = [_curated(entry, taken[entry.slug], genes) for entry in entries]
    diseases += [_annotated(group, slugs[group.ids[0]], genes) for group in free]
    diseases = list(_called(diseases, words))
    return sorted(diseases, key=lambda disease: (sort_key(disease.name), disease.slug))


def _called(diseases: Iterable[Disease], told: Sequence[DiseaseWords]) -> Iterator[Disease]:
    """The diseases with the names that lexicons give them."""
    by_target: dict[str, list[DiseaseWords]] = {}
    for each in told:
        by_target.setdefault(each.target, []).append(each)
    for disease in diseases:
        ids = [disease.slug, *(str(link.code) for link in disease.codes if link.match == "exact")]
        found = [each for id in ids for each in by_target.get(id, ())]
        known = {words(name) for name in (disease.name, *(each.text for each in disease.names))}
        more = [
            Name(text, each.language, type, (DICTIONARY,))
            for each in found
            for type, texts in (("synonym", each.names), ("lay", each.words))
            for text in texts
            if words(text) not in known
        ]
        yield replace(disease, names=(*disease.names, *more)) if more else disease


def sort_key(name: str) -> str:
    """Where a name stands in the alphabet."""
    return " ".join(words(name))


def letter(name: str) -> str:
    """Under which letter a name is listed."""
    first = sort_key(name)[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"


def stated(disease: Disease) -> Iterator[Stated]:
    """The findings of a disease: as annotated, then those that only its entry states."""
    known = set()
    for each in disease.findings:
        known.add(each.term)
        yield Stated(each.term, each.label, each.frequency, each.excluded)
    if disease.entry is None:
        return
    by_term: dict[str, list[Finding]] = {}
    for own in disease.entry.findings:
        by_term.setdefault(own.term, []).append(own)
    for term, same in sorted(by_term.items()):
        if term not in known:
            excluded = all(own.frequency is not None and own.frequency.high == 0 for own in same)
            rows = [Annotation((), frequency=own.frequency) for own in same]
            yield Stated(term, same[0].label, pooled(rows), excluded)


def _annotated(group: DiseaseGroup, slug: str, genes: Mapping[str, tuple[Gene, ...]]) -> Disease:
    return _disease(slug, Kind.ANNOTATED, group.members[0].name, [group], genes, entry=None)


def _curated(
    entry: Entry, groups: Sequence[DiseaseGroup], genes: Mapping[str, tuple[Gene, ...]]
) -> Disease:
    return _disease(entry.slug, entry.kind, entry.name, groups, genes, entry=entry)


def _disease(
    slug: str,
    kind: Kind,
    name: str,
    groups: Sequence[DiseaseGroup],
    genes: Mapping[str, tuple[Gene, ...]],
    *,
    entry: Entry | None,
) -> Disease:
    members = [member for group in groups for member in group.members]
    return Disease(
        slug=slug,
        kind=kind,
        name=name,
        names=_names(name, entry, groups),
        codes=_codes(entry, groups),
        findings=_findings(members),
        inheritance=_labelled(member.inheritance for member in members),
        onset=_labelled(member.onset for member in members),
        course=_labelled(member.course for member in members),
        genes=tuple(
            sorted(
                {gene for member in members for gene in genes.get(str(member.id), ())},
                key=lambda gene: gene.symbol,
            )
        ),
        sources=_sources(entry, groups),
        entry=entry,
        joined=tuple(dict.fromkeys(each for group in groups for each in group.evidence)),
    )


def _names(name: str, entry: Entry | None, groups: Sequence[DiseaseGroup]) -> tuple[Name, ...]:
    names = list(entry.names) if entry else []
    for group in groups:
        for member in group.members:
            source = ORPHANET if member.id.system == "ORPHA" else HPO
            names += [Name(each, sources=(source,)) for each in (member.name, *member.other_names)]
        if group.mondo is not None:
            told = [each for each in (group.mondo.label, *group.mondo.names) if each]
            names += [Name(each, sources=(MONDO,)) for each in told]
    found: dict[tuple[str, ...], Name] = {}
    for each in names:
        found.setdefault(words(each.text), each)
    found.pop(words(name), None)
    kept = set(map(id, found.values()))
    # The preferred name in another language may be spelt like this one and must still be there.
    return tuple(
        each
        for each in names
        if id(each) in kept or (each.type == "preferred" and each.language != "en")
    )


def _codes(entry: Entry | None, groups: Sequence[DiseaseGroup]) -> tuple[CodeLink, ...]:
    found = {link.code: link for link in (entry.codes if entry else ())}
    for group in groups:
        for code in group.ids:
            found.setdefault(code, CodeLink(code, sources=(HPO,)))
        if group.mondo is not None:
            for code in (group.mondo.id, *group.mondo.codes):
                found.setdefault(code, CodeLink(code, sources=(MONDO,)))
    return tuple(found.values())


def _findings(members: Sequence[AnnotatedDisease]) -> tuple[DiseaseFinding, ...]:
    if len(members) == 1:
        return members[0].findings
    by_term: dict[str, list[DiseaseFinding]] = {}
    for each in chain.from_iterable(member.findings for member in members):
        by_term.setdefault(each.term, []).append(each)
    return tuple(
        same[0]
        if len(same) == 1
        else finding(
            term,
            same[0].label,
            same[0].system,
            dict.fromkeys(chain.from_iterable(each.rows for each in same)),
        )
        for term, same in sorted(by_term.items())
    )


def _labelled(several: Iterable[tuple[Labelled, ...]]) -> tuple[Labelled, ...]:
    return tuple(sorted(set(chain.from_iterable(several)), key=lambda each: each.term))


def _sources(entry: Entry | None, groups: Sequence[DiseaseGroup]) -> tuple[str, ...]:
    used = {
        DICTIONARY: entry is not None,
        HPO: bool(groups),
        ORPHANET: any(id.system == "ORPHA" for group in groups for id in group.ids),
        MONDO: any(group.mondo is not None for group in groups),
    }
    return tuple(source for source, is_used in used.items() if is_used)
