"""dictionary/lexicons/diseases.*.yaml: what diseases are called, a file per language.

Rule. In a language a word leads to one disease, and a disease stands once; a second one is
reported.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from nosograph.entries.fields import Fields
from nosograph.entries.files import read_file
from nosograph.entries.lexicons import LEXICONS
from nosograph.entries.nodes import Node, read_yaml
from nosograph.entries.problems import Desk
from nosograph.model.lexicons import DiseaseWords
from nosograph.model.problems import Report

DISEASES = "diseases.*.yaml"


def read_disease_words(
    folder: Path, known: Mapping[str, str], report: Report
) -> tuple[DiseaseWords, ...]:
    """The words for diseases in all languages, as far as they can be read; problems are reported.

    `known` gives the name of every code and entry that a word may lead to.
    """
    return tuple(
        each
        for path in sorted(folder.glob(DISEASES))
        for each in _read(path, Desk(report, f"{LEXICONS}/{path.name}"), known)
    )


def _read(path: Path, desk: Desk, known: Mapping[str, str]) -> Iterator[DiseaseWords]:
    text = read_file(path, desk)
    root = None if text is None else read_yaml(text, desk)
    if root is None or root.kind == "nothing":
        return
    # A file is read as a mapping with one key, so that the ways to read a list are the same.
    key = Node("text", root.at, "diseases")
    whole = Fields(Node("mapping", root.at, pairs=((key, root),)), desk, "file of diseases")
    language = path.name.split(".")[1]
    targets: set[str] = set()
    words: dict[str, str] = {}
    for each in whole.mappings("diseases", "disease"):
        found = _disease(each, language, known, words)
        if found.target in targets:
            each.desk.note(
                "duplicate-code",
                f"{found.target} comes twice",
                each.place("code"),
                value=found.target,
                hint="put the words of both together",
            )
        targets.add(found.target)
        if found.target in known:
            yield found


def _disease(
    fields: Fields, language: str, known: Mapping[str, str], seen: dict[str, str]
) -> DiseaseWords:
    fields.allow(("code", "entry", "label", "names", "words"))
    part = "entry" if fields.node.get("entry") is not None else "code"
    target, label = fields.text(part, needed=True), fields.text("label", needed=True)
    found = DiseaseWords(target, label, language, fields.words("names"), fields.words("words"))
    if not (found.names or found.words):
        fields.text("words", needed=True)
    if target and target not in known:
        fields.desk.note(
            "unknown-entry" if part == "entry" else "unknown-code",
            f"nothing is known of {target}",
            fields.place(part),
            value=target,
            hint="write an entry's folder, or a code of ICD-10-CM, ORPHA or OMIM that has a name",
        )
    elif label and label != known.get(target, label):
        fields.desk.note(
            "wrong-label",
            f"{label!r} is not the name of {target}",
            fields.place("label"),
            value=label,
            hint=f"write {known[target]!r}",
        )
    for each in ("names", "words"):
        for number, word in enumerate(getattr(found, each)):
            if seen.setdefault(word.casefold(), target) != target:
                fields.desk.note(
                    "duplicate-name",
                    f"{word!r} already leads to {seen[word.casefold()]}",
                    fields.node.place(each, number),
                    value=word,
                    hint="leave it once, with the disease that people mean",
                )
    return found
