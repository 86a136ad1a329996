"""What is said about findings and when they began, on sentences as clinicians write them.

Each frame is filled with several findings. The rules were written after the `known` frames; when
the others were new, 0.86 of their statuses were right, and the rules have been widened since.
"""

import csv
import re
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from nosograph.asking.release import OpenRelease
from nosograph.recognition.recogniser import Mode

FINDINGS = {
    "en": ("ataxia", "seizures", "nystagmus", "myoclonus", "hypotonia"),
    "de": ("Ataxie", "Hypotonie", "Dysarthrie", "Hypertonie", "Ataxie"),
}
FILLED = 4
LEAST_POLARITY, LEAST_ONSET, LEAST_SENTENCES = 0.94, 0.87, 400


def sentences() -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Split, language, sentence, and status and onset of each of its findings."""
    with Path(__file__).with_name("polarity.tsv").open(encoding="utf-8") as file:
        for split, language, frame, statuses, onsets in csv.reader(file, delimiter="\t"):
            expected = statuses.split(",")
            began = onsets.split(",") if onsets else [""] * len(expected)
            for turn in range(FILLED):
                named = islice(cycle(FINDINGS[language]), turn, None)
                sentence = re.sub(r"\{\}", lambda _: next(named), frame)  # noqa: B023
                yield (
                    split,
                    language,
                    sentence[0].upper() + sentence[1:],
                    list(zip(expected, began, strict=True)),
                )


SENTENCES = list(sentences())


@pytest.fixture(scope="module")
def recogniser(tiny_release):
    with OpenRelease.open(tiny_release) as held:
        yield held.recogniser


def measured(recogniser, split):
    """Shares of right statuses and of right onsets, and what was wrong."""
    right = total = on_time = dated = 0
    wrong = []
    for each, language, sentence, expected in SENTENCES:
        if each != split:
            continue
        found = recogniser.mentions(sentence, Mode.LONGEST, language)
        found = [each for each in found if each.finding]
        said = [(str(each.polarity), each.onset) for each in found]
        said += [("not found", "")] * (len(expected) - len(said))
        for (status, onset), (polarity, began) in zip(expected, said, strict=False):
            total += 1
            right += status == polarity
            if onset or began:
                dated += 1
                on_time += onset == began
            if (status, onset) != (polarity, began):
                wrong.append((sentence, status, polarity, onset, began))
    return right / total, on_time / dated, wrong


def test_there_are_enough_sentences():
    assert len({sentence for _, _, sentence, _ in SENTENCES}) >= LEAST_SENTENCES


@pytest.mark.parametrize("split", ["known", "later"])
def test_what_is_said_is_heard(recogniser, split):
    polarity, onset, wrong = measured(recogniser, split)

    assert polarity >= LEAST_POLARITY, wrong
    assert onset >= LEAST_ONSET, wrong
