"""Whole sentences as a ward doctor, a practice, a parent and a paper write them, in HPO's own words.

`<-fever>` is absent, `+` present, `?` possible, `f` family, `h` history, `r` resolved; `@P2Y` is the
onset. Sets are in the order in which they were written; each was read once before a rule was made.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nosograph.entries.lexicons import LEXICONS, read_lexicons
from nosograph.model.problems import Problems
from nosograph.recognition.dictionary import TermDictionary, compiled, write
from nosograph.recognition.recogniser import Mode, Recogniser
from nosograph.sources.hpo import read_ontology
from tests.tiny import hpo_data

HERE = Path(__file__).parent
DICTIONARY = HERE.parents[1] / "dictionary"
STATUSES = {
    "+": "present", "-": "absent", "?": "possible", "f": "family", "h": "history", "r": "resolved",
}  # fmt: skip
LEAST_STATUS, LEAST_FOUND, LEAST_ONSET = 0.94, 0.9, 0.87
LEAST_SENTENCES = {"en": 300, "de": 150}

_MARK = re.compile(r"<([-+?r]|[fh](?= )) ?([^<>@]*)(?:@([^<>]*))?>")


def sentences(language: str) -> list[str]:
    """The marked sentences of a language."""
    lines = (HERE / f"sentences.{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def read(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """A sentence without its marks; start, end, status and onset of each finding."""
    text, said, end = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        said.append((len(text), len(text) + len(match[2]), STATUSES[match[1]], match[3] or ""))
        text, end = text + match[2], match.end()
    return text + marked[end:], said


def heard(recogniser: Recogniser, language: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Sentence, status, what was heard for it, onset, and what was heard for that."""
    for marked in sentences(language):
        text, said = read(marked)
        found = recogniser.mentions(text, Mode.LONGEST, language)
        for start, end, status, onset in said:
            over = [
                each for each in found if each.finding and each.start < end and each.end > start
            ]
            best = max(
                over, key=lambda each: min(each.end, end) - max(each.start, start), default=None
            )
            if best is None:
                yield text, status, "", onset, ""
            else:
                yield text, status, str(best.polarity), onset, best.onset


@pytest.fixture(scope="module")
def recogniser(tmp_path_factory: pytest.TempPathFactory) -> Recogniser:
    ontology = read_ontology(hpo_data() / "hp.obo")
    words = [
        (each.term, each.language, name)
        for each in read_lexicons(DICTIONARY / LEXICONS, ontology, Problems())
        for name in (*each.names, *each.words)
    ]
    folder = tmp_path_factory.mktemp("names")
    write(folder, compiled(ontology, words))
    return Recogniser(TermDictionary(folder))


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_people_write_about_a_finding_is_heard(recogniser: Recogniser, language: str) -> None:
    assert len(sentences(language)) >= LEAST_SENTENCES[language]

    told = list(heard(recogniser, language))
    found = [each for each in told if each[2]]
    wrong = [each for each in found if each[1] != each[2] or each[3] != each[4]]
    dated = [each for each in found if each[3] or each[4]]
    right = sum(status == said for _, status, said, _, _ in found)

    assert len(found) >= LEAST_FOUND * len(told)
    assert right >= LEAST_STATUS * len(found), wrong
    assert sum(onset == began for *_, onset, began in dated) >= LEAST_ONSET * len(dated), wrong
