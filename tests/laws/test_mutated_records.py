"""A record that says less than it seems to never makes anybody meet a level, and is never lost."""

import json
import os
from copy import deepcopy
from datetime import date
from random import Random

import duckdb
import pytest

from nosograph.cohort.search import Population, Wishes, search
from nosograph.formats.fhir.files import Reader
from nosograph.reasoning.criteria import Evaluator
from tests.mutated_records import (
    A1C,
    ANSWER,
    CONDITION,
    MET,
    NOT,
    OPSOCLONUS,
    THREE,
    WORDS,
    answers,
    coded,
    conditions,
    mutations,
    patient,
    results,
)
from tests.populations import definition, gallery

TIMES = 12 if os.environ.get("NOSOGRAPH_HYPOTHESIS") == "nightly" else 1
"""How often each change is made; nightly there are more than two thousand records."""
TODAY = date(2026, 1, 1)
OMS, DIABETES = "oms-genoa-2004", "diabetes-ada"


def run(set_id, folder, **population):
    defined = definition(Evaluator(gallery()[set_id]))
    wishes = Wishes("none", 0, near_misses=False, today=TODAY)
    report = search([defined], Population(**population), folder / "out", wishes=wishes)
    level = defined.criteria.levels[0].id
    rows = duckdb.sql(
        f"SELECT person_id, \"{level}\" FROM '{folder}/out/persons.parquet'"
    ).fetchall()
    for each in report.rows:
        assert each.rows == each.used + each.not_asked + sum(n for _, n in each.left_out)
        assert min(each.used, each.not_asked) >= 0
    return report, dict(rows)


def check(verdicts, made):
    wrong = [
        (each.name, verdicts[f"p{n}"])
        for n, each in enumerate(made)
        if (verdicts[f"p{n}"] == "met") != (each.expected == MET)
    ]
    assert wrong == []
    assert {each.expected for each in made} == {MET, NOT}


@pytest.mark.parametrize(
    ("set_id", "make", "changes"),
    [(OMS, conditions, CONDITION), (OMS, answers, ANSWER), (OMS, answers, WORDS), (DIABETES, results, A1C)],
    ids=["conditions", "observations", "words", "results"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["ndjson", "bundles"])
def test_fhir(set_id, make, changes, form, tmp_path):
    made = list(mutations(make, changes, len(changes) * 2 * TIMES, 7))
    people = [(patient(f"p{n}"), each.records) for n, each in enumerate(made)]
    folder = tmp_path / "fhir"
    folder.mkdir()
    if form == "ndjson":
        lines = [json.dumps(r) for person, records in people for r in (*records, person)]
        (folder / "all.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        for n, (person, records) in enumerate(people):
            entries = [{"resource": r} for r in (*records, person)]
            bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
            (folder / f"{n}.json").write_text(json.dumps(bundle, indent=1), encoding="utf-8")

    report, verdicts = run(set_id, tmp_path, fhir=folder)

    check(verdicts, made)
    stated = sum(len(each.records) for each in made)
    assert sum(each.rows for each in report.rows if each.source != "Patient") >= stated


FLAT = {
    "plain": ({}, MET),
    "absent": ({"status": "absent"}, NOT),
    "status in capitals": ({"status": "Present"}, MET),
    "status unknown": ({"status": "unknown"}, NOT),
    "no status": ({"status": ""}, NOT),
    "a status of one's own": ({"status": "suspected"}, NOT),
    "nobody": ({"person_id": ""}, NOT),
    "somebody else": ({"person_id": "stranger"}, NOT),
    "no code": ({"code": ""}, NOT),
    "another code": ({"code": "HP:0000118"}, NOT),
    "without prefix": ({"code": "{bare}"}, MET),
    "in lower case": ({"code": "{lower}"}, MET),
    "with a blank": ({"code": "{code} "}, MET),
    "another system": ({"code": "{bare}", "code_system": "LOCAL"}, NOT),
    "a system's URI": ({"code_system": "http://purl.obolibrary.org/obo/hp.owl"}, MET),
    "no system": ({"code": "{bare}", "code_system": ""}, NOT),
    "no date": ({"start_date": ""}, MET),
    "a year": ({"start_date": "2020"}, MET),
    "a day written otherwise": ({"start_date": "01.02.2020"}, NOT),
    "no day": ({"start_date": "2020-13-01"}, NOT),
    "the future": ({"start_date": "2999-01-01"}, NOT),
    "before birth": ({"start_date": "1990-01-01"}, NOT),
    "ended before it began": ({"end_date": "2019-01-01"}, NOT),
    "a day that nobody knew": ({"start_date": "1970-01-01"}, NOT),
    "an hour that is none": ({"start_date": "2020-01-01 24:00"}, NOT),
    "years after the death": ({"start_date": "2021-01-01"}, NOT),
    "days after the death": ({"start_date": "2020-12-05"}, MET),
    "with an underscore": ({"code": "HP_{bare}"}, MET),
    "as the ontology's address": (
        {"code": "http://purl.obolibrary.org/obo/HP_{bare}", "code_system": ""},
        MET,
    ),
}


def test_flat_tables(tmp_path):
    random = Random(3)
    columns = ("person_id", "code_system", "code", "status", "start_date", "end_date")
    rows, people, expected = [], [], []
    for n in range(len(FLAT) * 3 * TIMES):
        name, (change, effect) = list(FLAT.items())[n % len(FLAT)]
        place = random.randrange(3)
        for k, code in enumerate(THREE):
            row = {"person_id": f"p{n}", "code_system": "HP", "code": code, "status": "present",
                   "start_date": f"2020-01-0{k + 1}", "end_date": ""}  # fmt: skip
            if k == place:
                spelt = {"bare": code[3:], "lower": code.lower(), "code": code}
                row |= {key: value.format(**spelt) for key, value in change.items()}
            rows.append(",".join(row[each] for each in columns))
        people.append(f"p{n},2018-05-05,female,2020-11-01")
        expected.append((name, effect))
    (tmp_path / "facts.csv").write_text(
        "\n".join([",".join(columns), *rows]) + "\n", encoding="utf-8"
    )
    (tmp_path / "persons.csv").write_text(
        "\n".join(["person_id,birth_date,sex,death_date", *people]) + "\n", encoding="utf-8"
    )

    report, verdicts = run(
        OMS, tmp_path, facts=tmp_path / "facts.csv", persons=tmp_path / "persons.csv"
    )

    wrong = [(name, verdicts[f"p{n}"]) for n, (name, effect) in enumerate(expected)
             if (verdicts[f"p{n}"] == "met") != (effect == MET)]  # fmt: skip
    assert wrong == []
    assert report.rows[0].rows == len(rows)


PACKET = {
    "plain": ({}, MET),
    "excluded": ({"excluded": True}, NOT),
    "not excluded": ({"excluded": False}, MET),
    "exclude": ({"exclude": True}, NOT),
    "Excluded": ({"Excluded": True}, NOT),
    "is_excluded": ({"is_excluded": True}, NOT),
    "excluded in words": ({"excluded": "true"}, NOT),
    "negated": ({"negated": True}, NOT),
    "EXCLUDED": ({"EXCLUDED": True}, NOT),
    "Negated": ({"Negated": "true"}, NOT),
    "present, false": ({"present": False}, NOT),
    "a status": ({"status": "absent"}, NOT),
    "a polarity": ({"polarity": "negative"}, NOT),
    "a truth of one's own": ({"x-seen": False}, NOT),
    "a note of one's own": ({"x-note": "seen by Dr X"}, MET),
    "no type": ({"type": None}, NOT),
    "an id that is none": ({"type": {"id": "opsoclonus"}}, NOT),
    "another term": ({"type": {"id": "HP:0000118"}}, NOT),
    "onset in a year": ({"onset": {"age": {"iso8601duration": "P2Y"}}}, MET),
    "onset that is none": ({"onset": {"age": {"iso8601duration": "two years"}}}, NOT),
    "onset in a word": (
        {"onset": {"ontologyClass": {"id": "HP:0003593", "label": "Infantile onset"}}},
        MET,
    ),
    "onset of version 1": ({"classOfOnset": {"id": "HP:0003593"}}, NOT),
}


@pytest.mark.parametrize("form", ["lines", "list", "folder"])
def test_phenopackets(form, tmp_path):
    random, packets, expected = Random(5), [], []
    for n in range(len(PACKET) * 3 * TIMES):
        name, (change, effect) = list(PACKET.items())[n % len(PACKET)]
        features = [{"type": {"id": code, "label": "x"}} for code in THREE]
        features[random.randrange(3)].update(change)
        packets.append({"id": f"p{n}", "subject": {"id": f"s{n}"}, "phenotypicFeatures": features,
                        "metaData": {"phenopacketSchemaVersion": "2.0"}})  # fmt: skip
        expected.append((name, effect))
    path = tmp_path / {"lines": "p.jsonl", "list": "p.json", "folder": "packets"}[form]
    if form == "lines":
        path.write_text("\n".join(map(json.dumps, packets)) + "\n", encoding="utf-8")
    elif form == "list":
        path.write_text(json.dumps(packets, indent=2), encoding="utf-8")
    else:
        path.mkdir()
        for packet in packets:
            (path / f"{packet['id']}.json").write_text(
                json.dumps(packet, indent=2), encoding="utf-8"
            )

    _, verdicts = run(OMS, tmp_path, phenopackets=path)

    wrong = [(name, verdicts[f"p{n}"]) for n, (name, effect) in enumerate(expected)
             if (verdicts[f"p{n}"] == "met") != (effect == MET)]  # fmt: skip
    assert wrong == []


CONCEPTS = """concept_id,concept_name,domain_id,vocabulary_id,concept_code
3004410,Hemoglobin A1c,Measurement,LOINC,4548-4
1,Something else,Measurement,LOINC,1-1
8554,percent,Unit,UCUM,%
9579,millimole per mole,Unit,UCUM,mmol/mol
4171756,<,Meas Value Operator,SNOMED,O1
4172704,>,Meas Value Operator,SNOMED,O2
"""
MEASUREMENT = {
    "plain": ({}, MET),
    "equal": ({"operator_concept_id": "4172703"}, MET),
    "no operator": ({"operator_concept_id": ""}, MET),
    "less than": ({"operator_concept_id": "4171756"}, NOT),
    "at most": ({"operator_concept_id": "4171754"}, NOT),
    "an operator nobody knows": ({"operator_concept_id": "99"}, NOT),
    "a sign in the source value alone": ({"value_source_value": "<7.0"}, NOT),
    "about, in the source value": ({"value_source_value": "~7"}, NOT),
    "a sign reversed, in the source value": ({"value_source_value": "=<7.0"}, NOT),
    "a sign in words": ({"value_source_value": "less than 7"}, NOT),
    "a sign of mathematics": ({"value_source_value": "≤7.0"}, NOT),
    "above, in the source value": ({"value_source_value": "≥7.0"}, MET),
    "two units": ({"unit_source_value": "mmol/mol"}, NOT),
    "one unit in two spellings": ({"unit_source_value": "Percent"}, MET),
    "a day that nobody knew": ({"measurement_date": "1970-01-01"}, NOT),
    "an operator with blanks": ({"operator_concept_id": " 4171756 "}, NOT),
    "no number": ({"value_as_number": ""}, NOT),
    "not a number": ({"value_as_number": "nan"}, NOT),
    "infinite": ({"value_as_number": "inf"}, NOT),
    "below": ({"value_as_number": "6.4"}, NOT),
    "another concept": ({"measurement_concept_id": "1"}, NOT),
    "another unit": ({"unit_concept_id": "9579", "unit_source_value": "mmol/mol"}, NOT),
    "a unit in words": ({"unit_concept_id": "0", "unit_source_value": "percent"}, MET),
    "no unit": ({"unit_concept_id": "", "unit_source_value": ""}, NOT),
    "no day": ({"measurement_date": ""}, NOT),
    "a day that is none": ({"measurement_date": "soon"}, NOT),
    "the future": ({"measurement_date": "2999-01-01"}, NOT),
    "before birth": ({"measurement_date": "1901-01-01"}, NOT),
    "somebody else": ({"person_id": "999999"}, NOT),
    "nobody": ({"person_id": ""}, NOT),
    "said twice, one result": ({"measurement_date": "2020-05-01"}, NOT),
}


def test_omop(tmp_path):
    folder = tmp_path / "cdm"
    folder.mkdir()
    columns = ("measurement_id", "person_id", "measurement_concept_id", "measurement_date",
               "operator_concept_id", "value_as_number", "value_as_concept_id", "unit_concept_id",
               "unit_source_value", "value_source_value")  # fmt: skip
    rows, people, expected = [], [], []
    for n in range(len(MEASUREMENT) * 3 * TIMES):
        name, (change, effect) = list(MEASUREMENT.items())[n % len(MEASUREMENT)]
        plain = {"measurement_concept_id": "3004410", "person_id": str(n), "operator_concept_id": "0",
                 "value_as_number": "7.0", "value_as_concept_id": "0", "unit_concept_id": "8554",
                 "unit_source_value": "%", "value_source_value": ""}  # fmt: skip
        for k, day in enumerate(("2020-01-01", "2020-05-01")):
            row = plain | {"measurement_id": str(2 * n + k), "measurement_date": day}
            row |= change if k == 0 else {}
            rows.append(",".join(row[each] for each in columns))
        people.append(f"{n},8532,1970,5,5")
        expected.append((name, effect))
    tables = {
        "concept": CONCEPTS,
        "person": "person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth\n" + "\n".join(people) + "\n",
        "condition_occurrence": "person_id,condition_concept_id,condition_start_date\n",
        "observation": "person_id,observation_concept_id,observation_date,value_as_concept_id\n",
        "measurement": "\n".join([",".join(columns), *rows]) + "\n",
    }  # fmt: skip
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")

    _, verdicts = run(DIABETES, tmp_path, omop=folder)

    wrong = [(name, verdicts[str(n)]) for n, (name, effect) in enumerate(expected)
             if (verdicts[str(n)] == "met") != (effect == MET)]  # fmt: skip
    assert wrong == []


JUNK = (None, True, -1, "", "2020", "HP:0010543", [], {}, [[]], [{}], {"coding": 5}, {"coding": [{"code": []}]},
        {"value": {}}, {"reference": 5}, {"start": []}, {"event": ["x", 5]}, {"repeat": 5}, ["<"])  # fmt: skip


def test_no_shape_of_a_resource_stops_a_run():
    random = Random(11)
    orders = [{"resourceType": kind, "status": "completed", "intent": "order", "authoredOn": "2020-01-01",
               "subject": {"reference": "Patient/p"}, "medicationCodeableConcept": coded(OPSOCLONUS),
               "effectiveTiming": {"event": ["2020"], "repeat": {"boundsPeriod": {"start": "2020"}}}}
              for kind in ("MedicationRequest", "MedicationStatement", "Procedure")]  # fmt: skip
    whole = [*conditions("p"), *answers("p"), *results("p"), patient("p"), *orders]
    for _ in range(3000 * TIMES):
        resource = deepcopy(random.choice(whole))
        holder, key = random.choice(list(_places(resource)))
        holder[key] = random.choice(JUNK)
        reader = Reader(lambda code: True)

        found = list(reader.read_text(json.dumps([resource]).encode(), "it"))

        assert len(found) + sum(reader.passed.values()) + reader.counts["Medication"] >= 1


def _places(value):
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)
