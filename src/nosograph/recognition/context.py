"""What a sentence says about a finding: present, absent, possible, in the family, past or resolved.

Rule 1. A cue counts within its clause; one that belongs to a finding's own words does not count.
Rule 2. Another person goes before what is over, that before a denial, a denial before a doubt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nosograph.recognition.phrases import Phrases, Word


class Polarity(StrEnum):
    """What is said about a finding of the patient."""

    PRESENT = "present"
    ABSENT = "absent"
    POSSIBLE = "possible"
    FAMILY = "family"
    HISTORY = "history"
    RESOLVED = "resolved"


IMPORTANCE = (
    Polarity.FAMILY,
    Polarity.RESOLVED,
    Polarity.ABSENT,
    Polarity.POSSIBLE,
    Polarity.HISTORY,
)
NEAR, REACH, FAMILY_REACH = 3, 5, 5
"""Words between a cue and its finding."""
LIST_WORDS = frozenset({",", "/", "&", "(", ")", "-", "–"})
LONGEST_HEADING = 6

_BEFORE = {
    "absent_before": Polarity.ABSENT,
    "absent_either": Polarity.ABSENT,
    "possible_before": Polarity.POSSIBLE,
    "history_before": Polarity.HISTORY,
    "resolved_before": Polarity.RESOLVED,
}
_NEAR = {"possible_near": Polarity.POSSIBLE, "history_near": Polarity.HISTORY}
_AFTER = {
    "absent_after": Polarity.ABSENT,
    "absent_either": Polarity.ABSENT,
    "possible_after": Polarity.POSSIBLE,
    "history_after": Polarity.HISTORY,
    "resolved_after": Polarity.RESOLVED,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A finding among the words of its sentence."""

    first: int
    after: int
    finding: bool = True
    """Whether a cue among its words belongs to it; not so for courses and modifiers."""


class Context:
    """The cues of one language."""

    def __init__(self, data: Mapping[str, Any], conjunctions: frozenset[str]) -> None:
        kinds = {kind: text for kind, text in data.items() if isinstance(text, str)}
        self._owners, self._links, self._reporting, self._hardly, self._begun = (
            frozenset(kinds.pop(each).split())
            for each in ("owners", "family_links", "reporting", "hardly", "begun")
        )
        self._phrases = Phrases(kinds)
        self._sections = Phrases(data["sections"])
        self._answers = Phrases(data["answers"])
        self._and = conjunctions
        self._list = LIST_WORDS | conjunctions

    def section(self, heading: Sequence[Word]) -> Polarity | None:
        """What a heading makes of the findings under it."""
        for kinds, first, after in self._sections.cues(heading):
            if first == 0 and after == len(heading):
                return Polarity(next(iter(kinds)))
        owned = [kinds for kinds, _, after in self._phrases.cues(heading) if after == len(heading)]
        return Polarity.FAMILY if owned and "family" in owned[-1] else None

    def answer(self, words: Sequence[Word]) -> Polarity | None:
        """What the first words after a finding and a colon say: `Seizures: none`."""
        for kinds, first, _ in self._answers.cues(words[:4]):
            if first == 0:
                return Polarity(next(iter(kinds)))
        return None

    def polarities(self, words: Sequence[Word], places: Sequence[Place]) -> list[Polarity]:
        """What is said about each of the findings of a sentence."""
        taken = [False] * len(words)
        for place in places:
            if place.finding:
                taken[place.first : place.after] = [True] * (place.after - place.first)
        cues = [cue for cue in self._phrases.cues(words) if not any(taken[cue[1] : cue[2]])]
        if not cues:
            return [Polarity.PRESENT] * len(places)
        clauses = self._clauses(words, cues, places)
        said: list[set[Polarity]] = [set() for _ in places]
        for kinds, first, after in cues:
            if "nothing" not in kinds:
                self._say(words, places, clauses, taken, (kinds, first, after), said)
        self._family(words, places, cues, said)
        return [
            next((each for each in IMPORTANCE if each in found), Polarity.PRESENT) for found in said
        ]

    def _clauses(
        self,
        words: Sequence[Word],
        cues: Iterable[tuple[frozenset[str], int, int]],
        places: Sequence[Place],
    ) -> list[int]:
        """The clause in which each word stands."""
        begins = [False] * (len(words) + 1)
        for place in places:
            # What has a beginning of its own after a comma is there: `no seizures, ataxia since May`
            listed = place.first > 0 and words[place.first - 1].text == ","
            if listed and place.after < len(words) and words[place.after].text in self._begun:
                begins[place.first] = True
        for kinds, first, _ in cues:
            listed = first > 0 and (words[first - 1].text in self._list)
            if "until" in kinds or ("opens" in kinds and listed):
                begins[first] = True
        found, clause = [], 0
        for begin in begins[: len(words)]:
            clause += begin
            found.append(clause)
        return found

    def _say(
        self,
        words: Sequence[Word],
        places: Sequence[Place],
        clauses: Sequence[int],
        taken: Sequence[bool],
        cue: tuple[frozenset[str], int, int],
        said: list[set[Polarity]],
    ) -> None:
        kinds, first, after = cue
        back = {_AFTER[kind] for kind in kinds if kind in _AFTER}
        ahead = {_BEFORE[kind] for kind in kinds if kind in _BEFORE}
        reached = self._reached_back(words, places, clauses, taken, first) if back else []
        if back and ahead:
            close = any(first - places[each].after <= 1 for each in reached)
            back, ahead = (back, set()) if close else (set(), ahead)
        near = {_NEAR[kind] for kind in kinds if kind in _NEAR}
        turns = (back or ahead & {Polarity.POSSIBLE}) - near
        if (
            bool(back) != bool(ahead)
            and turns
            and not (reached or (ahead and self._any_ahead(places, clauses, after)))
        ):
            # What it usually stands before stands behind it: `never noted to have`.
            back, ahead = ahead, back
            reached = self._reached_back(words, places, clauses, taken, first) if back else []
        for each in reached:
            said[each] |= back
        if near and any(0 <= place.first - after <= 1 for place in places):
            # `possible` between two findings belongs to the next one: `ataxia, possible tremor`
            for each in reached:
                said[each] -= near
        next_to = min((each.first for each in places if each.first >= after), default=-1)
        for number, place in enumerate(places):
            if place.first < after or clauses[place.first] != clauses[min(after, len(words) - 1)]:
                continue
            said[number] |= ahead
            between = words[after : place.first]
            if (
                place.first <= next_to + 1
                and len(between) <= NEAR
                and not any(w.text in self._list for w in between)
            ):
                said[number] |= near

    @staticmethod
    def _any_ahead(places: Sequence[Place], clauses: Sequence[int], after: int) -> bool:
        clause = clauses[min(after, len(clauses) - 1)]
        return any(each.first >= after and clauses[each.first] == clause for each in places)

    def _reached_back(
        self,
        words: Sequence[Word],
        places: Sequence[Place],
        clauses: Sequence[int],
        taken: Sequence[bool],
        cue: int,
    ) -> list[int]:
        """Findings that stand before a cue in its clause, through the list that they make."""
        found: list[int] = []
        edge, free = cue, REACH
        for number in sorted(range(len(places)), key=lambda each: -places[each].after):
            place = places[number]
            if place.after > cue or clauses[place.first] != clauses[cue]:
                continue
            foreign = [
                at
                for at in range(place.after, edge)
                if not taken[at] and words[at].text not in self._list
            ]
            if len(foreign) > free:
                break
            found.append(number)
            edge, free = min(edge, place.first), 1
        return found

    def _tells(self, words: Sequence[Word], place: int) -> bool:
        """Whether a member of the family tells about the patient."""
        while place < len(words) and words[place].text in self._hardly:
            place += 1
        passive = place + 1 < len(words) and words[place + 1].text == "to"
        return place < len(words) and words[place].text in self._reporting and not passive

    def _family(
        self,
        words: Sequence[Word],
        places: Sequence[Place],
        cues: Sequence[tuple[frozenset[str], int, int]],
        said: list[set[Polarity]],
    ) -> None:
        members, patients = [], []
        for kinds, first, after in cues:
            owned = first > 0 and words[first - 1].text in self._owners
            if "family" in kinds or ("family_owned" in kinds and owned):
                if not self._tells(words, after):
                    members.append((first, after))
            elif "patient" in kinds:
                patients.append(first)
        for first, after in members:
            end = min((each for each in patients if each >= after), default=len(words))
            for number, place in enumerate(places):
                if after <= place.first < end:
                    said[number].add(Polarity.FAMILY)
                elif 0 < first - place.after <= FAMILY_REACH:
                    between = {word.text for word in words[place.after : first]}
                    if between & self._links and "," not in between:
                        said[number].add(Polarity.FAMILY)
