"""What a sentence says about a finding: present, absent, possible, in the family, past or resolved.

Rule 1. A cue counts within its clause; one that belongs to a finding's own words does not count.
Rule 2. A denial of something else (`no cause of ataxia`, `did not improve`) denies no finding.
Rule 3. Another person goes before what is over, that before a denial, a denial before a doubt.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from nosograph.recognition.family import Relatives
from nosograph.recognition.phrases import Phrases, Word
from nosograph.recognition.signs import SIGNS, signed
from nosograph.recognition.statuses import ENDS, LIST_WORDS, MARKS, Cue, Place, Polarity

IMPORTANCE = (
    Polarity.FAMILY,
    Polarity.RESOLVED,
    Polarity.ABSENT,
    Polarity.POSSIBLE,
    Polarity.HISTORY,
)
NEAR, REACH = 3, 5
"""Words between a cue and its finding."""
LONGEST_HEADING = 6
DENIED_NOUN, DENIED_VERB = 4, 2
"""Words after a denial among which stands what it denies instead of a finding."""

_BEFORE = {
    "absent_before": Polarity.ABSENT,
    "absent_either": Polarity.ABSENT,
    "possible_before": Polarity.POSSIBLE,
    "possible_first": Polarity.POSSIBLE,
    "history_before": Polarity.HISTORY,
    "resolved_before": Polarity.RESOLVED,
}
_NEAR = {
    "absent_near": Polarity.ABSENT,
    "possible_near": Polarity.POSSIBLE,
    "history_near": Polarity.HISTORY,
}
_AFTER = {
    "absent_after": Polarity.ABSENT,
    "absent_either": Polarity.ABSENT,
    "possible_after": Polarity.POSSIBLE,
    "history_after": Polarity.HISTORY,
    "resolved_after": Polarity.RESOLVED,
}


_DENIALS = frozenset({"absent_before", "absent_either"})
_SETTLED = frozenset(_BEFORE.keys() | _AFTER.keys()) - {"possible_before", "possible_after"}


class Context:
    """The cues of one language."""

    def __init__(self, data: Mapping[str, Any], conjunctions: frozenset[str]) -> None:
        kinds = {kind: text for kind, text in data.items() if isinstance(text, str)}
        self._known = {kind: frozenset(text.split()) for kind, text in data["words"].items()}
        self._filling = data["words"]["filling"]
        self._phrases = Phrases(kinds)
        self._relatives = Relatives(self._known)
        self._sections = Phrases(data["sections"])
        self._answers = Phrases(data["answers"])
        self._and = conjunctions
        self._list = LIST_WORDS | conjunctions

    def denies(self, words: Sequence[Word]) -> bool:
        """Whether a denial is among the words."""
        return any(not _DENIALS.isdisjoint(kinds) for kinds, _, _ in self._phrases.cues(words))

    def section(self, heading: Sequence[Word]) -> Polarity | None:
        """What a heading makes of the findings under it."""
        for kinds, first, after in self._sections.cues(heading):
            if first == 0 and after == len(heading):
                return Polarity(next(iter(kinds)))
        owned = [kinds for kinds, _, after in self._phrases.cues(heading) if after == len(heading)]
        return Polarity.FAMILY if owned and "family" in owned[-1] else None

    def about_patient(self, words: Sequence[Word], section: Polarity) -> bool:
        """Whether a sentence is about the patient as they are, whatever the heading above it."""
        known = self._known["patients"]
        if section is not Polarity.FAMILY:
            # Of a family, `he` may be a relative.
            known |= self._known["pronouns"]
        return any(word.text in known for word in words)

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
        cues = [cue for cue in self._cues(words, taken) if self._means_it(words, cue)]
        asked = self._asked(words)
        if not cues and not asked and {word.text for word in words}.isdisjoint(SIGNS):
            return [Polarity.PRESENT] * len(places)
        clauses = self._clauses(words, cues, places)
        said: list[set[Polarity]] = [set() for _ in places]
        for cue in cues:
            self._say(words, places, clauses, taken, cue, said)
        self._spare(words, places, cues, said)
        for number, plus in signed(words, places, self._list):
            said[number] = set() if plus else {Polarity.ABSENT}
        for number in self._relatives.have(words, places, cues):
            said[number].add(Polarity.FAMILY)
        usual = Polarity.POSSIBLE if asked else Polarity.PRESENT
        return [next((each for each in IMPORTANCE if each in found), usual) for found in said]

    def _cues(self, words: Sequence[Word], taken: Sequence[bool]) -> Iterator[Cue]:
        """The cues among the words but for adverbs: `cannot entirely be excluded`."""
        fills = self._fills
        kept = [at for at, word in enumerate(words) if taken[at] or not fills(word.text)]
        if len(kept) == len(words):
            yield from self._phrases.cues(words, taken)
            return
        found = self._phrases.cues([words[at] for at in kept], [taken[at] for at in kept])
        for kinds, first, after in found:
            yield kinds, kept[first], kept[after - 1] + 1

    def _fills(self, text: str) -> bool:
        return text in self._known["fillers"] or (
            text.endswith(self._filling) and text not in self._phrases.vocabulary
        )

    def _means_it(self, words: Sequence[Word], cue: Cue) -> bool:
        """False for a cue that speaks of something else than a finding."""
        kinds, first, after = cue
        if "nothing" in kinds:
            return False
        if words[first].text == "?" and words[0].text in self._known["explained"]:
            return False
        if "possible_first" in kinds:
            advised = not self._known["advice"].isdisjoint(word.text for word in words)
            return (first == 0 or words[first - 1].text in MARKS) and (
                advised or words[first].text not in self._known["given"]
            )
        if kinds.isdisjoint(_DENIALS):
            return True
        what = {word.text for word in words[after : after + DENIED_NOUN]}
        for place in range(after, min(after + DENIED_NOUN, len(words))):
            if words[place].text in ENDS:
                what = {word.text for word in words[after:place]}
                break
        if what & self._known["other_things"]:
            return False
        verbs = words[after : after + DENIED_VERB]
        if "absent_either" in kinds:
            verbs = [*words[max(first - DENIED_VERB, 0) : first], *verbs]
        denied = words[after - 1].text in self._known["not"]
        return not (denied and any(word.text in self._known["changes"] for word in verbs))

    @staticmethod
    def _last(words: Sequence[Word], after: int) -> bool:
        return after == len(words) or words[after].text in ENDS

    def _asked(self, words: Sequence[Word]) -> bool:
        return bool(words) and words[-1].text == "?" and words[0].text in self._known["asked"]

    def _clauses(
        self,
        words: Sequence[Word],
        cues: Iterable[Cue],
        places: Sequence[Place],
    ) -> list[int]:
        """The clause in which each word stands."""
        begins = [False] * (len(words) + 2)
        for place in places:
            # What has a beginning of its own after a comma is there: `no seizures, ataxia since May`
            listed = place.first > 0 and words[place.first - 1].text == ","
            behind = words[place.after].text if place.after < len(words) else ""
            graded = words[place.first].text in self._known["degrees"] if listed else False
            if listed and (graded or behind in self._known["begun"]):
                begins[place.first] = True
        for kinds, first, after in cues:
            listed = first > 0 and (words[first - 1].text in self._list)
            ahead = any(place.first >= first for place in places)
            if "until" in kinds or ("opens" in kinds and listed and ahead):
                begins[first] = True
            divides = after < len(words) and words[after].text not in self._list
            if "absent_before" in kinds and divides and self._between(places, first, after):
                begins[first] = True
            if not kinds.isdisjoint(_DENIALS):
                begins[self._closed(words, after)] = True
        for at in range(len(words) - 1):
            if words[at].text in self._known["closing"] and words[at + 1].text == ",":
                # What is said of a list ends with its verb: `no allergies known, eczema`
                begins[at + 2] = True
        found, clause = [], 0
        for begin in begins[: len(words)]:
            clause += begin
            found.append(clause)
        return found

    @staticmethod
    def _between(places: Sequence[Place], first: int, after: int) -> bool:
        """Whether a denial stands between two findings: `history of seizures without ataxia`."""
        behind = any(place.after <= first for place in places)
        return behind and any(0 <= place.first - after <= NEAR for place in places)

    def _closed(self, words: Sequence[Word], after: int) -> int:
        """Where what is denied ends because it was one thing: `no contractures, and areflexia`."""
        for place in range(after, len(words) - 1):
            if words[place].text in self._list:
                ends = words[place].text == "," and words[place + 1].text in self._known["and"]
                return place + 1 if ends else len(words)
        return len(words)

    def _say(
        self,
        words: Sequence[Word],
        places: Sequence[Place],
        clauses: Sequence[int],
        taken: Sequence[bool],
        cue: Cue,
        said: list[set[Polarity]],
    ) -> None:
        kinds, first, after = cue
        back = {_AFTER[kind] for kind in kinds if kind in _AFTER}
        if words[after - 1].text in self._known["not"] and self._last(words, after):
            back.add(Polarity.ABSENT)
        ahead = {_BEFORE[kind] for kind in kinds if kind in _BEFORE}
        reached = self._reached_back(words, places, clauses, taken, first) if back else []
        if back and ahead:
            next_one = any(
                0 <= place.first - after <= 1 and words[after].text not in self._list
                for place in places
            )
            close = not next_one and any(first - places[each].after <= 1 for each in reached)
            alone = reached and not self._any_ahead(places, clauses, first, after)
            back, ahead = (back, set()) if close or alone else (set(), ahead)
        near = {_NEAR[kind] for kind in kinds if kind in _NEAR}
        turns = (back or ahead & {Polarity.POSSIBLE}) - near
        if (
            bool(back) != bool(ahead)
            and turns
            and not (reached or (ahead and self._any_ahead(places, clauses, first, after)))
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
            if place.first < after or clauses[place.first] != clauses[first]:
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
    def _any_ahead(places: Sequence[Place], clauses: Sequence[int], first: int, after: int) -> bool:
        return any(each.first >= after and clauses[each.first] == clauses[first] for each in places)

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
            between = [words[at].text for at in range(place.after, edge) if not taken[at]]
            foreign = [text for text in between if text not in self._list]
            if len(foreign) > free or (found and self._said_before(words, place, between)):
                break
            edge, free = min(edge, place.first), 1
            if self._is_of_another(words, place):
                continue
            found.append(number)
        return found

    def _is_of_another(self, words: Sequence[Word], place: Place) -> bool:
        """Whether something else of the finding is spoken of: `the cause of the anemia`."""
        at = place.first - 1
        while at >= 0 and words[at].text in self._known["of"]:
            at -= 1
        return 0 <= at < place.first - 1 and words[at].text in self._known["other_things"]

    def _said_before(self, words: Sequence[Word], place: Place, between: Sequence[str]) -> bool:
        """Whether a list's end or a verb keeps a finding from what is said behind a comma after it."""
        if not between or not any(text in self._list for text in between):
            return False
        if between[0] not in self._list:
            return True
        if "," not in between or any(text in self._known["and"] for text in between):
            return False
        return any(word.text in self._known["told"] for word in words[: place.first])

    def _spare(
        self,
        words: Sequence[Word],
        places: Sequence[Place],
        cues: Sequence[Cue],
        said: list[set[Polarity]],
    ) -> None:
        """What is excepted is the opposite of the rest: `no signs except ataxia`."""
        for kinds, _, after in cues:
            if "except" not in kinds:
                continue
            texts = {word.text for word in words}
            denied = any(not _SETTLED.isdisjoint(other) for other, _, _ in cues)
            whole = texts & self._known["whole"] and not denied and not texts & self._known["well"]
            edge, free = after, NEAR
            for number in sorted(range(len(places)), key=lambda each: places[each].first):
                place = places[number]
                if place.first < after:
                    continue
                between = [word.text for word in words[edge : place.first]]
                if sum(text not in self._list for text in between) > free:
                    break
                said[number] -= {Polarity.ABSENT, Polarity.RESOLVED}
                if whole:
                    said[number].add(Polarity.ABSENT)
                edge, free = max(edge, place.after), 0
