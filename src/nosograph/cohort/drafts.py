"""A folder that is there whole or not at all.

Rule. A run writes into a draft beside the folder and renames it when everything is in it; what
was there before stays until then.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nosograph.cohort.refusals import CohortError
from nosograph.formats.replacing import put, restore


@contextmanager
def draft_of(folder: Path, mark: str, *, private: bool = False) -> Iterator[Path]:
    """A draft that becomes `folder` when the block ends well.

    `private` keeps it from everybody but its owner: it holds what is known of persons.

    `mark` is a file that every folder of this kind holds; another folder is not replaced.

    Raises:
        CohortError: the folder holds something else.
    """
    restore(folder)
    if folder.exists() and not folder.is_dir():
        raise CohortError(f"{folder} is a file; name a folder for the results")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / mark).is_file():
        raise CohortError(f"{folder} holds other files; name an empty or a new folder")
    draft = folder.parent / f".{folder.name}.draft"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(0o700 if private else 0o777)
    except OSError as error:
        raise CohortError(f"cannot write beside {folder}: {error.strerror or error}") from None
    try:
        yield draft
        for path in draft.rglob("*") if private else ():
            path.chmod(0o700 if path.is_dir() else 0o600)
        put(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
