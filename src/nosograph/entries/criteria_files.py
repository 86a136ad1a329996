"""The two files of an entry's criteria: what the sets cite and name, and their vignettes.

Rule. Whether a vignette comes out right is a question to the engine, which `build` asks.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nosograph.entries.check_terms import check_term
from nosograph.entries.check_text import Known, check_key
from nosograph.entries.check_wording import check_values
from nosograph.entries.criteria_yaml import CriteriaFile
from nosograph.entries.fields import SLUG
from nosograph.entries.nodes import Node
from nosograph.entries.problems import Desk, did_you_mean
from nosograph.formats.cases import read_vignettes
from nosograph.model.ontology import Ontology
from nosograph.model.problems import Problem
from nosograph.model.vignettes import Vignette

VIGNETTES = "vignettes.json"


@dataclass(frozen=True, slots=True)
class VignetteFile:
    """The vignettes of one file."""

    vignettes: tuple[Vignette, ...] = ()


def read_vignette_file(text: str, desk: Desk) -> VignetteFile:
    """The vignettes of a file; each problem goes to `desk`."""

    def report(problem: Problem) -> None:
        at = (problem.line, problem.column)
        desk.note(problem.slug, problem.message, at, value=problem.value, hint=problem.hint)

    found = read_vignettes(text, desk.path, report)
    seen: set[str] = set()
    for each in found:
        if each.case.id in seen:
            desk.note("duplicate-id", f"the vignette {each.case.id!r} comes twice", each.place,
                      value=each.case.id, hint="give each its own id")  # fmt: skip
        seen.add(each.case.id)
    return VignetteFile(found)


def write_vignettes(vignettes: Iterable[Vignette]) -> str:
    """The text of a file with these vignettes."""
    value = {"vignettes": [each.record for each in vignettes]}
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def cited_in(file: CriteriaFile) -> set[str]:
    """Reference keys that the sets rest on."""
    return {key.text for each in _sets(file) for key in _keys(each)}


def check_criteria(file: CriteriaFile, known: Known, ontology: Ontology, desk: Desk) -> None:
    """Report citations without a reference, findings that HPO does not have, and ids taken."""
    ids: set[str] = set()
    for each in _sets(file):
        id = each.get("id")
        if id is not None:
            _check_id(id, ids, desk)
        for key in _keys(each):
            check_key(key.text, known, desk, key.at)
        for item in _parts(each, "items"):
            for code in _parts(item, "codes"):
                _check_code(code, ontology, desk)
        _check_notes(each, desk)
    check_values(file.root, desk, doses=True)


def check_vignettes(vignettes: VignetteFile, file: CriteriaFile, desk: Desk) -> None:
    """Report vignettes of sets and items that the entry does not have."""
    sets = {each.id: each for each in file.sets}
    unread = {id.text for each in _sets(file) if (id := each.get("id"))} - sets.keys()
    for each in vignettes.vignettes:
        found = sets.get(each.criteria)
        at = each.place
        if file.root.kind != "mapping" or each.criteria in unread:
            continue
        if found is None:
            hint = did_you_mean(each.criteria, sets, "name a set of criteria.yaml")
            desk.note("unknown-item", f"{each.case.id}: there are no criteria {each.criteria!r}", at,
                      value=each.criteria, hint=hint)  # fmt: skip
            continue
        items = {item.id for item in found.items}
        levels = {level.id for level in found.levels}
        named = [(s.item, items, "item") for s in each.case.statements if s.item]
        named += [(level, levels, "level") for level in each.levels]
        for name, names, what in named:
            if name not in names:
                desk.note("unknown-item", f"{each.case.id}: {found.id} has no {what} {name!r}", at,
                          value=name, hint=did_you_mean(name, names, "look into criteria.yaml"))  # fmt: skip


def check_ids_across(files: Iterable[tuple[CriteriaFile, Desk]]) -> None:
    """Report sets of different entries with one id."""
    taken: dict[str, str] = {}
    for file, desk in files:
        for each in _sets(file):
            id = each.get("id")
            if id is not None and taken.setdefault(id.text, desk.path) != desk.path:
                desk.note("duplicate-id", f"{id.text!r} is also a set of {taken[id.text]}", id.at,
                          value=id.text, hint="criteria are asked for by their id: change one")  # fmt: skip


def _check_id(id: Node, ids: set[str], desk: Desk) -> None:
    if not SLUG.fullmatch(id.text):
        desk.note("bad-value", f"id {id.text!r} is not a slug", id.at, value=id.text,
                  hint="use lower-case letters, digits and single hyphens")  # fmt: skip
    if id.text in ids:
        desk.note("duplicate-id", f"id {id.text!r} comes twice", id.at, value=id.text,
                  hint="give each its own id")  # fmt: skip
    ids.add(id.text)


def _check_code(code: Node, ontology: Ontology, desk: Desk) -> None:
    id, label = code.get("code"), code.get("label")
    if id is None or not id.text.startswith("HP:"):
        return
    check_term(id.text, ontology, desk, id.at)
    term = ontology.terms.get(id.text)
    if term is not None and label is not None and label.text != term.label:
        desk.note("wrong-label", f"{label.text!r} is not HPO's label of {id.text}", label.at,
                  value=label.text, hint=f"write {term.label!r}")  # fmt: skip


def _check_notes(each: Node, desk: Desk) -> None:
    names = {
        name.text
        for part in ("items", "parts", "levels")
        for one in _parts(each, part)
        if (name := one.get("id")) is not None
    }
    for note in _parts(each, "notes"):
        about = note.get("about")
        for name in about.items if about is not None else ():
            if name.text not in names:
                desk.note("unknown-item", f"a note is about {name.text!r}, which is nothing here",
                          name.at, value=name.text,
                          hint=did_you_mean(name.text, names, "name an item, a part or a level"))  # fmt: skip


def _sets(file: CriteriaFile) -> tuple[Node, ...]:
    return _parts(file.root, "sets")


def _parts(node: Node, key: str) -> tuple[Node, ...]:
    found = node.get(key)
    return () if found is None else tuple(each for each in found.items if each.kind == "mapping")


def _keys(each: Node) -> Iterator[Node]:
    for node in (each, *_parts(each, "notes")):
        sources = node.get("sources")
        yield from sources.items if sources is not None else ()
