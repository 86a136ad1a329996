"""What an asker wants beside a specialty, as bits of one number per listing.

Rule 1. A yes and a no have a bit each; neither bit set means that nobody knows.
Rule 2. Languages and networks share bits when there are many: the bits may let too much through,
never too little, and `Wanted.accepts` decides on the record itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nosograph.model.directory import Known

ACCEPTING_YES, ACCEPTING_NO, REMOTE_YES, REMOTE_NO = 1, 2, 4, 8
_LANGUAGES = range(4, 28)
_NETWORKS = range(28, 62)
LANGUAGE_BITS = sum(1 << bit for bit in _LANGUAGES)
NETWORK_BITS = sum(1 << bit for bit in _NETWORKS)

Mask = tuple[int, int]
"""Any of these bits must be set; or, where unknown counts, none of those."""


def yes_no(accepting: int, remote: int) -> int:
    """The bits of two yes-or-no answers (`Known`)."""
    bits = {Known.YES: ACCEPTING_YES, Known.NO: ACCEPTING_NO}.get(Known(accepting), 0)
    return bits | {Known.YES: REMOTE_YES, Known.NO: REMOTE_NO}.get(Known(remote), 0)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The languages and networks of a directory, in order; their places give their bits."""

    languages: Sequence[str] = ()
    networks: Sequence[str] = ()

    def language_bits(self, wanted: Iterable[str]) -> int:
        """The bits of languages; 0 when the directory has none of them."""
        return _bits(self.languages, wanted, _LANGUAGES)

    def network_bits(self, wanted: Iterable[str]) -> int:
        """The bits of networks."""
        return _bits(self.networks, wanted, _NETWORKS)


def _bits(known: Sequence[str], wanted: Iterable[str], places: range) -> int:
    bits = 0
    for each in wanted:
        if each in known:
            bits |= 1 << places[known.index(each) % len(places)]
    return bits


def _is_shared(known: Sequence[str], wanted: Iterable[str], places: range) -> bool:
    own = (known.index(each) for each in wanted if each in known)
    return any(n >= len(places) or n + len(places) < len(known) for n in own)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of one question."""

    accepting: bool = False
    telehealth: bool = False
    languages: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    unknown: bool = True
    """Whether listings of which it is not known are kept, marked as such."""

    def masks(self, words: Vocabulary) -> tuple[Mask, ...]:
        """What the bits of a listing must fulfil, one mask after the other."""
        return tuple(self.named_masks(words).values())

    def named_masks(self, words: Vocabulary) -> dict[str, Mask]:
        """The same by the names of the filters."""
        masks: dict[str, Mask] = {}
        if self.accepting:
            masks["accepting"] = (ACCEPTING_YES, ACCEPTING_YES | ACCEPTING_NO)
        if self.telehealth:
            masks["telehealth"] = (REMOTE_YES, REMOTE_YES | REMOTE_NO)
        if self.languages:
            masks["language"] = (words.language_bits(self.languages), LANGUAGE_BITS)
        if self.networks:
            masks["network"] = (words.network_bits(self.networks), NETWORK_BITS)
        return masks

    def shared(self, words: Vocabulary) -> tuple[str, ...]:
        """The filters whose bits stand for other words, too, so that only records can tell."""
        asked = (
            ("language", _is_shared(words.languages, self.languages, _LANGUAGES)),
            ("network", _is_shared(words.networks, self.networks, _NETWORKS)),
        )
        return tuple(name for name, is_shared in asked if is_shared)

    def states(
        self,
        accepting: Known,
        telehealth: Known,
        languages: tuple[str, ...] | None,
        networks: tuple[str, ...] | None,
    ) -> dict[str, Known]:
        """What a record answers to each filter that is set."""
        states = {}
        if self.accepting:
            states["accepting"] = accepting
        if self.telehealth:
            states["telehealth"] = telehealth
        if self.languages:
            states["language"] = _shares(self.languages, languages)
        if self.networks:
            states["network"] = _shares(self.networks, networks)
        return states

    def accepts(self, states: dict[str, Known]) -> bool:
        """Whether a record with these answers is shown."""
        least = Known.UNKNOWN if self.unknown else Known.YES
        return all(state >= least for state in states.values())


def _shares(wanted: tuple[str, ...], has: tuple[str, ...] | None) -> Known:
    if not has:
        return Known.UNKNOWN
    return Known.YES if set(wanted) & set(has) else Known.NO
