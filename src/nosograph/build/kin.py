"""Diseases that are alike before any finding is looked at: by their names and by their genes.

Rule 1. A rare word, gene or gene family in common makes two diseases alike, a usual one hardly.
Rule 2. It never makes a finding: it says whose findings a disease may borrow, and at what weight.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nosograph.build.edited import Candidate
from nosograph.build.linkage import GENERIC
from nosograph.library.annotations import LEVELS
from nosograph.model.diseases import Gene

Array = NDArray[Any]

WORDS, GENES, FAMILIES = 0.3, 0.3, 0.2
"""What equal names, genes and gene families are worth beside equal findings, at 1."""

MOST = 32
"""How many of the most alike are kept for each disease."""

LEAST = 0.02
"""Likeness below this is none."""

REGION = 6
"""A disease with this many genes is one of a stretch of a chromosome, and like none of theirs."""

BLOCK = 512
"""Diseases whose likeness to all others is held in memory at a time."""


def kin(diseases: Sequence[Candidate], genes: Mapping[str, Sequence[Gene]]) -> dict[str, Array]:
    """For each disease those alike, and how much, in steps of 1/255."""
    symbols = [_genes(each, genes) for each in diseases]
    parts = (
        (WORDS, [name_words(each) - GENERIC for each in diseases]),
        (GENES, symbols),
        (FAMILIES, [{_family(each) for each in own} for own in symbols]),
    )
    side = sparse.hstack([np.sqrt(w) * unit(bags(own, 2, rare=True)) for w, own in parts]).tocsr()
    turned = side.T.tocsr()
    found = [_most_alike(side[n : n + BLOCK] @ turned, n) for n in range(0, len(diseases), BLOCK)]
    rows = sparse.vstack(found).tocsr() if found else sparse.csr_array((0, 0))
    return {
        "kin_starts": rows.indptr.astype(np.uint32),
        "kin": rows.indices.astype(np.uint16),
        "kin_likeness": np.rint(rows.data * LEVELS).astype(np.uint8),
    }


def _most_alike(likeness: Any, first: int) -> Any:
    dense = likeness.toarray()
    dense[np.arange(len(dense)), first + np.arange(len(dense))] = 0
    if dense.shape[1] > MOST:
        bound = np.partition(dense, -MOST, axis=1)[:, -MOST]
        dense[dense < bound[:, None]] = 0
    dense[dense < LEAST] = 0
    return sparse.csr_array(dense)


def _genes(disease: Candidate, genes: Mapping[str, Sequence[Gene]]) -> set[str]:
    own = {gene.symbol for id in disease.ids for gene in genes.get(id, ())}
    return own if len(own) < REGION else set()


def _family(symbol: str) -> str:
    """What a symbol begins with before its number: genes of one family or complex share it."""
    return re.sub(r"\d.*", "", symbol)[:5]


def name_words(disease: Candidate) -> set[str]:
    """The words of all its names."""
    names = [disease.name]
    names += [name for member in disease.members for name in (member.name, *member.other_names)]
    return {word for name in names for word in re.findall(r"[a-z]{3,}", name.lower())}


def unit(matrix: Any, least: float = 1e-9) -> Any:
    """The rows at length 1, or shorter where they are shorter than `least`."""
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags_array(1 / np.maximum(norm, least)) @ matrix).tocsr()


def bags(told: Sequence[Iterable[str]], least: int, *, rare: bool = False) -> Any:
    """A column per word that so many bags hold; with `rare`, weighted by how few do."""
    counts: dict[str, int] = {}
    for bag in told:
        for word in set(bag):
            counts[word] = counts.get(word, 0) + 1
    columns = {word: n for n, word in enumerate(sorted(w for w, c in counts.items() if c >= least))}
    cells = [
        (row, columns[word])
        for row, bag in enumerate(told)
        for word in sorted(set(bag))
        if word in columns
    ]
    rows, places = (np.array([cell[n] for cell in cells], dtype=np.int64) for n in (0, 1))
    weight = np.array([np.log(len(told) / counts[word]) if rare else 1.0 for word in columns])
    return sparse.csr_array((weight[places], (rows, places)), shape=(len(told), len(columns)))
