"""The terminology operations: $expand, $lookup, $validate-code, $subsumes, $translate.

Rule. Every parameter of the specification is used or refused by name; none is passed over.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nosograph.asking.code_systems import CodeSystem, Concept, Designation
from nosograph.asking.terminology import Said, Terminology, Translation, Verdict
from nosograph.formats.fhir.coding import HPO
from nosograph.formats.fhir.shapes import Resource, coded, filled, parameter, parameters
from nosograph.formats.fhir.terminology import expansion
from nosograph.interop.fhir.answers import OutcomeError
from nosograph.interop.fhir.asked import Parameters

MOST = 1000
"""Codes on a page of an expansion; larger sets are paged."""
FLIPPED = {"wider": "narrower", "narrower": "wider"}


def lookup(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`CodeSystem/$lookup`."""
    asked.only("code", "system", "version", "coding", "displayLanguage", "property")
    said = _within(_one(asked), at)
    system, concept = terms.concept(said)
    wanted = [each for each in asked.all("property") if isinstance(each, str)]
    language = asked.text("displayLanguage")
    told = [
        parameter("name", valueString=system.title),
        *([parameter("version", valueString=system.version)] if system.version else []),
        parameter("display", valueString=_display(concept, language)),
    ]
    if not wanted or "designation" in wanted:
        told += [parameter("designation", part=_designation(e)) for e in concept.designations]
    told += [
        parameter("property", part=part)
        for name, part in _properties(concept, system)
        if not wanted or name in wanted
    ]
    return parameters(*told)


def _display(concept: Concept, language: str) -> str:
    """What the concept is called in a language; else as its system calls it."""
    first = language.partition(",")[0].partition(";")[0].partition("-")[0].strip().lower()
    named = (e.text for e in concept.designations if e.language == first and first != "en")
    return next(named, concept.display)


def _designation(each: Designation) -> list[Resource]:
    use = coded("", each.use)
    return [
        parameter("language", valueCode=each.language),
        parameter("use", valueCoding=use),
        parameter("value", valueString=each.text),
    ]


def _properties(concept: Concept, system: CodeSystem) -> list[tuple[str, list[Resource]]]:
    found: list[tuple[str, Resource]] = []
    if concept.definition:
        found.append(("definition", parameter("value", valueString=concept.definition)))
    if system.uri == HPO:
        inactive = parameter("value", valueBoolean=bool(concept.replaced_by))
        found.append(("inactive", inactive))
    if concept.replaced_by:
        found.append(("replacedBy", parameter("value", valueCode=concept.replaced_by)))
    found += [("parent", parameter("value", valueCode=each)) for each in concept.parents]
    found += [("child", parameter("value", valueCode=each)) for each in concept.children]
    found += [(name, parameter("value", valueString=text)) for name, text in concept.properties]
    return [(name, [parameter("code", valueCode=name), value]) for name, value in found]


def subsumes(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`CodeSystem/$subsumes`."""
    asked.only("codeA", "codeB", "system", "version", "codingA", "codingB")
    pair = []
    for letter in "AB":
        found = asked.said(f"code{letter}", f"coding{letter}")
        if len(found) != 1:
            raise OutcomeError(400, "required", f"code{letter} or coding{letter} is needed, once")
        pair.append(_within(found[0], at))
    outcome = terms.subsumes(*pair)
    return parameters(parameter("outcome", valueCode=outcome))


def _within(said: Said, at: Resource | None) -> Said:
    """A code of the code system that an operation is called on."""
    system = at["url"] if at is not None and not said.system else said.system
    if not system:
        raise OutcomeError(400, "required", "system is needed beside the code, or a coding")
    return Said(system, said.code, said.display, said.version)


def valid_in_system(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`CodeSystem/$validate-code`."""
    asked.only(
        "url", "code", "version", "display", "coding", "codeableConcept", "displayLanguage",
        "system",
    )  # fmt: skip
    url = at["url"] if at is not None else asked.text("url") or asked.text("system")
    saids = _some(asked)
    verdict = Verdict(False)
    for each in saids:
        if url and each.system and each.system != url:
            text = f"{each.code!r} is of {each.system}, not of {url}"
            verdict = Verdict(False, text)
            continue
        system = url or each.system
        if not system:
            raise OutcomeError(400, "required", "url is needed: the code system")
        version = each.version or asked.text("version")
        verdict = terms.valid_in_system(Said(system, each.code, each.display, version))
        if verdict.holds:
            break
    return _verdict(verdict)


def valid_in_set(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`ValueSet/$validate-code`."""
    asked.only(
        "url", "valueSet", "valueSetVersion", "code", "system", "systemVersion", "display", "coding",
        "codeableConcept", "abstract", "displayLanguage",
    )  # fmt: skip
    value_set = _value_set(terms, asked, at)
    saids = _with_systems(asked)
    version = asked.text("systemVersion")
    with_version = [Said(e.system, e.code, e.display, e.version or version) for e in saids]
    return _verdict(terms.valid_in_set(value_set, with_version))


def _verdict(verdict: Verdict) -> Resource:
    told = [parameter("result", valueBoolean=verdict.holds)]
    if verdict.message:
        told.append(parameter("message", valueString=verdict.message))
    if verdict.display:
        told.append(parameter("display", valueString=verdict.display))
    return parameters(*told)


def expand(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`ValueSet/$expand`."""
    # Those that exclude something change nothing: every code is active, and none is nested.
    asked.only(
        "url", "valueSet", "valueSetVersion", "filter", "offset", "count", "includeDesignations",
        "includeDefinition", "activeOnly", "excludeNested", "excludeNotForUI",
        "excludePostCoordinated", "displayLanguage",
    )  # fmt: skip
    value_set = _value_set(terms, asked, at)
    text, offset = asked.text("filter"), asked.number("offset", 0)
    count = asked.number("count", MOST + 1)
    page = terms.expand(value_set, text, offset, min(count, MOST))
    if count > MOST and asked.one("count") is None and page.total - offset > MOST:
        words = f"{page.total} codes: ask for {MOST} at a time, with count and offset"
        raise OutcomeError(422, "too-costly", words)
    designated = asked.truth("includeDesignations")
    language = asked.text("displayLanguage")
    contains = [
        _contained(terms, *key, display, language, designated=designated)
        for key, display in page.codes
    ]
    told = []
    if text:
        told.append(parameter("filter", valueString=text))
    told += [
        parameter(name, valueInteger=asked.number(name, 0))
        for name in ("offset", "count")
        if asked.one(name) is not None
    ]
    if designated:
        told.append(parameter("includeDesignations", valueBoolean=True))
    if language:
        told.append(parameter("displayLanguage", valueCode=language))
    return expansion(
        value_set, contains, total=page.total, offset=page.offset, asked=told,
        identifier=_identifier(value_set, text, terms.version), timestamp=terms.built,
        definition=asked.truth("includeDefinition"),
    )  # fmt: skip


def _identifier(value_set: Mapping[str, Any], text: str, version: str) -> str:
    """What an expansion is called: the same for the same question to the same release."""
    asked = json.dumps([value_set.get("url"), value_set.get("compose"), text, version], default=str)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, asked)}"


def _contained(
    terms: Terminology, uri: str, code: str, display: str, language: str, *, designated: bool
) -> Resource:
    told: list[Resource] = []
    if designated or language:
        system = terms.systems.by_uri.get(uri)
        concept = system.concept(code) if system is not None else None
        if concept is not None:
            display = _display(concept, language)
            told = [
                {"language": e.language, "use": coded("", e.use), "value": e.text}
                for e in concept.designations
            ]
    return filled(
        {"system": uri, "code": code, "display": display, "designation": told if designated else []}
    )


def translate(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`ConceptMap/$translate`."""
    asked.only(
        "url", "conceptMapVersion", "code", "system", "version", "source", "coding",
        "codeableConcept", "target", "targetsystem", "reverse",
    )  # fmt: skip
    saids = _with_systems(asked)
    concept_map = at if at is not None else _map(terms, asked)
    target, source = asked.text("target"), asked.text("source")
    into = terms.codes(terms.value_set(target)) if target else None
    chosen = terms.codes(terms.value_set(source)) if source else None
    reverse = asked.truth("reverse")
    here, there = ("targetUri", "sourceUri") if reverse else ("sourceUri", "targetUri")
    matches = [
        _match(found, concept_map, reverse=reverse)
        for each in saids
        if chosen is None or (each.system, each.code) in chosen
        if concept_map is None or each.system == concept_map[here]
        for found in terms.translate(each, asked.text("targetsystem"))
        if concept_map is None or found.system == concept_map[there]
        if into is None or (found.system, found.code) in into
    ]
    told = [parameter("result", valueBoolean=bool(matches))]
    if not matches:
        text = "no code of the target is known for it here"
        told.append(parameter("message", valueString=text))
    return parameters(*told, *matches)


def _map(terms: Terminology, asked: Parameters) -> Mapping[str, Any] | None:
    url = asked.text("url")
    return terms.concept_map(url, asked.text("conceptMapVersion")) if url else None


def _match(found: Translation, concept_map: Mapping[str, Any] | None, *, reverse: bool) -> Resource:
    equivalence = (
        FLIPPED.get(found.equivalence, found.equivalence) if reverse else found.equivalence
    )
    return parameter(
        "match",
        part=[
            parameter("equivalence", valueCode=equivalence),
            parameter("concept", valueCoding=coded(found.system, found.code, found.display)),
            parameter("source", valueUri=concept_map["url"] if concept_map else found.map),
        ],
    )


def _value_set(terms: Terminology, asked: Parameters, at: Resource | None) -> Mapping[str, Any]:
    if at is not None:
        return at
    own, url = asked.object("valueSet"), asked.text("url")
    if own is not None:
        if own.get("resourceType") != "ValueSet":
            raise OutcomeError(400, "value", "valueSet is a ValueSet resource")
        return own
    if not url:
        raise OutcomeError(400, "required", "url is needed: the value set, or valueSet in a body")
    version = asked.text("valueSetVersion")
    return terms.value_set(f"{url}|{version}" if version and "|" not in url else url)


def _one(asked: Parameters) -> Said:
    found = asked.said()
    if len(found) != 1:
        raise OutcomeError(400, "required", "code and system are needed, or a coding")
    return found[0]


def _some(asked: Parameters) -> list[Said]:
    found = asked.said()
    if not found:
        raise OutcomeError(400, "required", "code is needed, or coding or codeableConcept")
    return found


def _with_systems(asked: Parameters) -> list[Said]:
    found = _some(asked)
    if not all(each.system for each in found):
        raise OutcomeError(400, "required", "system is needed beside the code")
    return found
