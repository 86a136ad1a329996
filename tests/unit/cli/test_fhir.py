"""The dictionary written as FHIR, and files that are put to the validator."""

import json

import pytest
from typer.testing import CliRunner

from nosograph.cli import app
from nosograph.cli.output import Exit
from nosograph.formats.fhir.shapes import resource_id
from nosograph.model.failures import ValidatorError
from tests.r4 import everything_wrong


def run(*arguments):
    return CliRunner().invoke(app, ["fhir", *map(str, arguments)])


def test_the_bundle_is_valid_and_holds_the_findings_of_every_disease(
    tiny_release, tiny_library, tmp_path
):
    answer = run("export", "--release", tiny_release, "--out", tmp_path / "d.json", "--json")
    bundle = json.loads((tmp_path / "d.json").read_text())

    assert answer.exit_code == 0, answer.output
    assert everything_wrong(bundle) == []
    named = {each["resource"]["id"] for each in bundle["entry"]}
    diseases = filter(None, map(tiny_library.disease, tiny_library.slugs()))
    assert {resource_id("findings-of", each.slug) for each in diseases if each.findings} <= named
    assert sum(json.loads(answer.stdout)["resources"].values()) == len(bundle["entry"])


def test_a_file_of_some_types_has_a_resource_a_line(tiny_release, tmp_path):
    out = tmp_path / "plans.ndjson"

    run("export", "--release", tiny_release, "--out", out, "--type", "PlanDefinition")
    kinds = {json.loads(line)["resourceType"] for line in out.read_text().splitlines()}

    assert kinds == {"PlanDefinition"}
    assert run("validate", out).exit_code == 0


def test_a_type_that_there_is_not_leaves_no_file(tiny_release, tmp_path):
    out = tmp_path / "none.json"

    answer = run("export", "--release", tiny_release, "--out", out, "--type", "Patient")

    assert answer.exit_code == Exit.NOTHING
    assert not out.exists()


def test_faults_are_told_with_their_file(tmp_path):
    (tmp_path / "bad.json").write_text('{"resourceType": "Patient", "birthDate": "x", "foo": 1}')

    answer = run("validate", tmp_path / "bad.json", "--json")

    assert answer.exit_code == Exit.NOTHING
    told = json.loads(answer.stdout)
    assert told["resources"] == 1
    assert {"birthDate" in each["fault"] or "foo" in each["fault"] for each in told["faults"]} == {
        True
    }


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": 1}', '{"resourceType": "X"}\n{'])
def test_what_is_no_resource_is_refused(tmp_path, text):
    (tmp_path / "x.json").write_text(text)

    answer = run("validate", tmp_path / "x.json")

    assert isinstance(answer.exception, ValidatorError) or (
        text == "" and "0 resources" in answer.output
    )


def test_another_schema_than_hl7s_is_refused(tmp_path):
    (tmp_path / "schema.json").write_text("{}")
    (tmp_path / "p.json").write_text('{"resourceType": "Patient"}')

    answer = run("validate", tmp_path / "p.json", "--schema", tmp_path / "schema.json")

    assert isinstance(answer.exception, ValidatorError)
