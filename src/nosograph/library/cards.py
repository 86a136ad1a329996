"""What the search index keeps of a page, and the names of its fields.

Rule. A card holds what a line of an answer shows and what its rank needs, and no more.
"""

import msgspec

NAMES, EXACT, PHRASE = "names", "exact", "phrase"
CODE, BARE, GENE = "code", "bare", "gene"
SIGN, SIGN_ABOVE = "sign", "sign_above"
TYPE, KIND, SYSTEM = "type", "kind", "system"
CARD = "card"
WORD, USES = "word", "uses"

WORDS_FOLDER = "words"
"""The vocabulary's own index, below that of the pages."""

DISEASE_TYPE, FINDING_TYPE, GENE_TYPE = "disease", "finding", "gene"


class Card(msgspec.Struct, array_like=True, frozen=True):
    """One page."""

    type: str
    slug: str
    name: str
    kind: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """All names as they are written, the preferred one first."""
    genes: tuple[str, ...] = ()


def sign_term(term: str) -> str:
    """An HPO id as a word of the index."""
    return term.replace(":", "").lower()


def kind_term(kind: str) -> str:
    """A filter's value as a word of the index."""
    return kind.lower()
