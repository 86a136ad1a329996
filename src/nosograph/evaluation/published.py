"""Published cases with a diagnosis, as phenopackets: what a test of the ranking needs of them.

Rule. Only what is stated is taken: a case without a diagnosis or without a publication cannot be
tested and is none.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nosograph.evaluation.protocol import TestCase
from nosograph.model.ages import Age
from nosograph.model.cases import SEXES
from nosograph.reasoning.differential.question import Question


def published_cases(lines: Iterable[str]) -> Iterator[TestCase]:
    """The cases in a file of one phenopacket per line.

    Raises:
        ValueError: a line is not JSON.
    """
    for line in lines:
        if line.strip():
            case = published_case(json.loads(line))
            if case is not None:
                yield case


def published_case(packet: Mapping[str, Any]) -> TestCase | None:
    """A phenopacket's question, diagnosis and publication; None if one of them is missing."""
    diagnosis = next(_diagnoses(packet), "")
    publications = [
        each.get("id", "") for each in packet.get("metaData", {}).get("externalReferences", ())
    ]
    publication = next((id for id in publications if id.startswith("PMID:")), "")
    if not diagnosis or not publication:
        return None
    features = packet.get("phenotypicFeatures", ())
    subject = packet.get("subject", {})
    onsets = [each.get("onset", {}) for each in packet.get("diseases", ())]
    question = Question(
        tuple(each["type"]["id"] for each in features if not each.get("excluded")),
        tuple(each["type"]["id"] for each in features if each.get("excluded")),
        next((age for age in map(_age, onsets) if age), None),
        _age(subject.get("timeAtLastEncounter", {})),
        subject.get("sex", "") if subject.get("sex") in SEXES else "",
        next((id for each in onsets if (id := each.get("ontologyClass", {}).get("id", ""))), ""),
    )
    return TestCase(packet.get("id", ""), question, diagnosis, publication)


def _diagnoses(packet: Mapping[str, Any]) -> Iterator[str]:
    for each in packet.get("interpretations", ()):
        if "diagnosis" in each:
            yield each["diagnosis"]["disease"]["id"]
    for each in packet.get("diseases", ()):
        if not each.get("excluded"):
            yield each["term"]["id"]


def _age(element: Mapping[str, Any]) -> Age | None:
    """An age where one is stated; classes of onset are too wide to be one."""
    period = element.get("age", {}).get("iso8601duration", "")
    try:
        return Age.parse(period)
    except ValueError:
        return None
