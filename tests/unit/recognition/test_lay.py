"""What parents say is found whatever small words stand between."""

import pytest

from nosograph.recognition.dictionary import TermDictionary, compiled, write
from nosograph.recognition.recogniser import Mode, Recogniser

WORDS = [
    ("HP:0010543", "de", "tanzende Augen"),
    ("HP:0001251", "de", "fällt ständig hin"),
    ("HP:0001251", "en", "out of balance"),
    ("HP:0010543", "en", "dancing eyes"),
    ("HP:0000737", "en", "grumbles and whines"),
    ("HP:0002360", "en", "wakes up at night"),
]


@pytest.fixture(scope="module")
def recogniser(tiny_sources, tmp_path_factory):
    folder = tmp_path_factory.mktemp("names")
    write(folder, compiled(tiny_sources.ontology, WORDS))
    return Recogniser(TermDictionary(folder))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("His eyes are dancing so much", ["eyes are dancing"]),
        ("She gets out of balance, not out.", ["out of balance"]),
        ("Er fällt sehr oft hin.", ["fällt sehr oft hin"]),
        ("Sie fällt ständig wieder hin.", ["fällt ständig wieder hin"]),
        ("Die Augen hat er zu.", []),
        ("Wakes up at night, wakes up at night.", ["Wakes up at night", "wakes up at night"]),
        (
            "She grumbles and whines, and wakes up at night.",
            ["grumbles and whines", "wakes up at night"],
        ),
    ],
)
def test_a_sentence_is_found_as_it_is_meant(recogniser, text, found):
    assert [each.text for each in recogniser.mentions(text, Mode.LONGEST)] == found
