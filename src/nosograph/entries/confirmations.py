"""`twins.yaml`: who has held which plain-language section against which claims.

Rule. The file is written by `nosograph confirm`; people read it, and delete from it.
"""

from dataclasses import dataclass
from datetime import date

from nosograph.entries.fields import Fields
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk, did_you_mean
from nosograph.model.entries import Confirmation, Entry
from nosograph.prose.twins import TwinState, TwinStatus, twin_states

KEYS = ("section", "language", "date", "by", "text", "claims")


@dataclass(frozen=True, slots=True)
class ConfirmationFile:
    """What twins.yaml holds, each with its node."""

    confirmations: tuple[Confirmation, ...] = ()
    nodes: tuple[Node, ...] = ()


def read_confirmations(text: str, desk: Desk) -> ConfirmationFile:
    """The confirmations of a file; each problem goes to `desk`."""
    root = read_yaml(text, desk)
    if root is None:
        return ConfirmationFile()
    if root.kind != "mapping":
        hint = "begin it with 'confirmations:', or delete it and run `nosograph confirm`"
        desk.note("wrong-type", "the file is not a mapping", root.at, hint=hint)
        return ConfirmationFile()
    fields = Fields(root, desk, "file of confirmations")
    fields.allow(("confirmations",))
    parts = fields.mappings("confirmations", "confirmation")
    read = [(_confirmation(each), each.node) for each in parts]
    return ConfirmationFile(tuple(each for each, _ in read), tuple(node for _, node in read))


def _confirmation(fields: Fields) -> Confirmation:
    fields.allow(KEYS)
    return Confirmation(
        section=fields.text("section", needed=True),
        language=fields.text("language", needed=True),
        on=fields.day("date") or date.min,
        by=fields.text("by", needed=True),
        text=fields.text("text", needed=True),
        claims=fields.words("claims"),
        line=fields.node.at[0],
    )


def check_confirmations(entry: Entry, found: ConfirmationFile, desk: Desk) -> None:
    """Report confirmations of sections that are not there."""
    known = {(language, each.id) for language in entry.patient for each in entry.patient[language]}
    ids = {id for _, id in known}
    for each, node in zip(found.confirmations, found.nodes, strict=True):
        if each.section and each.language and (each.language, each.section) not in known:
            desk.note(
                "stale-section",
                f"confirms what is not there: section {each.section!r} in {each.language!r}",
                node.place("section"),
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
