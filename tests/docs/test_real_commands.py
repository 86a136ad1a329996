"""Commands shown about the real dictionary, run on the default release, which `make test` builds."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nosograph.cli import app
from tests.docs.fragments import fragment
from tests.docs.test_commands_run import ON_REAL, SHOWN, kept_back, words

RELEASE = Path(__file__).parents[2] / "releases" / "current"
FEWER = {"--persons 200000": "--persons 200", "--persons 5000": "--persons 200"}
CASE = json.loads(fragment("how-to/connect-an-ehr.md", "Hand over a case"))
ABOUT_REAL = [row for row in SHOWN if kept_back(row[1]) == ON_REAL]


def lines(path: Path, *rows: object) -> None:
    path.write_text(
        "".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in rows),
        encoding="utf-8",
    )


def write_fhir(folder: Path) -> None:
    """A bulk export of one person with one condition and one result."""
    folder.mkdir()
    code = {"coding": [{"system": "http://human-phenotype-ontology.org", "code": "HP:0010543"}]}
    subject = {"reference": "Patient/p"}
    lines(folder / "Patient.ndjson", {"resourceType": "Patient", "id": "p", "gender": "female"})
    lines(
        folder / "Condition.ndjson",
        {"resourceType": "Condition", "id": "c", "subject": subject, "code": code},
    )
    lines(
        folder / "Observation.ndjson",
        {"resourceType": "Observation", "id": "o", "status": "final", "subject": subject,
         "code": code, "valueBoolean": True},
        {"resourceType": "Observation", "id": "r", "status": "final", "subject": subject,
         "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4"}]},
         "valueQuantity": {"value": 5.1, "system": "http://unitsofmeasure.org", "code": "%"}},
    )  # fmt: skip


OMOP = {
    "concept": ["concept_id,concept_name,vocabulary_id,concept_code", "1,Opsoclonus,ICD10CM,H57.09"],
    "concept_ancestor": ["ancestor_concept_id,descendant_concept_id", "1,1"],
    "person": ["person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth", "1,0,2018,2,3"],
    "condition_occurrence": ["person_id,condition_concept_id,condition_start_date", "1,1,2020-01-01"],
    "observation": ["person_id,observation_concept_id,observation_date,value_as_concept_id,value_as_number,value_as_string"],
    "measurement": ["person_id,measurement_concept_id,measurement_date,value_as_number"],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A reader's working folder: the default release, and the files that commands name."""
    if not (RELEASE / "manifest.json").is_file():
        pytest.skip("no default release: `make test` builds it")
    here = tmp_path_factory.mktemp("reader")
    (here / "releases").mkdir()
    (here / "releases" / "current").symlink_to(RELEASE.resolve())
    (here / "case.json").write_text(json.dumps(CASE), encoding="utf-8")
    lines(here / "cases.jsonl", CASE, CASE | {"id": "example-2"})
    lines(here / "course.csv", "date,total,relapse", "2026-01-02,8,", "2026-03-01,2,yes")
    write_fhir(here / "export")
    (here / "cdm").mkdir()
    for name, rows in OMOP.items():
        lines(here / "cdm" / f"{name}.csv", *rows)
    lines(here / "icd.tsv", "system\tcode\tfinding\tmatch", "ICD10CM\tH57.09\tHP:0010543\tbroader")
    made = run(here, "cohort generate --persons 200 --seed 1 --out people")
    assert made.exit_code == 0, made.output
    for name in ("facts.parquet", "persons.parquet"):
        shutil.copy(here / "people" / name, here / name)
    return here


def run(folder: Path, command: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(app, words(command))


@pytest.mark.parametrize(("page", "command"), ABOUT_REAL)
def test_a_command_about_the_real_dictionary_runs(page, command, folder):
    for many, few in FEWER.items():
        command = command.replace(many, few)

    answer = run(folder, command)

    assert answer.exit_code == 0, answer.output
    assert answer.output
