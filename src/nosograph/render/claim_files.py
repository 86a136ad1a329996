"""What an entry states, with what supports it, as JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from nosograph.model.entries import Entry
from nosograph.prose.claims import Claim


class SourceRecord(Struct, frozen=True, omit_defaults=True):
    """A work, and where it can be read."""

    key: str
    title: str
    year: str = ""
    pmid: str = ""
    doi: str = ""
    url: str = ""
    locator: str = ""
    """Where in the work, in the words of the citation."""
    support: str = ""
    """How it bears the claim: direct, secondary, expert or none."""


class ClaimRecord(Struct, frozen=True):
    """One statement with what supports it."""

    id: str
    chapter: str
    kind: str
    text: str
    support: str
    sources: list[SourceRecord]


def claim_records(entry: Entry, claims: tuple[Claim, ...]) -> Iterator[ClaimRecord]:
    """The claims of an entry, each with its sources."""
    works = {each.key: each.csl for each in entry.references}
    for claim in claims:
        sources = [
            source_record(each.key, works.get(each.key, {}), each.locator, str(each.support))
            for each in claim.backings
            if each.key
        ]
        yield ClaimRecord(
            claim.id, claim.chapter, claim.kind, claim.text, str(claim.support), sources
        )


def source_record(
    key: str, csl: Mapping[str, Any], locator: str = "", support: str = ""
) -> SourceRecord:
    """A work as its CSL item tells of it."""
    parts = csl.get("issued", {}).get("date-parts") or [[]]
    return SourceRecord(
        key,
        str(csl.get("title", "")),
        str(parts[0][0]) if parts[0] else "",
        str(csl.get("PMID", "")),
        str(csl.get("DOI", "")),
        str(csl.get("URL", "")),
        locator,
        support,
    )
