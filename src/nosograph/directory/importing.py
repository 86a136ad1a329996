"""An import as a whole: files in, a directory out, or nothing changed.

Rule. Whatever goes wrong, the directory that stood before stands after. An import that was cut
off is begun again from the first file.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nosograph.directory.batches import Batch
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
from nosograph.directory.rejects import Rejects
from nosograph.model.failures import DirectoryError

Reader = Callable[[Path, str, Rejects], Iterator[Batch]]
"""Path, name of the source and where to report: the listings of one file."""


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
    try:
        with Rejects(draft / REJECTS) as rejects:
            batches = (batch for path in plan.files for batch in reader(path, plan.source, rejects))
            manifest = compile_directory(plan, batches, postal_codes, rejects, draft, progress)
        text = json.dumps(manifest, indent=2, ensure_ascii=False)
        (draft / MANIFEST).write_text(text + "\n", encoding="utf-8")
        publish(draft, out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest
