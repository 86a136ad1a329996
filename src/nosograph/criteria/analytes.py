"""LOINC codes that measure one thing: an item that names one of a family is answered by all of it.

Rule 1. A family shares component, specimen and challenge; method and unit may differ, because a
value is read in the unit that it comes with.

Rule 2. Codes and names are LOINC's (Regenstrief Institute, https://loinc.org/), as public value
sets and programs write them; LOINC's own table has not been at hand.
"""

from collections.abc import Mapping

ANALYTES: Mapping[str, Mapping[str, str]] = {
    "haemoglobin A1c": {
        "4548-4": "Hemoglobin A1c/Hemoglobin.total in Blood",
        "17856-6": "Hemoglobin A1c/Hemoglobin.total in Blood by HPLC",
        "4549-2": "Hemoglobin A1c/Hemoglobin.total in Blood by Electrophoresis",
        "17855-8": "Hemoglobin A1c/Hemoglobin.total in Blood by calculation",
        "59261-8": "Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol",
    },
    "fasting glucose": {
        "1558-6": "Fasting glucose [Mass/volume] in Serum or Plasma",
        "14771-0": "Fasting glucose [Moles/volume] in Serum or Plasma",
    },
    "glucose": {
        "2345-7": "Glucose [Mass/volume] in Serum or Plasma",
        "14749-6": "Glucose [Moles/volume] in Serum or Plasma",
        "2339-0": "Glucose [Mass/volume] in Blood",
        "15074-8": "Glucose [Moles/volume] in Blood",
    },
    "glucose, two hours after 75 g": {
        "1518-0": "Glucose [Mass/volume] in Serum or Plasma --2 hours post 75 g glucose PO",
    },
    "leukocytes in blood": {
        "6690-2": "Leukocytes [#/volume] in Blood by Automated count",
        "26464-8": "Leukocytes [#/volume] in Blood",
        "804-5": "Leukocytes [#/volume] in Blood by Manual count",
    },
    "platelets": {
        "777-3": "Platelets [#/volume] in Blood by Automated count",
        "26515-7": "Platelets [#/volume] in Blood",
        "778-1": "Platelets [#/volume] in Blood by Manual count",
        "49497-1": "Platelets [#/volume] in Blood by Estimate",
    },
    "C-reactive protein": {
        "1988-5": "C reactive protein [Mass/volume] in Serum or Plasma",
        "30522-7": "C reactive protein [Mass/volume] in Serum or Plasma by High sensitivity method",
    },
    "erythrocyte sedimentation rate": {
        "30341-2": "Erythrocyte sedimentation rate",
        "4537-7": "Erythrocyte sedimentation rate by Westergren method",
    },
    "albumin": {
        "1751-7": "Albumin [Mass/volume] in Serum or Plasma",
        "61151-7": "Albumin [Mass/volume] in Serum or Plasma by Bromocresol green (BCG) dye binding method",
        "61152-5": "Albumin [Mass/volume] in Serum or Plasma by Bromocresol purple (BCP) dye binding method",
        "2862-1": "Albumin [Mass/volume] in Serum or Plasma by Electrophoresis",
    },
    "leukocytes in cerebrospinal fluid": {
        "26465-5": "Leukocytes [#/volume] in Cerebral spinal fluid",
        "806-0": "Leukocytes [#/volume] in Cerebral spinal fluid by Manual count",
    },
}

_FAMILY = {code: tuple(codes) for codes in ANALYTES.values() for code in codes}


def same_analyte(code: str) -> tuple[str, ...]:
    """The codes that measure what `LOINC:…` does, itself first; a code of another kind alone."""
    system, _, bare = code.partition(":")
    others = _FAMILY.get(bare, ()) if system == "LOINC" else ()
    return (code, *(f"LOINC:{each}" for each in others if each != bare))
