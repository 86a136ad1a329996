"""dictionary/lexicons/findings.*.yaml: what findings are called, a file per language.

Rule. In a language a word leads to one term, and a term stands once; a second one is reported.
"""

from collections.abc import Iterator
from pathlib import Path

from nosograph.entries.check_terms import check_term
from nosograph.entries.fields import Fields
from nosograph.entries.files import read_file
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk
from nosograph.model.lexicons import FindingWords
from nosograph.model.ontology import Ontology
from nosograph.model.problems import Report

LEXICONS = "lexicons"
"""The folder of a dictionary that holds no entry but words."""
FINDINGS = "findings.*.yaml"


def read_lexicons(folder: Path, ontology: Ontology, report: Report) -> tuple[FindingWords, ...]:
    """The words for findings in all languages, as far as they can be read; problems are reported."""
    return tuple(
        each
        for path in sorted(folder.glob(FINDINGS))
        for each in _read(path, Desk(report, f"{LEXICONS}/{path.name}"), ontology)
    )


def _read(path: Path, desk: Desk, ontology: Ontology) -> Iterator[FindingWords]:
    text = read_file(path, desk)
    root = None if text is None else read_yaml(text, desk)
    if root is None or root.kind == "nothing":
        return
    # A file is read as a mapping with one key, so that the ways to read a list are the same.
    key = Node("text", root.at, "findings")
    whole = Fields(Node("mapping", root.at, pairs=((key, root),)), desk, "file of findings")
    language = path.name.split(".")[1]
    terms: set[str] = set()
    words: dict[str, str] = {}
    for each in whole.mappings("findings", "finding"):
        found = _finding(each, language, ontology, words)
        if found.term in terms:
            each.desk.note(
                "duplicate-finding",
                f"{found.term} comes twice",
                each.place("term"),
                value=found.term,
                hint="put the words of both together",
            )
        terms.add(found.term)
        if found.term in ontology.terms:
            yield found


def _finding(
    fields: Fields, language: str, ontology: Ontology, seen: dict[str, str]
) -> FindingWords:
    fields.allow(("term", "label", "names", "words", "meaning"))
    term, label = fields.text("term", needed=True), fields.text("label", needed=True)
    found = FindingWords(
        term, label, language, fields.words("names"), fields.words("words"), fields.text("meaning")
    )
    if not any(fields.node.get(each) for each in ("names", "words", "meaning")):
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
    for part in ("names", "words"):
        for number, word in enumerate(getattr(found, part)):
            if word.casefold() in seen:
                fields.desk.note(
                    "duplicate-name",
                    f"{word!r} already leads to {seen[word.casefold()]}",
                    fields.node.place(part, number),
                    value=word,
                    hint="leave it once, with the term that people mean",
                )
            seen[word.casefold()] = term
    return found
