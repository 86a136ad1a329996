"""The age at which a finding began, where its sentence says so.

Rule 1. An age is an onset only where its words say so (`at`, `since`, `of age`); the person's own
age and a duration are none.
Rule 2. The n-th year of life is the age of n - 1 years.
Rule 3. A finding takes the nearest age, and a comma or conjunction between them counts as far.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from nosograph.model.ages import Age
from nosograph.recognition.phrases import Phrases, Word
from nosograph.recognition.statuses import ENDS, LIST_WORDS, Place

FAR = 10
FARTHEST = 45

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d)?")
_SPAN = re.compile(r"(\d{1,3}(?:[.,]\d)?)[-–](\d{1,3}(?:[.,]\d)?)")
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_JOINED = re.compile(r"(\d{1,3}(?:[.,]\d)?)-?([a-zäöü]+)")


@dataclass(frozen=True, slots=True)
class Onset:
    """An age in a sentence: an ISO 8601 period or a term of HPO."""

    value: str
    first: int
    after: int


class Onsets:
    """The ways in which one language names ages."""

    def __init__(self, data: Mapping[str, Any], conjunctions: frozenset[str]) -> None:
        self._numbers = {
            word: Fraction(value)
            for word, _, value in (each.partition("=") for each in data["numbers"].split())
        }
        self._ordinals = {
            word: int(value)
            for word, _, value in (each.partition("=") for each in data["ordinals"].split())
        }
        units = (("years", "a"), ("months", "mo"), ("weeks", "wk"), ("days", "d"))
        self._units = {word: unit for key, unit in units for word in data[key].split()}
        self._leads = Phrases({"lead": data["leads"]})
        self._own = Phrases({"own": data["not_onset"]})
        self._tails = Phrases({"tail": data["tails"]})
        self._nth = Phrases({"nth": data["nth"]})
        self._begins, self._when, self._aged, self._now = (
            frozenset(data[each].split()) for each in ("begins", "when", "aged", "now")
        )
        self._named = Phrases(data["words"])
        self._telling = self._units.keys() | self._aged | self._begins
        self._far = conjunctions | LIST_WORDS

    def of(self, words: Sequence[Word], places: Sequence[Place]) -> list[str]:
        """The onset of each finding of a sentence, or an empty text."""
        found = self._ages(words, places)
        if not found:
            return [""] * len(places)
        cost = [0]
        for word in words:
            cost.append(cost[-1] + (FAR if word.text in self._far else 1))
        return [self._nearest(found, place, cost) for place in places]

    @staticmethod
    def _nearest(found: Sequence[Onset], place: Place, cost: Sequence[int]) -> str:
        def far(onset: Onset) -> int:
            if onset.first >= place.after:
                return cost[onset.first] - cost[place.after]
            return cost[place.first] - cost[min(onset.after, place.first)]

        nearest = min(found, key=far)
        return nearest.value if far(nearest) <= FARTHEST else ""

    def _ages(self, words: Sequence[Word], places: Sequence[Place]) -> list[Onset]:
        named = [
            Onset(next(iter(kinds)), first, after)
            for kinds, first, after in self._named.cues(words)
            if not any(
                place.finding and place.first < after and first < place.after for place in places
            )
        ]
        if not any(word.text in self._telling or word.text[0].isdecimal() for word in words):
            return named
        leads = {after: first for _, first, after in self._leads.cues(words)}
        begins = not self._begins.isdisjoint(word.text for word in words)
        place = 0
        while place < len(words):
            text = words[place].text
            counts = text[0].isdecimal() or text in self._numbers or text in self._ordinals
            read = self._age(words, place) if counts else None
            if counts and read is None and (begun := self._years(words, place, leads)):
                named.append(Onset(str(Age.of(begun, "a")), leads.get(place, place), place + 1))
            if read is None:
                place += 1
                continue
            age, after = read
            rest = words[after : after + 3]
            told = {first: end for _, first, end in self._tails.cues(rest)}
            tail = told.get(0, 0)
            own = place > 0 and words[place - 1].text in self._now
            own = own or any(
                first == 0 for _, first, _ in self._own.cues(words[after + tail : after + tail + 3])
            )
            if not own and (place in leads or tail or begins or self._is_nth(words, place)):
                named.append(Onset(str(age), leads.get(place, place), after + tail))
            place = after
        return named

    def _years(
        self, words: Sequence[Word], place: int, leads: Mapping[int, int]
    ) -> Fraction | None:
        """An age without its unit: `at age 10`, `was 8 when`, `beginning at 55.`"""
        number, after = self._number(words, place)
        if number is None:
            return None
        rest = words[after].text if after < len(words) else "."
        before = {word.text for word in words[leads.get(place, place - 1) : place]}
        if rest in self._when:
            return number if before & self._when else None
        told = before & self._aged or (before & self._begins and rest in ENDS)
        return number if told and rest not in self._units else None

    def _is_nth(self, words: Sequence[Word], place: int) -> bool:
        return words[place].text in self._ordinals or _NTH.fullmatch(words[place].text) is not None

    def _nth_of_life(self, words: Sequence[Word], place: int) -> tuple[Fraction, str, int] | None:
        """The beginning of a year, month or week of life: `18. Lebensmonat`, `third year of life`."""
        text = words[place].text if place < len(words) else ""
        match = _NTH.fullmatch(text)
        number = int(match[1]) if match else self._ordinals.get(text, 0)
        at = place + 1
        if not number and text.isdecimal() and at < len(words) and words[at].text == ".":
            number, at = int(text[:3]), at + 1
        for _, first, after in self._nth.cues(words[at : at + 3]):
            if first == 0 and number > 1:
                return Fraction(number - 1), self._units[words[at].text], at + after
        return None

    def _age(self, words: Sequence[Word], place: int) -> tuple[Age, int] | None:
        """An age that begins at a word: `two and a half years`, `18 months`, `1 year and 6 months`."""
        number, unit, after = self._amount(words, place)
        if number is None or unit is None:
            return None
        months = Age.of(number, unit)
        if unit == "a":
            joint = after + (after < len(words) and words[after].text in self._far)
            more, smaller, end = self._amount(words, joint)
            if more is not None and smaller == "mo":
                return Age.of(number * 12 + more, "mo"), end
        return months, after

    def _amount(self, words: Sequence[Word], place: int) -> tuple[Fraction | None, str | None, int]:
        nth = self._nth_of_life(words, place)
        if nth is not None:
            return nth
        number, at = self._number(words, place)
        if number is None:
            joined = _JOINED.fullmatch(words[place].text) if place < len(words) else None
            if joined and joined[2] in self._units:
                return Fraction(joined[1].replace(",", ".")), self._units[joined[2]], place + 1
            return None, None, place
        while at < len(words) and words[at].text in {"to", "bis", "-", "–", "or", "oder"}:
            other, end = self._number(words, at + 1)
            if other is None:
                break
            at = end
        if at < len(words) and words[at].text in self._units:
            return number, self._units[words[at].text], at + 1
        return None, None, place

    def _number(self, words: Sequence[Word], place: int) -> tuple[Fraction | None, int]:
        if place >= len(words):
            return None, place
        text = words[place].text
        span = _SPAN.fullmatch(text)
        if span is not None:
            return Fraction(span[1].replace(",", ".")), place + 1
        if _NUMBER.fullmatch(text):
            number = Fraction(text.replace(",", "."))
        elif text in self._numbers:
            number = self._numbers[text]
        else:
            return None, place
        half = [word.text for word in words[place + 1 : place + 4]]
        if half[:3] == ["and", "a", "half"] or half[:3] == ["and", "one", "half"]:
            return number + Fraction(1, 2), place + 4
        return number, place + 1
