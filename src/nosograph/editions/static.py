"""The static edition: a folder of files for any web server, a USB stick, or nothing but a browser.

Rule. The folder is written beside its place and moved there when it is whole.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nosograph.asking.release import OpenRelease
from nosograph.criteria.sets import CriteriaSet
from nosograph.criteria.stored import to_json
from nosograph.editions.addresses import split_language
from nosograph.editions.criteria import criteria_script
from nosograph.editions.differential import differential_script
from nosograph.editions.index import INDEX, index_script
from nosograph.editions.pages import File, pages
from nosograph.editions.rewriting import Edition
from nosograph.editions.scripts import ALL, DISEASES, criteria_file, own_script
from nosograph.formats.replacing import put, restore
from nosograph.library.reader import Library
from nosograph.model.failures import EditionError

MARK = "nosograph-edition.txt"
"""What tells a folder that an export has written from one that holds something else."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export came to."""

    path: Path
    files: int
    bytes: int
    missing: tuple[str, ...]
    """Addresses that pages name and the site does not answer."""


def edition_files(
    release: Path,
    edition: Edition,
    *,
    workers: int,
    seen: Callable[[int, int], None],
    missing: list[str],
) -> Iterator[File]:
    """Every file of an edition: the site's own, the index, the script and the data."""
    addresses: list[str] = []
    for file in pages(release, edition, workers=workers, seen=seen, missing=missing):
        addresses.append(file.address)
        yield file
    plain = {split_language(each)[1] for each in addresses}
    with OpenRelease.open(release, verify=False) as held:
        index = index_script(held.library, plain, edition.languages)
        yield File("/" + INDEX, INDEX, "text/javascript", index)
        yield from _criteria(held, edition.languages)
        diseases = differential_script(held, edition.languages)
        yield File("/" + DISEASES, DISEASES, "text/javascript", diseases)
    for name in ALL:
        yield File("/" + name, name, "text/javascript", own_script(name))


def _criteria(release: OpenRelease, languages: tuple[str, ...]) -> Iterator[File]:
    """The criteria sets: ready for the pages, and as data for programs without a server."""
    for id, _ in release.library.criteria_sets():
        engine = release.evaluator(id)
        if engine is None:
            continue
        name = f"data/criteria/{id}.json"
        yield File("/" + name, name, "application/json", _document(engine.criteria))
        script = criteria_script(engine, languages)
        yield File("/" + criteria_file(id), criteria_file(id), "text/javascript", script)


def _document(found: CriteriaSet) -> bytes:
    return json.dumps(to_json(found), ensure_ascii=False, indent=1).encode()


def write_static(
    release: Path,
    out: Path,
    edition: Edition,
    *,
    workers: int = 0,
    seen: Callable[[int, int], None],
) -> Written:
    """Write the edition of a release to the folder `out`.

    Raises:
        EditionError: something else is there.
        LibraryError: the release cannot be read.
    """
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise EditionError(
            f"{out} holds something else: name a new folder, or one that an export has written"
        )
    restore(out)
    draft = out.with_name(f".{out.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        written = _written(release, draft, edition, workers, seen)
        (draft / MARK).write_text(_about(release), encoding="utf-8")
        put(draft, out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Written(out, *written)


def _written(
    release: Path, draft: Path, edition: Edition, workers: int, seen: Callable[[int, int], None]
) -> tuple[int, int, tuple[str, ...]]:
    files = size = 0
    missing: list[str] = []
    folders: set[Path] = set()
    for file in edition_files(release, edition, workers=workers, seen=seen, missing=missing):
        place = draft / file.name
        if place.parent not in folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            folders.add(place.parent)
        place.write_bytes(file.body)
        files += 1
        size += len(file.body)
    return files, size, tuple(missing)


def _about(release: Path) -> str:
    with Library.open(release, verify=False) as library:
        manifest = library.manifest
        lines = [f"Nosograph {manifest.version}, made on {manifest.built.isoformat()}.", ""]
        lines += [f"{each.title} {each.version}: {each.attribution}" for each in library.sources()]
        return "\n".join([*lines, "", "Open index.html in a browser.", ""])
