"""Which statements about a provider still stand when several files speak of it.

Rule 1. Where a register gives a provider one row (`Batch.one_row`), the newest row stands, by the
register's own dates and not by the order of files: a mover's old address falls, and so does a
deactivation that was taken back. Of equal dates the later import stands.
Rule 2. Where it does not, what a later import says of a provider replaces what earlier ones said.
Rule 3. Who is gone is gone from every register.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.directory.records import KIND_GONE, KIND_PLACE

Ints = NDArray[Any]
Flags = NDArray[np.bool_]


def standing(keys: Ints, kinds: Ints, days: Ints, late: Flags, one_row: Flags) -> Flags:
    """Whether each row stands.

    `days` are days of statements (0: not told), `late` marks rows of the newest import, and
    `one_row` those of registers that give a provider one row. Rows of who is gone do not stand.
    """
    place, gone = kinds == KIND_PLACE, kinds == KIND_GONE
    keep = np.ones(len(keys), np.bool_)
    age = days.astype(np.int64) * 2 + late
    for which in (one_row & ~place, one_row & place):
        keep[which] = _newest(keys[which], age[which])
    if late.any() and not late.all():
        for which in (place & ~one_row, ~place & ~one_row):
            again = np.unique(keys[late & which])
            keep &= ~(which & ~late & np.isin(keys, again))
    keep &= ~gone | one_row
    if (gone & keep).any():
        keep &= ~np.isin(keys, keys[gone & keep]) | gone
    return keep


def _newest(keys: Ints, age: Ints) -> Flags:
    """Whether each row is as new as the newest of its key."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=keys[order][:1] - 1))
    if len(starts) == len(keys):
        return np.ones(len(keys), np.bool_)
    newest = np.maximum.reduceat(age[order], starts)
    found = np.empty(len(keys), np.bool_)
    sizes = np.diff(np.append(starts, len(keys)))
    found[order] = age[order] == np.repeat(newest, sizes)
    return found
