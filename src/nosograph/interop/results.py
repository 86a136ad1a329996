"""Answers from Python: rows with everything that the answer says beside them."""

from collections.abc import Iterable

from nosograph.interop.tables import Table
from nosograph.model.cases import Case
from nosograph.render.criteria_files import EvidenceRecord, VerdictRecord
from nosograph.render.differential_files import CandidateRecord, RankingRecord
from nosograph.render.languages import words
from nosograph.render.note_files import MentionRecord
from nosograph.render.search_files import ResultRecord, SearchRecord


class Found(Table[ResultRecord]):
    """Diseases, findings and genes, the best first."""

    def __init__(self, record: SearchRecord) -> None:
        shown = {"name": "Name", "type": "Type", "kind": "Kind", "slug": "Id", "gloss": "What"}
        notes = (each.text for each in record.notes)
        super().__init__(record.results, shown, f"{record.total} for {record.query!r}", notes)
        self.record = record
        """Everything that the answer says."""


class Ranking(Table[CandidateRecord]):
    """Diseases that fit a case: a list with its reasons, never a verdict on a person."""

    def __init__(self, record: RankingRecord) -> None:
        t = words("en")
        unknown = ", ".join(record.unknown_genes)
        notes = (
            record.confidence.says,
            t["dx_genes_unknown"].format(symbols=unknown) if unknown else "",
            *(f"{each.id}: {each.reason}" for each in record.notes),
            t["dx_purpose"],
        )
        shown = {"rank": "Rank", "name": "Disease", "id": "Id", "score": "Score"}
        super().__init__(record.ranking, shown, f"HPO {record.version}", notes)
        self.record = record
        """Everything that the ranking says."""


class Verdict(Table[EvidenceRecord]):
    """What a criteria set says about a case; the rows are the parts of its levels."""

    def __init__(self, record: VerdictRecord, title: str, told: str) -> None:
        caption = "; ".join(f"{level}: {verdict}" for level, verdict in record.levels.items())
        notes = (*(each.message for each in record.concerns), record.not_met_means)
        shown = {"level": "Level", "part": "Part", "holds": "Holds", "statements": "Stated"}
        super().__init__(record.evidence, shown, f"{title}: {caption}", notes)
        self.record = record
        """Everything that the answer says."""
        self.text = told
        """The answer in words, with every part and why."""

    @property
    def levels(self) -> dict[str, str]:
        """Level → met, not_met or undetermined."""
        return self.record.levels

    @property
    def missing(self) -> dict[str, list[list[str]]]:
        """Level → the smallest sets of items whose results can make it met."""
        return self.record.minimal_missing

    @property
    def next(self) -> str | None:
        """The item to ask for first."""
        return self.record.next


class Read(Table[MentionRecord]):
    """The findings of a note, where they stand and what is said about each."""

    def __init__(self, mentions: Iterable[MentionRecord], case: Case) -> None:
        shown = {"text": "Text", "hpo": "Finding", "label": "Label", "status": "Said"}
        super().__init__(mentions, shown)
        self.case = case
        """What the note clearly states about the patient."""
