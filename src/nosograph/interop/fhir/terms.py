"""The terminology operations: $lookup, $validate-code, $subsumes, $translate.

Rule. Every parameter of the specification is used or refused by name; none is passed over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nosograph.asking.code_systems import CodeSystem, Concept, Designation
from nosograph.asking.terminology import Terminology, Translation
from nosograph.asking.validity import Flaw, Issue, Leniency, Said, Verdict
from nosograph.formats.fhir.shapes import (
    Resource,
    coded,
    issue,
    outcome,
    parameter,
    parameters,
)
from nosograph.interop.fhir.answers import OutcomeError
from nosograph.interop.fhir.asked import SENT, Parameters

LENIENT = "lenient-display-validation"
FLIPPED = {"wider": "narrower", "narrower": "wider"}


def lookup(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`CodeSystem/$lookup`."""
    asked.only("code", "system", "version", "coding", "date", "displayLanguage", "property", *SENT)
    asked.since("date", terms.built)
    said = _within(_one(asked), at)
    system, concept = terms.concept(said)
    wanted = [each for each in asked.all("property") if isinstance(each, str)]
    language = asked.text("displayLanguage") or asked.spoken
    told = [
        parameter("name", valueString=system.title),
        *([parameter("version", valueString=system.version)] if system.version else []),
        parameter("display", valueString=display_in(concept, language)),
        parameter("system", valueUri=system.uri),
        parameter("code", valueCode=said.code),
        parameter("abstract", valueBoolean=concept.code in system.abstract),
    ]
    if concept.definition and (not wanted or "definition" in wanted):
        told.append(parameter("definition", valueString=concept.definition))
    told += [
        parameter("designation", part=_designation(each))
        for each in concept.designations
        if not {"designation", f"lang.{each.language}"}.isdisjoint(wanted or ["designation"])
    ]
    told += [
        parameter("property", part=part)
        for name, part in _properties(concept, system)
        if not wanted or name in wanted
    ]
    return parameters(*told)


def display_in(concept: Concept, language: str) -> str:
    """What the concept is called in a language; else as its system calls it."""
    first = language.partition(",")[0].partition(";")[0].partition("-")[0].strip().lower()
    named = (
        e.text for e in concept.designations if first not in ("", "en") and e.language == first
    )
    return next(named, concept.display)


def _designation(each: Designation) -> list[Resource]:
    use, language = coded("", each.use), each.language
    return [
        *([parameter("language", valueCode=language)] if language else []),
        *([parameter("use", valueCoding=use)] if use else []),
        parameter("value", valueString=each.text),
    ]


def _properties(concept: Concept, system: CodeSystem) -> list[tuple[str, list[Resource]]]:
    def told(name: str, described: str = "", **value: Any) -> tuple[str, list[Resource]]:
        words = [parameter("description", valueString=described)] if described else []
        part = [parameter("code", valueCode=name), parameter("value", **value), *words]
        return name, part

    found = []
    if concept.definition:
        found.append(told("definition", valueString=concept.definition))
    if system.hierarchy:
        gone = bool(concept.replaced_by) or concept.code in system.inactive
        found.append(told("inactive", valueBoolean=gone))
    if concept.replaced_by:
        found.append(told("replacedBy", valueCode=concept.replaced_by))
    for name, codes in (("parent", concept.parents), ("child", concept.children)):
        found += [told(name, system.displays.get(each, ""), valueCode=each) for each in codes]
    return found + [told(name, valueString=text) for name, text in concept.properties]


def subsumes(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`CodeSystem/$subsumes`."""
    asked.only("codeA", "codeB", "system", "version", "codingA", "codingB", *SENT)
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
    return replace(said, system=system)


def valid_in_system(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`CodeSystem/$validate-code`."""
    asked.only(
        "url", "code", "version", "display", "coding", "codeableConcept", "displayLanguage",
        "system", "date", "abstract", LENIENT, *SENT,
    )  # fmt: skip
    asked.since("date", terms.built)
    sent = asked.object("codeSystem")
    named = asked.text("url") or asked.text("system") or (str(sent.get("url")) if sent else "")
    url, _, version = (at["url"] if at is not None else named).partition("|")
    verdicts = []
    for each in _some(asked):
        system = url or each.system
        if not system:
            raise OutcomeError(400, "required", "url is needed: the code system")
        told = each.version or asked.text("version") or version
        verdict = terms.valid_in_system(replace(each, system=system, version=told), _lenient(asked))
        if each.system and each.system != system:
            words = f"{each.code!r} is of {each.system}, not of {system}"
            alien = Issue(Flaw.CODE, words, f"{each.at}system")
            verdict = Verdict(each, (alien,))
        verdicts.append(verdict)
    return _verdict(verdicts)


def valid_in_set(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`ValueSet/$validate-code`."""
    asked.only(
        "url", "valueSet", "valueSetVersion", "code", "system", "systemVersion", "display", "coding",
        "codeableConcept", "date", "abstract", "displayLanguage", "inferSystem", LENIENT, *SENT,
    )  # fmt: skip
    asked.since("date", terms.built)
    codes, version = terms.codes(value_set_asked(terms, asked, at)), asked.text("systemVersion")
    saids = _some(asked) if asked.truth("inferSystem") else _with_systems(asked)
    versioned = (replace(each, version=each.version or version) for each in saids)
    lenient = _lenient(asked)
    return _verdict([terms.valid_in_set(codes, each, lenient) for each in versioned])


def _lenient(asked: Parameters) -> Leniency:
    abstract = asked.one("abstract") is None or asked.truth("abstract")
    return Leniency(asked.truth(LENIENT), abstract)


def _verdict(verdicts: Sequence[Verdict]) -> Resource:
    """What is said of the first code that holds, or of all where none does."""
    if not verdicts:
        words = "the concept has no coding"
        told = [parameter("result", valueBoolean=False), parameter("message", valueString=words)]
        return parameters(*told)
    good = next((each for each in verdicts if each.holds), None)
    shown = good or verdicts[0]
    issues = [issue for each in ([good] if good else verdicts) for issue in each.issues]
    told = [parameter("result", valueBoolean=good is not None)]
    if issues:
        text = "; ".join(dict.fromkeys(each.text for each in issues))
        told.append(parameter("message", valueString=text))
    if shown.display:
        told.append(parameter("display", valueString=shown.display))
    told.append(parameter("code", valueCode=shown.said.code))
    if shown.said.system:
        told.append(parameter("system", valueUri=shown.said.system))
    if shown.version:
        told.append(parameter("version", valueString=shown.version))
    if shown.inactive:
        told.append(parameter("inactive", valueBoolean=True))
    if issues:
        told.append(parameter("issues", resource=outcome(*map(_issue, issues))))
    return parameters(*told)


def _issue(each: Issue) -> Resource:
    severity = "error" if not each.warns else "warning"
    told = issue(severity, _TYPES[each.flaw], each.text)
    kind = coded("http://hl7.org/fhir/tools/CodeSystem/tx-issue-type", each.flaw)
    details = {"coding": [kind], "text": each.text}
    return told | {"details": details, "expression": [each.at]}


_TYPES = {
    Flaw.SYSTEM: "not-found",
    Flaw.CODE: "code-invalid",
    Flaw.DISPLAY: "invalid",
    Flaw.OUTSIDE: "code-invalid",
    Flaw.RULE: "business-rule",
    Flaw.COMMENT: "business-rule",
}
"""What is wrong with a code, in the words of `issue-type`."""


def translate(terms: Terminology, asked: Parameters, at: Resource | None = None) -> Resource:
    """`ConceptMap/$translate`."""
    asked.only(
        "url", "conceptMapVersion", "code", "system", "version", "source", "coding",
        "codeableConcept", "target", "targetsystem", "reverse", *SENT,
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


def value_set_asked(
    terms: Terminology, asked: Parameters, at: Resource | None
) -> Mapping[str, Any]:
    """The value set that an operation is about."""
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
    if not found and asked.one("codeableConcept") is None:
        raise OutcomeError(400, "required", "code is needed, or coding or codeableConcept")
    return found


def _with_systems(asked: Parameters) -> list[Said]:
    found = _some(asked)
    if not all(each.system for each in found):
        raise OutcomeError(400, "required", "system is needed beside the code")
    return found
