"""What was found in a note, as JSON."""

from msgspec import Struct

from nosograph.recognition.recogniser import Mention


class MentionRecord(Struct, frozen=True):
    """A finding in a note: where it stands, and what is said about it."""

    start: int
    """In characters, from 0."""
    end: int
    text: str
    hpo: str
    label: str
    status: str
    """present, absent, possible, family, history or resolved."""
    onset: str


def mention_record(mention: Mention) -> MentionRecord:
    """A mention for machines."""
    return MentionRecord(
        mention.start,
        mention.end,
        mention.text,
        mention.term,
        mention.label,
        str(mention.polarity),
        mention.onset,
    )
