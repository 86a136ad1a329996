"""What `presentation.yaml` has to be beyond its fields.

Rule 1. Whatever is said is said in every language of the summary.
Rule 2. The steps are a whole graph, and a question speaks for causes that are listed.
"""

from collections.abc import Iterator
from typing import Any

from nosograph.entries.check_terms import check_label, check_term
from nosograph.entries.check_text import Known, check_slug
from nosograph.entries.codec import Form, slots_of
from nosograph.entries.pathways import check_graph
from nosograph.entries.problems import Desk, did_you_mean
from nosograph.model.forms import Spoken
from nosograph.model.ontology import Ontology
from nosograph.model.presentations import Lead, Presentation, Question, RedFlag


def check_presentation(form: Form[Presentation]) -> None:
    """Report words that a language lacks, causes nobody can be, and steps that lead nowhere."""
    found = form.value
    if found is None:
        return
    for part in _parts(found):
        _check_languages(part, found.languages, form)
    causes = [each.id for each in found.causes]
    for cause in found.causes:
        place = form.fields(cause)
        if not cause.ages:
            place.missing("ages", "a cause needs 'ages'", "list the ages at which it occurs")
        if cause.entry and cause.code:
            place.wrong("code", "a cause has an entry or a code", "keep 'entry' alone")
    for question in found.questions:
        place = form.fields(question)
        for number, id in enumerate(question.towards):
            if id not in causes:
                hint = did_you_mean(id, causes, "name the id of a cause")
                told, at = f"no cause is called {id!r}", place.node.place("towards", number)
                place.desk.note("unknown-step", told, at, value=id, hint=hint)
    check_graph(found, "pathway", form)


def _parts(part: Any) -> Iterator[Any]:
    """A part of the file and everything below it that is a mapping of fields."""
    yield part
    for slot in slots_of(type(part)):
        if slot.part is not None and slot.is_list:
            for below in getattr(part, slot.name):
                yield from _parts(below)


def _check_languages(part: Any, languages: tuple[str, ...], form: Form[Presentation]) -> None:
    for slot in slots_of(type(part)):
        said: Spoken = getattr(part, slot.name) if slot.holds == Spoken else ()
        if not said or tuple(language for language, _ in said) == languages:
            continue
        place = form.fields(part)
        told = f"{slot.key} is not said in the languages of the summary, in their order"
        hint = f"say it in: {', '.join(languages)}"
        place.desk.note("missing-key", told, place.place(slot.key), value=slot.key, hint=hint)


def check_presented(form: Form[Presentation], known: Known, ontology: Ontology, desk: Desk) -> None:
    """Report entries that are not in the dictionary, and findings that HPO does not have."""
    found = form.value
    if found is None:
        return
    for cause in found.causes:
        if cause.entry:
            hint = "write 'code' for what has no folder"
            check_slug(cause.entry, known.entries, desk, form.fields(cause).place("entry"), hint)
    parts: tuple[Lead | RedFlag | Question, ...]
    parts = (*found.leads, *found.red_flags, *found.questions)
    for part in parts:
        if part.term:
            place = form.fields(part)
            check_term(part.term, ontology, desk, place.place("term"))
            check_label(part.term, part.label, ontology, desk, place.place("label"))
