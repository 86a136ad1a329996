"""The differential diagnosis without a server: the release's arrays, for a script that adds them up.

Rule. The numbers of the model come from the fast engine; the script has none of its own.
"""

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nosograph.asking.differential import disease_of
from nosograph.asking.release import OpenRelease
from nosograph.editions.scripts import holding
from nosograph.library.annotations import LEVELS, Annotations
from nosograph.model.ages import MEAN_MONTH, UNITS_SPELT
from nosograph.model.entries import Kind
from nosograph.reasoning.differential.confidence import LEADING, LIMITS
from nosograph.reasoning.differential.engine import FADING, OFTEN, WORTH, Engine, absence
from nosograph.reasoning.differential.evidence import whole
from nosograph.reasoning.differential.onset import (
    CLASSES,
    JUVENILE,
    distribution,
    expected,
)
from nosograph.reasoning.differential.parameters import (
    BEGUN_FLOOR,
    ONSET_FLOOR,
    ONSET_POWER,
    TOO_LATE,
    TOO_LATE_TRUST,
    WRONG_SEX,
)
from nosograph.reasoning.differential.profiles import AMOUNTS
from nosograph.reasoning.differential.question import Unused
from nosograph.reasoning.differential.reasons import LEAST
from nosograph.render.differential import considered
from nosograph.render.languages import for_script
from nosograph.web.differential import TOP

_PHRASES = (
    "criteria_age_bad", "dx_adds", "dx_finding", "dx_how", "dx_in_share", "dx_level_clear",
    "dx_level_none", "dx_level_some", "dx_level_weak", "dx_match_excluded",
    "dx_match_likely_onset", "dx_match_not_annotated", "dx_match_onset", "dx_match_prior",
    "dx_match_recorded", "dx_no_list", "dx_onset", "dx_score", "dx_sex",
    "dx_sum", "dx_unexplained", "dx_unused", "dx_why", "edition_borrowed", "edition_differential",
    "edition_more_general", "edition_shown", "kind_curated",
    *(f"dx_unused_{each}" for each in Unused),
)  # fmt: skip


def differential_script(release: OpenRelease, languages: Iterable[str]) -> bytes:
    """The arrays and the names of the diseases, as a script."""
    annotations = release.library.annotations
    told = {
        each: for_script(_PHRASES, each)
        | {"considered": considered(len(annotations), annotations.version, each)}
        for each in languages
    }
    data = differential_data(annotations)
    shown = {"diseases": list(_listed(release)), "words": told}
    return holding("nosographDifferential", data | shown)


def differential_data(annotations: Annotations) -> dict[str, Any]:
    """What scores are made of: arrays as base64 under their types, and a few numbers."""
    evidence = whole(annotations)
    tables = Engine(annotations, evidence).tables
    ids = list(annotations.disease_ids)
    shares = np.square(np.arange(LEVELS + 1) / LEVELS)
    order = np.empty(len(ids), dtype=np.int64)
    order[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return {
        "terms": _typed(annotations.terms, np.uint32),
        "beside": annotations.beside.tolist(),
        "withdrawn": annotations.withdrawn.tolist(),
        "lineageStarts": _typed(annotations.ancestor_starts, np.uint32),
        "lineage": _typed(annotations.ancestors, np.uint16),
        "steps": _typed(annotations.ancestor_steps, np.uint8),
        "shownStarts": _typed(annotations.list_starts, np.uint32),
        "shownBy": _typed(annotations.list_diseases, np.uint16),
        "levels": _typed(annotations.list_levels, np.uint8),
        "amounts": _typed(annotations.list_amounts, np.uint8),
        "gain": _typed(tables["gain"], np.float64),
        "cover": _typed(tables["cover"], np.float64),
        "background": _typed(tables["background"], np.float64),
        "factor": _typed(tables["factor"], np.float64),
        "own": _typed(tables["own"], np.float64),
        "near": _typed(tables["near"], np.uint16),
        "nearWeights": _typed(tables["near_weights"], np.float32),
        "family": _typed(tables["family"], np.uint16),
        "familyWeight": _typed(tables["family_weight"], np.float64),
        "absentStarts": _typed(evidence.absent_starts, np.uint32),
        "absentIn": _typed(evidence.absent_diseases, np.uint16),
        "absentPatients": _typed(evidence.absent_patients, np.uint16),
        "sexLinked": _typed(annotations.sex_linked, np.uint8),
        "order": _typed(order, np.uint16),
        "share": shares.tolist(),
        "worth": WORTH.tolist(),
        "amount": AMOUNTS.tolist(),
        "fading": FADING.tolist(),
        "absence": [0.0] * OFTEN + absence(shares[OFTEN:]).tolist(),
        **_onset_data(annotations),
        "wrongSex": WRONG_SEX,
        "least": LEAST,
        "leading": LEADING,
        "top": TOP,
        "limits": [[str(level), *least] for level, *least in LIMITS],
        "age": {"units": UNITS_SPELT, "month": MEAN_MONTH.numerator, "day": MEAN_MONTH.denominator},
    }


def _onset_data(annotations: Annotations) -> dict[str, Any]:
    asked = np.array([expected(each) for each in np.eye(len(CLASSES))])
    usual = distribution(annotations).mean(axis=0)
    return {
        "onsetAnnotated": _typed(annotations.onset > 0, np.uint8),
        "onsetShares": _typed(annotations.onset_shares.ravel(), np.uint8),
        "onsets": [[each.label, float(each.end * MEAN_MONTH.numerator)] for each in CLASSES],
        "onsetExpected": asked.tolist(),
        "onsetUsual": (asked @ usual).tolist(),
        "onsetFloor": ONSET_FLOOR,
        "onsetPower": ONSET_POWER,
        "begunFloor": BEGUN_FLOOR,
        "juvenile": JUVENILE,
        "tooLate": TOO_LATE,
        "tooLateTrust": TOO_LATE_TRUST,
    }


def _typed(values: NDArray[Any], kind: Any) -> list[str]:
    """An array as its type and its bytes, lowest first.

    Raises:
        OverflowError: a value does not fit into the type.
    """
    array = np.asarray(values)
    if np.issubdtype(kind, np.integer) and array.size and int(array.max()) > np.iinfo(kind).max:
        raise OverflowError(f"{array.max()} does not fit into {np.dtype(kind).name}")
    data = array.astype(np.dtype(kind).newbyteorder("<")).tobytes()
    return [np.dtype(kind).name, b64encode(data).decode()]


def _listed(release: OpenRelease) -> Iterable[list[str | int] | None]:
    """For each disease its page, its name, and 1 for a curated entry; nothing without a page."""
    annotations = release.library.annotations
    for place, name in enumerate(annotations.names):
        disease = disease_of(release, annotations.ids(place))
        curated = disease is not None and disease.kind is Kind.CURATED
        yield [disease.slug, name, int(curated)] if disease is not None else None
