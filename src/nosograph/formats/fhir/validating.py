"""Whether resources are FHIR R4: by structure, by the invariants, and by HL7's own JSON schema.

Rule 1. Each of the three finds what the others miss: the schema alone knows required words, the
structure alone dates and empty elements, the invariants alone what belongs together.
Rule 2. A bundle's resources are asked one by one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from nosograph.formats.fhir.invariants import violations
from nosograph.formats.fhir.shapes import Resource
from nosograph.model.failures import ValidatorError

LACKING = "to validate FHIR, install what the extra brings: pip install 'nosograph[fhir]'"


def faults(resource: Resource) -> list[str]:
    """What is wrong with a resource by its structure and the invariants.

    Raises:
        ValidatorError: what validates is not installed.
    """
    try:
        from fhirkit import ParseError, validate
    except ImportError:
        raise ValidatorError(LACKING) from None
    try:
        found = [str(each) for each in validate(json.dumps(resource))]
    except (ParseError, ValueError) as error:
        return [f"{label(resource)}: {error}"]
    return [f"{label(resource)}: {each}" for each in found] + list(violations(resource))


class Schema:
    """HL7's JSON schema of R4, as `fhir.schema.json` has it."""

    def __init__(self, path: Path) -> None:
        """Read it.

        Raises:
            ValidatorError: it cannot be read, or is another one.
        """
        try:
            self._schema = json.loads(path.read_text(encoding="utf-8"))
            self._known = frozenset(self._schema["discriminator"]["mapping"])
        except (OSError, ValueError, KeyError, TypeError):
            raise ValidatorError(f"{path}: not HL7's fhir.schema.json") from None
        self._validators: dict[str, Any] = {}

    def faults(self, resource: Resource) -> list[str]:
        """What the schema says against a resource.

        Raises:
            ValidatorError: what validates is not installed.
        """
        inside = [each["resource"] for each in resource.get("entry", []) if "resource" in each]
        bare = {**resource, "entry": [{}]} if inside else resource
        found = [
            f"{label(resource)}: {'.'.join(map(str, each.absolute_path))}: {each.message[:200]}"
            for error in self._validator(str(resource.get("resourceType"))).iter_errors(bare)
            for each in (error.context or [error])
            # Its list of versions ends before its own.
            if list(each.absolute_path) != ["fhirVersion"]
        ]
        return found + [each for one in inside for each in self.faults(one)]

    def _validator(self, type: str) -> Any:
        if type not in self._validators:
            own = {"$ref": f"#/definitions/{type if type in self._known else 'ResourceList'}"}
            self._validators[type] = self._maker({**self._schema, "oneOf": [own]})
        return self._validators[type]

    @cached_property
    def _maker(self) -> Any:
        try:
            from jsonschema import Draft6Validator
        except ImportError:
            raise ValidatorError(LACKING) from None
        return Draft6Validator


def label(resource: Mapping[str, Any]) -> str:
    """Type and id, for messages."""
    return f"{resource.get('resourceType', '?')}/{resource.get('id', '')}".rstrip("/")


def resources(text: str, name: str) -> Iterator[Resource]:
    """The resources of a file: one, or one a line.

    Raises:
        ValidatorError: it holds something else.
    """
    try:
        found: Iterable[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        found = _lines(text, name)
    for each in found:
        if not isinstance(each, dict) or "resourceType" not in each:
            raise ValidatorError(f"{name}: holds something that is no FHIR resource")
        yield each


def _lines(text: str, name: str) -> Iterator[Any]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ValidatorError(f"{name}, line {number}: not JSON ({error})") from None
