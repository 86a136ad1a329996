"""Whether the data of entry.yaml are true to the ontology, to HPO's annotations and to themselves.

Rule. What can be looked up is looked up; a hint gives the right value where there is one.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from nosograph.entries.check_text import Known, check_key
from nosograph.entries.entry_yaml import UNDATED, EntryPart
from nosograph.entries.fields import SLUG
from nosograph.entries.problems import Desk, Place
from nosograph.model.entries import Name
from nosograph.model.ontology import Ontology
from nosograph.model.sources import CITABLE

_TERM = re.compile(r"HP:\d{7}", re.ASCII)
_ANNOTATED = ("ORPHA", "OMIM", "DECIPHER")


def check_findings(part: EntryPart, ontology: Ontology, desk: Desk) -> None:
    """Report findings that HPO does not have, calls otherwise, or that come twice."""
    seen: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for index, finding in enumerate(part.findings):
        at = part.place("findings", index, "term")
        if finding.term:
            check_term(finding.term, ontology, desk, at)
        label_at = part.place("findings", index, "label")
        check_label(finding.term, finding.label, ontology, desk, label_at)
        key = (finding.term, finding.population, finding.phase)
        if finding.term and key in seen:
            desk.note(
                "duplicate-finding",
                f"{finding.term} comes twice for the same population and phase",
                at,
                value=finding.term,
                hint=f"join it with the one in line {seen[key]}",
            )
        seen.setdefault(key, finding.line)


def check_label(id: str, label: str, ontology: Ontology, desk: Desk, at: Place) -> None:
    """Report a label that is not HPO's own."""
    term = ontology.terms.get(id)
    if term is not None and label and label != term.label:
        desk.note(
            "wrong-label",
            f"{label!r} is not HPO's label of {id}",
            at,
            value=label,
            hint=f"write {term.label!r}",
        )


def check_term(id: str, ontology: Ontology, desk: Desk, at: Place) -> None:
    """Report an id that is not a current finding of HPO."""
    if id in ontology.terms:
        if ontology.system(id) is None:
            desk.note(
                "not-a-finding",
                f"{id} ({ontology.terms[id].label}) is no phenotypic abnormality",
                at,
                value=id,
                hint="use a term below HP:0000118",
            )
        return
    current = ontology.resolve(id)
    if current is not None or id in ontology.obsolete:
        instead = f"use {current} ({ontology.terms[current].label})" if current else ""
        desk.note(
            "obsolete-hpo-id",
            f"{id} is no longer used by HPO",
            at,
            value=id,
            hint=instead or "look for a current term; HPO names no replacement",
        )
        return
    form = "look it up at hpo.jax.org" if _TERM.fullmatch(id) else "write HP: and seven digits"
    desk.note("unknown-hpo-id", f"HPO has no term {id!r}", at, value=id, hint=form)


def check_codes(part: EntryPart, names_of: Mapping[str, str], desk: Desk) -> None:
    """Report codes that come twice, or that HPO's annotations know by another name or not at all."""
    seen: dict[str, int] = {}
    own = {folded(part.name), *(folded(name.text) for name in part.names)}
    for index, link in enumerate(part.codes):
        code, at = str(link.code), part.place("codes", index, "code")
        if code in seen:
            desk.note(
                "duplicate-code",
                f"{code} comes twice",
                at,
                value=code,
                hint=f"delete one of them; the other is in line {seen[code]}",
            )
        seen.setdefault(code, at[0])
        if not names_of or link.code.system not in _ANNOTATED or link.match != "exact":
            continue
        name = names_of.get(code)
        if name is None:
            desk.note(
                "unknown-code",
                f"HPO's annotations do not know {code}",
                at,
                value=code,
                hint="check the number; if it is right, nothing needs to be done",
            )
        elif not own & {folded(each) for each in (name, *name.split(";"))}:
            desk.note(
                "code-name",
                f"{code} stands for {name!r}, which is no name of this entry",
                at,
                value=code,
                hint=f"check the number; if it is right, add {name!r} to 'names'",
            )


def folded(name: str) -> str:
    """A name without case, marks and spaces, for comparing."""
    return "".join(c for c in name.casefold() if c.isalnum())


def check_names(part: EntryPart, desk: Desk) -> None:
    """Report names that say the same in the same language."""
    seen = {("en", folded(part.name)): part.root.place("name")[0]}
    for index, name in enumerate(part.names):
        key = (name.language, folded(name.text))
        if key in seen:
            desk.note(
                "duplicate-name",
                f"the name {name.text!r} comes twice",
                part.place("names", index, "text"),
                value=name.text,
                hint=f"delete one of them; the other is in line {seen[key]}",
            )
        seen.setdefault(key, part.place("names", index, "text")[0])


def is_distinctive(name: Name) -> bool:
    """Whether no other disease should have this name; abbreviations are shared by many."""
    return name.type != "abbreviation"


def check_figures(part: EntryPart, used: Collection[str], desk: Desk) -> None:
    """Report figures with unusable ids, with the id of another, and figures that nobody uses.

    `used` are the place-holders of all texts: `figure:id`, `figures:topic`.
    """
    seen: dict[str, int] = {}
    for index, figure in enumerate(part.figures):
        for key, value in (("id", figure.id), ("topic", figure.topic)):
            if value and not SLUG.fullmatch(value):
                desk.note(
                    "bad-value",
                    f"{key} cannot be {value!r}",
                    part.place("figures", index, key),
                    value=value,
                    hint="use lower-case letters, digits and single hyphens",
                )
        at = part.place("figures", index, "id")
        if figure.id and figure.id in seen:
            desk.note(
                "duplicate-id",
                f"figure {figure.id!r} comes twice",
                at,
                value=figure.id,
                hint=f"give it another id; the other is in line {seen[figure.id]}",
            )
        elif not {f"figure:{figure.id}", f"figures:{figure.topic}"} & set(used):
            desk.note(
                "unused-figure",
                f"no text uses the figure {figure.id!r}",
                at,
                value=figure.id,
                hint=f"write {{{{figure:{figure.id}}}}} where it belongs, or delete it",
            )
        seen.setdefault(figure.id, at[0])


def check_review(part: EntryPart, today: date, desk: Desk) -> None:
    """Report a review that is overdue, or whose dates and reviewers do not fit."""
    review = part.review

    def place(key: str) -> Place:
        return part.root.place("review", key)

    if review.due == UNDATED.due:
        pass
    elif review.due <= review.updated:
        desk.note(
            "bad-review",
            f"the review is due on {review.due}, not after the update on {review.updated}",
            place("due"),
            value=str(review.due),
            hint="set a later date",
        )
    elif today > review.due:
        desk.note(
            "review-overdue",
            f"the review was due on {review.due}",
            place("due"),
            value=str(review.due),
            hint="look whether the entry still holds, then set 'updated' and 'due' anew",
        )
    if review.updated > today:
        desk.note(
            "bad-review",
            f"the entry was updated on {review.updated}, which is yet to come",
            place("updated"),
            value=str(review.updated),
            hint="write the day of the last change",
        )
    if review.status == "reviewed" and not review.reviewers:
        desk.note(
            "bad-review",
            "reviewed, but by nobody",
            place("status"),
            value="reviewed",
            hint="name the reviewers, or write not-reviewed",
        )


def sources_of(part: EntryPart) -> Iterator[tuple[str, Place]]:
    """Every key under `sources`, with its place."""
    for key in ("names", "codes", "findings", "figures", "organisations", "specialties"):
        for index, each in enumerate(getattr(part, key)):
            for number, source in enumerate(each.sources):
                yield source, part.place(key, index, "sources", number)


def check_sources(part: EntryPart, known: Known, desk: Desk) -> None:
    """Report sources without a reference, and findings and organisations without a source."""
    for source, at in sources_of(part):
        if source not in CITABLE:
            check_key(source, known, desk, at)
    for key, what in (
        ("findings", "finding"),
        ("organisations", "organisation"),
        ("specialties", "specialty"),
    ):
        for index, each in enumerate(getattr(part, key)):
            if not each.sources:
                desk.note(
                    "unsourced-claim",
                    f"a {what} without a source",
                    part.place(key, index),
                    value=what,
                    hint="add 'sources: [key]'",
                )
