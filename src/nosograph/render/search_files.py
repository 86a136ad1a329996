"""What the search box answers as JSON."""

from msgspec import Struct

from nosograph.library.answers import SearchAnswer
from nosograph.render.search import told
from nosograph.render.site import result_href


class ResultRecord(Struct, frozen=True):
    """One line of an answer."""

    type: str
    """disease, finding or gene."""
    slug: str
    """A disease's address, a finding's HPO id or a gene's symbol."""
    name: str
    kind: str
    codes: list[str]
    match: str
    """How it fits: exact, lay, prefix, all-words, fuzzy or some-words; a near spelling is none."""
    matched: str
    score: float
    findings: int
    onset: list[str]
    gloss: str
    href: str


class NoteRecord(Struct, frozen=True):
    """What an answer says about itself."""

    kind: str
    words: list[str]
    text: str


class FacetsRecord(Struct, frozen=True):
    """How many diseases fit, before filters."""

    kinds: dict[str, int]
    systems: dict[str, int]


class SearchRecord(Struct, frozen=True):
    """What the search box answers."""

    query: str
    total: int
    results: list[ResultRecord]
    notes: list[NoteRecord]
    facets: FacetsRecord
    took_ms: float


def search_record(answer: SearchAnswer, language: str, took: float) -> SearchRecord:
    """The answer for somebody who reads `language`; it took `took` milliseconds."""
    return SearchRecord(
        answer.query,
        answer.total,
        [
            ResultRecord(
                each.type,
                each.slug,
                each.name,
                each.kind,
                list(each.codes),
                each.match,
                each.matched,
                round(each.score, 4),
                each.findings,
                list(each.onset),
                each.gloss,
                result_href(each, language),
            )
            for each in answer.results
        ],
        [
            NoteRecord(each.kind, list(each.words), text)
            for each, text in zip(answer.notes, told(answer, language), strict=True)
        ],
        FacetsRecord(answer.facets.kinds, answer.facets.systems),
        round(took, 3),
    )
