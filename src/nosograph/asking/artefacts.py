"""Everything of a release that FHIR has a resource for, by type, id and canonical URL.

Rule. Artefacts are written once a release and never changed: whoever gets one only reads it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nosograph.asking.code_systems import CodeSystems
from nosograph.asking.entries import entries
from nosograph.asking.release import OpenRelease
from nosograph.formats.fhir import coding, operations, terminology
from nosograph.formats.fhir.artefacts import Edition
from nosograph.formats.fhir.criteria import (
    criteria_library,
    criteria_rule,
    criteria_variables,
    entry_library,
)
from nosograph.formats.fhir.plans import (
    pathway_activities,
    pathway_plan,
    workup_activities,
    workup_plan,
)
from nosograph.formats.fhir.questionnaires import questionnaire
from nosograph.formats.fhir.shapes import Resource, canonical, resource_id
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease
from nosograph.model.entries import CodeLink, Entry
from nosograph.model.presentations import Presentation
from nosograph.render.site import LANGUAGES

WIDTH = {"exact": "equivalent", "broader": "wider", "narrower": "narrower", "related": "relatedto"}
"""How a code fits a disease → the code as seen from the disease, in the words of ConceptMap."""
BACK = {**WIDTH, "broader": "narrower", "narrower": "wider"}
"""The same → the disease as seen from the code."""


@dataclass(frozen=True, slots=True)
class Artefacts:
    """The resources."""

    by_type: Mapping[str, Mapping[str, Resource]]
    """Type → id → resource, in their order."""
    by_url: Mapping[str, Resource]
    criteria: Mapping[str, str]
    """Id of a Questionnaire → the criteria set that it asks about."""

    def read(self, type: str, id: str) -> Resource | None:
        """The resource of that type and id."""
        return self.by_type.get(type, {}).get(id)

    def at(self, url: str, type: str = "") -> Resource | None:
        """The resource with that canonical URL, with or without a version that it has."""
        plain, _, version = url.partition("|")
        found = self.by_url.get(plain)
        if found is None or (version and version != found["version"]):
            return None
        return found if type in ("", found["resourceType"]) else None


def artefacts(release: OpenRelease) -> Artefacts:
    """The artefacts of a release."""
    return release.derived(_collected)


def _collected(release: OpenRelease) -> Artefacts:
    """The artefacts of every entry, and the terminology of the release."""
    systems = release.derived(CodeSystems.of)
    edition = edition_of(release)
    resources = [
        operations.evaluate_definition(edition),
        *_systems(systems, edition),
        *_maps(release, systems, edition),
    ]
    criteria: dict[str, str] = {}
    for entry in release.library.presentations:
        if entry.presentation is not None:
            resources += _presented(entry, entry.presentation, edition)
    for disease in entries(release):
        for set_id in (each.term for each in disease.criteria):
            criteria[resource_id(set_id)] = set_id
        resources += _entry(release, disease, edition)
    return indexed(resources, criteria)


def everything(release: OpenRelease) -> Iterator[Resource]:
    """The artefacts, and for every other disease the value set of its findings."""
    yield from artefacts(release).by_url.values()
    edition = edition_of(release)
    for slug in release.library.slugs():
        disease = release.library.disease(slug)
        if disease is not None and disease.entry is None:
            found = terminology.findings_of(disease, edition)
            if found is not None:
                yield found


def edition_of(release: OpenRelease) -> Edition:
    """What artefacts tell about their release."""
    site = release.site
    return Edition(site.version, site.built.isoformat(), site.base_url)


def indexed(resources: Iterable[Resource], criteria: Mapping[str, str]) -> Artefacts:
    """The resources in the order of their types and ids."""
    by_type: dict[str, dict[str, Resource]] = {}
    by_url = {}
    for each in sorted(resources, key=lambda each: (each["resourceType"], each["id"])):
        by_type.setdefault(each["resourceType"], {})[each["id"]] = each
        by_url[each["url"]] = each
    return Artefacts(by_type, by_url, criteria)


def _entry(release: OpenRelease, disease: Disease, edition: Edition) -> list[Resource]:
    found = list(_parts(release, disease, edition))
    return [*found, entry_library(disease, found, edition)]


def _presented(entry: Entry, told: Presentation, edition: Edition) -> list[Resource]:
    """What a presentation has, about the findings that lead to it."""
    leads = tuple(CodeLink(Code.parse(each.term)) for each in told.leads)
    about = Disease(entry.slug, entry.kind, entry.name, entry.names, leads, (), entry=entry)
    english = LANGUAGES[0]
    pathway, workup = told.pathway(entry.name, english), told.workup(english)
    found = [
        pathway_plan(about, pathway, edition),
        *pathway_activities(about, pathway, edition),
        workup_plan(about, workup, edition),
        *workup_activities(about, workup, edition),
    ]
    return [*found, entry_library(about, found, edition)]


def _parts(release: OpenRelease, disease: Disease, edition: Edition) -> Iterator[Resource]:
    for pathway in disease.pathways:
        yield pathway_plan(disease, pathway, edition)
        yield from pathway_activities(disease, pathway, edition)
    if disease.workup is not None:
        yield workup_plan(disease, disease.workup, edition)
        yield from workup_activities(disease, disease.workup, edition)
    for criteria in release.library.criteria_of(disease.slug):
        yield criteria_rule(disease, criteria, edition)
        yield questionnaire(disease, criteria, edition)
        yield criteria_library(disease, criteria, edition)
        yield from criteria_variables(disease, criteria, edition)
        for item in criteria.items:
            codes = terminology.item_set(disease, criteria, item, edition)
            if codes is not None:
                yield codes
    findings = terminology.findings_of(disease, edition)
    if findings is not None:
        yield findings


def _systems(systems: CodeSystems, edition: Edition) -> Iterator[Resource]:
    yield terminology.finding_set(edition)
    for uri, each in systems.by_uri.items():
        id = systems.ids[uri]
        yield terminology.all_of(id, uri, each.title, edition)
        if each.complete:
            yield terminology.own_system(id, uri, each.title, each.displays, edition)
        else:
            yield terminology.described_system(
                id, uri, each.title, each.version, edition,
                count=len(each.displays), hierarchy=each.hierarchy,
            )  # fmt: skip


def _maps(release: OpenRelease, systems: CodeSystems, edition: Edition) -> Iterator[Resource]:
    """Each system's codes to the dictionary's diseases, and back."""
    names = systems.diseases.displays
    links: dict[str, list[tuple[str, str, str]]] = {}
    for text, relation, slug in release.library.code_links():
        known = Code(*text.split(":", 1))
        links.setdefault(known.system, []).append((coding.written(known), relation, slug))
    for system, rows in links.items():
        uri, title = coding.URIS[system], f"{system} and the dictionary's diseases"
        to: dict[str, list[tuple[str, str, str]]] = {}
        back: dict[str, list[tuple[str, str, str]]] = {}
        for code, relation, slug in rows:
            to.setdefault(code, []).append((slug, names[slug], BACK[relation]))
            back.setdefault(slug, []).append((code, "", WIDTH[relation]))
        yield terminology.concept_map(
            _map_id(uri, coding.DISEASES), title, uri, coding.DISEASES, edition,
            ((code, "", targets) for code, targets in to.items()),
        )  # fmt: skip
        yield terminology.concept_map(
            _map_id(coding.DISEASES, uri), title, coding.DISEASES, uri, edition,
            ((slug, names[slug], targets) for slug, targets in sorted(back.items())),
        )  # fmt: skip


def map_url(source: str, target: str) -> str:
    """What the map between two systems is called, of which one is the dictionary's own."""
    return canonical("ConceptMap", _map_id(source, target))


def _map_id(source: str, target: str) -> str:
    return "-to-".join((coding.system_of(uri) or "diseases").lower() for uri in (source, target))
