"""The release's annotation arrays, from the ontology and the annotated diseases.

Rule 1. Nothing that tells how a disease was curated goes into a profile: not the number of
publications, not the kind of evidence.
Rule 2. What the ranking computes from rows it computes with the ranking's own functions, so that
a profile without one publication is made just as the whole one was.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nosograph.build.edited import Candidate, Edited, candidates
from nosograph.build.kin import BLOCK, kin, unit
from nosograph.build.onsets import onset_shares
from nosograph.library.annotations import LEVELS, Annotations, packed, save_annotations, shares
from nosograph.model.diseases import Gene, Labelled
from nosograph.model.ontology import PHENOTYPE, Ontology
from nosograph.reasoning.differential.onset import bit
from nosograph.reasoning.differential.parameters import NEAR, RARELY
from nosograph.reasoning.differential.profiles import (
    alike,
    all_above,
    amount_steps,
    information,
    kept_from,
    levels,
    nearest,
    pooled,
    statement,
    weight,
    worth,
)
from nosograph.sources.hpoa import AnnotatedDisease
from nosograph.sources.twins import DiseaseGroup

Array = NDArray[Any]

X_LINKED_RECESSIVE = {"HP:0001417", "HP:0001419"}
"""X-linked inheritance and X-linked recessive inheritance."""


def build_annotations(
    folder: Path,
    ontology: Ontology,
    groups: Sequence[DiseaseGroup],
    genes: Mapping[str, Sequence[Gene]],
    version: str,
    entries: Iterable[Edited] = (),
) -> Annotations:
    """Write the arrays into the release at `folder` and give them back."""
    annotations = arrays(ontology, groups, genes, version, entries)
    save_annotations(annotations, folder)
    return annotations


def arrays(
    ontology: Ontology,
    groups: Sequence[DiseaseGroup],
    genes: Mapping[str, Sequence[Gene]],
    version: str,
    entries: Iterable[Edited] = (),
) -> Annotations:
    """The arrays themselves."""
    diseases = candidates(groups, entries)
    terms = in_order(ontology)
    place = {term: index for index, term in enumerate(terms)}
    parts: dict[str, Any] = {"version": version}
    parts |= _ontology(ontology, terms, place)
    parts |= _rows(diseases, place)
    parts |= _labels(diseases, genes)
    parts |= kin(diseases, genes)
    parts |= _profiles(_draft(parts))
    parts |= _lists(_draft(parts))
    parts["list_amounts"] = _amounts(_draft(parts))
    parts["near"], parts["near_weights"] = _near(_draft(parts))
    return Annotations(**parts, onset_shares=onset_shares(_draft(parts), diseases))


def _draft(parts: dict[str, Any]) -> Annotations:
    """The parts that are there, for the next ones to be worked out from."""
    empty = np.empty(0, dtype=np.uint16)
    return Annotations(**(dict.fromkeys(Annotations.__dataclass_fields__, empty) | parts))


def in_order(ontology: Ontology) -> list[str]:
    """Phenotypic abnormality and everything below it, ancestors first."""
    if PHENOTYPE not in ontology.terms:
        return []
    below = ontology.descendants(PHENOTYPE)
    waiting = {
        term: sum(parent in below for parent in ontology.terms[term].parents) for term in below
    }
    order, ready = [], deque([PHENOTYPE])
    waiting[PHENOTYPE] = 0
    while ready:
        term = ready.popleft()
        order.append(term)
        for child in ontology.children[term]:
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    return order


def _number(term: str) -> int:
    return int(term.removeprefix("HP:"))


def _ontology(ontology: Ontology, terms: list[str], place: Mapping[str, int]) -> dict[str, Any]:
    steps: list[dict[int, int]] = []
    for term in terms:
        above = {place[term]: 0}
        for parent in ontology.terms[term].parents:
            for ancestor, count in steps[place[parent]].items() if parent in place else ():
                above[ancestor] = min(above.get(ancestor, 255), count + 1)
        steps.append(dict(sorted(above.items(), key=lambda pair: (pair[1], pair[0]))))
    aliases = {
        _number(alias): place[id]
        for id in terms
        for alias in ontology.terms[id].alternative_ids
        if alias.startswith("HP:")
    } | {
        _number(old): place[current]
        for old, new in ontology.replaced.items()
        if old.startswith("HP:") and (current := ontology.resolve(new)) is not None
        if current in place
    }
    return {
        "terms": np.array([_number(term) for term in terms], dtype=np.uint32),
        "labels": packed([ontology.terms[term].label for term in terms]),
        "beside": _numbers(ontology.terms.keys() - place.keys()),
        "withdrawn": _numbers(ontology.obsolete - ontology.replaced.keys()),
        "aliases": np.array(sorted(aliases.items()), dtype=np.uint32).reshape(-1, 2),
        "ancestor_starts": _starts(map(len, steps)),
        "ancestors": np.array([each for above in steps for each in above], dtype=np.uint16),
        "ancestor_steps": np.array([n for above in steps for n in above.values()], dtype=np.uint8),
    }


def _numbers(ids: Iterable[str]) -> Array:
    return np.array(sorted(_number(id) for id in ids if id.startswith("HP:")), dtype=np.uint32)


def _starts(lengths: Iterable[int]) -> Array:
    return np.concatenate([[0], np.cumsum(list(lengths), dtype=np.uint32)]).astype(np.uint32)


def _small(values: Sequence[int] | Array) -> Array:
    """The values in the smallest unsigned type that holds them."""
    array = np.asarray(values, dtype=np.int64)
    return array.astype(np.min_scalar_type(int(array.max(initial=0))))


def _rows(diseases: Sequence[Candidate], place: Mapping[str, int]) -> dict[str, Any]:
    statements: dict[tuple[float, ...], int] = {}
    references: dict[str, int] = {}
    rows: list[tuple[int, int, int]] = []
    lengths = []
    for disease in diseases:
        annotated = (
            (finding.term, row)
            for member in disease.members
            for finding in member.findings
            for row in finding.rows
        )
        found = sorted(
            (
                place[term],
                statements.setdefault(statement(row), len(statements)),
                references.setdefault(" ".join(row.references), len(references)),
            )
            for term, row in (*annotated, *disease.rows)
            if term in place
        )
        rows += found
        lengths.append(len(found))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return {
        "row_starts": _starts(lengths),
        "row_terms": _small(columns[:, 0]),
        "row_statements": _small(columns[:, 1]),
        "row_references": _small(columns[:, 2]),
        "statements": np.array(list(statements), dtype=np.float64).reshape(-1, 4),
        "references": packed(list(references)),
    }


def _labels(diseases: Sequence[Candidate], genes: Mapping[str, Sequence[Gene]]) -> dict[str, Any]:
    by_gene: dict[str, set[int]] = {}
    for disease, each in enumerate(diseases):
        for id in each.ids:
            for gene in genes.get(id, ()):
                by_gene.setdefault(gene.symbol, set()).add(disease)
    symbols = sorted(by_gene)
    families: dict[str, int] = {}
    family = [families.setdefault(family_name(each), len(families)) for each in diseases]
    return {
        "disease_ids": packed([" ".join(each.ids) for each in diseases]),
        "names": packed([each.name for each in diseases]),
        "family": _small(family),
        "onset": np.array([_onset(each) for each in diseases], dtype=np.uint16),
        "sex_linked": np.array([_sex_linked(each.members) for each in diseases], dtype=np.bool_),
        "genes": packed(symbols),
        "gene_starts": _starts(len(by_gene[symbol]) for symbol in symbols),
        "gene_diseases": _small([d for symbol in symbols for d in sorted(by_gene[symbol])]),
    }


_VARIANT = re.compile(
    r"\b(type|autosomal|dominant|recessive|x-linked|susceptibility to|and|with .*)\b"
    r"|\b(\d+[a-z]*|[ivx]+[a-z]?|[a-z])\b"
)


def family_name(disease: Candidate) -> str:
    """What diseases share whose names differ only in number, type or inheritance.

    OMIM numbers the diseases of a phenotypic series, so its name is asked first.
    """
    numbered = [member.name for member in disease.members if member.id.system == "OMIM"]
    numbered += [member.name for member in disease.members] or [disease.name]
    words = re.findall(r"[a-z]+", _VARIANT.sub(" ", numbered[0].lower()))
    return " ".join(sorted(set(words))) or disease.ids[0]


def _onset(disease: Candidate) -> int:
    mask = 0
    annotated = [each.term for member in disease.members for each in member.onset]
    for term in annotated or disease.onset:
        mask |= bit(term)
    return mask


def _sex_linked(members: Sequence[AnnotatedDisease]) -> bool:
    modes: set[Labelled] = {each for member in members for each in member.inheritance}
    found = {each.term for each in modes}
    return "HP:0001419" in found and found <= X_LINKED_RECESSIVE


def _profiles(draft: Annotations) -> dict[str, Any]:
    size = max(len(draft.terms), 1)
    keys = draft.row_diseases * size + draft.row_terms.astype(np.int64)
    found, share = pooled(keys, draft.statements[draft.row_statements])
    return {
        "own_starts": _starts(np.bincount(found // size, minlength=len(draft)).tolist()),
        "own_terms": _small(found % size),
        "own_shares": share.astype(np.float16),
    }


def _lists(draft: Annotations) -> dict[str, Any]:
    size = len(draft.terms)
    matrix = _summed(draft, kept_from(draft.own_shares.astype(np.float64)))
    level = levels(-np.expm1(matrix.data))
    rows = np.repeat(np.arange(size), np.diff(matrix.indptr))
    mean = np.bincount(rows, worth(shares(level)), size) / max(len(draft), 1)
    return {
        "list_starts": matrix.indptr.astype(np.uint32),
        "list_diseases": _small(matrix.indices),
        "list_levels": level,
        "background": mean + RARELY,
    }


def _summed(draft: Annotations, value: Array) -> Any:
    """For each term and disease the sum of a value over the disease's findings at or below."""
    above, count = all_above(draft, draft.own_terms)
    owner = np.repeat(np.arange(len(draft)), np.diff(draft.own_starts))
    places = (above.astype(np.int64), np.repeat(owner, count))
    # Row by row in the order of the diseases; what stands twice at a place is added up.
    shape = (len(draft.terms), len(draft))
    matrix = sparse.coo_array((np.repeat(value, count), places), shape=shape).tocsr()
    matrix.sort_indices()
    return matrix


def _amounts(draft: Annotations) -> Array:
    """For each disease in the lists the step of its amount."""
    counted = weight(draft)[draft.own_terms]
    return amount_steps(_summed(draft, draft.own_shares.astype(np.float64) * counted).data)


def _near(draft: Annotations) -> tuple[Array, Array]:
    """The most similar diseases: by the cosine of their findings, names and genes added."""
    count = len(draft)
    columns = np.repeat(np.arange(len(draft.terms)), np.diff(draft.list_starts))
    value = alike(shares(draft.list_levels), information(draft)[columns])
    matrix = sparse.csr_array(
        (value, (draft.list_diseases, columns)), shape=(count, len(draft.terms))
    )
    matrix.eliminate_zeros()
    matrix = unit(matrix)
    turned = matrix.T.tocsr()
    related = sparse.csr_array(
        (draft.kin_likeness / LEVELS, draft.kin, draft.kin_starts), shape=(count, count)
    )
    found = []
    for start, stop in pairwise([*range(0, count, BLOCK), count]):
        cosine = np.asarray((matrix[start:stop] @ turned + related[start:stop]).todense())
        cosine[np.arange(stop - start), np.arange(start, stop)] = 0
        found.append(nearest(cosine))
    if not found:
        return np.empty((0, NEAR), dtype=np.uint16), np.empty((0, NEAR), dtype=np.float32)
    near = np.concatenate([places for places, _ in found])
    return _small(near), np.concatenate([weights for _, weights in found]).astype(np.float32)
