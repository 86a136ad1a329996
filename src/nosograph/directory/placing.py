"""Where listings are: countries, postal codes and positions, held against one another.

Rule 1. A position that the file gives counts if its postal code, or else its country, lies about
there; otherwise the postal code's middle counts, and where there is none there is no position.
Rule 2. A postal code that belongs to another state than the address leads nowhere.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from nosograph.directory.batches import Batch, spellings
from nosograph.directory.geocoding import Place, PostalCodes, stands_for_nothing
from nosograph.directory.points import square_within, vectors
from nosograph.directory.records import KIND_CENTRE, KIND_GONE, PRECISIONS
from nosograph.directory.regions import TERRITORIES, country_of, state_of
from nosograph.directory.rejects import Rejects
from nosograph.model.directory import Precision

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

FAR = 100.0
"""Kilometres between a position and the middle of its postal code that no honest pair reaches,
but for some in Alaska and Nevada."""

_NONE, _POSTAL, _ADDRESS = (
    PRECISIONS.index(each) for each in (Precision.NONE, Precision.POSTAL, Precision.ADDRESS)
)


def placed(batch: Batch, postal_codes: PostalCodes, rejects: Rejects) -> Batch:
    """The batch, each listing with the best position that can be had, and its precision."""
    listed = batch.rows["kind"].to_numpy() != KIND_GONE
    batch = _in_countries(batch, listed, rejects)
    batch, at, reasons = _coded(batch, listed, postal_codes)
    coded = postal_codes.latitudes[at], postal_codes.longitudes[at]
    given: tuple[Floats, Floats] = (
        batch.rows["latitude"].to_numpy().astype(np.float64, copy=True),
        batch.rows["longitude"].to_numpy().astype(np.float64, copy=True),
    )
    exact = _believed(batch, given, coded, listed, postal_codes, rejects)
    _report_codes(batch, reasons, ~np.isnan(given[0]), rejects)
    columns = [np.where(exact, own, found) for own, found in zip(given, coded, strict=True)]
    known = ~np.isnan(columns[0])
    precision = np.where(exact, _ADDRESS, np.where(known, _POSTAL, _NONE)).astype(np.int8)
    for name, column in zip(("latitude", "longitude"), columns, strict=True):
        batch = batch.having(name, pa.array(column, pa.float64(), from_pandas=True))
    return batch.having("precision", pa.array(precision, pa.int8()))


def _in_countries(batch: Batch, listed: Flags, rejects: Rejects) -> Batch:
    """The batch with two letters for every country, and for every state of the United States."""
    texts, at = spellings(batch.rows["country"])
    codes = [country_of(text) if text.strip() else "" for text in texts]
    for number, code in enumerate(codes):
        if code is None:
            batch.report(listed & (at == number), "unknown-country", "country", rejects)
    is_territory = np.array([code in TERRITORIES for code in codes] or [False])[at]
    pairs = zip(texts, codes, strict=True)
    home = [text if code is None else "US" if code in TERRITORIES else code for text, code in pairs]
    found = pa.array(home, pa.string()).take(pa.array(at))
    states = batch.rows["state"]
    if is_territory.any():
        own = pa.array([code or "" for code in codes], pa.string()).take(pa.array(at))
        states = pc.if_else(pa.array(is_territory), own, states)
    texts, at = spellings(states)
    short = pa.array([state_of(text) or text for text in texts], pa.string()).take(pa.array(at))
    states = pc.if_else(pc.equal(found, "US"), short, states)
    states = states.combine_chunks() if isinstance(states, pa.ChunkedArray) else states
    return batch.having("country", found).having("state", states)


def _coded(
    batch: Batch, listed: Flags, postal_codes: PostalCodes
) -> tuple[Batch, NDArray[np.int64], list[tuple[int, str]]]:
    """The batch with its postal codes as they should be, their places in the table, and rows
    whose code leads nowhere, with the reason."""
    rows = batch.rows
    short = pc.utf8_slice_codeunits(rows["postal"], 0, 5)
    plain = pc.and_(
        pc.equal(rows["country"], "US"),
        pc.match_substring_regex(rows["postal"], "^[0-9]{5}(?:[- ]?[0-9]{4})?$"),
    )
    keys = pc.binary_join_element_wise("US", pc.if_else(plain, short, ""), " ")
    at = postal_codes.places(keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys)
    easy = at >= 0
    if postal_codes.regions:
        regions = postal_codes.region_names.take(pa.array(np.maximum(at, 0)))
        agrees = pc.or_(pc.equal(rows["state"], regions), pc.equal(regions, ""))
        easy &= (
            agrees.to_numpy(zero_copy_only=False)
            if isinstance(agrees, pa.Array)
            else agrees.to_numpy()
        )
    codes = pc.if_else(plain, short, rows["postal"]).to_pylist()
    asked = ("country", "state", "postal", "city")
    hard = np.flatnonzero(~easy & listed)
    words = rows.select(asked).take(pa.array(hard)).to_pylist()
    reasons = []
    for index, word in zip(hard.tolist(), words, strict=True):
        country, state = word["country"], word["state"]
        if not country and word["postal"]:
            found = Place(word["postal"], -1, "unknown-country")
        elif country and country_of(country) is None:
            found = Place(word["postal"], -1)  # which is reported already
        else:
            state = state_of(state) if country == "US" else state
            found = postal_codes.look_up(country, state, word["postal"], word["city"])
        codes[index], at[index] = found.code, found.at
        if found.reason:
            reasons.append((index, found.reason))
    at[~listed] = -1
    return batch.having("postal", pa.array(codes, pa.string())), at, reasons


def _report_codes(
    batch: Batch, reasons: list[tuple[int, str]], positioned: Flags, rejects: Rejects
) -> None:
    kinds = batch.rows["kind"].to_numpy()
    for index, reason in reasons:
        # A centre is listed by its diseases; a position stands for itself.
        if reason == "no-postal-code" and (positioned[index] or kinds[index] == KIND_CENTRE):
            continue
        which = np.zeros(len(kinds), np.bool_)
        which[index] = True
        name = "country" if reason == "unknown-country" else "postal"
        beside = ("state",) if reason == "postal-code-elsewhere" else ()
        batch.report(which, reason, name, rejects, *beside)


def _believed(
    batch: Batch,
    given: tuple[Floats, Floats],
    coded: tuple[Floats, Floats],
    listed: Flags,
    postal_codes: PostalCodes,
    rejects: Rejects,
) -> Flags:
    """Which positions of the file count."""
    has = listed & ~(np.isnan(given[0]) | np.isnan(given[1]))
    if not has.any():
        return has
    with np.errstate(invalid="ignore"):
        outside = has & ((abs(given[0]) > 90) | (abs(given[1]) > 180))
        default = has & ~outside & stands_for_nothing(*given)
    believed = has & ~outside & ~default
    elsewhere = np.zeros(len(has), np.bool_)
    both = np.flatnonzero(believed & ~np.isnan(coded[0]))
    ends = (vectors(*(each[both] for each in pair)).astype(np.int64) for pair in (given, coded))
    apart = np.subtract(*ends)
    elsewhere[both] = (apart**2).sum(axis=1) > square_within(FAR)
    for index in np.flatnonzero(believed & np.isnan(coded[0])).tolist():
        country, state = (batch.rows[name][index].as_py() for name in ("country", "state"))
        where = float(given[0][index]), float(given[1][index])
        covered = postal_codes.covers(country, state_of(state), *where)
        elsewhere[index] = covered is False
    for which, reason in (
        (outside, "bad-position"), (default, "default-position"), (elsewhere, "position-elsewhere"),
    ):  # fmt: skip
        batch.report(which, reason, "latitude", rejects, "longitude")
    return believed & ~elsewhere
