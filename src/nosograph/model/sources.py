"""Where data come from, and under which terms.

Rule. Every page names the sources whose data it shows, with licence and attribution.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One release of somebody else's data, or our own dictionary."""

    id: str
    """`hpo`, `mondo`, `dictionary`: what `Disease.sources` and `Name.sources` refer to."""
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
