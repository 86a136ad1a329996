"""Plus and minus beside findings: `cough (+), fever (-)`, `+cough, -fever`.

Rule. Bare signs count where a sentence has both, so that a dash or a list's mark denies nothing.
"""

from collections.abc import Container, Iterator, Sequence

from nosograph.recognition.phrases import Word
from nosograph.recognition.statuses import ENDS, Place

PLUS, MINUS = frozenset({"+", "(+)"}), frozenset({"-", "–", "−", "(-)"})
SIGNS = PLUS | {"(-)"}
"""One of these is in every sentence with signs."""


def signed(
    words: Sequence[Word], places: Sequence[Place], marks: Container[str]
) -> Iterator[tuple[int, bool]]:
    """The numbers of the findings with a sign, and whether it is a plus."""
    texts = {word.text for word in words}
    if "(-)" not in texts and (texts.isdisjoint(PLUS) or texts.isdisjoint(MINUS)):
        return
    for number, place in enumerate(places):
        sign = _before(words, place, marks) or _behind(words, place)
        if sign:
            yield number, sign in PLUS


def _before(words: Sequence[Word], place: Place, marks: Container[str]) -> str:
    at = place.first - 1
    if at < 0 or words[at].text not in PLUS | MINUS:
        return ""
    alone = at == 0 or words[at - 1].text in ENDS or words[at - 1].text in marks
    joined = words[at].text.startswith("(") or words[at].end == words[place.first].start
    return words[at].text if alone and joined else ""


def _behind(words: Sequence[Word], place: Place) -> str:
    at = place.after
    if at >= len(words) or words[at].text not in PLUS | MINUS:
        return ""
    rest = next((word.text for word in words[at + 1 :] if word.text not in PLUS), ".")
    return words[at].text if rest in ENDS else ""
