"""Providers counted, for engines that only read listings.

Rule. A provider counts once, however many of its listings there are and whatever they say.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nosograph.directory.engine import PLACE_BITS, Tally
from nosograph.directory.filters import Mask


def tallied(numbers: NDArray[np.int64], bits: NDArray[np.int64], masks: Sequence[Mask]) -> Tally:
    """What listings with these numbers and bits come to; a listing may stand there twice."""
    providers, own = np.unique(numbers >> PLACE_BITS, return_inverse=True)

    def having(wanted: int) -> int:
        said = np.zeros(len(providers), np.bool_)
        said[own[(bits & wanted) != 0]] = True
        return int(said.sum())

    return Tally(
        len(providers),
        tuple(having(yes) for yes, _ in masks),
        tuple(having(known) for _, known in masks),
    )
