"""What a record's user may want to read about a concept of the record: pages, and the part of them.

Rule 1. A page is offered with the relation of the code to it; what is only near is never exact.
Rule 2. A name means a page only where no code does, and only where it is the page's very name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nosograph.asking.codes import WHO, Option, code_meant
from nosograph.asking.diseases import disease_meant
from nosograph.asking.release import OpenRelease
from nosograph.formats.infobutton import Coded, KnowledgeRequest
from nosograph.formats.maps import CodeMaps
from nosograph.formats.systems import OWN, split, system_of
from nosograph.formats.systems import SYSTEMS as SPELT
from nosograph.model.codes import SYSTEMS, Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import anchor

_SIGNS = " #*+%^†!"
"""What is printed beside codes of OMIM and of ICD-10, and is no part of them."""
LONGEST = 120
"""Characters of a code; none has half of them."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A page that answers a request."""

    slug: str
    name: str
    relation: str
    """As `Option.relation`; `named` where only the name says so."""
    code: str
    """The code or the name by which it was found."""
    disease: Disease | None = None
    """None for a finding, and for a place in a classification."""

    @property
    def is_finding(self) -> bool:
        """Whether the page is that of a finding."""
        return self.disease is None and self.slug.startswith("HP:")


def topics_of(release: OpenRelease, concepts: Iterable[Coded], maps: CodeMaps) -> tuple[Topic, ...]:
    """The pages that concepts mean, or come near: exact ones first, each of them once."""
    found: dict[str, Topic] = {}
    for concept in concepts:
        for each in _by_code(release, concept, maps) or _by_name(release, concept):
            if each.slug not in found or each.relation == "exact":
                found[each.slug] = each
    return tuple(sorted(found.values(), key=lambda each: each.relation not in _CERTAIN))


_CERTAIN = ("exact", "above")


def _by_code(release: OpenRelease, concept: Coded, maps: CodeMaps) -> tuple[Topic, ...]:
    if not concept.code or len(concept.code) > LONGEST:
        return ()
    found = list(_meant(release, concept))
    for line in maps.lines(concept.system, concept.code):
        for each in _target(release, line.target):
            relation = each.relation if line.match == "exact" else line.match
            found.append(replace(each, relation=relation, code=concept.code))
    return tuple(found)


def _meant(release: OpenRelease, concept: Coded) -> Iterator[Topic]:
    """What the release itself says of a code."""
    # The code may bring its system's prefix along: `ORPHA:1183`.
    system, value = system_of(concept.system), split(concept.code.strip(_SIGNS), concept.system)[1]
    if system == "LOINC":
        for slug in release.measured_for.get(value, ()):
            yield from _topics(release, (Option(slug, "", "related"),), concept.code)
        return
    german = system == "ICD10GM"
    # The German modification changes codes of the WHO's; what is near these is near its own.
    called = WHO if german else system if system in SPELT else concept.system
    try:
        code = Code.parse(f"{called}:{value.upper()}")
    except ValueError:
        return
    yield from (
        replace(each, relation="related") if german else each for each in _of(release, code)
    )


def _target(release: OpenRelease, target: str) -> Iterator[Topic]:
    """What a line of a map leads to: a code, or the slug of an entry."""
    system, _, slug = target.partition(":")
    if system == OWN:
        yield from _topics(release, (Option(slug, "", "exact"),), target)
        return
    try:
        yield from _of(release, Code.parse(target))
    except ValueError:
        return


def _of(release: OpenRelease, code: Code) -> Iterator[Topic]:
    if code.system == SYSTEMS["HP"].id:
        finding = release.library.finding(str(code), limit=0)
        if finding is not None:
            yield Topic(finding.term, finding.label, "exact", str(code))
        return
    yield from _topics(release, code_meant(release, code).options, str(code))


def _topics(release: OpenRelease, options: tuple[Option, ...], code: str) -> Iterator[Topic]:
    for each in options:
        disease = release.library.disease(each.slug)
        if disease is not None:
            yield Topic(disease.slug, disease.name, each.relation, code, disease)
        elif each.name:
            yield Topic(each.slug, each.name, each.relation, code)


def _by_name(release: OpenRelease, concept: Coded) -> tuple[Topic, ...]:
    for name in (concept.display, concept.original):
        meant = disease_meant(release, name[:LONGEST]) if name else None
        if meant is not None and meant.disease is not None:
            found = meant.disease
            return (Topic(found.slug, found.name, "named", name, found),)
    return ()


_MESH = {
    "Q000145": "Classification",
    "Q000503": "Pathophysiology",
    "Q000209": "Causes",
    "Q000235": "Causes",
    "D003937": "Differentiating from other diseases",
    "Q000453": "Epidemiology and demographics",
    "Q000150": "Natural history, complications and prognosis",
    "D011379": "Natural history, complications and prognosis",
    "Q000175": "Diagnosis",
    "Q000000981": "Imaging findings",
    "Q000628": "Treatment",
    "Q000188": "Medical therapy",
    "Q000627": "Medical therapy",
    "Q000601": "Surgery",
    "Q000534": "Rehabilitation",
    "Q000517": "Prevention",
}
"""MeSH qualifiers and descriptors that requests give as subtopics → standard chapter."""
_TASKS = {
    "DIAGLISTREV": "Diagnosis",
    "DIAGLISTE": "Diagnosis",
    "LABRREV": "Laboratory findings",
    "LABOE": "Laboratory findings",
    "MLREV": "Medical therapy",
    "MEDOE": "Medical therapy",
}
"""HL7's ActCode of what the user is doing → the chapter that it needs."""


def chapter_wanted(request: KnowledgeRequest) -> str:
    """The id of the standard chapter that a request is about; empty for the whole page."""
    topic = request.topic
    title = _MESH.get(topic.code.upper()) or topic.display or topic.original
    return anchor(title or _TASKS.get(request.task, ""))
