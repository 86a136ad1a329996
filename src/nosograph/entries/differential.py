"""What `differential.yaml` has to be beyond its fields.

Rule. A neighbour is an entry of the dictionary or a name, never both; either way it says in what
it differs.
"""

from nosograph.entries.check_terms import check_label, check_term
from nosograph.entries.check_text import Known, check_slug
from nosograph.entries.codec import Form
from nosograph.entries.problems import Desk
from nosograph.model.neighbours import Neighbour, Neighbourhood
from nosograph.model.ontology import Ontology


def check_neighbours(form: Form[Neighbourhood]) -> None:
    """Report neighbours that are both an entry and a name, or neither."""
    for each in form.value.neighbours if form.value else ():
        place = form.fields(each)
        if each.entry and (each.name or place.node.get("code")):
            hint = "keep 'entry' alone; the entry has its own name and codes"
            told = "a neighbour is an entry or a name"
            place.wrong("name" if each.name else "code", told, hint)
        if not each.entry and not each.name:
            hint = "add 'entry: slug', or 'name: …' for what has no entry"
            place.missing("entry", "a neighbour needs 'entry'", hint)


def check_differential(
    form: Form[Neighbourhood], known: Known, ontology: Ontology, desk: Desk
) -> None:
    """Report entries that are not in the dictionary, and findings that HPO does not have."""
    seen: set[str] = set()
    for each in form.value.neighbours if form.value else ():
        _check_entry(each, form, known, seen, desk)
        for difference in each.differences:
            if difference.term:
                place = form.fields(difference)
                check_term(difference.term, ontology, desk, place.place("term"))
                check_label(difference.term, difference.label, ontology, desk, place.place("label"))


def _check_entry(
    neighbour: Neighbour, form: Form[Neighbourhood], known: Known, seen: set[str], desk: Desk
) -> None:
    entry, at = neighbour.entry, form.fields(neighbour).place("entry")
    if not entry:
        return
    check_slug(entry, known.entries, desk, at, "write 'name' and 'code' for what has no folder")
    if entry in seen:
        hint = "join the two"
        desk.note("duplicate-id", f"entry {entry!r} comes twice", at, value=entry, hint=hint)
    seen.add(entry)
