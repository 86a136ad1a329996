"""Whether a phenopacket is as GA4GH's version 2 wants it: form, what is required, resources.

Rule. The form is read off the descriptors of GA4GH's own library; only what the schema says in
words (which elements are required) stands here.
Source: Phenopacket Schema 2.0, https://phenopacket-schema.readthedocs.io/en/2.0.0/.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message_factory import GetMessageClass
from phenopackets import Phenopacket

from nosograph.formats.fields import Spot
from nosograph.model.ages import Age
from nosograph.model.problems import nearest

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "Phenopacket": ("id", "metaData"),
    "Individual": ("id",),
    "OntologyClass": ("id", "label"),
    "PhenotypicFeature": ("type",),
    "Evidence": ("evidenceCode",),
    "Measurement": ("assay",),
    "Quantity": ("unit", "value"),
    "ReferenceRange": ("unit", "low", "high"),
    "ComplexValue": ("typedQuantities",),
    "TypedQuantity": ("type", "quantity"),
    "Biosample": ("id",),
    "Disease": ("term",),
    "Procedure": ("code",),
    "Treatment": ("agent",),
    "DoseInterval": ("quantity", "scheduleFrequency", "interval"),
    "RadiationTherapy": ("modality", "bodySite", "dosage", "fractions"),
    "TherapeuticRegimen": ("regimenStatus",),
    "Interpretation": ("id", "progressStatus"),
    "Diagnosis": ("disease",),
    "GenomicInterpretation": ("subjectOrBiosampleId", "interpretationStatus"),
    "VariantInterpretation": (
        "acmgPathogenicityClassification", "therapeuticActionability", "variationDescriptor",
    ),
    "GeneDescriptor": ("valueId", "symbol"),
    "VitalStatus": ("status",),
    "GestationalAge": ("weeks",),
    "Age": ("iso8601duration",),
    "AgeRange": ("start", "end"),
    "TimeInterval": ("start", "end"),
    "File": ("uri",),
    "MetaData": ("created", "createdBy", "resources", "phenopacketSchemaVersion"),
    "Resource": ("id", "name", "url", "version", "namespacePrefix", "iriPrefix"),
    "Update": ("timestamp",),
}  # fmt: skip
"""Message → keys that must be there."""
ONE_OF = ("TimeElement", "Measurement", "Value", "MedicalAction", "GenomicInterpretation")
"""Messages of whose alternatives one must be there."""


def check_packet(spot: Spot) -> None:
    """Report everything that keeps a document from being a phenopacket of version 2."""
    terms: list[Spot] = []
    _message(spot, Phenopacket.DESCRIPTOR, terms)
    _resources(spot, terms)


def _message(spot: Spot, kind: Descriptor, terms: list[Spot]) -> None:
    """Check an element and all below it; its ontology classes are put to `terms`."""
    if not isinstance(spot.value, Mapping):
        spot.wrong("wrong-type", f"not an object: {str(spot.value)[:40]!r}", "write it as {…}")
        return
    fields = {each.json_name: each for each in kind.fields}
    for key in REQUIRED.get(kind.name, ()):
        if _empty(spot, key):
            # Protobuf's JSON leaves out the first word of an enumeration, which means "unknown".
            say = spot.warn if fields[key].enum_type else spot.wrong
            say("missing-key", f"{kind.name} has no {key!r}", f'add "{key}"')
    for several in kind.oneofs:
        names = [each.json_name for each in several.fields]
        given = [name for name in names if spot.get(name) is not None]
        if len(given) > 1 or (not given and kind.name in ONE_OF):
            said = f"has {' and '.join(given)}" if given else "has none of these"
            spot.wrong("missing-key", f"{kind.name} {said}", f"write one of {', '.join(names)}")
    for key in spot.value:
        field = fields.get(key) or next((f for f in kind.fields if f.name == key), None)
        found = spot.get(key)
        if field is None:
            meant = nearest(key, fields)
            hint = f"did you mean {meant!r}?" if meant else f"the keys are {', '.join(fields)}"
            (found or spot).wrong("unknown-key", f"{kind.name} has no key {key!r}", hint)
        elif found is not None:
            _field(found, field, terms)
    if kind.name == "OntologyClass":
        terms.append(spot)
    if kind.name == "Age":
        _period(spot)


def _empty(spot: Spot, key: str) -> bool:
    found = spot.get(key)
    return found is None or found.value in ("", [])


def _field(spot: Spot, field: FieldDescriptor, terms: list[Spot]) -> None:
    inner = field.message_type
    if inner is None or inner.GetOptions().map_entry or inner.file.package == "google.protobuf":
        _leaf(spot, field)
    elif not field.is_repeated:
        _message(spot, inner, terms)
    elif not isinstance(spot.value, list):
        spot.wrong("wrong-type", f"not a list: {str(spot.value)[:40]!r}", "write it as […]")
    else:
        for each in _items(spot):
            _message(each, inner, terms)


def _items(spot: Spot) -> Iterator[Spot]:
    for place, value in enumerate(spot.value):
        yield replace(spot, value=value, path=f"{spot.path}/{place}")


def _leaf(spot: Spot, field: FieldDescriptor) -> None:
    """Put one value to the library, which knows numbers, enumerations and time stamps."""
    if field.type == FieldDescriptor.TYPE_STRING and isinstance(spot.value, str):
        return
    message = GetMessageClass(field.containing_type)()
    try:
        json_format.ParseDict({field.json_name: spot.value}, message)
    except json_format.ParseError as error:
        why = str(error).rpartition(": ")[2].rstrip(".")
        spot.wrong("bad-value", f"{field.json_name} cannot be {spot.value!r}: {why}"[:200])


def _period(spot: Spot) -> None:
    text = spot.text("iso8601duration")
    try:
        if text:
            Age.parse(text)
    except ValueError as error:
        spot.wrong("bad-value", str(error), "write an ISO 8601 period such as P1Y6M")


def _resources(spot: Spot, terms: list[Spot]) -> None:
    """Report ids that are no CURIEs, and prefixes that no resource of `metaData` explains."""
    data = spot.mapping("metaData")
    listed = () if data is None else data.each("resources")
    known = {each.text("namespacePrefix").casefold() for each in listed}
    for each in terms:
        id = each.text("id")
        prefix, colon, rest = id.partition(":")
        if id and not (prefix and colon and rest):
            each.wrong("bad-code", f"not a code with its system: {id!r}", "such as HP:0001251")
        elif id and prefix.casefold() not in known:
            known.add(prefix.casefold())
            hint = f'add a resource with "namespacePrefix": "{prefix}"'
            each.wrong("missing-key", f"no resource of metaData explains {prefix!r}", hint)
