"""A page of a wiki as the draft of an entry: every sentence kept, every claim still to be checked.

Rule 1. Nothing of the page is left out: what has no place stands in the last chapter, and the
source itself lies in the folder.
Rule 2. Nothing is made up: what an entry needs and the page does not say is empty, and the
checker's list of it is the list of what to do.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from nosograph.entries.draft_chapters import Placed, is_generated, placed
from nosograph.entries.references import identities
from nosograph.entries.template import new_entry
from nosograph.entries.write import entry_files, write_chapters
from nosograph.model.entries import (
    LEFT_OVER,
    STANDARD_CHAPTERS,
    Chapter,
    Entry,
    Kind,
    Name,
    Reference,
)
from nosograph.model.origins import Origin
from nosograph.model.pathways import Pathway
from nosograph.prose.citations import CitedWork
from nosograph.prose.claims import claims_of
from nosograph.prose.parts import chapters
from nosograph.prose.tree import (
    ENTRY,
    Block,
    Box,
    Cite,
    Inline,
    Link,
    Listing,
    Paragraph,
    Span,
    Text,
    leads_on,
    rewritten,
    walk,
)
from nosograph.prose.write import written
from nosograph.sources.wikitext.charts import with_one_start
from nosograph.sources.wikitext.page import WIKI, Chart, Kept, WikiPage, WikiReference

SOURCE = "source.wiki"
"""The page as it was read, beside the draft: what a later revision is compared with."""
LICENCE = "CC-BY-SA-4.0"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that was made of a page, and how."""

    entry: Entry
    source: str
    placed: tuple[Placed, ...]

    def files(self) -> dict[str, str]:
        """File name → text."""
        return {**entry_files(self.entry), SOURCE: self.source}


def slug_of(title: str) -> str:
    """The slug that a page's title makes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "page"


def draft_of(
    page: WikiPage,
    source: str,
    today: date,
    entries: Mapping[str, str] | None = None,
    slug: str = "",
    lost: Sequence[str] = (),
) -> Draft:
    """The draft that a page makes; `entries` are the slugs of entries by their names.

    Words that were `lost` are named on top of it.
    """
    where = tuple(placed(page.sections))
    slug = slug or slug_of(page.title)
    begun = new_entry(slug, page.title, (), Kind.CURATED, today)
    known = {name.casefold(): slug for name, slug in (entries or {}).items()}
    writer = _Writer(page, {name: each for name, each in known.items() if each != slug})
    # Read back, because headings of the page cut the text of a chapter.
    first, *rest = writer.chapters(where)
    if lost:
        told = f"words of the page that this draft does not have in their place: {', '.join(lost)}"
        first = replace(first, text=f"{written((Box('left', _item(told)),))}\n\n{first.text}")
    text = chapters(write_chapters((first, *rest)))
    cited = writer.cited
    entry = replace(
        begun,
        names=tuple(_names(page)),
        licence=LICENCE,
        professional=text,
        pathways=tuple(writer.pathways),
        references=tuple(
            sorted((e for e in writer.references if e.key in cited), key=lambda e: e.key)
        ),
        origin=_origin(page),
    )
    return Draft(replace(entry, origin=with_statements(entry)), source, where)


def with_statements(entry: Entry) -> Origin | None:
    """The origin of an entry whose statements, all of them, are in the words of the page."""
    ids = sorted({each.id.partition("-")[0] for each in claims_of(entry)})
    return replace(entry.origin, statements=tuple(ids)) if entry.origin else None


def _origin(page: WikiPage) -> Origin:
    told = page.provenance
    return Origin(
        page=told.title,
        licence=told.licence or LICENCE,
        site=told.site,
        url=told.url,
        revision=told.revision,
        timestamp=told.timestamp,
        contributor=told.contributor,
        editors=page.editors,
        sha256=told.sha256,
    )


def _names(page: WikiPage) -> Iterator[Name]:
    seen = {page.title.casefold()}
    for text in page.synonyms:
        if text.casefold() not in seen:
            seen.add(text.casefold())
            short = text.isupper() and len(text) < 8
            yield Name(text, type="abbreviation" if short else "synonym")


class _Writer:
    def __init__(self, page: WikiPage, entries: Mapping[str, str]) -> None:
        self._page = page
        self._entries = entries
        self.cited: set[str] = set()
        self.references, self._same = _works(page.references)
        self.pathways: list[Pathway] = []
        for chart in page.charts:
            self.pathways.append(self._pathway(chart))

    def chapters(self, where: Sequence[Placed]) -> Iterator[Chapter]:
        by_chapter: dict[str, list[Placed]] = {}
        empty = []
        for at, each in enumerate(where):
            if each.section.blocks or each.mapped or _leads_in(where, at):
                by_chapter.setdefault(each.chapter, []).append(each)
            elif not is_generated(each.section.title):
                empty.append(each)
        for level, title in STANDARD_CHAPTERS:
            yield Chapter(title, level, "\n\n".join(self._texts(by_chapter.get(title, ()))).strip())
        if left := tuple(self._left(empty)):
            yield Chapter(LEFT_OVER, 1, written((Box("left", left),)))

    def _texts(self, several: Iterable[Placed]) -> Iterator[str]:
        for each in several:
            if each.level:
                yield f"{'#' * each.level} {each.title}"
            if each.section.blocks:
                yield self._written(each.section.blocks)

    def _written(self, blocks: Iterable[Block]) -> str:
        return written(self._own(blocks))

    def _own(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        kept = (each for each in blocks if not (isinstance(each, Listing) and each.role == "chart"))
        made = rewritten(kept, self._inline)
        for node in walk(made):
            if isinstance(node, Cite):
                self.cited |= {work.key for work in node.works}
        return made

    def _inline(self, part: Inline) -> Inline:
        """Links of the wiki lead to entries, or nowhere; a work has one key."""
        if isinstance(part, Cite):
            works = tuple(replace(w, key=self._same.get(w.key, w.key)) for w in part.works)
            return Cite(works, f"[{'; '.join(map(str, dict.fromkeys(works)))}]")
        if not isinstance(part, Link):
            return part
        if part.target.startswith(WIKI):
            slug = self._entries.get(part.target.removeprefix(WIKI).casefold())
            return replace(part, target=ENTRY + slug) if slug else Span("words", part.inside)
        return part if leads_on(part.target) else Span("words", part.inside)

    def _pathway(self, chart: Chart) -> Pathway:
        whole = with_one_start(chart.pathway, chart.section or self._page.title)
        taken = [each.id for each in self.pathways]
        id = whole.id if whole.id not in taken else f"{whole.id}-{len(taken) + 1}"
        sources = tuple(dict.fromkeys(key for step in whole.steps for key in step.sources))
        sources = tuple(dict.fromkeys(self._same.get(key, key) for key in sources))
        self.cited |= set(sources)
        basis = "Drawn with tiles on the page that this entry was drafted from."
        steps = tuple(
            replace(step, sources=tuple(self._same.get(key, key) for key in step.sources))
            for step in whole.steps
        )
        return replace(whole, id=id, basis=basis, sources=sources, steps=steps)

    def _left(self, empty: Iterable[Placed]) -> Iterator[Block]:
        used = {self._same.get(each.key, each.key) for each in self._page.references if each.uses}
        uncited = [each for each in self.references if each.key not in used]
        items: list[tuple[Block, ...]] = [
            _item(f"heading with nothing under it, line {each.section.line}: {each.section.title}")
            for each in empty
        ]
        for kind, several in groupby(
            sorted(self._page.left, key=lambda e: e.kind), key=lambda e: e.kind
        ):
            items += [self._kept(kind, each) for each in several]
        for reference in uncited:
            items.append(
                (Paragraph((Text("a reference that nothing cites "), _cite(reference.key))),)
            )
            self.cited.add(reference.key)
        if items:
            yield Listing(tuple(items))

    def _kept(self, kind: str, kept: Kept) -> tuple[Block, ...]:
        under = f", under {kept.section}" if kept.section else ""
        name = re.sub(r"[\[\]{}|]", " ", kept.name)
        return (
            *_item(f"{kind} {' '.join(name.split())}, line {kept.line}{under}"),
            *self._own(kept.words),
        )


def _works(
    references: Iterable[WikiReference],
) -> tuple[tuple[Reference, ...], dict[str, str]]:
    """Each work once, and the key of the work for the key of each further citation of it.

    What a further citation says otherwise stays under `custom.variants`.
    """
    first: dict[tuple[str, str], str] = {}
    works: dict[str, dict[str, Any]] = {}
    same: dict[str, str] = {}
    for each in references:
        known = next((first[of] for of in identities(each.csl) if of in first), None)
        for of in identities(each.csl):
            first.setdefault(of, known or each.key)
        if known is None:
            works[each.key] = dict(each.csl)
            continue
        same[each.key] = known
        custom = works[known]["custom"]
        other = {k: v for k, v in each.csl.items() if k != "id" and works[known].get(k) != v}
        works[known]["custom"] = custom | {"variants": [*custom.get("variants", ()), other]}
    return tuple(Reference(key, csl) for key, csl in works.items()), same


def _leads_in(where: Sequence[Placed], at: int) -> bool:
    """Whether deeper headings stand directly below an empty one."""
    return at + 1 < len(where) and where[at + 1].section.level > where[at].section.level


def _item(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),)


def _cite(key: str) -> Cite:
    return Cite((CitedWork(key),), f"[@{key}]")
