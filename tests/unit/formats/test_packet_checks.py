"""What keeps a document from being a phenopacket."""

import copy
import json

import pytest

from nosograph.formats.fields import documents
from nosograph.formats.packet_checks import REQUIRED, check_packet
from nosograph.model.problems import Problems

PACKET = {
    "id": "p",
    "subject": {"id": "s", "sex": "MALE", "timeAtLastEncounter": {"age": {"iso8601duration": "P3Y"}}},
    "phenotypicFeatures": [{"type": {"id": "HP:0001250", "label": "Seizure"}, "excluded": True}],
    "measurements": [
        {
            "assay": {"id": "LOINC:4548-4", "label": "Haemoglobin A1c"},
            "value": {"quantity": {"unit": {"id": "UCUM:%", "label": "percent"}, "value": 6.6}},
        }
    ],
    "files": [{"uri": "file://a.vcf", "fileAttributes": {"fileFormat": "vcf"}}],
    "metaData": {
        "created": "2026-01-01T00:00:00Z",
        "createdBy": "somebody",
        "phenopacketSchemaVersion": "2.0",
        "resources": [
            {"id": p.lower(), "name": p, "url": "https://example.org", "version": "1",
             "namespacePrefix": p, "iriPrefix": f"https://example.org/{p}_"}
            for p in ("HP", "LOINC", "UCUM")
        ],
    },
}  # fmt: skip


def told(packet):
    """What is wrong with it: slug, pointer and message, each on its own line."""
    problems = Problems()
    for spot in documents(json.dumps(packet, indent=1), "case.json", problems):
        check_packet(spot)
    assert all(each.line for each in problems.found)
    return [(each.slug, each.message) for each in problems.found]


def changed(change):
    packet = copy.deepcopy(PACKET)
    change(packet)
    return packet


def test_a_phenopacket_is_one():
    assert told(PACKET) == []


@pytest.mark.parametrize(
    ("change", "slug", "says"),
    [
        (lambda p: p.pop("id"), "missing-key", "Phenopacket has no 'id'"),
        (lambda p: p["subject"].update(id=""), "missing-key", "Individual has no 'id'"),
        (lambda p: p["phenotypicFeatures"][0]["type"].pop("label"), "missing-key", "no 'label'"),
        (lambda p: p["phenotypicFeatures"][0].pop("type"), "missing-key", "no 'type'"),
        (lambda p: p["phenotypicFeatures"][0].update(exclude=True), "unknown-key", "'exclude'"),
        (lambda p: p["phenotypicFeatures"][0].update(excluded="no"), "bad-value", "excluded"),
        (lambda p: p["phenotypicFeatures"][0].update(type="HP:1"), "wrong-type", "not an object"),
        (lambda p: p["phenotypicFeatures"][0]["type"].update(id="0001250"), "bad-code", "system"),
        (lambda p: p.update(phenotypicFeatures={}), "wrong-type", "not a list"),
        (lambda p: p["subject"].update(sex="man"), "bad-value", "sex"),
        (
            lambda p: p["subject"]["timeAtLastEncounter"]["age"].update(iso8601duration="3 years"),
            "bad-value",
            "ISO 8601",
        ),
        (
            lambda p: p["subject"]["timeAtLastEncounter"].update(timestamp="2026-01-01T00:00:00Z"),
            "missing-key",
            "age and timestamp",
        ),
        (lambda p: p["measurements"][0].pop("value"), "missing-key", "none of these"),
        (lambda p: p["metaData"].update(created="yesterday"), "bad-value", "created"),
        (lambda p: p["metaData"].pop("resources"), "missing-key", "no 'resources'"),
        (lambda p: p["metaData"]["resources"].pop(), "missing-key", "explains 'UCUM'"),
        (lambda p: p["metaData"]["resources"][0].pop("version"), "missing-key", "no 'version'"),
    ],
)
def test_a_flaw_is_named_at_its_place(change, slug, says):
    found = told(changed(change))

    assert any(one == slug and says in message for one, message in found), found


def test_both_spellings_of_keys_are_read():
    packet = changed(lambda p: p.update(phenotypic_features=p.pop("phenotypicFeatures")))

    assert told(packet) == []


def test_a_prefix_without_a_resource_is_named_once():
    packet = changed(lambda p: p["phenotypicFeatures"].extend(p["phenotypicFeatures"] * 2))
    packet["metaData"]["resources"].pop(0)

    assert [message for _, message in told(packet) if "explains" in message] == [
        "/phenotypicFeatures/0/type: no resource of metaData explains 'HP'"
    ]


def test_what_is_required_names_elements_of_the_schema():
    from google.protobuf import descriptor
    from phenopackets import Phenopacket

    kinds: dict[str, descriptor.Descriptor] = {}

    def walk(kind):
        if kind.name not in kinds:
            kinds[kind.name] = kind
            for field in kind.fields:
                if field.message_type is not None:
                    walk(field.message_type)

    walk(Phenopacket.DESCRIPTOR)

    for name, keys in REQUIRED.items():
        assert set(keys) <= {field.json_name for field in kinds[name].fields}, name
