"""FHIR R4 as a population: every file of a folder, read as one person's record is read.

Rule. What a resource states is decided by `nosograph.formats.fhir`, not here.
"""

from pathlib import Path

import duckdb

from nosograph.cohort.coding import Codes
from nosograph.cohort.readers.filling import Filling
from nosograph.cohort.readers.tables import Tables
from nosograph.cohort.refusals import TableError
from nosograph.formats.fhir.files import FhirError, Patient, Reader
from nosograph.formats.fhir.kinds import KINDS


def read_fhir(connection: duckdb.DuckDBPyConnection, path: Path, codes: Codes) -> Tables:
    """The population of a bulk export, of bundles, or of one file of them.

    Raises:
        TableError: nothing there is FHIR, or there are no patients, or nothing about them.
    """
    if not path.exists():
        raise TableError(f"FHIR: there is no file or folder {path}")
    filling = Filling(connection)
    reader = Reader(codes.wanted)
    try:
        for each in reader.read(path):
            if isinstance(each, Patient):
                filling.add_person(each.id, each.birth, each.sex, each.died.last)
            else:
                filling.state(each)
    except FhirError as error:
        raise TableError(str(error)) from None
    if not reader.counts["Patient"]:
        raise TableError(f"FHIR Patient: {path} holds no Patient resources")
    if not KINDS.keys() & reader.counts.keys():
        raise TableError(f"FHIR: {path} holds none of {', '.join(KINDS)}")
    counts = {kind: n for kind, n in reader.counts.items() if kind != "Patient"}
    return filling.tables(counts, f"FHIR Patient ({path})")
