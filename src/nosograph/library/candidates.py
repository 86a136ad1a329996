"""The order of an answer: candidates that the engine found, weighed as a whole.

Rule 1. How a page matches comes before how well: a code or an exact name, a lay name, the
beginning of a name, all words, other spellings, some words.
Rule 2. Susceptibility loci and pages without findings stand below diseases that match alike.
Rule 3. On equal terms curated comes before annotated, then the shorter name, then the alphabet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from math import log2

from nosograph.library import cards
from nosograph.library.cards import Card, shown_signs
from nosograph.library.question import Question
from nosograph.library.ranking import AS_TYPED, MISSPELT, NOT_PREFERRED, Fit, Fitting
from nosograph.library.spelling import figures, initials, key, loose, spellings
from nosograph.library.words import words


class Match(StrEnum):
    """How a page answers; the order of this list is the order of an answer."""

    EXACT = "exact"
    LAY = "lay"
    PREFIX = "prefix"
    ALL = "all-words"
    FUZZY = "fuzzy"
    SOME = "some-words"


ORDER = {match: place for place, match in enumerate(Match)}
BELOW_ALL = ORDER[Match.ALL] + 0.5
"""Where what is minor stands, when only a part of its name matches."""
CLASSIFIED = (0.0, 0.25)
"""What is only named comes after what is described."""
CALLED_WAY_IN, WAY_IN = 0.02, 0.45
"""A presentation that is called so, or whose words are all there: after what is called so, before
diseases that have the words somewhere."""
LAST = float(len(ORDER))
"""Where other spellings of some of the words stand."""

ABBREVIATED = 0.9
"""A name that a typed abbreviation may stand for fits less than one that is so called."""
RESPELT = 1.99
"""A name in the other numerals, spelling or number comes after the one as it was typed."""
INVERTED = 0.95
"""A name that has the words in another order, or lacks a small one."""

GENE_OF = 0.9
SHOWN = (0.7, 0.9, 0.9, 0.9)
"""What a typed word is worth to a disease that has the gene; that shows a finding below the one
typed; that shows it seldom, in some patients, in most."""

SPARING = 0.01
"""What a disease loses when it has twice as many findings: others' findings make it less likely
that these are the ones that somebody would name."""

WITHOUT_NAME = 0.85
"""Share of the score for diseases whose names have none of the words."""

MOST_LETTERS = 2
"""Letters that a misspelt name may be longer or shorter."""

ENOUGH = 0.6
"""Share of the information of the words that a part of them must have."""

SYSTEM_ORDER = (
    "ORPHA",
    "OMIM",
    "MONDO",
    "DECIPHER",
    "ICD-10-CM",
    "ICD-10",
    "ICD-11",
    "MeSH",
    "UMLS",
)
"""Which system a bare number most probably belongs to."""

MOST_EXACT = 2
"""Findings and genes with exactly the name that was typed, which stand before other diseases."""

FIRST_MIXED, ONE_IN = 3, 10
"""Findings and genes that fit better than the next disease stand among the diseases, from that
place on and at most one in so many lines."""

KINDS = {"curated": 0, "stub": 1, "annotated": 1, "classified": 2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page and how well it answers."""

    card: Card
    match: Match
    score: float
    matched: str
    order: float
    """Its place before the score counts."""

    @property
    def named(self) -> bool:
        """Whether it is called so."""
        return self.match in (Match.EXACT, Match.LAY)


def in_order(question: Question, found: Iterable[tuple[Card, bool]]) -> list[Candidate]:
    """Candidates, best first, of cards that may be called as was typed or cannot be; those that
    answer too little are left out."""
    fitting = Fitting(question.slots, question.weights)
    kept = (made for each in found if (made := candidate(question, fitting, *each)) is not None)
    several = len(question.signs) > 1
    return sorted(kept, key=lambda each: _rank(each, several))


def _rank(each: Candidate, several: bool) -> tuple[float, bool, float, int, int, str, str]:
    card = each.card
    # One finding says little about a disease, so that what is written out comes first.
    written = each.match in (Match.PREFIX, Match.ALL) and not several
    return (
        each.order,
        written and card.kind != "curated",
        -round(each.score, 6),
        KINDS.get(card.kind, len(KINDS)),
        len(card.name),
        card.name,
        card.slug,
    )


def candidate(
    question: Question, fitting: Fitting, card: Card, may_be_called: bool
) -> Candidate | None:
    """How a page answers a question; None when it does not."""
    called = _called(question, card) if may_be_called else None
    if called is not None:
        return called
    names = (*card.names, *card.lay)
    best = fitting.best(zip(names, map(spellings, names), strict=True), card.name)
    score, answered, matched = _with_signs(question, card, best)
    complete = all(answered)
    if not complete and not _enough(question, card, answered):
        return None
    # A word that is answered only in another spelling.
    if any(0 < each <= MISSPELT for each in answered):
        match = Match.FUZZY
        order = ORDER[match] + CLASSIFIED[card.kind == "classified"] if complete else LAST
        score += _likeness(question, card)
    elif not complete:
        match, order = Match.SOME, ORDER[Match.SOME]
    else:
        begins = best.complete and _begins(question, best.name)
        match = Match.PREFIX if begins else Match.ALL
        if card.type == cards.PRESENTATION_TYPE:
            return Candidate(card, match, score, matched, WAY_IN)
        order = BELOW_ALL if card.minor else ORDER[match] + CLASSIFIED[card.kind == "classified"]
    return Candidate(card, match, score, matched, order)


def _likeness(question: Question, card: Card) -> float:
    """How like the whole query a name is, letter by letter; a name with one letter wrong is meant."""
    asked = "".join(question.plain)
    best = 0.0
    if len(question.slots) < 2:
        return best
    for name in card.names:
        whole = "".join(words(name))
        if abs(len(whole) - len(asked)) <= MOST_LETTERS:
            best = max(best, SequenceMatcher(None, asked, whole, autojunk=False).ratio())
    return best


def _called(question: Question, card: Card) -> Candidate | None:
    """The page whose code or name was typed."""
    code = _matching_code(question, card)
    if code:
        return Candidate(card, Match.EXACT, 3 - _system_rank(code) / 100, code, -1.0)
    for match, names in ((Match.EXACT, card.names), (Match.LAY, card.lay)):
        score, name = max(_equalities(question, names), default=(0.0, ""))
        if score:
            return Candidate(card, match, score, name, _place(card, match))
    if len(question.typed) == 1 and card.type == cards.DISEASE_TYPE and card.kind != "classified":
        for name in card.names:
            if question.key in initials(next(iter(spellings(name)))):
                order = ORDER[Match.LAY] + (0.7 if card.minor else 0.6)
                # Of several meanings the one that is known best comes first.
                known = ABBREVIATED * (1 - 1 / (2 + card.findings))
                return Candidate(card, Match.LAY, known, name, order)
    return None


def _place(card: Card, match: Match) -> float:
    """Where what is called so stands: diseases, what is only named, findings and genes, the rest.

    A disease that people call so stands before a finding that the field calls so: who types
    "cataract" or "ADHD" means the disease.
    """
    if card.type == cards.PRESENTATION_TYPE:
        return CALLED_WAY_IN
    if card.minor:
        return 0.5 if match is Match.EXACT else 0.6
    if card.type != cards.DISEASE_TYPE:
        return 0.4 if match is Match.EXACT else float(ORDER[match])
    return (0.0 if match is Match.EXACT else 0.05) + (0.1 if card.kind == "classified" else 0.0)


def _equalities(question: Question, names: Sequence[str]) -> Iterator[tuple[float, str]]:
    for place, name in enumerate(names):
        preferred = 1.0 if place == 0 else NOT_PREFERRED
        for each in spellings(name):
            if key(each) == question.key:
                yield (2 if words(name) == question.plain else RESPELT) * preferred, name
            elif question.loose and loose(each) == question.loose:
                yield 2 * preferred * INVERTED, name


def _begins(question: Question, name: str) -> bool:
    asked = "".join(question.typed)
    for each in spellings(name):
        whole = "".join(each)
        if whole.startswith(asked):
            rest = whole[len(asked) : len(asked) + 1]
            return not (asked[-1].isdigit() and rest.isdigit())
    return False


def _enough(question: Question, card: Card, qualities: Sequence[float]) -> bool:
    whole = sum(slot.weight for slot in question.slots)
    answered = sum(
        slot.weight for slot, quality in zip(question.slots, qualities, strict=True) if quality
    )
    if answered < ENOUGH * whole:
        return False
    # A different numeral is a different disease.
    missing = {
        slot.word for slot, quality in zip(question.slots, qualities, strict=True) if not quality
    }
    if missing & question.figures:
        return not any(figures(each) for name in card.names[:1] for each in spellings(name))
    return True


def _with_signs(question: Question, card: Card, best: Fit) -> tuple[float, tuple[float, ...], str]:
    """The score with signs and genes, how surely each word is meant, and what is shown as matched."""
    answered, qualities, reasons = list(best.qualities), list(best.qualities), []
    shown = shown_signs(card.signs, question.numbers) if question.numbers and card.signs else {}
    for sign in question.signs:
        if sign.term in shown:
            reasons.append(sign.label)
            for place in sign.places:
                answered[place] = max(answered[place], sign.quality)
                qualities[place] = max(qualities[place], SHOWN[shown[sign.term]] * sign.quality)
    if card.type == cards.DISEASE_TYPE:
        for symbol in card.genes:
            for place, slot in enumerate(question.slots):
                if slot.word == symbol.lower():
                    reasons.append(symbol)
                    answered[place] = AS_TYPED
                    qualities[place] = max(qualities[place], GENE_OF)
    if not reasons:
        return best.score, best.qualities, best.name
    whole = sum(slot.weight for slot in question.slots) or 1.0
    recall = (
        sum(slot.weight * each for slot, each in zip(question.slots, qualities, strict=True))
        / whole
    )
    # What the name has beyond its signs still counts, so that a disease that is called
    # after a finding comes before the many that merely have it.
    name_counts = 0.0 if question.listed else 1 - WITHOUT_NAME
    score = max(
        best.score if not question.listed else 0.0,
        recall * (WITHOUT_NAME + name_counts * best.score) - SPARING * log2(1 + card.findings),
    )
    return score, tuple(answered), best.name if best.complete else ", ".join(dict.fromkeys(reasons))


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
    """Both lists in one: what is called so and ways in first, then diseases, some others among them."""
    called = [each for each in diseases if each.named]
    # A disease of that name stands before a finding of that name.
    ways = [each for each in others if each.card.type == cards.PRESENTATION_TYPE]
    called += [each for each in ways if each.order <= WAY_IN]
    called += [each for each in others if each.named and each not in ways][:MOST_EXACT]
    ordered = sorted(called, key=lambda each: each.order)
    left = [each for each in diseases if each not in called]
    rest = [each for each in others if each not in called]
    for stage in sorted({_stage(each) for each in (*left, *rest)}):
        ordered += _mixed(
            [each for each in left if _stage(each) == stage],
            [each for each in rest if _stage(each) == stage],
            len(ordered),
        )
    return ordered


def _stage(each: Candidate) -> float:
    return max(each.order, BELOW_ALL)


def _mixed(diseases: list[Candidate], others: list[Candidate], before: int) -> Iterator[Candidate]:
    mixed = 0
    for place, disease in enumerate(diseases, start=before):
        due = FIRST_MIXED + mixed * ONE_IN <= place + mixed
        if due and others and others[0].score > disease.score:
            yield others.pop(0)
            mixed += 1
        yield disease
    yield from others
