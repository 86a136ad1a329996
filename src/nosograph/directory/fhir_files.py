"""FHIR resources in files: bundles and bulk NDJSON.

Rule. Resources are read one at a time; a line or a file larger than any honest one is refused.
"""

import json
from collections.abc import Iterator
from typing import Any

from nosograph.directory.inputs import Part, opened
from nosograph.directory.rejects import Rejects
from nosograph.model.failures import SourceError, TooLargeError

LONGEST_LINE = 4 * 2**20
LARGEST_BUNDLE = 256 * 2**20

Resource = dict[str, Any]
ENDINGS = (".json", ".ndjson", ".jsonl")


def resources(path: Part, rejects: Rejects) -> Iterator[tuple[int, Resource, str]]:
    """The resources of a file, where each stands, and its `fullUrl` in a bundle.

    Raises:
        SourceError: the file is damaged, or larger than any honest one.
    """
    with opened(path.path, member=path.member) as file:
        start = file.peek(2**12)[: 2**12]
        is_bundle = (
            b"\n" not in start.strip() or b'"Bundle"' in start or start[:2] in (b"{\n", b"{\r")
        )
        if is_bundle:
            yield from _of_bundle(file.read(LARGEST_BUNDLE + 1), path, rejects)
            return
        lines = iter(lambda: file.readline(LONGEST_LINE + 1), b"")
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_LINE:
                raise TooLargeError(
                    f"{path}:{number}: a line of more than {LONGEST_LINE // 2**20} MB is no resource"
                )
            if line.strip():
                yield from _parsed(line, path, number, rejects)


def _parsed(
    line: bytes, path: Part, number: int, rejects: Rejects
) -> Iterator[tuple[int, Resource, str]]:
    try:
        resource = json.loads(line)
    except (ValueError, RecursionError):
        rejects.add(path.name, number, "bad-resource", line[:100].decode("utf-8", "replace"))
        return
    if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
        yield number, resource, ""
    else:
        rejects.add(path.name, number, "bad-resource", str(resource)[:100])


def _of_bundle(text: bytes, path: Part, rejects: Rejects) -> Iterator[tuple[int, Resource, str]]:
    if len(text) > LARGEST_BUNDLE:
        raise TooLargeError(
            f"{path}: a bundle larger than {LARGEST_BUNDLE // 2**20} MB: use NDJSON"
        )
    try:
        bundle = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: damaged or cut short ({error}): fetch it again") from None
    if not isinstance(bundle, dict):
        raise SourceError(f"{path}: no resource and no bundle")
    if bundle.get("resourceType") != "Bundle":
        yield 1, bundle, ""
        return
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise SourceError(f"{path}: a bundle whose entries are no list")
    for number, entry in enumerate(entries, 1):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            yield number, resource, str(entry.get("fullUrl", ""))
        else:
            rejects.add(path.name, number, "bad-resource", "an entry without a resource")
