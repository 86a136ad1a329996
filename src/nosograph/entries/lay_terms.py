"""dictionary/lay-terms.yaml: words that HPO has no synonym for.

Rule. A word leads to one term; a second one is reported.
"""

from pathlib import Path

from nosograph.entries.check_terms import check_term
from nosograph.entries.fields import Fields
from nosograph.entries.files import read_file
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk
from nosograph.model.lay_terms import LayTerm
from nosograph.model.ontology import Ontology
from nosograph.model.problems import Report

LAY_TERMS = "lay-terms.yaml"
LANGUAGES = ("en", "de")
"""Of plain meanings."""


def read_lay_terms(path: Path, ontology: Ontology, report: Report) -> tuple[LayTerm, ...]:
    """The lay words in a file; none, after reporting, when it cannot be read."""
    desk = Desk(report, path.name)
    text = read_file(path, desk)
    if text is None:
        desk.note("missing-file", f"there is no readable {path.name}", hint="write one")
        return ()
    root = read_yaml(text, desk)
    if root is None or root.kind == "nothing":
        return ()
    # A file is read as a mapping with one key, so that the ways to read a list are the same.
    key = Node("text", root.at, "lay terms")
    whole = Fields(Node("mapping", root.at, pairs=((key, root),)), desk, "file of lay terms")
    seen: dict[str, str] = {}
    found = (_lay_term(each, ontology, seen) for each in whole.mappings("lay terms", "lay term"))
    return tuple(each for each in found if each is not None)


def _lay_term(fields: Fields, ontology: Ontology, seen: dict[str, str]) -> LayTerm | None:
    fields.allow(("term", "label", "words", "meaning"))
    term, label = fields.text("term", needed=True), fields.text("label", needed=True)
    words = fields.words("words")
    meaning = _meaning(fields)
    if fields.node.get("words") is None and not meaning:
        fields.text("words", needed=True)
    if term:
        check_term(term, ontology, fields.desk, fields.place("term"))
    known = ontology.terms.get(term)
    if known is not None and label and label != known.label:
        fields.desk.note(
            "wrong-label",
            f"{label!r} is not HPO's label of {term}",
            fields.place("label"),
            value=label,
            hint=f"write {known.label!r}",
        )
    for number, word in enumerate(words):
        if seen.setdefault(word.casefold(), term) != term:
            fields.desk.note(
                "duplicate-name",
                f"{word!r} already leads to {seen[word.casefold()]}",
                fields.node.place("words", number),
                value=word,
                hint="leave it with the term that people mean",
            )
    return LayTerm(term, label, words, meaning) if known is not None else None


def _meaning(fields: Fields) -> dict[str, str]:
    given = fields.mapping("meaning") if fields.node.get("meaning") is not None else None
    if given is None:
        return {}
    given.allow(LANGUAGES)
    return {each: text for each in LANGUAGES if (text := given.text(each))}
