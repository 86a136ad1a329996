"""The order of an answer: candidates that the engine found, weighed as a whole.

Rule 1. A code comes before an exact name, that before everything else.
Rule 2. On equal score curated comes before annotated, then the shorter name, then the alphabet.
Rule 3. A finding or gene that is named exactly stands before diseases that merely have a part
of it in their names or show it; never before a curated entry that answers to every word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nosograph.library import cards
from nosograph.library.cards import Card, shown_signs
from nosograph.library.ranking import NOT_PREFERRED, Fit, Slot, fit
from nosograph.library.words import key, phrase, spellings
from nosograph.model.codes import Code

CODE = 3.0
EXACT = 2.0
"""Scores of the cases above all others, which end at 1 and a little."""

GENE_OF = 0.9
SHOWN = (0.7, 0.84, 0.87, 0.9)
"""What a typed word is worth to a disease that has the gene; that shows a finding below the one
typed; that shows it seldom, in some patients, in most."""

WITHOUT_NAME = 0.85
"""Share of the score for diseases whose names have none of the words."""

SYSTEM_ORDER = (
    "ORPHA",
    "OMIM",
    "MONDO",
    "DECIPHER",
    "ICD-10",
    "ICD-11",
    "ICD-10-CM",
    "MeSH",
    "UMLS",
)
"""Which system a bare number most probably belongs to."""

MOST_EXACT = 2
"""Findings and genes with exactly the name that was typed, which stand before other diseases."""

FIRST_MIXED, ONE_IN = 3, 10
"""Findings and genes that fit better than the next disease stand among the diseases, from that
place on and at most one in so many lines."""

LONGEST_CODE = 40

LONGEST_SIGN = 7
"""Words of the longest finding's name that is looked for."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding that is named in the query."""

    term: str
    label: str
    places: tuple[int, ...]
    """Positions of its words."""
    quality: float = 1.0
    """How well the typed words stand for its name: less than 1 when they were misspelt."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, understood."""

    typed: tuple[str, ...]
    code: str
    """The canonical code that the query spells, or empty."""
    bare: str
    """The only word, which may be a code without its system; or empty."""
    slots: tuple[Slot, ...]
    signs: tuple[Sign, ...]
    weights: Mapping[str, float]
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The signs as cards have them."""

    def widened(self, slots: Sequence[Slot]) -> "Question":
        """The same question with other slots."""
        return replace(self, slots=tuple(slots))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page and how well it answers."""

    card: Card
    score: float
    matched: str
    exact: bool = False
    """Whether the query is one of its names or codes."""
    complete: bool = False
    """Whether one of its names has every word of the query."""


def spelt_code(text: str) -> str:
    """The code that `text` spells, however its system is written; or an empty string."""
    try:
        return str(Code.parse(text.strip()[:LONGEST_CODE]))
    except ValueError:
        return ""


def bare_code(text: str) -> str:
    """A single word as it stands, which may be a code without its system; or an empty string."""
    one = text.strip().lower()
    fits = one.isascii() and one.isprintable() and " " not in one and len(one) <= LONGEST_CODE
    return one if fits else ""


def sign_windows(typed: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Every run of words that may be a finding's name, and the positions of its words."""
    windows: dict[str, tuple[int, ...]] = {}
    for length in range(1, min(LONGEST_SIGN, len(typed)) + 1):
        for start in range(len(typed) - length + 1):
            places = tuple(range(start, start + length))
            windows.setdefault(phrase(tuple(typed[start : start + length])), places)
    return windows


def in_order(question: Question, found: Iterable[Card]) -> list[Candidate]:
    """Candidates, best first."""
    return sorted((_candidate(question, card) for card in found), key=_rank)


def _rank(candidate: Candidate) -> tuple[float, bool, int, str, str]:
    card = candidate.card
    return (
        -round(candidate.score, 6),
        card.kind != "curated",
        len(card.name),
        card.name,
        card.slug,
    )


def _candidate(question: Question, card: Card) -> Candidate:
    code = _matching_code(question, card)
    if code:
        return Candidate(card, CODE - _system_rank(code) / 100, code, exact=True)
    asked = key(question.typed)
    for place, name in enumerate(card.names):
        if any(key(each) == asked for each in spellings(name)):
            return Candidate(
                card, EXACT * (NOT_PREFERRED if place else 1), name, exact=True, complete=True
            )
    best = _best_fit(question, card)
    score, matched = _with_signs(question, card, best)
    return Candidate(card, score, matched, complete=best.complete)


def _best_fit(question: Question, card: Card) -> Fit:
    best = Fit(0.0, (0.0,) * len(question.slots), card.name)
    for place, name in enumerate(card.names):
        for each in spellings(name):
            found = fit(name, each, question.slots, question.weights)
            score = found.score * (NOT_PREFERRED if place else 1)
            if score > best.score:
                best = replace(found, score=score)
    return best


def _with_signs(question: Question, card: Card, best: Fit) -> tuple[float, str]:
    """The score with signs and genes taken into account, and what is to be shown as matched."""
    qualities, reasons = [0.0] * len(question.slots), []
    shown = shown_signs(card.signs, question.numbers) if question.numbers and card.signs else {}
    for sign in question.signs:
        if sign.term in shown:
            reasons.append(sign.label)
            for place in sign.places:
                worth = SHOWN[shown[sign.term]] * sign.quality
                qualities[place] = max(qualities[place], worth)
    for symbol in card.genes:
        for place, slot in enumerate(question.slots):
            if slot.word == symbol.lower() and card.type == cards.DISEASE_TYPE:
                reasons.append(symbol)
                qualities[place] = max(qualities[place], GENE_OF)
    if not reasons:
        return best.score, best.name
    together = sum(
        slot.weight * max(shown_here, named_here)
        for slot, shown_here, named_here in zip(
            question.slots, qualities, best.qualities, strict=True
        )
    ) / (sum(slot.weight for slot in question.slots) or 1.0)
    # What the name has beyond its signs still counts, so that a disease that is called
    # after a finding comes before the many that merely have it.
    score = max(best.score, together * (WITHOUT_NAME + (1 - WITHOUT_NAME) * best.score))
    named = best.score >= together * WITHOUT_NAME
    return score, best.name if named else ", ".join(dict.fromkeys(reasons))


def _matching_code(question: Question, card: Card) -> str:
    for code in card.codes:
        if code == question.code:
            return code
    if question.bare:
        wanted = question.bare.lstrip("0")
        for code in sorted(card.codes, key=_system_rank):
            if code.partition(":")[2].lower().lstrip("0") == wanted:
                return code
    return ""


def _system_rank(code: str) -> int:
    system = code.partition(":")[0]
    return SYSTEM_ORDER.index(system) if system in SYSTEM_ORDER else len(SYSTEM_ORDER)


def merged(diseases: Sequence[Candidate], others: Sequence[Candidate]) -> list[Candidate]:
    """Both lists in one, see Rule 3; each keeps its order."""
    exact = [each for each in others if each.exact][:MOST_EXACT]
    rest = [each for each in others if each not in exact]
    place = 0
    for candidate in diseases:
        curated = candidate.card.kind == "curated" and candidate.complete
        if not (candidate.exact or curated):
            break
        place += 1
    ordered = [*diseases[:place], *exact]
    left = list(diseases[place:])
    mixed = 0
    while left or rest:
        due = FIRST_MIXED + mixed * ONE_IN <= len(ordered)
        if not left or (rest and due and rest[0].score > left[0].score):
            ordered.append(rest.pop(0))
            mixed += 1
        else:
            ordered.append(left.pop(0))
    return ordered
