"""Which resources state something about a patient, and what their status words do to it.

Rule. A status that is not listed here leaves the resource out: a newer one may say the opposite.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

PRESENT, ABSENT = "present", "absent"


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of resource."""

    statuses: Mapping[str, str] = field(default_factory=dict)
    """Word of `status` → what it makes of the statement; empty where there is no status."""
    codes: tuple[str, ...] = ("code",)
    """Where the concepts stand."""
    subject: tuple[str, ...] = ("subject",)
    starts: tuple[str, ...] = ()
    """Elements that say when, the most telling first."""
    recorded: tuple[str, ...] = ()
    """Elements that say by when it was known."""
    ends: tuple[str, ...] = ()
    has_result: bool = False
    """Whether the value says what is stated."""
    intents: frozenset[str] = frozenset()
    """Words of `intent` that mean that it was done, where there is an intent."""


_EFFECTIVE = ("effectiveDateTime", "effectiveInstant", "effectivePeriod", "effectiveTiming")
_MEDICINE = ("medicationCodeableConcept", "medication")
KINDS: Mapping[str, Kind] = {
    "Condition": Kind(
        starts=("onsetDateTime", "onsetPeriod"), recorded=("recordedDate", "assertedDate"),
        ends=("abatementDateTime", "abatementPeriod"),
    ),
    "Observation": Kind(
        {"final": PRESENT, "amended": PRESENT, "corrected": PRESENT, "appended": PRESENT},
        starts=_EFFECTIVE, has_result=True,
    ),
    "Procedure": Kind(
        {"completed": PRESENT, "not-done": ABSENT},
        starts=("performedDateTime", "performedPeriod", "occurrenceDateTime", "occurrencePeriod"),
    ),
    "MedicationStatement": Kind(
        {"active": PRESENT, "completed": PRESENT, "recorded": PRESENT, "not-taken": ABSENT},
        _MEDICINE, starts=_EFFECTIVE,
    ),
    "MedicationAdministration": Kind(
        {"completed": PRESENT, "in-progress": PRESENT, "not-done": ABSENT},
        _MEDICINE, starts=("effectiveDateTime", "effectivePeriod", "occurenceDateTime", "occurencePeriod"),
    ),
    "MedicationDispense": Kind({"completed": PRESENT}, _MEDICINE, starts=("whenHandedOver",)),
    "MedicationRequest": Kind(
        {"active": PRESENT, "completed": PRESENT}, _MEDICINE, starts=("authoredOn",),
        intents=frozenset({"order", "original-order", "reflex-order", "filler-order", "instance-order"}),
    ),
}  # fmt: skip

VERIFICATION: Mapping[str, str] = {
    "confirmed": PRESENT,
    "refuted": ABSENT,
    "unconfirmed": "",
    "provisional": "",
    "differential": "",
}
"""`Condition.verificationStatus` → what it makes of the condition; empty: nothing either way."""
IN_ERROR = "entered-in-error"

CERTAINTY: Mapping[str, str] = {"G": PRESENT, "A": ABSENT, "V": "", "Z": ""}
"""German diagnostic certainty: gesichert, Ausschluss, Verdacht, and Zustand nach, of which the
day on which it was coded is not a day on which the condition was there."""
