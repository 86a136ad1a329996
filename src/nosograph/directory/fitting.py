"""Batches of listings made fit for the index, whatever register they come from.

Rule 1. What all registers can get wrong is looked at here, to whole columns at once; what cannot
be believed counts as not given, and is reported.
Rule 2. A day is an ISO date that is not in the future, a specialty a code of the NUCC taxonomy.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nosograph.directory.batches import Batch, spellings
from nosograph.directory.dates import day_of, is_nothing
from nosograph.directory.geocoding import PostalCodes
from nosograph.directory.placing import placed
from nosograph.directory.records import KIND_GONE, KIND_PLACE
from nosograph.directory.rejects import Rejects

NAMELESS = (KIND_PLACE, KIND_GONE)
NUCC = re.compile(r"[0-9A-Z]{9}X")
"""The form of the taxonomy's codes: ten letters and digits, the last of which is an X."""
LONGEST_TELEPHONE = 40
_POWER = re.compile(r"[0-9][Ee]\+?[0-9]")


def fitted(batch: Batch, postal_codes: PostalCodes, rejects: Rejects, today: date) -> Batch:
    """The batch with what no register may get wrong looked at: names, days, specialties,
    telephones, and the best position that can be had."""
    batch = _named(batch, rejects)
    for name, mend in (
        ("verified", partial(_day, today=today.isoformat())),
        ("specialties", _codes),
        ("phone", _telephone),
    ):
        batch = _each(batch, name, mend, rejects)
    return placed(batch, postal_codes, rejects)


def _named(batch: Batch, rejects: Rejects) -> Batch:
    """Without listings of nobody."""
    kinds = batch.rows["kind"].to_numpy()
    nameless = pc.equal(batch.rows["name"], "").to_numpy() & ~np.isin(kinds, NAMELESS)
    if not nameless.any():
        return batch
    batch.report(nameless, "no-name", "name", rejects)
    keep = ~nameless
    rows = batch.rows.filter(pa.array(keep))
    return replace(batch, rows=rows, lines=np.asarray(batch.lines)[keep])


def _each(
    batch: Batch, name: str, mend: Callable[[str], tuple[str, str]], rejects: Rejects
) -> Batch:
    """The batch with each spelling in a column mended; what was wrong is reported."""
    texts, at = spellings(batch.rows[name])
    mended = [mend(text) for text in texts]
    for number, (_, reason) in enumerate(mended):
        if reason:
            batch.report(at == number, reason, name, rejects)
    if [text for text, _ in mended] == texts:
        return batch
    return batch.having(
        name, pa.array([text for text, _ in mended], pa.string()).take(pa.array(at))
    )


def _day(text: str, today: str) -> tuple[str, str]:
    try:
        day = day_of(text)
    except ValueError:
        return "", "bad-date"
    return (day, "") if day <= today else ("", "future-date")


def _codes(text: str) -> tuple[str, str]:
    codes = text.upper().split()
    known = [code for code in codes if NUCC.fullmatch(code)]
    return " ".join(known), "unknown-specialty" if len(known) < len(codes) else ""


def _telephone(text: str) -> tuple[str, str]:
    text = " ".join(text.split())
    if is_nothing(text):
        return "", ""
    # A spreadsheet makes 5.55E+09 of a number.
    is_number = sum(map(str.isdigit, text)) >= 5 and not _POWER.search(text)
    return (text[:LONGEST_TELEPHONE], "") if is_number else ("", "bad-telephone")
