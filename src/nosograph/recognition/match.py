"""Findings in a sentence: single words, names in any order, and names that share a word in a list.

Rule. Every word is looked up by the rarest root of the names that need it, so that the work grows
with the words of a text and not with the names of the dictionary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nosograph.recognition.dictionary import Lookup
from nosograph.recognition.text import Sentence, Token

LONGEST_PHRASE = 80
"""Characters on either side of a word among which the rest of its phrase is looked for."""
LONGEST_MEMBER = 1
"""Words of a list's member that a name may pass over: `otic, branchial and renal malformations`."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a text."""

    start: int
    end: int
    term: int
    words: int
    """How many words make it up."""
    between: int = 0
    """How many do not belong to it."""


def found_in(text: str, sentence: Sentence, lookup: Lookup) -> list[Found]:
    """All findings that a sentence names, nested ones too."""
    found: list[Found] = []
    where: dict[str, list[Token]] = {}
    for token in sentence.tokens:
        term = lookup.one.get(token.one)
        if term is None and token.written in lookup.cased:
            term = lookup.cased[token.written]
        if token.one in lookup.phrases:
            found += _phrases(text, token, lookup)
        if term is not None:
            found.append(Found(token.start, token.end, term, 1))
        for root in token.roots:
            where.setdefault(root, []).append(token)
    if len(where) > 1:
        found += _sets(sentence, lookup, where)
    return found


@lru_cache(maxsize=4096)
def _written(phrase: str) -> re.Pattern[str]:
    words = r"[\s-]+".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _phrases(text: str, token: Token, lookup: Lookup) -> Iterator[Found]:
    """Names with small words in them, as they are written."""
    first, last = max(token.start - LONGEST_PHRASE, 0), token.end + LONGEST_PHRASE
    near = text[first:last].lower()
    for phrase, term in lookup.phrases[token.one]:
        if phrase.partition(" ")[0] not in near or phrase.rpartition(" ")[2] not in near:
            continue
        whole = _written(phrase)
        match = whole.search(text, max(token.start - len(phrase), 0), token.end + len(phrase))
        if match is not None and match.start() <= token.start and match.end() >= token.end:
            yield Found(match.start(), match.end(), term, 1)


def _sets(sentence: Sentence, lookup: Lookup, where: dict[str, list[Token]]) -> Iterator[Found]:
    present = frozenset(where)
    for root, tokens in where.items():
        for needed, rest, term in lookup.candidates(root):
            if needed <= present:
                for token in tokens:
                    yield from _placed(sentence, lookup, where, token, rest, term)


def _placed(
    sentence: Sentence,
    lookup: Lookup,
    where: dict[str, list[Token]],
    token: Token,
    rest: tuple[str, ...],
    term: int,
) -> Iterator[Found]:
    """The name at one place of its rarest word, with the nearest of its other words."""
    chosen = [token]
    for root in rest:
        nearest = where[root]
        chosen.append(
            nearest[0]
            if len(nearest) == 1
            else min(nearest, key=lambda each: abs(each.place - token.place))
        )
    chosen.sort(key=lambda each: each.place)
    first, last = chosen[0], chosen[-1]
    if first.clause != last.clause or first.bracket != last.bracket:
        return
    places = {each.place for each in chosen}
    between = last.place - first.place + 1 - len(places)
    if first.block != last.block:
        if not _shared(sentence, chosen):
            return
    elif between and not set(range(first.place, last.place)) <= places.union(sentence.neutral):
        return
    exact = lookup.one.get(" ".join(sorted({each.one for each in chosen})))
    yield Found(first.start, last.end, term if exact is None else exact, len(places), between)


def _shared(sentence: Sentence, chosen: list[Token]) -> bool:
    """Whether words of two members of a list make a name: `otic and renal malformations`."""
    first, last = chosen[0].block, chosen[-1].block
    left = [each for each in chosen if each.block == first]
    right = chosen[len(left) :]
    if right[0].block != last or not _together(left) or not _together(right):
        return False
    middle = [sentence.last(block) - sentence.first(block) + 1 for block in range(first + 1, last)]
    if sum(middle) > max(LONGEST_MEMBER, len(middle)) or not _listed(sentence, last):
        return False
    after_left = sentence.last(first) - left[-1].place
    before_right = right[0].place - sentence.first(last)
    if after_left == 0:
        return 0 < before_right <= LONGEST_MEMBER and sentence.blocks[last - 1][1]
    if not sentence.blocks[last - 1][1] and right[-1].place != sentence.last(last):
        return False
    return before_right == 0 and after_left <= LONGEST_MEMBER


def _listed(sentence: Sentence, block: int) -> bool:
    """Whether a conjunction leads into the block, or out of it as in `ears, eyes and kidneys`."""
    return any(linked for _, linked in sentence.blocks[block - 1 : block + 2])


def _together(tokens: list[Token]) -> bool:
    return tokens[-1].place - tokens[0].place < len(tokens)
