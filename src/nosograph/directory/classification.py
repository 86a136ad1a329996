"""A table of one's own: which specialties see which disease.

Rule. The table is CSV with the columns `disease` and `specialty`; a disease has as many rows as
it has specialties.
"""

import csv
from pathlib import Path

from nosograph.directory.inputs import opened
from nosograph.model.codes import Code
from nosograph.model.failures import SourceError


def load_classification(path: Path) -> dict[str, tuple[str, ...]]:
    """Code of a disease → codes of specialties.

    Raises:
        SourceError: the file is not such a table.
    """
    table: dict[str, list[str]] = {}
    with opened(path) as file:
        rows = csv.DictReader(line.decode("utf-8-sig", "replace") for line in file)
        if rows.fieldnames is None or not {"disease", "specialty"} <= set(rows.fieldnames):
            raise SourceError(f"{path}: the columns `disease` and `specialty` are needed")
        for number, row in enumerate(rows, 2):
            try:
                disease = str(Code.parse(row["disease"]))
            except ValueError as error:
                raise SourceError(f"{path}:{number}: {error}") from None
            table.setdefault(disease, []).append(row["specialty"].strip())
    return {disease: tuple(codes) for disease, codes in table.items()}
