"""Two diseases side by side."""

from nosograph.asking.release import OpenRelease
from nosograph.model.diseases import Disease
from nosograph.reasoning.comparison import Comparison, compared


def compare(release: OpenRelease, here: Disease, there: Disease) -> Comparison:
    """What tells the two apart, and what is recorded of both.

    Raises:
        ValueError: they are the same disease.
    """
    if here.slug == there.slug:
        raise ValueError("a disease cannot be compared with itself")
    return compared(here, there, release.library.ontology.ancestors)
