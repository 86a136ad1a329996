"""An import as a whole: files in, a directory out, or nothing changed.

Rule. Whatever goes wrong, the directory that stood before stands after. An import of several
files that was cut off goes on behind the last one that was read whole.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from nosograph.directory.compile import Plan, Progress, compile_directory, publish
from nosograph.directory.geocoding import PostalCodes
from nosograph.directory.manifest import (
    MANIFEST,
    REJECTS,
    Told,
    read_manifest,
    verify,
    write_manifest,
)
from nosograph.directory.parts import Parts, Reader
from nosograph.directory.rejects import Rejects
from nosograph.formats.replacing import restore
from nosograph.model.failures import DirectoryError, UnwritableError


def import_files(plan: Plan, reader: Reader, postal_codes: PostalCodes, progress: Progress) -> Told:
    """Import the plan's files and put the directory in its place; its manifest.

    Raises:
        SourceError: a file cannot be used; nothing has changed.
        DirectoryError: the folder holds something else, or a directory that cannot be updated.
        UnwritableError: the place cannot be written to; nothing has changed.
    """
    draft = plan.out.with_name(plan.out.name + ".draft")
    try:
        _make_way(plan, draft)
        return _imported(plan, reader, postal_codes, progress, draft)
    except (OSError, sqlite3.Error, pa.ArrowException) as error:
        why = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise UnwritableError(
            f"{plan.out}: cannot be written ({why}); what stood there before is unchanged"
        ) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _make_way(plan: Plan, draft: Path) -> None:
    """See that the place may be taken, and begin a draft beside it."""
    out = plan.out
    restore(out)
    if out.exists() and not (out / MANIFEST).is_file():
        if not out.is_dir() or any(out.iterdir()):
            raise DirectoryError(f"{out}: not a directory of doctors: choose another --out")
        out.rmdir()
    if plan.update and out.exists():
        verify(out, read_manifest(out))
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(parents=True)


def _imported(
    plan: Plan, reader: Reader, postal_codes: PostalCodes, progress: Progress, draft: Path
) -> Told:
    parts = Parts(plan, reader)
    if parts.read_before:
        progress.step(f"take up {parts.read_before} files read before")
    # Closed at once, whatever happens: Arrow reads ahead in a thread of its own, which must not
    # be found at work when the interpreter ends.
    with (
        Rejects(draft / REJECTS) as rejects,
        closing(parts.batches(rejects)) as batches,
    ):
        told = compile_directory(plan, batches, postal_codes, rejects, draft, progress)
    told = write_manifest(draft, told)
    publish(draft, plan.out)
    parts.drop()
    return told
