"""What records call a code system, and how they spell its codes.

Rule 1. Case, blanks and dots make no other code; a prefix says the system again.
Rule 2. Two classifications stay two: a code of ICD-10-GM is none of ICD-10-CM.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

OWN = "nosograph"
"""The code system of items that have no code: `set/item`."""

SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "HP": ("HP", "HPO", "http://human-phenotype-ontology.org", "http://purl.obolibrary.org/obo/hp.owl"),
    "LOINC": ("LOINC", "LNC", "LN", "http://loinc.org", "2.16.840.1.113883.6.1"),
    "ICD10CM": ("ICD10CM", "ICD-10-CM", "http://hl7.org/fhir/sid/icd-10-cm", "2.16.840.1.113883.6.90"),
    "ICD10GM": ("ICD10GM", "ICD-10-GM", "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
                "http://fhir.de/CodeSystem/dimdi/icd-10-gm"),
    "ICD10": ("ICD10", "ICD-10", "ICD10WHO", "ICD-10-WHO", "http://hl7.org/fhir/sid/icd-10", "2.16.840.1.113883.6.3"),
    "ICD9CM": ("ICD9CM", "ICD-9-CM", "http://hl7.org/fhir/sid/icd-9-cm", "2.16.840.1.113883.6.103"),
    "SNOMED": ("SNOMED", "SNOMEDCT", "SNOMED CT", "SCTID", "SCT", "http://snomed.info/sct", "http://snomed.info/id", "2.16.840.1.113883.6.96"),
    "RXNORM": ("RXNORM", "RxNorm", "http://www.nlm.nih.gov/research/umls/rxnorm", "2.16.840.1.113883.6.88"),
    "ATC": ("ATC", "http://www.whocc.no/atc", "http://fhir.de/CodeSystem/bfarm/atc", "2.16.840.1.113883.6.73"),
    "OMIM": ("OMIM", "MIM", "http://www.omim.org", "http://omim.org", "2.16.840.1.113883.6.174"),
    "ORPHA": ("ORPHA", "Orphanet", "ORPHANET", "ORDO", "http://www.orpha.net",
              "http://www.orpha.net/ORDO"),
    "MONDO": ("MONDO", "http://purl.obolibrary.org/obo/mondo.owl"),
    "NCIT": ("NCIT", "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"),
    "OMOP": ("OMOP",),
    OWN: (OWN, "urn:nosograph"),
}  # fmt: skip
"""Name used here → what tables, FHIR and HL7 v2 call it: names, URIs, OIDs."""

BY_PREFIX = frozenset({"ICD10CM", "ICD10GM", "ICD10", "ICD9CM", "ATC"})
"""Classifications in which a code lies below every code that it starts with."""

_OBO = re.compile(r"^(?:https?://purl\.obolibrary\.org/obo/)?([A-Za-z]+)_(\d+)$")
"""A term of an ontology as its address ends."""
_PLAIN = re.compile(r"[^a-z0-9]+")


def _flat(name: str) -> str:
    name = name.strip().casefold().partition("|")[0].removeprefix("urn:oid:").removeprefix("oid:")
    return name.removesuffix("/") if ":" in name else _PLAIN.sub("", name)


_NAMES = {_flat(spelt): name for name, spellings in SYSTEMS.items() for spelt in spellings}
_NAMES |= {_flat(spelt.replace("http://", "https://")): name
           for name, spellings in SYSTEMS.items() for spelt in spellings if ":" in spelt}  # fmt: skip


@lru_cache(maxsize=4096)
def system_of(name: str) -> str:
    """The name used here for a code system; its own, in one spelling, where it is not known."""
    flat = _flat(name)
    if re.fullmatch(r"https?://snomed\.info/sct/.*", flat):
        return "SNOMED"  # an edition of it
    return _NAMES.get(flat, flat)


def key_of(code: str) -> str:
    """A code without what only spells it; `KEY_IN_SQL` says the same."""
    return code.strip().replace(".", "").upper()


KEY_IN_SQL = "upper(replace(trim(CAST({} AS VARCHAR)), '.', ''))"


def addresses(code: str) -> tuple[str, ...]:
    """What else stands for a term of an ontology: `HP_0001251`, and that on the web."""
    system, colon, number = code.partition(":")
    if not colon or not number.isdigit():
        return ()
    return (f"{system}_{number}", f"http://purl.obolibrary.org/obo/{system}_{number}")


def split(code: str, system: str = "") -> tuple[str, str]:
    """System and bare code; a prefix that names a system goes before what is said beside it.

    A URI may stand before the code too, as maps write it: `http://loinc.org:4548-4`.
    """
    code = _OBO.sub(r"\1:\2", code.strip())
    before, colon, after = code.rpartition(":")
    if colon and after and not after.startswith("//"):
        named = system_of(before.replace("_", ":"))
        if named in SYSTEMS or not system:
            return named, after.strip()
    before, _, after = code.rpartition("/")
    if "://" in before and after and system_of(before) in SYSTEMS:
        return system_of(before), after
    return system_of(system) if system else "", code
