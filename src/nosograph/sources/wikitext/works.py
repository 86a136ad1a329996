"""The works that a page cites: which reference is which, by name, by use and by what it says.

Rule 1. References of one name are one work; what is cited twice in the same words is one, too,
and a shortened footnote is the work that its authors and year name.
Rule 2. A name that nothing bears is a doubt and keeps its place in the text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nosograph.prose.citations import CitedWork
from nosograph.prose.tree import Cite
from nosograph.sources.wikitext.citations import STATUS, key_of
from nosograph.sources.wikitext.page import Doubt, WikiReference


@dataclass(frozen=True, slots=True)
class Said:
    """What a reference says: the works that it describes, or its words."""

    works: tuple[Mapping[str, Any], ...] = ()
    words: str = ""
    url: str = ""
    short: tuple[tuple[str, ...], str, str] | None = None
    """Authors, year and locator of a shortened footnote."""

    def __bool__(self) -> bool:
        return bool(self.works or self.words or self.short)


@dataclass(slots=True, eq=False)
class _Work:
    csl: Mapping[str, Any] | None
    """None for a name that was used and not yet explained."""
    line: int
    names: list[str] = field(default_factory=list)
    uses: int = 0
    short: tuple[tuple[str, ...], str, str] | None = None
    key: str = ""
    locator: str = ""


class Works:
    """Gathers what references say, in the order of the page."""

    def __init__(self) -> None:
        self.doubts: list[Doubt] = []
        self.references = 0
        self.reuses = 0
        self._works: list[_Work] = []
        self._named: dict[str, list[_Work]] = {}
        self._said: dict[str, _Work] = {}
        self._cites: list[tuple[list[_Work], str]] = []

    def refer(self, called: str, said: Said, line: int, locator: str = "") -> Cite:
        """A reference in the text, standing in until all works are known."""
        self.references += 1
        self.reuses += not said
        cited = self._of(called, said, line)
        for each in cited:
            each.uses += 1
        self._cites.append((cited, locator))
        return Cite((), "", start=len(self._cites) - 1)

    def locate(self, cite: Cite, locator: str) -> None:
        """Say where in the work it is, after the reference."""
        self._cites[cite.start] = (self._cites[cite.start][0], locator)

    def define(self, called: str, said: Said, line: int) -> None:
        """A reference in the list of references."""
        self.references += 1
        self._of(called, said, line)

    def _of(self, called: str, said: Said, line: int) -> list[_Work]:
        known = self._named.get(called, []) if called else []
        if not said:
            if called and not known:
                known = self._named[called] = [self._add(_Work(None, line, [called]))]
            return known
        found = [self._work(csl, said, line) for csl in said.works or (_untyped(said),)]
        if not known:
            if called:
                self._named[called] = found
                for each in found:
                    each.names.append(called)
        elif known[0].csl is None:
            known[:] = [self._explained(known[0], found[0]), *found[1:]]
        elif known != found:
            self.doubts.append(
                Doubt("differing-ref", line, called, str((found[0].csl or {})["title"]))
            )
        return found if not called else known if known and known == found else found

    def _explained(self, used: _Work, explained: _Work) -> _Work:
        """The work that a name stood for when it was used before it was explained."""
        explained.names += used.names
        explained.uses += used.uses
        self._works.remove(used)
        for cited, _ in self._cites:
            cited[:] = [explained if each is used else each for each in cited]
        return explained

    def _work(self, csl: Mapping[str, Any], said: Said, line: int) -> _Work:
        words = repr(sorted((key, str(value)) for key, value in csl.items()))
        if words not in self._said:
            self._said[words] = self._add(_Work(csl, line, short=said.short))
        return self._said[words]

    def _add(self, work: _Work) -> _Work:
        self._works.append(work)
        return work

    def finish(self) -> tuple[WikiReference, ...]:
        """The works in the order in which they come."""
        taken: dict[str, WikiReference] = {}
        owners: dict[str, _Work] = {}
        for work in (each for each in self._works if not each.short):
            if work.csl is None:
                self.doubts.append(Doubt("nameless-ref", work.line, work.names[0]))
            owners[self._keep(work, taken)] = work
        for work in (each for each in self._works if each.short):
            full = self._full(work, taken)
            if full is None:
                self._keep(work, taken)
            else:
                work.key, work.locator = full, work.short[2] if work.short else ""
                owners[full].uses += work.uses
        return tuple(
            WikiReference(
                key,
                each.csl,
                each.names,
                owners[key].uses if key in owners else each.uses,
                each.line,
            )
            for key, each in taken.items()
        )

    def _keep(self, work: _Work, taken: dict[str, WikiReference]) -> str:
        csl = work.csl or _unexplained(work.names[0])
        work.key = key_of(csl, taken)
        names = tuple(dict.fromkeys(work.names))
        taken[work.key] = WikiReference(
            work.key, {"id": work.key} | dict(csl), names, work.uses, work.line
        )
        return work.key

    def _full(self, work: _Work, taken: Mapping[str, WikiReference]) -> str | None:
        names, year, _ = work.short or ((), "", "")
        for key, each in taken.items():
            if names and _years(each.csl) == year[:4] and _bear(each.csl, names):
                return key
        return None

    def cite(self, standing_in: Cite) -> Cite | None:
        """The citation that one stood in for; None where it names nothing."""
        cited, locator = self._cites[standing_in.start]
        works: dict[str, CitedWork] = {}
        for each in cited:
            place = " ".join(re.sub(r"[;@\[\]]", ",", locator or each.locator).split()).strip(" ,")
            works.setdefault(each.key, CitedWork(each.key, place))
        named = tuple(works.values())
        return Cite(named, f"[{'; '.join(map(str, named))}]") if named else None


def _years(csl: Mapping[str, Any]) -> str:
    parts = (csl.get("issued") or {}).get("date-parts") or [[""]]
    return str(parts[0][0])


def _bear(csl: Mapping[str, Any], names: Sequence[str]) -> bool:
    """Whether a work is by the people of that name, and begins with the first of them."""
    authors = [
        str(each.get("family") or each.get("literal", "")).casefold()
        for each in csl.get("author") or csl.get("editor") or ()
    ]
    wanted = [name.casefold() for name in names]
    return bool(authors) and authors[0] == wanted[0] and set(wanted) <= set(authors)


def _untyped(said: Said) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "webpage" if said.url else "document", "title": said.words}
    if said.url:
        made["URL"] = said.url
    return made | {"custom": {"status": f"{STATUS}; in the words of the wiki"}}


def _unexplained(name: str) -> dict[str, Any]:
    told = "the page uses this name and explains it nowhere"
    return {"type": "document", "title": f"[{name.rpartition('|')[2]}]", "custom": {"status": told}}
