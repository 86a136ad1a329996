"""A later revision of a page, offered to the entry that was drafted from an earlier one.

Rule 1. Three trees are compared: the draft of the earlier revision, the entry as editors left it,
and the draft of the later revision. What only the page changed can be taken over; what editors
changed too is theirs to decide.
Rule 2. Units are headings, paragraphs, tables and items of lists; how a text is broken into lines
is no change.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from nosograph.model.entries import LEFT_OVER, Chapter, Entry
from nosograph.model.origins import Origin
from nosograph.prose.citations import CitedWork
from nosograph.prose.parts import chapters
from nosograph.prose.read import read
from nosograph.prose.tree import (
    Block,
    Box,
    Cite,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Text,
    rewritten,
    walk,
)
from nosograph.prose.write import written


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that the later revision says otherwise."""

    chapter: str
    before: tuple[Block, ...]
    after: tuple[Block, ...]
    clean: bool
    """Whether editors have left alone what the page changed."""

    @property
    def kind(self) -> str:
        """What happened: added, removed or changed."""
        if self.before and self.after:
            return "changed"
        return "added" if self.after else "removed"


@dataclass(frozen=True, slots=True)
class Update:
    """What a later revision offers, and the entry with all of it that is clean."""

    offers: tuple[Offer, ...]
    entry: Entry


def update_of(base: Entry, mine: Entry, theirs: Entry) -> Update:
    """What the draft `theirs` of a later revision offers to `mine`, which began as `base`."""
    theirs = _with_keys_of(mine, theirs)
    before, now, after = (list(_units(each)) for each in (base, mine, theirs))
    kept = _matches(before, now)
    offers: list[Offer] = []
    changes: list[tuple[int, int, Sequence[Block]]] = []
    for what, i, j, k, m in _opcodes(before, after):
        if what == "equal":
            continue
        where = _place(kept, i, j)
        clean = where is not None and not _changed_beside(kept, i, j)
        offers.append(
            Offer(_chapter(before[: i + (j > i)]), tuple(before[i:j]), tuple(after[k:m]), clean)
        )
        if clean and where is not None:
            changes.append((*where, after[k:m]))
    for start, end, units in sorted(changes, key=lambda each: -each[0]):
        now[start:end] = units
    entry = replace(
        mine,
        professional=_cut(now, _left(mine, [each for each in offers if not each.clean])),
        origin=_origin(mine, theirs),
    )
    return Update(tuple(offers), _with_references(entry, theirs))


def _origin(mine: Entry, theirs: Entry) -> Origin | None:
    """Where the text comes from now: what was kept before stays the page's, too."""
    if mine.origin is None or theirs.origin is None:
        return theirs.origin
    both = {*mine.origin.statements, *theirs.origin.statements}
    return replace(theirs.origin, statements=tuple(sorted(both)))


def _units(entry: Entry) -> Iterator[Block]:
    for chapter in entry.professional:
        if chapter.title == LEFT_OVER:
            return
        yield Heading(chapter.level, (Text(chapter.title),))
        for block in read(chapter.text):
            if isinstance(block, Listing):
                yield from (
                    replace(block, items=(item,), first=block.first and 1) for item in block.items
                )
            else:
                yield block


def _opcodes(
    one: Sequence[Block], other: Sequence[Block]
) -> Sequence[tuple[str, int, int, int, int]]:
    ours, theirs = ([written((each,)) for each in several] for several in (one, other))
    return SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()


def _matches(before: Sequence[Block], now: Sequence[Block]) -> dict[int, int]:
    """Where each unit of the earlier draft that editors left alone stands now."""
    return {
        i + step: k + step
        for what, i, j, k, _ in _opcodes(before, now)
        if what == "equal"
        for step in range(j - i)
    }


def _place(kept: dict[int, int], start: int, end: int) -> tuple[int, int] | None:
    """The units of the entry that a stretch of the earlier draft is now; None where they changed."""
    if start == end:
        # Something comes in: behind the unit before it.
        return (kept[start - 1] + 1,) * 2 if start - 1 in kept else None
    places = [kept.get(each) for each in range(start, end)]
    first = places[0]
    if first is None or places != list(range(first, first + end - start)):
        return None
    return first, first + end - start


def _changed_beside(kept: dict[int, int], start: int, end: int) -> bool:
    """Whether editors put something of their own where the page puts something in."""
    if start != end or start not in kept or start - 1 not in kept:
        return False
    return kept[start] != kept[start - 1] + 1


def _chapter(units: Sequence[Block]) -> str:
    head = next((each for each in reversed(units) if isinstance(each, Heading)), None)
    return "".join(part.text for part in head.inside if isinstance(part, Text)) if head else ""


def _left(mine: Entry, clashes: Sequence[Offer]) -> str:
    """The last chapter: what stood in it, and what editors have to decide."""
    text = next((each.text for each in mine.professional if each.title == LEFT_OVER), "")
    if not clashes:
        return text
    items = []
    for offer in clashes:
        told = f"{offer.kind} on the page under {offer.chapter}, and by editors:"
        items.append((Paragraph((Text(told),)), *_joined(offer.after or offer.before)))
    made = written((Box("left", (Listing(tuple(items), tight=False),)),))
    return f"{text}\n\n{made}" if text else made


def _joined(units: Iterable[Block]) -> tuple[Block, ...]:
    """Units as blocks: items side by side are one list."""
    found: list[Block] = []
    for each in units:
        last = found[-1] if found else None
        if (
            isinstance(each, Listing)
            and isinstance(last, Listing)
            and (each.first is None) == (last.first is None)
        ):
            found[-1] = replace(
                last, items=(*last.items, *each.items), tight=last.tight and each.tight
            )
        else:
            found.append(each)
    return tuple(found)


def _cut(units: Sequence[Block], left: str) -> tuple[Chapter, ...]:
    text = written(_joined(units))
    return chapters(f"{text}\n\n# {LEFT_OVER}\n\n{left}" if left else text)


def _with_keys_of(mine: Entry, theirs: Entry) -> Entry:
    """The later draft, in which a key that the entry has for another work is another key."""
    known = {each.key: each.csl.get("title") for each in mine.references}
    renamed = {
        each.key: f"{each.key}-new"
        for each in theirs.references
        if each.key in known and known[each.key] != each.csl.get("title")
    }
    if not renamed:
        return theirs

    def change(part: Inline) -> Inline:
        if not isinstance(part, Cite):
            return part
        works = tuple(replace(each, key=renamed.get(each.key, each.key)) for each in part.works)
        return _cite(works)

    professional = tuple(
        replace(each, text=written(rewritten(read(each.text), change)))
        for each in theirs.professional
    )
    references = tuple(
        replace(each, key=key, csl={**each.csl, "id": key})
        for each in theirs.references
        for key in [renamed.get(each.key, each.key)]
    )
    return replace(theirs, professional=professional, references=references)


def _cite(works: tuple[CitedWork, ...]) -> Cite:
    return Cite(works, f"[{'; '.join(map(str, works))}]")


def _with_references(entry: Entry, theirs: Entry) -> Entry:
    """The entry with the works that came in with what was taken over."""
    cited = {
        work.key
        for chapter in entry.professional
        for node in walk(read(chapter.text))
        if isinstance(node, Cite)
        for work in node.works
    }
    known = {each.key for each in entry.references}
    came = [each for each in theirs.references if each.key in cited - known]
    return replace(entry, references=tuple(sorted((*entry.references, *came), key=lambda e: e.key)))
