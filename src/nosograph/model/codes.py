"""Codes: a system and a value, written the way the field writes them.

Rule 1. A code is compared only in its canonical spelling; `Code.parse` is the one place
where other spellings ("orpha 1183", "Orphanet:1183", "hp_0010543") become canonical.

Rule 2. Licensed systems (SNOMED CT, MedDRA) are not here, so that nothing can carry them.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code system that entries may use."""

    id: str
    """The prefix in `Code.__str__` and the first part of `/c/{system}/{code}`."""
    title: str
    pattern: re.Pattern[str]
    """What a canonical value looks like, without the prefix."""
    page: str
    """Where the publisher shows a code; `{}` is the value. Empty when there is no such page."""
    aliases: tuple[str, ...] = ()
    digits: int = 0
    """Pad purely numeric values to so many digits (0: never)."""


def _system(
    id: str, title: str, pattern: str, page: str, *aliases: str, digits: int = 0
) -> CodeSystem:
    return CodeSystem(id, title, re.compile(pattern, re.ASCII), page, aliases, digits)


SYSTEMS = {
    system.id: system
    for system in (
        _system("ORPHA", "Orphanet", r"[1-9]\d{0,6}", "https://www.orpha.net/en/disease/detail/{}", "ORPHANET", "ORDO"),
        _system("OMIM", "OMIM", r"\d{6}", "https://omim.org/entry/{}", "MIM", digits=6),
        _system("DECIPHER", "DECIPHER", r"\d{1,5}", "https://www.deciphergenomics.org/syndrome/{}"),
        _system("MONDO", "Mondo", r"\d{7}", "https://monarchinitiative.org/MONDO:{}", digits=7),
        _system("DOID", "Disease Ontology", r"\d{1,7}", "https://disease-ontology.org/term/DOID:{}"),
        _system("HP", "Human Phenotype Ontology", r"\d{7}", "https://hpo.jax.org/browse/term/HP:{}", "HPO", digits=7),
        _system("ICD-10", "ICD-10 (WHO)", r"[A-Z]\d{2}(\.\d{1,2})?", "https://icd.who.int/browse10/2019/en#/{}", "ICD10", "ICD10WHO"),
        _system("ICD-10-CM", "ICD-10-CM", r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?", "", "ICD10CM"),
        _system("ICD-11", "ICD-11 (MMS)", r"[0-9A-Z]{4}(\.[0-9A-Z]{1,2})?", "", "ICD11"),
        _system("ICD-9-CM", "ICD-9-CM", r"[0-9VE]\d{2}(\.\d{1,2})?", "", "ICD9", "ICD9CM", "ICD-9"),
        _system("MeSH", "MeSH", r"[CD]\d{6,9}", "https://meshb.nlm.nih.gov/record/ui?ui={}", "MSH"),
        _system("UMLS", "UMLS", r"C\d{7}", "https://uts.nlm.nih.gov/uts/umls/concept/{}"),
        _system("MedGen", "MedGen", r"C?N?\d{1,7}", "https://www.ncbi.nlm.nih.gov/medgen/{}"),
        _system("GARD", "GARD", r"\d{7}", "https://rarediseases.info.nih.gov/diseases/{}/index", digits=7),
        _system("NORD", "NORD", r"\d{1,5}", ""),
        _system("NCIT", "NCI Thesaurus", r"C\d{1,7}", "https://ncit.nci.nih.gov/ncitbrowser/ConceptReport.jsp?code={}", "NCI"),
        _system("EFO", "Experimental Factor Ontology", r"\d{7}", "https://www.ebi.ac.uk/efo/EFO_{}"),
    )
}  # fmt: skip

URIS = {
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
    "2.16.840.1.113883.6.90": "ICD-10-CM",
    "http://hl7.org/fhir/sid/icd-10": "ICD-10",
    "2.16.840.1.113883.6.3": "ICD-10",
    "http://hl7.org/fhir/sid/icd-9-cm": "ICD-9-CM",
    "2.16.840.1.113883.6.103": "ICD-9-CM",
    "2.16.840.1.113883.6.177": "MeSH",
    "http://www.orpha.net": "ORPHA",
    "http://www.orpha.net/ORDO/Orphanet_": "ORPHA",
    "http://id.nlm.nih.gov/mesh": "MeSH",
    "https://www.nlm.nih.gov/mesh": "MeSH",
    "http://www.omim.org": "OMIM",
    "2.16.840.1.113883.6.174": "OMIM",
    "https://omim.org/entry": "OMIM",
    "http://human-phenotype-ontology.org": "HP",
    "http://purl.obolibrary.org/obo/HP_": "HP",
    "http://purl.obolibrary.org/obo/MONDO_": "MONDO",
    "http://purl.obolibrary.org/obo/DOID_": "DOID",
}
"""What FHIR and HL7 version 3 call a system: URI or OID."""

_URIS = re.compile("|".join(map(re.escape, sorted(URIS, key=len, reverse=True))))

_DOTTED = frozenset({"ICD-10-CM", "ICD-10"})
"""Systems whose codes have a dot after three characters, which many leave out."""

_SPELLINGS = {
    re.sub(r"[^A-Z0-9]", "", name.upper()): system
    for system in SYSTEMS.values()
    for name in (system.id, *system.aliases)
}
# Longest spelling first, so that "ICD10CM" is not read as "ICD10" + "CM…".
_WRITTEN = re.compile(
    r"\s*(" + "|".join(
        r"[-_ ]?".join(map(re.escape, spelling))
        for spelling in sorted(_SPELLINGS, key=len, reverse=True)
    ) + r")\s*[:_\-\s]?\s*([0-9A-Z][0-9A-Z.]*)\s*\Z",
    re.IGNORECASE,
)  # fmt: skip


def _with_name(text: str) -> str:
    """`text` with the name of a system in the place of its URI or OID."""
    plain = text.strip().removeprefix("urn:oid:").replace("https://hl7", "http://hl7")
    found = _URIS.match(plain)
    return f"{URIS[found[0]]}:{plain[found.end() :].strip('|:/#^ ')}" if found else text


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """One code of one system, in canonical spelling: `Code("ORPHA", "1183")`."""

    system: str
    value: str

    def __post_init__(self) -> None:
        system = SYSTEMS.get(self.system)
        if system is None or not system.pattern.fullmatch(self.value):
            raise ValueError(f"not a code: {self.system}:{self.value!r}")

    def __str__(self) -> str:
        return f"{self.system}:{self.value}"

    @property
    def page(self) -> str:
        """The publisher's page for this code, or an empty string."""
        return SYSTEMS[self.system].page.format(self.value)

    @classmethod
    def parse(cls, text: str) -> "Code":
        """The code that `text` spells, however its system is written.

        Raises:
            ValueError: `text` names no system we know, or a value that it cannot have.
        """
        written = _WRITTEN.match(_with_name(text))
        if written is None:
            raise ValueError(f"not a code: {text!r}")
        system = _SPELLINGS[re.sub(r"[^A-Z0-9]", "", written[1].upper())]
        value = written[2].upper().rstrip(".")
        if system.id in _DOTTED and "." not in value and len(value) > 3:
            value = f"{value[:3]}.{value[3:]}"
        if system.digits and value.isdigit():
            value = value.lstrip("0").zfill(system.digits)
        elif system.id == "ORPHA":
            value = value.lstrip("0")
        return cls(system.id, value)
