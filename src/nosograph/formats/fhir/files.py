"""FHIR as it comes: bulk NDJSON, bundles, lists and single resources, `.gz` or not, by the folder.

Rule 1. Resources are read one at a time. What nobody asks about is passed over as soon as its
codes are seen, and counted.
Rule 2. A bundle of versions of resources (`history`) is no record of what is so, and is refused.
"""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from nosograph.formats.fhir.kinds import KINDS
from nosograph.formats.fhir.reading import Wanted, listed, statements
from nosograph.formats.fhir.references import References
from nosograph.formats.stated import LeftOutError, Stated, Why
from nosograph.formats.times import UNDATED, Days, days_of
from nosograph.model.failures import NosographError

ENDINGS = (".ndjson", ".jsonl", ".json", ".ndjson.gz", ".jsonl.gz", ".json.gz")
LARGEST = 512 * 2**20
"""Bytes of a bundle; it is held as a whole."""


class FhirError(NosographError):
    """There is nothing that can be read as FHIR."""


class Patient(NamedTuple):
    """One person."""

    id: str
    birth: Days = UNDATED
    sex: str = ""
    died: Days = UNDATED


class _Coding(msgspec.Struct):
    code: Any = None


class _Concept(msgspec.Struct):
    coding: list[_Coding] | None = None


class _Component(msgspec.Struct):
    code: _Concept | None = None


class _Head(msgspec.Struct):
    """As much of a resource as tells whether anybody asks about it."""

    resourceType: str = ""  # noqa: N815 - FHIR's name
    code: _Concept | None = None
    medicationCodeableConcept: _Concept | None = None  # noqa: N815
    medication: Any = None
    medicationReference: Any = None  # noqa: N815
    component: list[_Component] | None = None

    def asks(self, wanted: Wanted) -> bool:
        """Whether a code of it is asked about, as far as can be told from here."""
        concepts = [self.code, self.medicationCodeableConcept]
        concepts += [each.code for each in self.component or ()]
        for concept in concepts:
            for coding in (concept and concept.coding) or ():
                if isinstance(coding.code, str) and wanted(coding.code):
                    return True
        return self.medication is not None or self.medicationReference is not None


_NOTHING = msgspec.Raw(b"null")


class _Entry(msgspec.Struct):
    fullUrl: str = ""  # noqa: N815
    resource: msgspec.Raw = _NOTHING


class _Bundle(msgspec.Struct):
    resourceType: str = ""  # noqa: N815
    type: str = ""
    entry: list[_Entry] | None = None


_HEAD = msgspec.json.Decoder(_Head)
_BUNDLE = msgspec.json.Decoder(_Bundle)
_ANY = msgspec.json.Decoder()


@dataclass
class Reader:
    """Reads the records of a population, or of one person."""

    wanted: Wanted
    counts: Counter[str] = field(default_factory=Counter)
    """Type of resource → how many there were."""
    passed: Counter[str] = field(default_factory=Counter)
    """Type of resource → how many nobody asks about."""
    _people: References = field(default_factory=References)
    _medicines: dict[str, Any] = field(default_factory=dict)

    def read(self, path: Path) -> Iterator[Stated | Patient]:
        """Everything in a file, or in all files of a folder.

        Raises:
            FhirError: there is nothing to read, or a file is damaged.
        """
        for file in files_of(path):
            yield from self.read_file(file)

    def read_file(self, file: Path) -> Iterator[Stated | Patient]:
        """Everything in one file."""
        try:
            with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
                if ".json" in file.suffixes:
                    yield from self.read_text(lines.read(LARGEST + 1), file.name)
                else:
                    for number, line in enumerate(lines, 1):
                        if not line.isspace():
                            yield from self._resource(line, f"{file.name}:{number}")
        except (OSError, EOFError, zlib.error) as error:
            raise FhirError(f"{file}: damaged or cut short ({error})") from None

    def read_text(self, text: bytes, name: str) -> Iterator[Stated | Patient]:
        """A bundle, a resource, a list of them, or one a line.

        Raises:
            FhirError: it is none of these.
        """
        if len(text) > LARGEST:
            raise FhirError(f"{name}: larger than {LARGEST // 2**20} MB: write it as NDJSON")
        try:
            if text.lstrip()[:1] == b"[":
                entries = [
                    _Entry(resource=r) for r in msgspec.json.decode(text, type=list[msgspec.Raw])
                ]
            else:
                bundle = _BUNDLE.decode(text)
                entries = [_Entry(resource=msgspec.Raw(text))]
                if bundle.resourceType == "Bundle":
                    _refuse_history(bundle.type, name)
                    entries = bundle.entry or []
        except msgspec.DecodeError as error:
            lines = text.splitlines()
            if len(lines) < 2 or lines[0].strip()[-1:] != b"}":
                raise FhirError(f"{name}: no FHIR JSON ({error})") from None
            entries = [_Entry(resource=msgspec.Raw(line)) for line in lines if line.strip()]
        for entry in entries:
            self._introduce(entry)
        for number, entry in enumerate(entries, 1):
            if bytes(entry.resource) != b"null":
                yield from self._resource(bytes(entry.resource), f"{name}, entry {number}")

    def read_bundle(self, bundle: Mapping[str, Any], name: str) -> Iterator[Stated | Patient]:
        """The entries of a bundle that is decoded already.

        Raises:
            FhirError: it is one of versions, or has no list of entries.
        """
        entries = bundle.get("entry") or []
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise FhirError(f"{name}: no FHIR JSON (entry is a list of objects)")
        _refuse_history(str(bundle.get("type")), name)
        for each in entries:
            if isinstance(each.get("fullUrl"), str):
                self._meet(each["fullUrl"], each.get("resource"))
        for number, each in enumerate(entries, 1):
            if each.get("resource") is not None:
                yield from self._decoded(each["resource"], f"{name}, entry {number}")

    def _introduce(self, entry: _Entry) -> None:
        if not entry.fullUrl:
            return
        try:
            head = _HEAD.decode(entry.resource)
        except msgspec.DecodeError:
            return
        if head.resourceType in {"Patient", "Medication"}:
            self._meet(entry.fullUrl, _ANY.decode(entry.resource))

    def _meet(self, address: str, resource: Any) -> None:
        """Learn what other entries may refer to by its full address."""
        match resource:
            case {"resourceType": "Medication"}:
                self._medicines[address] = resource.get("code")
            case {"resourceType": "Patient"}:
                self._people.learn(address, str(resource.get("id", "")))
            case _:
                pass

    def _resource(self, raw: bytes, where: str) -> Iterator[Stated | Patient]:
        try:
            head = _HEAD.decode(raw)
        except msgspec.ValidationError:
            head = None  # of another shape than it should be: looked at as a whole
        except msgspec.DecodeError as error:
            yield left_out(LeftOutError(Why.FORM, f"is no JSON ({error})"), "FHIR", where)
            return
        if head is not None and head.resourceType in KINDS and not head.asks(self.wanted):
            self.counts[head.resourceType] += 1
            self.passed[head.resourceType] += 1
            return
        yield from self._decoded(_ANY.decode(raw), where)

    def _decoded(self, resource: Any, where: str) -> Iterator[Stated | Patient]:
        kind = resource.get("resourceType") if isinstance(resource, dict) else None
        if not isinstance(kind, str):
            yield left_out(LeftOutError(Why.FORM, "is no resource"), "FHIR", where)
            return
        self.counts[kind] += 1
        if kind == "Patient":
            yield from self._patient(resource)
        elif kind == "Medication":
            self._medicines[f"Medication/{resource.get('id')}"] = resource.get("code")
        elif kind in KINDS:
            found = list(statements(resource, self._people, self.wanted, self._medicines))
            self.passed[kind] += not found
            yield from found
        else:
            self.passed[kind] += 1

    def _patient(self, resource: dict[str, Any]) -> Iterator[Stated | Patient]:
        id = resource.get("id")
        record = f"Patient/{id or '?'}"
        try:
            if not isinstance(id, str) or not id:
                raise LeftOutError(Why.PERSON, "has no id")
            if resource.get("active") is False:
                raise LeftOutError(Why.PERSON, "is not in active use")
            if any(
                isinstance(each, dict) and each.get("type") == "replaced-by"
                for each in listed(resource, "link")
            ):
                raise LeftOutError(Why.PERSON, "was replaced by another record")
            if resource.get("modifierExtension") or resource.get("implicitRules"):
                raise LeftOutError(Why.STATUS, "modifierExtension may change what it means")
        except LeftOutError as error:
            yield left_out(error, "Patient", record)
            return
        written, birth = resource.get("birthDate"), UNDATED
        try:
            birth = days_of(str(written)) if written else UNDATED
        except ValueError as error:
            # The person is there; only the day of birth is not known.
            yield left_out(LeftOutError(Why.DATE, f"birthDate: {error}"), "Patient", record)
        try:
            died = days_of(str(resource.get("deceasedDateTime")))
        except ValueError:
            died = UNDATED
        yield Patient(str(id), birth, str(resource.get("gender") or ""), died)


def _refuse_history(type: str, name: str) -> None:
    if type == "history":
        raise FhirError(f"{name}: a bundle of type history; give the resources as they are now")


def left_out(error: LeftOutError, source: str, record: str) -> Stated:
    """A record of which nothing is used."""
    return Stated(
        "", "", "", "", source=source, record=record, why=str(error.why), words=str(error)
    )


def files_of(path: Path) -> list[Path]:
    """The FHIR files at a place; those that others refer to come first.

    Raises:
        FhirError: there is none.
    """
    if path.is_file():
        return [path]
    found = [p for p in path.rglob("*") if p.is_file() and p.name.lower().endswith(ENDINGS)]
    if not found:
        raise FhirError(f"FHIR: {path} holds no .ndjson and no .json file (.gz or not)")
    first = ("Medication.", "Patient")
    return sorted(
        found,
        key=lambda p: (
            not p.name.startswith(first),
            not any(f".{w.rstrip('.')}." in p.name for w in first),
            p,
        ),
    )
