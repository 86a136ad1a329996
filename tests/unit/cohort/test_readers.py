"""Tables of other people: what is read, what is refused by name, what is put aside with a reason."""

import csv
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from nosograph.cohort.duck import Duck, Limits
from nosograph.cohort.refusals import CohortError, TableError
from nosograph.cohort.search import Population, Wishes, matched_in, search
from nosograph.cohort.settling import Study
from nosograph.reasoning.criteria import Evaluator
from tests.mutated_records import conditions
from tests.populations import definition, gallery

OMS = "oms-genoa-2004"


@pytest.fixture(scope="module")
def oms():
    return definition(Evaluator(gallery()[OMS]))


def found(oms, tmp_path, **population):
    report = search([oms], Population(**population), tmp_path / "out")
    rows = duckdb.sql(f"SELECT * FROM '{tmp_path}/out/persons.parquet'").fetchall()
    return report, {row[0]: row[1] for row in rows}


def flat(tmp_path, *lines, header="person_id,code_system,code,status,start_date"):
    path = tmp_path / "facts.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


THREE = ("1,HP,HP:0010543,present,2020-01-01", "1,HPO,0001251,present,2020-01-02",
         "1,nosograph,oms-genoa-2004/neuroblastoma,present,")  # fmt: skip


def test_flat_facts_are_read_in_every_spelling_of_a_code(oms, tmp_path):
    report, verdicts = found(oms, tmp_path, facts=flat(tmp_path, *THREE, "2,HP,HP:0001251,absent,"))

    assert verdicts == {"1": "met", "2": "undetermined"}
    assert report.matched_facts == 4


def test_people_without_a_fact_are_undetermined(oms, tmp_path):
    persons = tmp_path / "persons.csv"
    persons.write_text("person_id,birth_date,sex\n1,2000-02-29,female\n7,,\n", encoding="utf-8")

    _, verdicts = found(oms, tmp_path, facts=flat(tmp_path, *THREE), persons=persons)

    assert verdicts == {"1": "met", "7": "undetermined"}


def test_rows_that_cannot_be_read_are_put_aside_with_a_reason(oms, tmp_path):
    facts = flat(
        tmp_path, *THREE, ",HP,HP:0001251,present,", "3,HP,,present,", "3,HP,HP:0001251,maybe,",
        "3,HP,HP:0001251,present,last May", "3,HP,HP:0001251,unknown,",
    )  # fmt: skip

    report, _ = found(oms, tmp_path, facts=facts)

    reasons = {tally.name: tally.people for tally in report.rejects}
    assert reasons["facts: person_id is empty"] == 1
    assert reasons["facts: code is empty"] == 1
    assert reasons["facts: start_date is no date such as 2026-11-23"] == 1
    assert any("status is none of" in name for name in reasons)
    assert report.silent == 1
    lines = (tmp_path / "out" / "rejects.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 6  # what says nothing is listed too


def test_a_spreadsheet_runs_nothing_that_a_record_says(oms, tmp_path):
    facts = flat(tmp_path, *THREE, "=cmd|' /C calc'!A0,HP,,present,")

    found(oms, tmp_path, facts=facts)

    with (tmp_path / "out" / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 2
    assert "=cmd" in rows[1][2]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_what_is_known_of_persons_is_for_whoever_asked_alone(oms, tmp_path):
    found(oms, tmp_path, facts=flat(tmp_path, *THREE))

    written = [tmp_path / "out", *(tmp_path / "out").rglob("*")]
    assert len(written) > 4
    assert {each.stat().st_mode & 0o077 for each in written} == {0}


def test_facts_of_nobody_are_put_aside(oms, tmp_path):
    persons = tmp_path / "persons.csv"
    persons.write_text("person_id\n7\n", encoding="utf-8")

    report, verdicts = found(oms, tmp_path, facts=flat(tmp_path, *THREE), persons=persons)

    assert verdicts == {"7": "undetermined"}
    assert [t.name for t in report.rejects] == ["facts: the person is not in the table of persons"]


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("person_id,code_system,code,status", "start_date"),
        ("person_id,code,status,start_date", "code_system"),
        ("patient,code_system,code,status,start_date", "person_id"),
    ],
)
def test_a_missing_column_is_named_with_what_is_expected(oms, tmp_path, header, named):
    with pytest.raises(TableError, match=f"facts .*no column '{named}'"):
        found(oms, tmp_path, facts=flat(tmp_path, header=header))


def test_a_column_of_another_kind_is_named(oms, tmp_path):
    path = tmp_path / "facts.parquet"
    duckdb.sql(
        "SELECT 1 AS person_id, 'HP' AS code_system, 'HP:1' AS code, 'present' AS status, "
        "20200101 AS start_date"
    ).write_parquet(str(path))

    with pytest.raises(TableError, match="'start_date' is of type INTEGER, expected a date"):
        found(oms, tmp_path, facts=path)


def test_a_person_who_comes_twice_is_refused(oms, tmp_path):
    persons = tmp_path / "persons.csv"
    persons.write_text("person_id\n7\n7\n", encoding="utf-8")

    with pytest.raises(TableError, match="expected once"):
        found(oms, tmp_path, facts=flat(tmp_path), persons=persons)


@pytest.mark.parametrize("population", [{}, {"facts": Path("a.csv"), "omop": Path("b")}])
def test_one_population_has_to_be_named(oms, tmp_path, population):
    with pytest.raises(CohortError, match="name one of"):
        found(oms, tmp_path, **population)


def test_a_file_that_is_not_there_is_named(oms, tmp_path):
    with pytest.raises(TableError, match=r"there is no file .*nowhere\.parquet"):
        found(oms, tmp_path, facts=tmp_path / "nowhere.parquet")


def test_fhir_says_what_is_present_and_what_is_refuted(oms, tmp_path):
    folder = tmp_path / "fhir"
    folder.mkdir()
    ndjson(folder / "Patient.ndjson", [{"resourceType": "Patient", "id": "a", "gender": "female"},
                                       {"resourceType": "Patient", "id": "b"}])  # fmt: skip
    ndjson(folder / "Condition.ndjson", [
        condition("a", "HP:0010543"), condition("a", "HP:0001251", "confirmed"),
        condition("a", "HP:0003006"), condition("b", "HP:0003006", "refuted"),
        condition("b", "HP:0010543", "refuted"), condition("b", "HP:0031931", "refuted"),
        condition("b", "HP:0001251", "provisional"), condition("b", "HP:0001251", "entered-in-error"),
    ])  # fmt: skip
    observed = {"resourceType": "Observation", "id": "o", "status": "final", "valueBoolean": False,
                "subject": {"reference": "Patient/b"}, "code": coding("HP:0001336")}  # fmt: skip
    ndjson(folder / "Observation.ndjson", [observed])

    report, verdicts = found(oms, tmp_path, fhir=folder)

    assert verdicts == {"a": "met", "b": "not_met"}
    assert report.silent == 1
    assert [t.name for t in report.rejects] == ["Condition: entered in error"]


def condition(person, code, verified=""):
    resource = {"resourceType": "Condition", "id": "c", "code": coding(code),
                "subject": {"reference": f"Patient/{person}"}, "onsetDateTime": "2020-01-01"}  # fmt: skip
    if verified:
        resource["verificationStatus"] = {"coding": [{"code": verified}]}
    return resource


def coding(code):
    return {"coding": [{"system": "http://purl.obolibrary.org/obo/hp.owl", "code": code}]}


def ndjson(path, resources):
    path.write_text("".join(json.dumps(each) + "\n" for each in resources), encoding="utf-8")


def test_phenopackets_count_days_from_a_nominal_birth(oms, tmp_path):
    path = tmp_path / "packets.jsonl"
    features = [{"type": {"id": "HP:0010543"}, "onset": {"age": {"iso8601duration": "P1Y6M0D"}}},
                {"type": {"id": "HP:0001251"}}, {"type": {"id": "HP:0003006"}},
                {"type": {"id": "HP:0002360"}, "excluded": True}]  # fmt: skip
    ndjson(
        path, [{"id": "p", "subject": {"id": "s", "sex": "FEMALE"}, "phenotypicFeatures": features}]
    )

    report, verdicts = found(oms, tmp_path, phenopackets=path)

    assert verdicts == {"p": "met"}
    assert report.rejects == ()
    days = duckdb.sql(f"SELECT start_date FROM '{tmp_path}/out/evidence.parquet'").fetchall()
    assert "2001-07-01" in {str(day) for (day,) in days}


@pytest.mark.parametrize(
    "said", [{"negated": True}, {"excluded": "true"}, {"exclude": True}, {"type": {}}]
)
def test_a_packet_with_a_mistake_says_nothing_as_for_one_person(oms, tmp_path, said):
    path = tmp_path / "packets.jsonl"
    codes = ["HP:0010543", "HP:0001251", "HP:0003006"]
    features = [{"type": {"id": code}} for code in codes]
    ndjson(path, [{"id": "p", "phenotypicFeatures": [{**features[0], **said}, *features[1:]]}])

    report, verdicts = found(oms, tmp_path, phenopackets=path)

    assert verdicts == {"p": "undetermined"}
    assert [tally.people for tally in report.rejects] == [1]


CONCEPTS = """concept_id,concept_name,vocabulary_id,concept_code
1,Opsoclonus,HPO,HP:0010543
2,Ataxia,HPO,HP:0001251
3,Neuroblastoma,HPO,HP:0003006
4,Kind of neuroblastoma,OTHER,X
5,Absent,SNOMED,A
6,Myoclonus,HPO,HP:0001336
8507,MALE,Gender,M
"""


def test_omop_reads_conditions_observations_and_descendants(oms, tmp_path):
    folder = tmp_path / "cdm"
    folder.mkdir()
    tables = {
        "concept": CONCEPTS,
        "concept_ancestor": "ancestor_concept_id,descendant_concept_id\n3,4\n",
        "person": "person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth\n"
                  "1,8507,2018,2,28\n2,8507,2019,,\n",
        "condition_occurrence": "person_id,condition_concept_id,condition_start_date\n"
                                "1,1,2020-01-01\n1,4,2020-01-01\n2,1,soon\n",
        "observation": "person_id,observation_concept_id,observation_date,value_as_concept_id,"
                       "value_as_number,value_as_string\n1,2,2020-02-01,5,,\n1,6,2020-02-01,0,,\n",
        "measurement": "person_id,measurement_concept_id,measurement_date,value_as_number\n",
    }  # fmt: skip
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")

    report, verdicts = found(oms, tmp_path, omop=folder)

    assert verdicts == {"1": "undetermined", "2": "undetermined"}
    row = duckdb.sql(
        f"SELECT opsoclonus, ataxia, myoclonus, neuroblastoma FROM '{tmp_path}/out/persons.parquet' "
        "WHERE person_id = '1'"
    ).fetchall()
    assert row == [("present", "absent", None, "present")]
    assert [t.name for t in report.rejects] == [
        "condition_occurrence: start_date is no date such as 2026-11-23"
    ]
    assert report.silent == 1


def test_omop_without_a_table_is_refused_by_its_name(oms, tmp_path):
    with pytest.raises(TableError, match=r"OMOP person: .* holds no person\.parquet"):
        found(oms, tmp_path, omop=tmp_path)


@pytest.mark.parametrize(
    ("born", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-02-03", date(2020, 2, 3), date(2020, 2, 3)),
    ],
)
@pytest.mark.parametrize("form", ["fhir", "flat"])
def test_a_birth_is_as_long_as_it_is_told(born, first, last, form, tmp_path):
    if form == "fhir":
        lines = [{"resourceType": "Patient", "id": "a", "birthDate": born}, *conditions("a")]
        (tmp_path / "a.ndjson").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        population = Population(fhir=tmp_path / "a.ndjson")
    else:
        facts, persons = tmp_path / "facts.csv", tmp_path / "persons.csv"
        facts.write_text(
            "person_id,code_system,code,status,start_date\na,HP,HP:0001251,present,2021-01-01\n"
        )
        persons.write_text(f"person_id,birth_date\na,{born}\n")
        population = Population(facts, persons)
    duck = Duck(Limits(), tmp_path / "spill")
    defined = definition(Evaluator(gallery()["oms-genoa-2004"]))

    matched_in(duck, duck, [defined], population, Study(), lambda step: None)

    assert duck.rows("SELECT birth_date, latest_birth FROM persons") == [(first, last)]
    duck.close()


@pytest.mark.parametrize(
    ("since", "until", "verdict", "left"),
    [
        (None, None, "met", 0),
        (date(2020, 1, 1), None, "met", 0),
        (date(2020, 1, 2), None, "undetermined", 1),
        (None, date(2020, 3, 30), "undetermined", 1),
        (date(2020, 1, 1), date(2020, 3, 31), "met", 0),
        (date(2021, 1, 1), None, "undetermined", 3),
    ],
)
def test_only_what_surely_lies_in_the_time_asked_about_counts(
    since, until, verdict, left, oms, tmp_path
):
    rows = ("1,HP,HP:0010543,present,2020-01-01", "1,HP,HP:0001251,present,2020-02-02",
            "1,HP,HP:0003006,present,2020-03")  # fmt: skip
    wishes = Wishes(since=since, until=until)

    report = search([oms], Population(flat(tmp_path, *rows)), tmp_path / "out", wishes=wishes)

    [(found,)] = duckdb.sql(f"SELECT * EXCLUDE person_id FROM '{tmp_path}/out/persons.parquet'").project(
        f'"{oms.criteria.levels[0].id}"').fetchall()  # fmt: skip
    assert found == verdict
    assert sum(n for _, n in report.rows[0].left_out) == left


def test_a_last_day_before_the_first_is_no_span(oms, tmp_path):
    header = "person_id,code_system,code,status,start_date,latest_date"
    facts = flat(tmp_path, "1,HP,HP:0010543,present,2020-01-02,2020-01-01", header=header)

    report, _ = found(oms, tmp_path, facts=facts)

    assert report.rows[0].left_out == (("date", 1),)


@pytest.mark.parametrize("kind", ["facts", "omop", "fhir", "phenopackets"])
@pytest.mark.parametrize(
    "address", ["s3://bucket/facts.parquet", "hdfs://node/cdm", "S3A://bucket/x"]
)
def test_files_in_a_store_are_refused_with_the_way(kind, address, oms, tmp_path):
    with pytest.raises(CohortError, match="copy them to a folder"):
        found(oms, tmp_path, **{kind: Path(address)})
