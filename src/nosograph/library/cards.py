"""What the search index keeps of a page, and the names of its fields.

Rule. A card holds what a line of an answer shows and what its rank needs, and no more.
"""

from array import array
from collections.abc import Iterable, Mapping

import msgspec

NAMES, LABELS, EXACT, LOOSE, PHRASE = "names", "labels", "exact", "loose", "phrase"
TEXT, PLACES = "text", "places"
CODE, BARE, GENE, INITIALS = "code", "bare", "gene", "initials"
SIGN, SIGN_ABOVE = "sign", "sign_above"
TYPE, KIND, SYSTEM, SLUG = "type", "kind", "system", "slug"
CARD = "card"
WORD, USES, LANGUAGE = "word", "uses", "language"

WORDS_FOLDER = "words"
"""The vocabulary's own index, below that of the pages."""

DISEASE_TYPE, FINDING_TYPE, GENE_TYPE = "disease", "finding", "gene"
TEXT_TYPE = "text"
"""A chapter of a curated entry, which stands for the entry."""
PRESENTATION_TYPE = "presentation"
"""A way in from what somebody sees, in the words in which it is looked for."""


class Card(msgspec.Struct, array_like=True, frozen=True):
    """One page."""

    type: str
    slug: str
    name: str
    kind: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """All names that the field uses, as they are written, the preferred one first."""
    lay: tuple[str, ...] = ()
    """Names that people use, in any language."""
    genes: tuple[str, ...] = ()
    signs: bytes = b""
    """The findings of a disease and what is above them, packed by `pack_signs`."""
    minor: bool = False
    """Whether it stands below whole diseases: a susceptibility locus, a page without findings."""
    findings: int = 0
    """How many findings a disease has; how many diseases have the finding or go with the gene."""
    onset: tuple[str, ...] = ()
    """HPO ids of when it begins."""
    systems: tuple[str, ...] = ()
    """HPO ids of the organ systems with most of its findings."""
    gloss: str = ""
    """A line of its own: a finding's definition, a chapter's title, a place in a classification."""
    patient: tuple[str, ...] = ()
    """Languages of its plain-language pages."""


def pack_signs(weights: Mapping[str, int], above: Iterable[str]) -> bytes:
    """HPO ids with their weights from 1 to 3, and those above them, as numbers."""
    packed = array("I", sorted(sign_number(term) + weight for term, weight in weights.items()))
    packed.extend(sorted(sign_number(term) for term in above))
    return packed.tobytes()


def shown_signs(packed: bytes, numbers: Mapping[str, int]) -> dict[str, int]:
    """Which of some signs, given with their numbers, the disease shows: sign → weight.

    The weight is 0 when it shows a finding below the sign.
    """
    packed_numbers = frozenset(array("I", packed))
    return {
        term: weight
        for term, number in numbers.items()
        for weight in (0, 1, 2, 3)
        if number + weight in packed_numbers
    }


def sign_number(term: str) -> int:
    """Room for a weight is left between two ids."""
    return int(term.rpartition(":")[2]) * 4


def sign_term(term: str) -> str:
    """An HPO id as a word of the index."""
    return term.replace(":", "").lower()


def term_of(sign: str) -> str:
    """The HPO id that a word of the index stands for."""
    return f"{sign[:2]}:{sign[2:]}".upper()


def kind_term(kind: str) -> str:
    """A filter's value as a word of the index."""
    return kind.lower()
