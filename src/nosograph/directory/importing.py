"""An import as a whole: files in, a directory out, or nothing changed.

Rule. Whatever goes wrong, the directory that stood before stands after. An import of several
files that was cut off goes on behind the last one that was read whole.
"""

import json
import shutil
from typing import Any

from nosograph.directory.compile import (
    MANIFEST,
    REJECTS,
    Plan,
    Progress,
    compile_directory,
    publish,
    restore,
)
from nosograph.directory.geocoding import PostalCodes
from nosograph.directory.parts import Parts, Reader
from nosograph.directory.rejects import Rejects
from nosograph.model.failures import DirectoryError


def import_files(
    plan: Plan, reader: Reader, postal_codes: PostalCodes, progress: Progress
) -> dict[str, Any]:
    """Import the plan's files and put the directory in its place; its manifest.

    Raises:
        SourceError: a file cannot be used; nothing has changed.
        DirectoryError: the folder holds something else.
    """
    out = plan.out
    restore(out)
    if out.exists() and not (out / MANIFEST).is_file():
        if not out.is_dir() or any(out.iterdir()):
            raise DirectoryError(f"{out}: not a directory of doctors: choose another --out")
        out.rmdir()
    draft = out.with_name(out.name + ".draft")
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(parents=True)
    parts = Parts(plan, reader)
    if parts.read_before:
        progress.step(f"take up {parts.read_before} files read before")
    try:
        with Rejects(draft / REJECTS) as rejects:
            batches = parts.batches(rejects)
            manifest = compile_directory(plan, batches, postal_codes, rejects, draft, progress)
        text = json.dumps(manifest, indent=2, ensure_ascii=False)
        (draft / MANIFEST).write_text(text + "\n", encoding="utf-8")
        publish(draft, out)
        parts.drop()
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest
