"""Published cases with a diagnosis, as phenopackets, lists or tables: what a test needs of them.

Rule 1. Only what is stated is taken: a case without a diagnosis or a finding is none.
Rule 2. The form is told from the keys, however they are spelt (version 1 or 2, snake or camel): one
case, a list, one a line, or a table; in a file or the files of a folder, compressed or not.
Rule 3. What a code means in a list or table is told from its system, presence from its key.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from nosograph.evaluation.protocol import TestCase
from nosograph.formats.files import text_of
from nosograph.model.ages import Age
from nosograph.model.cases import sex_of
from nosograph.model.codes import Code
from nosograph.reasoning.differential.question import Question

_KINDS = (".json", ".jsonl", ".ndjson", ".tsv", ".csv")
_FILES = (*_KINDS, *(f"{each}.gz" for each in _KINDS))
_PRESENT = {
    "phenotype", "phenotypes", "hpo", "hpos", "hpoterms", "hpoids", "hpoid", "observed", "present",
    "findings", "features", "symptoms", "terms", "phenotypicfeatures", "phenotypeids",
}  # fmt: skip
_ABSENT = {"absent", "excluded", "negated", "negatedhpoids", "negative", "notobserved"}
_DISEASES = {
    "raredisease", "disease", "diseases", "diseaseid", "diseaseids", "diagnosis", "diagnoses",
    "omim", "omimid", "orpha", "orphanet", "orphanetid",
}  # fmt: skip
_PUBLICATION = {"pmid", "pubmed", "pubmedid", "publication", "reference"}
"""Keys, in small letters without a sign between words, of lists and of the columns of tables."""

_NAMED = {"id", "type", "term", "hpoid", "code"}
"""Where an object in a list keeps its code."""

_CODE = re.compile(r"\b(HP|OMIM|MIM|ORPHA|Orphanet|DECIPHER|MONDO)[:_#\s]*(\d+)", re.IGNORECASE)
_BARE_OMIM = re.compile(r"\s*#?(\d{6})\s*")
_PMID = re.compile(r"(?:PMID|pubmed[^\d\s]*)[:_/\s]*(\d+)|\A\s*(\d+)\s*\Z", re.IGNORECASE)


def read_published(path: Path) -> Iterator[TestCase]:
    """The cases of a file, or of all files of a folder; a file's cases have one source.

    Raises:
        ValueError: a file is neither JSON nor a table of codes, or holds what is no case.
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
            yield from _cases(_squashed(json.loads(line)), source)


def _source(path: Path) -> str:
    return path.name.split(".")[0]


def _of_text(text: str, source: str) -> Iterator[TestCase]:
    text = text.removeprefix("\ufeff")
    if text.lstrip()[:1] not in ("{", "["):
        yield from _of_table(text.splitlines(), source)
        return
    try:
        told = _squashed(json.loads(text))
    except ValueError:
        yield from published_cases(text.split("\n"), source)
        return
    is_one = isinstance(told, dict) or _is_pair(told)
    for each in (told,) if is_one else told:
        yield from _cases(each, source)


def _of_table(lines: Sequence[str], source: str) -> Iterator[TestCase]:
    """A case a row: by its heading if it has one, else by the systems of the codes alone."""
    kept = [each for each in lines if each.strip() and not each.startswith("#")]
    if not kept:
        return
    sign = max("\t,;", key=kept[0].count)
    rows = list(csv.reader(kept, delimiter=sign))
    if not any(_CODE.search(line) for line in kept):
        raise ValueError("neither JSON nor a table with HPO ids")
    heading = [] if _CODE.search(kept[0]) else [_squash(each) for each in rows.pop(0)]
    for row in rows:
        line = sign.join(row)
        whole = {"present": line, "disease": line, "publication": line}
        yield from _cases(dict(zip(heading, row, strict=False)) if heading else whole, source)


def _squash(key: str) -> str:
    return re.sub(r"[\W_]", "", key).casefold()


def _squashed(told: Any) -> Any:
    """The same with keys in small letters, without a sign between words."""
    if isinstance(told, dict):
        return {_squash(key): _squashed(value) for key, value in told.items()}
    return [_squashed(each) for each in told] if isinstance(told, list) else told


def _is_pair(told: Any) -> bool:
    """Whether it is one case: a list of HPO ids and a list of diseases."""
    return (
        isinstance(told, list)
        and len(told) == 2
        and all(isinstance(each, list) and all(isinstance(id, str) for id in each) for each in told)
    )


def _cases(told: Any, source: str) -> Iterator[TestCase]:
    if _is_pair(told):
        told = {"present": told[0], "disease": told[1]}
    if not isinstance(told, dict):
        raise ValueError(f"no case: {str(told)[:80]}")
    if "members" in told:
        yield from chain.from_iterable(_cases(each, source) for each in told["members"])
        return
    told = told.get("proband") or told.get("phenopacket") or told
    found = _of_packet(told, source) if _is_packet(told) else _listed(told, source)
    if found is not None:
        yield found


def _is_packet(told: Mapping[str, Any]) -> bool:
    features = told.get("phenotypicfeatures")
    return isinstance(features, list) and all(
        isinstance(each, dict) and "type" in each for each in features
    )


def _listed(told: Mapping[str, Any], source: str) -> TestCase | None:
    if told.keys().isdisjoint(_PRESENT | _ABSENT):
        raise ValueError(f"no case: has the keys {', '.join(told)}")
    present, absent = (tuple(_codes(told, keys, "HP")) for keys in (_PRESENT, _ABSENT))
    diseases = tuple(dict.fromkeys(_codes(told, _DISEASES, "")))
    if not diseases or not present:
        return None
    publication = next((id for key in sorted(_PUBLICATION) if (id := _pmid(told.get(key)))), "")
    name = str(told.get("id") or f"{source}:{' '.join((*diseases, *present))}")
    question = Question(
        present, absent, _age(told.get("onset")), _age(told.get("age")), _sex(told.get("sex"))
    )
    return TestCase(name, question, diseases[0], publication, diseases[1:], source)


def _codes(told: Mapping[str, Any], keys: set[str], system: str) -> Iterator[str]:
    """The findings, or else the diseases, under any of these keys."""
    for key in filter(keys.__contains__, told):
        for text in _strings(told[key]):
            bare = _BARE_OMIM.fullmatch(text) if "omim" in key else None
            for name, number in (("OMIM", bare[1]),) if bare else _CODE.findall(text):
                code = _code(f"{name}:{number}")
                if code and (code.startswith("HP:") == bool(system)):
                    yield code


def _strings(value: Any) -> Iterator[str]:
    """Codes as they are listed: in a text, in a list of texts, or in objects with `id` or `type`."""
    match value:
        case dict():
            kept = [key for key in value if key in _NAMED]
            yield from chain.from_iterable(_strings(value[key]) for key in kept)
        case list():
            yield from chain.from_iterable(map(_strings, value))
        case str() | int():
            yield str(value)
        case _:
            return


def _code(text: str) -> str:
    try:
        return str(Code.parse(text))
    except ValueError:
        return ""


def _pmid(value: Any) -> str:
    found = _PMID.search(str(value)) if value else None
    return f"PMID:{found[1] or found[2]}" if found else ""


def _of_packet(packet: Mapping[str, Any], source: str) -> TestCase | None:
    """A phenopacket's question, diagnosis and publication; None without a diagnosis."""
    diagnoses = list(dict.fromkeys(_diagnoses(packet)))
    features = packet["phenotypicfeatures"]
    if not diagnoses:
        return None
    system = diagnoses[0].split(":")[0]
    subject = packet.get("subject") or {}
    # Version 1 has its onset in keys of their own.
    onsets = [
        {"age": each.get("ageofonset"), "ontologyclass": each.get("classofonset")}
        | (each.get("onset") or {})
        for each in packet.get("diseases") or ()
    ]
    question = Question(
        tuple(each["type"]["id"] for each in features if not _denied(each)),
        tuple(each["type"]["id"] for each in features if _denied(each)),
        next((age for each in onsets if (age := _age(each["age"]))), None),
        _age(subject.get("timeatlastencounter") or subject.get("ageatcollection")),
        _sex(subject.get("sex")),
        next((id for each in onsets if (id := (each["ontologyclass"] or {}).get("id", ""))), ""),
    )
    id = str(packet.get("id") or "")
    # The same disease in another terminology; another disease of the same one is a second diagnosis.
    also = tuple(each for each in diagnoses[1:] if each.split(":")[0] != system)
    return TestCase(id, question, diagnoses[0], _published_in(packet, id), also, source)


def _denied(feature: Mapping[str, Any]) -> bool:
    return bool(feature.get("excluded") or feature.get("negated"))


def _diagnoses(packet: Mapping[str, Any]) -> Iterator[str]:
    for each in packet.get("interpretations") or ():
        if "diagnosis" in each:
            yield each["diagnosis"]["disease"]["id"]
    for each in packet.get("diseases") or ():
        if not each.get("excluded"):
            yield each["term"]["id"]


def _published_in(packet: Mapping[str, Any], id: str) -> str:
    """The publication that its references name, else its findings' evidence, else its id."""
    named = [each.get("id") for each in packet.get("metadata", {}).get("externalreferences") or ()]
    shown = chain.from_iterable(each.get("evidence") or () for each in packet["phenotypicfeatures"])
    cited = [(each.get("reference") or {}).get("id") for each in shown]
    told = (str(each) for each in (*named, *cited, id) if each and "pm" in str(each).casefold())
    return next(filter(None, map(_pmid, told)), "")


def _age(told: Any) -> Age | None:
    """An age where one is stated, as a text or in the elements of a phenopacket."""
    while isinstance(told, dict):
        told = told.get("age") or told.get("iso8601duration")
    try:
        return Age.read(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _sex(told: Any) -> str:
    try:
        return sex_of(str(told or ""))
    except ValueError:
        return ""
