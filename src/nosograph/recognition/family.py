"""Which findings of a sentence are a relative's.

Rule 1. A relative has what is said after them until the patient is spoken of again.
Rule 2. One who tells (`his mother reports`) has nothing, and a parent's child is the patient.
"""

from collections.abc import Mapping, Sequence

from nosograph.recognition.phrases import Word
from nosograph.recognition.statuses import ENDS, Cue, Place

REACH = 5
"""Words between a finding and the relative behind it."""


class Relatives:
    """The words that one language has for them and around them."""

    def __init__(self, known: Mapping[str, frozenset[str]]) -> None:
        self._known = known

    def have(self, words: Sequence[Word], places: Sequence[Place], cues: Sequence[Cue]) -> set[int]:
        """The numbers of the findings that a relative has."""
        members, patients = self._people(words, cues)
        found: set[int] = set()
        for first, after in members:
            end = self._end(words, first, after, patients)
            for number, place in enumerate(places):
                if after <= place.first < end or self._linked(words, place, first):
                    found.add(number)
        return found

    def _people(
        self, words: Sequence[Word], cues: Sequence[Cue]
    ) -> tuple[list[tuple[int, int]], list[int]]:
        members, patients = [], []
        for kinds, first, after in cues:
            owned = first > 0 and words[first - 1].text in self._known["owners"]
            if "offspring" in kinds and self._own_child(words, first, after):
                patients.append(first)
            elif "family" in kinds or ("family_owned" in kinds and owned):
                if not self._tells(words, after, cues):
                    members.append((first, after))
            elif "patient" in kinds:
                patients.append(first)
        return members, patients

    def _end(self, words: Sequence[Word], first: int, after: int, patients: Sequence[int]) -> int:
        again = (at for at in patients if at >= after and not self._owns(words, after, at))
        end = min(again, default=len(words))
        if first > 0 and words[first - 1].text in self._known["whose"]:
            # `the girl, whose cousin has microcephaly, is well`
            return next((at for at in range(after, end) if words[at].text == ","), end)
        return end

    def _linked(self, words: Sequence[Word], place: Place, first: int) -> bool:
        """Whether a finding stands before its relative: `ataxia in the mother`."""
        if not 0 < first - place.after <= REACH:
            return False
        between = {word.text for word in words[place.after : first]}
        return bool(between & self._known["family_links"]) and "," not in between

    def _tells(self, words: Sequence[Word], first: int, cues: Sequence[Cue]) -> bool:
        """Whether a relative tells about the patient."""
        hardly = self._known["hardly"] | self._known["and"]
        others = {at for kinds, at, _ in cues if "family" in kinds}
        place = first
        while place < len(words) and (words[place].text in hardly or place in others):
            place += 1
        passive = place + 1 < len(words) and words[place + 1].text == "to"
        if place < len(words) and words[place].text in self._known["reporting"] and not passive:
            return True
        # German puts the verb last: `die Eltern haben keine Anfälle beobachtet`
        end = next((at for at in range(place, len(words)) if words[at].text in ENDS), len(words))
        return place > first and words[end - 1].text in self._known["told_last"]

    def _owns(self, words: Sequence[Word], after: int, patient: int) -> bool:
        """Whether the relative is the patient's: `the sister of the patient`."""
        between = {word.text for word in words[after:patient]}
        return bool(between) and between <= self._known["of"]

    def _own_child(self, words: Sequence[Word], first: int, after: int) -> bool:
        """Whether a parent speaks of the child that the note is about: `my little girl`."""
        own = {word.text for word in words[max(first - 2, 0) : first]} & self._known["speaking"]
        return bool(own) and not {word.text for word in words[after:]} & self._known["too"]
