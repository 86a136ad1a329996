"""`twins.yaml`: who has held which plain-language section against which claims.

Rule. The file is written by `nosograph confirm`; people read it, and delete from it.
"""

from dataclasses import dataclass

from nosograph.entries.codec import Form
from nosograph.entries.problems import Desk, did_you_mean
from nosograph.model.entries import Confirmation, Entry
from nosograph.prose.twins import TwinState, TwinStatus, twin_states


@dataclass(frozen=True, slots=True)
class ConfirmationFile:
    """Which plain-language sections were held against which claims."""

    confirmations: tuple[Confirmation, ...]


def check_confirmations(entry: Entry, form: Form[ConfirmationFile], desk: Desk) -> None:
    """Report confirmations of sections that are not there."""
    known = {(language, each.id) for language in entry.patient for each in entry.patient[language]}
    ids = {id for _, id in known}
    for each in entry.confirmations:
        if each.section and each.language and (each.language, each.section) not in known:
            desk.note(
                "stale-section",
                f"confirms what is not there: section {each.section!r} in {each.language!r}",
                form.fields(each).place("section"),
                value=each.section,
                hint=did_you_mean(each.section, ids, "delete the confirmation"),
            )


def check_twins(entry: Entry, desks: dict[str, Desk]) -> None:
    """Report sections whose claims or words have changed since they were confirmed.

    An entry in which nothing was ever confirmed is left in peace; its page says so.
    """
    if not entry.confirmations:
        return
    for state in twin_states(entry):
        if state.status is not TwinStatus.CONFIRMED and state.language in desks:
            desks[state.language].note(
                "stale-section",
                f"section {state.section.id!r} {_why(state)}",
                (state.section.line, 1),
                value=state.section.id,
                hint=f"compare it with its chapters, then run"
                f" `nosograph confirm {entry.slug} {state.section.id}`",
            )


def _why(state: TwinState) -> str:
    if state.status is TwinStatus.UNCONFIRMED:
        return "was never held against its claims"
    changes = []
    if state.changed:
        changes.append(f"renders {state.changed} claim{'s'[: state.changed != 1]} that changed")
    if state.reworded:
        changes.append("has other words")
    return f"{' and '.join(changes)} since {state.confirmation.on if state.confirmation else ''}"
