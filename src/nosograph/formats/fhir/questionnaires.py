"""A criteria set as a Questionnaire: one question an item, none of them required.

Rule. A question without an answer is unknown; “no” is written only for what was looked for and
not found.
"""

from nosograph.criteria.nodes import AfterDay, AgeWithin, Criterion, ForDays, Repeated, Within, walk
from nosograph.criteria.sets import CriteriaSet, ItemDefinition, ItemKind, Match
from nosograph.criteria.units import MEANT
from nosograph.formats.fhir.artefacts import Edition, artefact, citations
from nosograph.formats.fhir.coding import CHOICES, UCUM, coding
from nosograph.formats.fhir.shapes import Resource, canonical, coded, filled, resource_id
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease

UNIT_OPTION = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"
AGE, DAY_ONE = "patient.age", "patient.day-one"
AGE_UNITS = ("a", "mo", "wk", "d")
ONSET, DAY, SAMPLE = "onset", "day", "sample"
"""What is asked below an answer, where a criterion needs it."""
_OF_UCUM = frozenset((*MEANT.values(), *AGE_UNITS))


def questionnaire(disease: Disease, criteria: CriteriaSet, edition: Edition) -> Resource:
    """The form of a criteria set."""
    # A Questionnaire has no element for what it rests on.
    cited = citations(disease, criteria.sources)
    sources = [f"Source: {each.get('citation') or each.get('display', '')}" for each in cited]
    return artefact(
        "Questionnaire", (criteria.id,), criteria.title, disease, edition,
        description=" ".join((criteria.intended_purpose, criteria.not_met_means, *sources)),
        purpose=criteria.intended_purpose, subjectType=["Patient"],
        derivedFrom=[], code=[], item=[*_about(criteria), *map(_Asked(criteria).item, criteria.items)],
    )  # fmt: skip


def questionnaire_url(criteria: CriteriaSet) -> str:
    """What the form is called."""
    return canonical("Questionnaire", resource_id(criteria.id))


def nodes(criteria: CriteriaSet) -> list[Criterion]:
    """Everything that the set asks, names followed."""
    return list(criteria.nodes_in(*(level.criterion for level in criteria.levels)))


def asks_for_dates(criteria: CriteriaSet) -> frozenset[str]:
    """Items whose first day some window looks at."""
    windows = [each for each in nodes(criteria) if isinstance(each, Within)]
    return frozenset(
        each.id for window in windows for each in walk(window) if hasattr(each, "id")
    ) | frozenset(each.item for each in nodes(criteria) if isinstance(each, ForDays))


def asks_for_results(criteria: CriteriaSet) -> frozenset[str]:
    """Quantities of which day and sample of each result matter."""
    found = set()
    for each in nodes(criteria):
        match each:
            case AfterDay():
                found.add(each.of.item)
            case Repeated():
                found |= {
                    inner.item for part in each.of for inner in walk(part) if hasattr(inner, "item")
                }
            case _:
                pass
    return frozenset(found)


class _Asked:
    """The questions of a set."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self._set = criteria
        self._dated, self._results = asks_for_dates(criteria), asks_for_results(criteria)

    def item(self, item: ItemDefinition) -> Resource:
        """One item as a question."""
        about: Resource = {
            "linkId": item.id,
            "code": [coded_item(each.code, each.label) for each in item.codes if each.match is Match.EXACT],
            "text": ": ".join(filter(None, (item.title, item.definition))),
        }  # fmt: skip
        match item.kind:
            case ItemKind.FACT:
                about["type"] = "boolean"
            case ItemKind.CHOICE:
                about["type"] = "choice"
                about["answerOption"] = [
                    {"valueCoding": coded(CHOICES, each, each.replace("_", " "))}
                    for each in item.words
                ]
            case ItemKind.QUANTITY:
                about |= {"type": "quantity", "repeats": True, "extension": [_unit(item.unit)]}
        below = []
        if item.kind is ItemKind.FACT and item.id in self._dated:
            below.append(_more(item.id, ONSET, "date", "First day"))
        if item.id in self._results:
            below += [
                _more(item.id, DAY, "date", "Day of the result"),
                _more(item.id, SAMPLE, "string", "Sample"),
            ]
        return filled(about | {"item": below})


def _about(criteria: CriteriaSet) -> list[Resource]:
    """Questions about the person."""
    asked, found = nodes(criteria), []
    if any(isinstance(each, AgeWithin) for each in asked):
        units = [_unit(each) for each in AGE_UNITS]
        found.append({"linkId": AGE, "text": "Age", "type": "quantity", "extension": units})
    if any(isinstance(each, AfterDay) for each in asked):
        found.append({"linkId": DAY_ONE, "text": "First day of the illness", "type": "date"})
    return found


def _more(item: str, name: str, type: str, text: str) -> Resource:
    return {"linkId": f"{item}.{name}", "text": text, "type": type}


def _unit(unit: str) -> Resource:
    system = UCUM if unit in _OF_UCUM else ""
    return {"url": UNIT_OPTION, "valueCoding": coded(system, unit, unit)}


def coded_item(code: str, label: str) -> Resource:
    """A code of an item's value set as a coding."""
    system, _, value = code.partition(":")
    if system == "LOINC":
        return coded("http://loinc.org", value, label)
    return coding(Code.parse(code), label)
