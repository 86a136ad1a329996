"""Codes as FHIR writes them: which URI stands for a system, and whether its codes have a prefix.

Rule. URIs are those of HL7's terminology registry; where it has none, the publisher's own.
"""

from nosograph.formats.fhir.shapes import Resource, coded
from nosograph.model.codes import SYSTEMS, Code

HPO = "http://human-phenotype-ontology.org"
DISEASES = "urn:nosograph:CodeSystem:diseases"
"""The dictionary's own: the last part of an entry's address."""
CHOICES = "urn:nosograph:CodeSystem:choices"
NUCC = "http://nucc.org/provider-taxonomy"
UCUM = "http://unitsofmeasure.org"

URIS = {
    "HP": HPO,
    "ORPHA": "http://www.orpha.net",
    "OMIM": "http://www.omim.org",
    "MONDO": "http://purl.obolibrary.org/obo/mondo.owl",
    "DOID": "http://purl.obolibrary.org/obo/doid.owl",
    "ICD-10": "http://hl7.org/fhir/sid/icd-10",
    "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "ICD-11": "http://id.who.int/icd/release/11/mms",
    "ICD-9-CM": "http://hl7.org/fhir/sid/icd-9-cm",
    "MeSH": "http://id.nlm.nih.gov/mesh",
    "UMLS": "http://www.nlm.nih.gov/research/umls",
    "NCIT": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
    "DECIPHER": "https://www.deciphergenomics.org/syndrome",
    "MedGen": "https://www.ncbi.nlm.nih.gov/medgen",
    "GARD": "https://rarediseases.info.nih.gov",
    "NORD": "https://rarediseases.org",
    "EFO": "http://www.ebi.ac.uk/efo/efo.owl",
}
"""System of `model.codes` → its URI."""

_SYSTEMS = {uri: system for system, uri in URIS.items()}
_PREFIXED = frozenset({"HP", "MONDO", "DOID"})
"""Ontologies, whose codes carry their prefix."""


def coding(code: Code, display: str = "") -> Resource:
    """A code as a coding."""
    return coded(URIS[code.system], written(code), display)


def written(code: Code) -> str:
    """The code alone, as FHIR writes it."""
    return str(code) if code.system in _PREFIXED else code.value


def system_of(uri: str) -> str | None:
    """The system that a URI stands for."""
    return _SYSTEMS.get(uri)


def read(uri: str, code: str) -> Code | None:
    """The code that system and code of a coding mean; None where they are no code."""
    system = _SYSTEMS.get(uri)
    if system is None:
        return None
    bare = code.removeprefix(f"{system}:") if system in _PREFIXED else code
    if system in _PREFIXED and bare == code:
        return None
    return Code(system, bare) if SYSTEMS[system].pattern.fullmatch(bare) else None
