"""Where data come from, and under which terms.

Rule. Every page names the sources whose data it shows, with licence and attribution.
"""

from dataclasses import dataclass

HPO, ORPHANET, MONDO, ICD10CM, DOID = "hpo", "orphanet", "mondo", "icd10cm", "doid"
DICTIONARY = "dictionary"
CITABLE = frozenset({HPO, ORPHANET, MONDO, DOID, DICTIONARY})
"""Sources that entries may name beside the keys of references."""


@dataclass(frozen=True, slots=True)
class Source:
    """One release of somebody else's data, or our own dictionary."""

    id: str
    """One of the above: what `Disease.sources` and `Name.sources` refer to."""
    title: str
    version: str
    licence: str
    """SPDX id, or the licence's name."""
    licence_url: str = ""
    citation: str = ""
    """How the source asks to be cited."""
    url: str = ""
    attribution: str = ""
    """The line that pages have to show."""
