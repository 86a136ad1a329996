"""What the entries of a release have: pathways, scales, work-ups, criteria sets."""

from collections.abc import Iterator

from nosograph.asking.release import OpenRelease
from nosograph.model.diseases import Disease
from nosograph.model.pathways import Pathway
from nosograph.model.scales import Scale


def entries(release: OpenRelease) -> Iterator[Disease]:
    """The diseases with an entry of the editors', by name."""
    for each in release.curated:
        found = release.library.disease(each.slug)
        if found is not None:
            yield found


def pathways(release: OpenRelease) -> tuple[tuple[Disease, Pathway], ...]:
    """Every care pathway with its disease."""
    return tuple((each, pathway) for each in entries(release) for pathway in each.pathways)


def scales(release: OpenRelease) -> tuple[tuple[Disease, Scale], ...]:
    """Every severity scale with its disease."""
    return tuple((each, scale) for each in entries(release) for scale in each.scales)
