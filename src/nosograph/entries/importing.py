"""Pages of a wiki made into drafts: one, or all of a dump by several processes.

Rule 1. A page that cannot be made into a draft is named, and the others go on.
Rule 2. What was done is written down page by page, so that a run that was stopped goes on where it
was; memory does not grow with the dump.
"""

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from nosograph.entries.draft_chapters import Placed
from nosograph.entries.draft_updates import Offer, update_of
from nosograph.entries.drafts import SOURCE, Draft, draft_of, slug_of
from nosograph.entries.read import read_entry
from nosograph.entries.write import entry_files
from nosograph.model.entries import Entry
from nosograph.model.failures import SourceError
from nosograph.model.origins import Origin
from nosograph.model.problems import Problems
from nosograph.sources.wikitext.dumps import DumpedPage, dumped_pages
from nosograph.sources.wikitext.fidelity import Fidelity, fidelity
from nosograph.sources.wikitext.page import Provenance, WikiPage
from nosograph.sources.wikitext.read import read_page

JOURNAL = "import.jsonl"
"""What was done with each page of a dump, in the folder of the drafts."""
_WAITING = 8
"""Pages that wait for each process."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A page with its draft and what was kept of it."""

    page: WikiPage
    draft: Draft
    kept: Fidelity

    @property
    def slug(self) -> str:
        """The draft's folder."""
        return self.draft.entry.slug

    def record(self) -> dict[str, Any]:
        """What a report says of it."""
        told = asdict(self.kept)
        return {
            "slug": self.slug,
            "title": self.page.title,
            "source": asdict(self.page.provenance),
            "words": self.kept.words,
            "kept": self.kept.kept,
            "recall": round(self.kept.recall, 5),
            "lost": list(self.kept.lost),
            "counts": {part: list(pair) for part, pair in told["counts"].items()},
            "headings": list(map(_heading, self.draft.placed)),
            "references": [
                {"key": each.key, "names": list(each.names), "uses": each.uses, "line": each.line}
                for each in self.page.references
            ],
            "charts": [
                {
                    "id": chart.pathway.id,
                    "section": chart.section,
                    "line": chart.line,
                    "boxes": chart.boxes,
                    "edges": sum(1 for _ in chart.pathway.edges()),
                    "inferred": sum(bool(edge.inferred) for _, edge in chart.pathway.edges()),
                    "rows": list(chart.rows),
                }
                for chart in self.page.charts
            ],
            "left_over": [
                {"kind": each.kind, "name": each.name, "line": each.line, "section": each.section}
                for each in self.page.left
            ],
            "doubts": [asdict(each) for each in (*self.page.doubts, *self._charted())],
        }

    def _charted(self) -> Iterator[Any]:
        for chart in self.page.charts:
            yield from chart.doubts


def _heading(placed: Placed) -> dict[str, Any]:
    section = placed.section
    return {
        "level": section.level,
        "title": section.title,
        "line": section.line,
        "chapter": placed.chapter,
        "heading": placed.title if placed.level else placed.chapter,
    }


def imported(
    text: str,
    provenance: Provenance,
    today: date,
    entries: Mapping[str, str] | None = None,
    slug: str = "",
) -> Imported:
    """The draft of a page."""
    page = read_page(text, provenance)
    kept = fidelity(text, page)
    lost = kept.lost if kept.kept < kept.words else ()
    return Imported(page, draft_of(page, text, today, entries, slug, lost), kept)


def write_draft(made: Imported, out: Path) -> Path:
    """Write the files of a draft into its folder, which is made."""
    _write(made.draft, out / made.slug)
    return out / made.slug


def _write(draft: Draft, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, draft.files())


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a draft's folder, by their names below it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "replace"))


def draft_of_page(
    page: WikiPage, text: str, today: date, entries: Mapping[str, str], out: Path
) -> str:
    """Write the draft of a page that was read already; the name of its folder.

    Raises:
        SourceError: the folder is there already.
    """
    draft = draft_of(page, text, today, entries)
    folder = out / draft.entry.slug
    if folder.exists():
        raise SourceError(f"{folder} is there already: move it, or name another folder with --out")
    _write(draft, folder)
    return draft.entry.slug


def updated(
    text: str, folder: Path, today: date, revision: str, *, apply: bool
) -> tuple[Offer, ...]:
    """What a later revision of a page offers to the entry in `folder`; written if `apply`.

    Raises:
        SourceError: the folder was drafted from no page.
    """
    earlier = folder / SOURCE
    mine = read_entry(folder, Problems()) if folder.is_dir() else None
    if mine is None or mine.origin is None or not earlier.is_file():
        raise SourceError(f"{folder} is no entry that was drafted from a page of a wiki")
    base = again(folder, mine, today).draft.entry
    theirs = imported(text, _told(mine.origin, revision), today).draft.entry
    update = update_of(base, mine, theirs)
    if apply and update.offers:
        write_files(folder, entry_files(update.entry))
        earlier.write_bytes(text.encode("utf-8", "replace"))
    return update.offers


def again(folder: Path, entry: Entry, today: date) -> Imported:
    """The draft that the page beside an entry makes, as it was made before anybody changed it.

    Raises:
        SourceError: the entry was drafted from no page.
    """
    source = folder / SOURCE
    if entry.origin is None or not source.is_file():
        raise SourceError(f"{folder} is no entry that was drafted from a page of a wiki")
    return imported(source.read_bytes().decode("utf-8", "replace"), _told(entry.origin), today)


def _told(origin: Origin, revision: str = "") -> Provenance:
    return Provenance(
        origin.page, origin.site, origin.url, revision or origin.revision, licence=origin.licence
    )


def second_reading(text: str, page: WikiPage) -> dict[str, Any]:
    """Where two other parsers agree upon something else, as a record has it."""
    from nosograph.sources.wikitext.consensus import consensus

    try:
        return {"consensus": asdict(consensus(text, page))}
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        # Another parser may give up on a page that ours can read, and that is told.
        return {"consensus": {"headings": [], "references": [], "failure": repr(error)}}


def import_dump(
    path: Path,
    out: Path,
    today: date,
    workers: int,
    entries: Mapping[str, str] | None = None,
    *,
    twice: bool = False,
) -> Iterator[dict[str, Any]]:
    """The records of a dump's pages as their drafts are written; those of a former run first.

    `twice` has headings and references read by other parsers, too.

    Raises:
        SourceError: the file is no dump, or the folder holds the drafts of another one.
    """
    out.mkdir(parents=True, exist_ok=True)
    done, past = _journal(path, out)
    yield from done
    taken = {str(record["slug"]) for record in done}
    with (out / JOURNAL).open("a", encoding="utf-8") as journal:
        made = partial(_made, out=out, today=today, entries=entries, twice=twice)
        for record in _records(path, past, made, workers, taken):
            journal.write(json.dumps(record, ensure_ascii=False) + "\n")
            journal.flush()
            yield record


def _journal(path: Path, out: Path) -> tuple[list[dict[str, Any]], int]:
    """What a former run did, and the number of the last page that it did."""
    identity = {"dump": path.name, "bytes": path.stat().st_size}
    file = out / JOURNAL
    if not file.exists():
        file.write_text(json.dumps(identity) + "\n", encoding="utf-8")
        return [], 0
    lines = file.read_text(encoding="utf-8").splitlines()
    whole = [line for line in lines if line.endswith("}")]
    if not whole or json.loads(whole[0]) != identity:
        raise SourceError(f"{out} holds the drafts of another dump: name another folder with --out")
    file.write_text("".join(line + "\n" for line in whole), encoding="utf-8")
    records = [json.loads(line) for line in whole[1:]]
    return records, max((record["number"] for record in records), default=0)


def _records(
    path: Path,
    past: int,
    made: Callable[..., dict[str, Any]],
    workers: int,
    taken: set[str],
) -> Iterator[dict[str, Any]]:
    pages = dumped_pages(path, past)
    if workers < 2:
        for page in pages:
            yield made(page, _free(page, taken))
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[dict[str, Any]]] = deque()
        for page in pages:
            waiting.append(pool.submit(made, page, _free(page, taken)))
            if len(waiting) >= workers * _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _free(page: DumpedPage, taken: set[str]) -> str:
    """A slug that no other page of the dump has."""
    slug = slug_of(page.provenance.title)
    if slug in taken:
        slug = f"{slug}-{page.number}"
    taken.add(slug)
    return slug


def _made(
    page: DumpedPage,
    slug: str,
    out: Path,
    today: date,
    entries: Mapping[str, str] | None,
    twice: bool,
) -> dict[str, Any]:
    told = {"number": page.number, "slug": slug, "title": page.provenance.title}
    if page.redirect:
        return told | {"redirect": page.redirect}
    try:
        made = imported(page.text, page.provenance, today, entries, slug)
        write_draft(made, out)
    except Exception as error:  # one page of a million may not end the run, and is named
        return told | {"failure": f"{type(error).__name__}: {error}"}
    second = second_reading(page.text, made.page) if twice else {}
    return told | made.record() | second
