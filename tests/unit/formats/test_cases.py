"""Cases in all their forms, and what is said about wrong ones."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nosograph.formats.cases import read_cases, read_short_case, read_vignettes
from nosograph.model.ages import Age
from nosograph.model.cases import Status
from nosograph.model.problems import Problems, Severity

PHENOPACKET = {
    "id": "p1",
    "subject": {
        "id": "s1",
        "sex": "FEMALE",
        "dateOfBirth": "2020-02-29T00:00:00Z",
        "timeAtLastEncounter": {"timestamp": "2021-03-01T00:00:00Z"},
    },
    "phenotypicFeatures": [
        {"type": {"id": "HP:0010543", "label": "Opsoclonus"}, "onset": {"timestamp": "2021-02-01T00:00:00Z"}},
        {"type": {"id": "HP:0001251", "label": "Ataxia"}, "excluded": True},
        {"type": {"id": "HP:0001336", "label": "Myoclonus"}, "onset": {"age": {"iso8601duration": "P11M"}}},
    ],
    "measurements": [
        {
            "assay": {"id": "LOINC:777-3", "label": "Platelets"},
            "value": {"quantity": {"unit": {"id": "UCUM:10*9/L", "label": "x"}, "value": 450.5}},
            "timeObserved": {"timestamp": "2021-02-05T00:00:00Z"},
        }
    ],
    "metaData": {"created": "2021-03-01T00:00:00Z", "resources": []},
}  # fmt: skip


def read(text):
    problems = Problems()
    return list(read_cases(text, "case.json", problems)), problems.found


def test_a_phenopacket_says_what_is_present_excluded_and_measured():
    (case,), problems = read(json.dumps(PHENOPACKET))

    assert problems == []
    assert (case.id, case.sex, case.age) == ("p1", "FEMALE", Age(12))
    assert [each.status for each in case.statements] == [
        Status.PRESENT, Status.ABSENT, Status.PRESENT, Status.MEASURED,
    ]  # fmt: skip
    assert case.statements[0].onset == date(2021, 2, 1).toordinal()
    assert case.statements[2].onset is None
    assert str(case.statements[3].value) == "450.5"
    assert case.statements[3].unit == "10*9/L"


@pytest.mark.parametrize(
    ("packet", "pointed"),
    [
        ({"phenotypicFeatures": [{"type": {"id": "HP:1"}, "negated": True}]}, "'negated'"),
        ({"phenotypicFeatures": [{"type": {"id": "HP:1"}, "exclude": True}]}, "'exclude'"),
        ({"phenotypicFeatures": [{"type": {"id": "HP:1"}, "Negated": 1}]}, "'Negated'"),
        ({"phenotypicFeatures": [{"type": {"id": "HP:1"}, "observed": False}]}, "'observed'"),
        ({"subject": {"id": "s", "taxonomy": {"id": "NCBITaxon:10090"}}}, "is no human"),
        ({"proband": {"id": "q", "phenotypicFeatures": []}}, "is a family"),
        ({"members": []}, "is a cohort"),
        ({"metaData": {"phenopacketSchemaVersion": "1.0.0"}}, "version 1.0.0"),
    ],
)
def test_what_could_turn_a_statement_round_is_refused(packet, pointed):
    cases, problems = read(json.dumps({"id": "p", **packet}))

    assert cases == []
    assert pointed in problems[0].message


def test_what_a_later_version_may_add_to_a_phenopacket_is_left_out_aloud():
    cases, problems = read(json.dumps({"id": "p", "phenotypicFeatures": [], "wearables": []}))

    assert len(cases) == 1
    assert [each.severity for each in problems] == [Severity.WARNING]


def test_onsets_given_as_ages_are_days_of_life():
    packet = {"id": "p", "phenotypicFeatures": [
        {"type": {"id": "HP:1", "label": ""}, "onset": {"age": {"iso8601duration": "P1Y10D"}}}]}  # fmt: skip
    (case,), _ = read(json.dumps(packet))

    assert case.calendar == "age"
    assert case.statements[0].onset == 365 + 10


def dated(onset, **more):
    feature = {"type": {"id": "HP:1", "label": ""}, "onset": {"age": {"iso8601duration": onset}}}
    subject = {"id": "s", "dateOfBirth": "2020-02-29T00:00:00Z"}
    return read(
        json.dumps({"id": "p", "subject": subject, "phenotypicFeatures": [feature], **more})
    )


@pytest.mark.parametrize(
    ("onset", "day"),
    [
        ("P1Y0M1D", (2021, 3, 2)),
        ("P4Y0M1D", (2024, 3, 1)),
        ("P1M3D", (2020, 4, 1)),
        ("P10D", (2020, 3, 10)),
    ],
)
def test_with_a_date_of_birth_an_onset_is_a_day_of_the_calendar(onset, day):
    (case,), _ = dated(onset)

    assert case.statements[0].onset == date(*day).toordinal()


def test_an_onset_after_the_end_of_the_calendar_is_pointed_at():
    found, problems = dated("P9000Y1D")

    assert found == []
    assert "no day of the calendar" in problems[0].message


def test_days_of_the_illness_are_counted_from_the_onset_of_the_disease():
    disease = {
        "term": {"id": "MONDO:1", "label": ""},
        "onset": {"timestamp": "2020-04-01T00:00:00Z"},
    }
    (case,), _ = dated("P1M3D", diseases=[disease])
    (other,), _ = dated("P1M3D")

    assert case.illness_day(date(2020, 4, 8).toordinal()) == 8
    assert other.illness_day(date(2020, 4, 8).toordinal()) is None


@pytest.mark.parametrize(
    "join", [json.dumps, lambda c: "\n".join(map(json.dumps, c))], ids=["list", "lines"]
)
def test_files_hold_a_list_of_cases_or_one_a_line(join):
    found, problems = read(join([PHENOPACKET, {"id": "i", "findings": []}]))

    assert [each.id for each in found] == ["p1", "i"]
    assert problems == []


WRONG = [
    ('{"id": "x", "findings": [\n  {"item": "a", "status": "maybe"}]}', "bad-value", 2, 27, "/findings/0/status"),
    ('{"id": "x",\n "findings": {}}', "wrong-type", 2, 14, "/findings"),
    ('{"id": "x", "age": "two", "findings": []}', "bad-value", 1, 20, "/age"),
    ('{"id": "x", "sex": "f", "findings": []}', "bad-value", 1, 1, ""),
    ('{"id": "x",\n "finding": []}', "unknown-key", 2, 13, "/finding"),
    ('{"id": "p", "phenotypicFeatures": [{"type": {"id": "ataxia"}}]}', "bad-code", 1, 45, "/phenotypicFeatures/0/type"),
    ('{"id": "p", "phenotypicFeatures": [{}]}', "missing-key", 1, 36, "/phenotypicFeatures/0"),
    ('{"id": "x", "findings": [}', "bad-json", 1, 26, ""),
    ("[1]", "wrong-type", 1, 2, "/0"),
    ('{"id": "x", "findings": [{"item": "a", "value": NaN}]}', "bad-json", 1, 0, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "slug", "line", "column", "pointer"), WRONG, ids=map(str, range(len(WRONG)))
)
def test_a_mistake_is_pointed_at(text, slug, line, column, pointer):
    found, problems = read(text)
    first = problems[0]

    assert found == []
    assert (first.slug, first.line, first.column) == (slug, line, column)
    assert first.message.startswith(pointer)
    assert first.path == "case.json"


def test_a_wrong_line_does_not_hide_the_others():
    found, problems = read('{"id": "a", "findings": []}\n{"id": \n{"id": "b", "findings": []}')

    assert [each.id for each in found] == ["a", "b"]
    assert [each.line for each in problems] == [2]


@pytest.mark.parametrize("wrong", ["oops", "[1]", '{"id": "w", "findings": {}}', '{"id": "w"'])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_is_no_case_is_reported_wherever_it_stands(wrong, end):
    good = [json.dumps({"id": id, "findings": []}) for id in "abc"]
    for place in range(4):
        lines = [*good[:place], wrong, *good[place:]]
        found, problems = read(end.join(lines))

        assert [each.id for each in found] == ["a", "b", "c"]
        assert {each.line for each in problems} == {place + 1}


def test_a_byte_order_mark_and_separators_inside_texts_do_no_harm():
    line = '{"id": "a\u2028b", "findings": []}'
    found, problems = read(f"\ufeff{line}\r\n\r\n{line}\n")

    assert [each.id for each in found] == ["a\u2028b"] * 2
    assert problems == []


def test_a_broken_document_is_not_taken_for_lines():
    found, problems = read('[\n{"id": "a", "findings": []},\n{"id": "b", "findings": []}\n]]')

    assert found == []
    assert [(each.slug, each.line) for each in problems] == [("bad-json", 4)]


def test_keys_of_somebody_else_are_left_out_and_slips_are_mistakes():
    kept, warned = read('{"id": "a", "findings": [], "ward": "7b"}')
    refused, problems = read(
        '{"id": "a", "findings": [{"item": "a", "status": "present", "dya": 3}]}'
    )

    assert [each.id for each in kept] == ["a"]
    assert [(each.slug, each.severity) for each in warned] == [("unknown-key", "warning")]
    assert refused == []
    assert "did you mean 'day'" in problems[0].hint


def test_the_short_form_takes_codes_and_items():
    case = read_short_case('{"present": ["HP:1"], "absent": ["ataxia"], "age": "P20M"}', Problems())

    assert [(each.code, each.item) for each in case.statements] == [("HP:1", ""), ("", "ataxia")]
    assert case.age == Age(20)


def test_a_vignette_keeps_everything_that_was_written():
    record = {"id": "v", "criteria": "s", "findings": [], "tests": ["x"],
              "expected": {"levels": {"one": "met"}}}  # fmt: skip
    (vignette,) = read_vignettes(json.dumps({"vignettes": [record]}), "v.json", Problems())

    assert vignette.record == record
    assert vignette.levels == {"one": "met"}
    assert vignette.missing is None


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "findings", "item", "status", "value", "age", "sex", "present",
                         "phenotypicFeatures", "type", "onset", "subject", "measurements", "expected"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(values)
def test_no_json_raises(value):
    read(json.dumps(value))
    read_short_case(json.dumps(value), Problems())
    read_vignettes(json.dumps(value), "v.json", Problems())
