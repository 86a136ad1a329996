"""The NUCC provider taxonomy: which codes exist, read from a file that its user has.

Rule. The code set is licensed. Nothing of it is kept in a release or in this program; codes are
compared with it and its names shown to whoever supplied it.
"""

import csv
from pathlib import Path

from nosograph.directory.inputs import opened
from nosograph.model.failures import SourceError


def load_nucc(path: Path) -> dict[str, str]:
    """Code → name, from the publisher's CSV.

    Raises:
        SourceError: it is not that file.
    """
    with opened(path) as file:
        # The publisher's file is Windows-1252.
        rows = csv.DictReader(line.decode("cp1252", "replace") for line in file)
        names = [name.strip("\ufeffï»¿") for name in rows.fieldnames or ()]
        if "Code" not in names or "Classification" not in names:
            raise SourceError(f"{path}: not the NUCC code set: columns Code, Classification needed")
        rows.fieldnames = names
        return {
            row["Code"]: row.get("Display Name")
            or ", ".join(filter(None, (row["Classification"], row.get("Specialization"))))
            for row in rows
            if row["Code"]
        }
