"""`nosograph review`: who has reviewed which state of an entry."""

from typing import Annotated

import typer

from nosograph.cli.claims import Dictionary, Slug, day_of, entry_of
from nosograph.cli.options import DEFAULT_DICTIONARY
from nosograph.cli.output import err


def review(
    slug: Slug,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who has reviewed it.")],
    role: Annotated[
        str, typer.Option(metavar="ROLE", help="What makes them fit for it: paediatrician, say.")
    ],
    conflicts: Annotated[
        str, typer.Option(metavar="TEXT", help="Conflicts of interest as declared.")
    ] = "none declared",
    note: Annotated[
        str, typer.Option(metavar="TEXT", help="What was read, and what was not.")
    ] = "",
    dictionary: Dictionary = DEFAULT_DICTIONARY,
    today: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="The day; today when left out.")
    ] = "",
) -> None:
    """Write down that somebody has reviewed an entry, exactly as it is now.

    \b
    nosograph review opsoclonus-myoclonus-syndrome --by "A. Reader" --role "paediatric neurologist"

    The record stands in entry.yaml and names the state that was reviewed. When a claim, a source
    or a tool changes, it falls stale by itself: the checker and the page say so.
    """
    from dataclasses import replace

    from nosograph.entries.read import ENTRY
    from nosograph.entries.template import REVIEW_EVERY
    from nosograph.entries.write import entry_files
    from nosograph.model.entries import ReviewRecord
    from nosograph.prose.reviews import state_of

    entry = entry_of(dictionary, slug)
    on = day_of(today)
    record = ReviewRecord(by, role, on, conflicts, note, state_of(entry))
    reviewed = replace(
        entry.review,
        status="reviewed",
        due=max(entry.review.due, on.fromordinal(on.toordinal() + REVIEW_EVERY)),
        reviewers=tuple(dict.fromkeys((*entry.review.reviewers, by))),
        records=(*entry.review.records, record),
    )
    fresh = entry_files(replace(entry, review=reviewed))[ENTRY]
    (dictionary / slug / ENTRY).write_bytes(fresh.encode())
    err.print(f"{slug}: state {record.state} reviewed by {by}, {role}", markup=False)
