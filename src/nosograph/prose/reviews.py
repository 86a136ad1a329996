"""Reviews: whether the entry still says what somebody has reviewed.

Rule. A review is of exactly one state: the claims with their sources, and the tools. When one of
them changes, the review is of an earlier state, and everybody is told; wording of the patient
text, dates and editors are no part of it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from nosograph.model.entries import Entry, ReviewRecord
from nosograph.prose.claims import claims_of


def state_of(entry: Entry) -> str:
    """What the entry claims, as a short sum that changes with any claim, source or tool."""
    tools = (entry.pathways, entry.workup, entry.scales, entry.differential)
    told = [*sorted(_claims(entry)), *map(repr, map(_plain, tools))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _claims(entry: Entry) -> Iterator[str]:
    for claim in claims_of(entry):
        backings = (f"{each.key} {each.locator} {each.via}" for each in claim.backings)
        yield f"{claim.id} {claim.chapter} {'; '.join(sorted(backings))}"


def _plain(value: Any) -> Any:
    """A value without what takes no part in equality, such as lines."""
    if is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in fields(value) if each.compare]
    return list(map(_plain, value)) if isinstance(value, tuple) else value


def is_of_now(record: ReviewRecord, entry: Entry) -> bool | None:
    """Whether a review is of the entry as it is; None where it does not say of what it is."""
    return record.state == state_of(entry) if record.state else None


def stale(entry: Entry) -> tuple[ReviewRecord, ...]:
    """The reviews of an earlier state, of people who have not reviewed this one."""
    now = state_of(entry) if any(each.state for each in entry.review.records) else ""
    again = {each.by for each in entry.review.records if each.state == now}
    return tuple(
        each
        for each in entry.review.records
        if each.state and each.state != now and each.by not in again
    )
