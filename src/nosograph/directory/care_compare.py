"""Medicare's Care Compare: the national file of doctors and clinicians.

Rule. The file has a line per clinician, enrolment, group and address; its specialties are words,
which become codes by a table of our own. A word that is not in the table is reported.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nosograph.directory import npi
from nosograph.directory.accumulate import known_or_unknown
from nosograph.directory.batches import Batch, batched
from nosograph.directory.dates import is_nothing
from nosograph.directory.inputs import AsUtf8, opened
from nosograph.directory.records import KIND_PERSON
from nosograph.directory.rejects import Rejects
from nosograph.model.failures import SourceError

SPECIALTIES = {
    "ALLERGY/IMMUNOLOGY": "207K00000X",
    "CARDIAC ELECTROPHYSIOLOGY": "207RC0001X",
    "CARDIOVASCULAR DISEASE (CARDIOLOGY)": "207RC0000X",
    "DERMATOLOGY": "207N00000X",
    "ENDOCRINOLOGY": "207RE0101X",
    "FAMILY PRACTICE": "207Q00000X",
    "FAMILY MEDICINE": "207Q00000X",
    "GASTROENTEROLOGY": "207RG0100X",
    "GENERAL SURGERY": "208600000X",
    "HEMATOLOGY": "207RH0000X",
    "HEMATOLOGY/ONCOLOGY": "207RH0003X",
    "INFECTIOUS DISEASE": "207RI0200X",
    "INTERNAL MEDICINE": "207R00000X",
    "MEDICAL GENETICS AND GENOMICS": "207SG0201X",
    "MEDICAL ONCOLOGY": "207RX0202X",
    "NEPHROLOGY": "207RN0300X",
    "NEUROLOGY": "2084N0400X",
    "NEUROSURGERY": "207T00000X",
    "OBSTETRICS/GYNECOLOGY": "207V00000X",
    "OPHTHALMOLOGY": "207W00000X",
    "ORTHOPEDIC SURGERY": "207X00000X",
    "OTOLARYNGOLOGY": "207Y00000X",
    "PEDIATRIC MEDICINE": "208000000X",
    "PHYSICAL MEDICINE AND REHABILITATION": "208100000X",
    "PSYCHIATRY": "2084P0800X",
    "PULMONARY DISEASE": "207RP1001X",
    "RHEUMATOLOGY": "207RR0500X",
    "UROLOGY": "208800000X",
}
"""The file's words → NUCC codes."""

# Each of our words with the spellings that releases of the file have used.
COLUMNS = {
    "npi": ("NPI",),
    "last": ("Provider Last Name", "lst_nm"),
    "first": ("Provider First Name", "frst_nm"),
    "qualification": ("Cred",),
    "primary": ("pri_spec",),
    "telehealth": ("Telehlth",),
    "organization": ("Facility Name", "org_nm"),
    "line1": ("adr_ln_1",),
    "line2": ("adr_ln_2",),
    "city": ("City/Town", "cty"),
    "state": ("State", "st"),
    "postal": ("ZIP Code", "zip"),
    "phone": ("Telephone Number", "phn_numbr"),
}
OPTIONAL = {"telehealth", "qualification", "line2", "phone", "organization"}


@dataclass(frozen=True, slots=True)
class CareCompareReader:
    """Reads the national file."""

    keep_bad_npi: bool = False
    """Whether rows stay whose identifier has a wrong check digit."""

    def read(self, path: Path, source: str, rejects: Rejects) -> Iterator[Batch]:
        """The listings of one file, batch by batch.

        Raises:
            SourceError: it is not such a file, or damaged.
        """
        with opened(path, containing=("dac_national",)) as file:
            text = io.TextIOWrapper(
                io.BufferedReader(AsUtf8(file)), "utf-8-sig", "replace", newline=""
            )
            reader = csv.reader(text)
            try:
                header = next(reader, [])
                places = _places(header, path)
                fields = {own: header[place] for own, place in places.items()}
                listings = (
                    (number, listing)
                    for number, row in enumerate(reader, 2)
                    if len(row) == len(header) or _refused(row, path.name, number, rejects)
                    if (listing := self._listing(row, places, source, path.name, number, rejects))
                    is not None
                )
                yield from batched(listings, path.name, fields)
            except csv.Error as error:
                raise SourceError(f"{path}:{reader.line_num}: {error}") from None

    def _listing(
        self,
        row: list[str],
        places: dict[str, int],
        source: str,
        file: str,
        number: int,
        rejects: Rejects,
    ) -> dict[str, Any] | None:
        said = {own: " ".join(row[place].split()) for own, place in places.items()}
        said = {own: "" if is_nothing(text) else text for own, text in said.items()}
        key = npi.kept(said["npi"], file, number, rejects, keep=self.keep_bad_npi)
        if not key:
            return None
        code = SPECIALTIES.get(said["primary"].upper(), "")
        if not code:
            reason = "unknown-specialty" if said["primary"] else "no-specialty"
            rejects.add(file, number, reason, said["primary"], "pri_spec")
        told = said.get("telehealth", "").upper()
        return {
            "key": key,
            "kind": KIND_PERSON,
            "name": f"{said['first']} {said['last']}".strip(),
            "qualification": said.get("qualification", ""),
            "organization": said.get("organization", ""),
            "specialties": code,
            "address": f"{said['line1']} {said.get('line2', '')}".strip(),
            "city": said["city"],
            "state": said["state"],
            "postal": said["postal"],
            "country": "US",
            "phone": said.get("phone", ""),
            # The file says Y or nothing; nothing is not no.
            "telehealth": known_or_unknown(True if told == "Y" else False if told == "N" else None),
            "source": source,
        }


def _refused(row: list[str], file: str, number: int, rejects: Rejects) -> bool:
    """Report a row with other columns than the header's; always False."""
    if row:
        rejects.add(file, number, "bad-row", ",".join(row))
    return False


def _places(header: list[str], path: Path) -> dict[str, int]:
    spelled = {name.strip().casefold(): place for place, name in enumerate(header)}
    places = {}
    for own, names in COLUMNS.items():
        found = next((spelled[n.casefold()] for n in names if n.casefold() in spelled), None)
        if found is not None:
            places[own] = found
        elif own not in OPTIONAL:
            raise SourceError(
                f"{path}: not the file of Care Compare: it has no column {names[0]!r}"
            )
    return places
