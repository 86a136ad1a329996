"""Published cases with a diagnosis, as phenopackets or lists of HPO ids: what a test needs of them.

Rule 1. Only what is stated is taken: a case without a diagnosis or a finding is none.
Rule 2. The form is told from the keys: one case, a list of cases, or one a line, in a file or in the
files of a folder; what is compressed is unpacked.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nosograph.evaluation.protocol import TestCase
from nosograph.formats.files import text_of
from nosograph.model.ages import Age
from nosograph.model.cases import SEXES
from nosograph.model.codes import Code
from nosograph.reasoning.differential.question import Question

_FILES = (".json", ".jsonl", ".json.gz", ".jsonl.gz")
_LISTED = (
    {"phenotype", "phenotypes", "hpo", "hpos", "hpo_terms", "observed", "present", "findings"},
    {"raredisease", "disease", "diseases", "diagnosis", "diagnoses"},
    {"pmid", "publication"},
)
"""Keys, in small letters, under which lists of cases keep findings, diseases and publication."""


def read_published(path: Path) -> Iterator[TestCase]:
    """The cases of a file, or of all files of a folder; a file's cases have one source.

    Raises:
        ValueError: a file is not JSON, or holds what is no case.
        OSError: it cannot be read.
    """
    if not path.is_dir():
        yield from _of_text(text_of(path), _source(path))
        return
    for file in sorted(each for each in path.rglob("*") if each.name.endswith(_FILES)):
        inner = file.relative_to(path).parts
        # Phenopackets are often kept in a file each, in a folder for each collection.
        source = inner[0] if len(inner) > 1 else path.name
        yield from _of_text(text_of(file), source if file.name.endswith(".json") else _source(file))


def published_cases(lines: Iterable[str], source: str = "") -> Iterator[TestCase]:
    """The cases of a text with one a line.

    Raises:
        ValueError: a line is not JSON, or is no case.
    """
    for line in lines:
        if line.strip():
            yield from _cases(json.loads(line), source)


def _source(path: Path) -> str:
    return path.name.split(".")[0]


def _of_text(text: str, source: str) -> Iterator[TestCase]:
    try:
        told = json.loads(text)
    except ValueError:
        yield from published_cases(text.split("\n"), source)
        return
    is_one = isinstance(told, dict) or _is_pair(told)
    for each in (told,) if is_one else told:
        yield from _cases(each, source)


def _is_pair(told: Any) -> bool:
    """Whether it is one case: a list of HPO ids and a list of diseases."""
    return (
        isinstance(told, list)
        and len(told) == 2
        and all(isinstance(each, list) and all(isinstance(id, str) for id in each) for each in told)
    )


def _cases(told: Any, source: str) -> Iterator[TestCase]:
    if isinstance(told, dict) and "phenotypicFeatures" in told:
        found = published_case(told, source)
    elif _is_pair(told):
        found = _listed(told[0], told[1], "", "", source)
    elif isinstance(told, dict):
        keys = {key.lower(): value for key, value in told.items()}
        parts = [
            next((keys[k] for k in names if k in keys), None) for names in map(sorted, _LISTED)
        ]
        if parts[0] is None:
            raise ValueError(f"no case: has the keys {', '.join(told)}")
        found = _listed(_many(parts[0]), _many(parts[1]), parts[2], told.get("id"), source)
    else:
        raise ValueError(f"no case: {str(told)[:80]}")
    if found is not None:
        yield found


def _many(value: Any) -> Sequence[str]:
    """Ids as a list, whether written as one or as a text with separators."""
    if isinstance(value, str):
        return value.replace(",", " ").replace(";", " ").split()
    return [str(each) for each in value or ()]


def _listed(
    findings: Sequence[str], diseases: Sequence[str], pmid: Any, id: Any, source: str
) -> TestCase | None:
    codes = [code for each in diseases if (code := _code(each))]
    if not codes or not findings:
        return None
    publication = f"PMID:{str(pmid).removeprefix('PMID:')}" if pmid else ""
    name = str(id or f"{source}:{' '.join((*codes, *findings))}")
    return TestCase(
        name, Question(tuple(findings)), codes[0], publication, tuple(codes[1:]), source
    )


def _code(text: str) -> str:
    try:
        return str(Code.parse(text))
    except ValueError:
        return ""


def published_case(packet: Mapping[str, Any], source: str = "") -> TestCase | None:
    """A phenopacket's question, diagnosis and publication; None without a diagnosis."""
    diagnosis = next(_diagnoses(packet), "")
    publications = [
        each.get("id", "") for each in packet.get("metaData", {}).get("externalReferences", ())
    ]
    publication = next((id for id in publications if id.startswith("PMID:")), "")
    if not diagnosis:
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
    return TestCase(packet.get("id", ""), question, diagnosis, publication, source=source)


def _diagnoses(packet: Mapping[str, Any]) -> Iterator[str]:
    for each in packet.get("interpretations", ()):
        if "diagnosis" in each:
            yield each["diagnosis"]["disease"]["id"]
    for each in packet.get("diseases", ()):
        if not each.get("excluded"):
            yield each["term"]["id"]


def _age(element: Mapping[str, Any]) -> Age | None:
    """An age where one is stated; classes of onset are kept beside."""
    period = element.get("age", {}).get("iso8601duration", "")
    try:
        return Age.parse(period)
    except ValueError:
        return None
