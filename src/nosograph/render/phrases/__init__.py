"""All phrases of all pages: one table per part of the site, joined here.

Rule. A key stands in one table only.
"""

from nosograph.render.phrases import (
    comparison,
    criteria,
    differential,
    editions,
    find,
    pages,
    pathways,
    scales,
    trust,
    workup,
)

TABLES = (
    pages.PHRASES,
    comparison.PHRASES,
    criteria.PHRASES,
    differential.PHRASES,
    editions.PHRASES,
    find.PHRASES,
    pathways.PHRASES,
    scales.PHRASES,
    trust.PHRASES,
    workup.PHRASES,
)

PHRASES: dict[str, tuple[str, str]] = {key: both for table in TABLES for key, both in table.items()}
