"""An open release with everything that is worked out from it.

Rule. What is derived from a release is kept here and nowhere else, so that a release that is
closed and let go leaves nothing behind in memory.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from nosograph.asking.kept import Kept
from nosograph.criteria.analytes import same_analyte
from nosograph.criteria.sets import Match
from nosograph.library.reader import Library
from nosograph.library.records import Listed
from nosograph.model.diseases import Disease
from nosograph.render.site import SiteInfo

if TYPE_CHECKING:  # they take a moment to import, which only those who ask them wait for
    from nosograph.asking.leaflets import Leaflets
    from nosograph.reasoning.criteria import Evaluator
    from nosograph.reasoning.differential.differential import Differential
    from nosograph.recognition.recogniser import Recogniser

T = TypeVar("T")

MOST_READ = 8
"""Diseases with criteria that stay read; the longest entry takes 0.8 MB."""


class OpenRelease:
    """A release, open for questions; may be shared between threads."""

    def __init__(self, library: Library, *, base_url: str = "") -> None:
        self.library = library
        manifest = library.manifest
        self.site = SiteInfo(
            manifest.version,
            manifest.built,
            library.sources(),
            library.labels,
            base_url.rstrip("/"),
        )
        """What pages tell about the release."""
        self._evaluators: dict[str, Evaluator] = {}
        self._derived: dict[Callable[[OpenRelease], Any], Any] = {}

    @classmethod
    def open(cls, path: Path, *, verify: bool = True, base_url: str = "") -> Self:
        """The release at `path`, which may be a link to it; for `verify` see `Library.open`.

        Raises:
            LibraryError: it is missing, damaged, or of another schema version.
        """
        return cls(Library.open(path, verify), base_url=base_url)

    def open_all(self) -> None:
        """Open what is otherwise opened when it is first asked for.

        Raises:
            LibraryError: some part of the release cannot be read.
        """
        self.library.search.suggest("a", 1)
        _ = self.differential, self.recogniser, self.item_codes

    def open_rest(self) -> None:
        """Make what only questions about a case wait for: the engines of criteria, and units."""
        from nosograph.criteria.units import line

        for set_id, _ in self.library.criteria_sets():
            self.evaluator(set_id)
        line("g/L", "mg/dL")  # the library of units loads with its first conversion

    def close(self) -> None:
        """Let go of the files."""
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def curated(self) -> tuple[Listed, ...]:
        """The entries that editors have written, by name."""
        return self.library.curated()

    @cached_property
    def kept(self) -> Kept:
        """Pages that were rendered from it."""
        return Kept()

    @cached_property
    def differential(self) -> "Differential":
        """The engine that ranks all diseases.

        Raises:
            LibraryError: the release's arrays cannot be read.
        """
        from nosograph.reasoning.differential.differential import Differential

        return Differential(self.library.annotations)

    @cached_property
    def recogniser(self) -> "Recogniser":
        """What finds findings in a text.

        Raises:
            LibraryError: the release's names cannot be read.
        """
        from nosograph.recognition.dictionary import TermDictionary
        from nosograph.recognition.recogniser import Recogniser

        return Recogniser(TermDictionary(self.library.folder))

    @cached_property
    def leaflets(self) -> "Leaflets":
        """Entries on paper."""
        from nosograph.asking.leaflets import Leaflets

        return Leaflets()

    def derived(self, make: "Callable[[OpenRelease], T]") -> T:
        """What `make` works out from the release, worked out once."""
        if make not in self._derived:
            self._derived[make] = make(self)
        found: T = self._derived[make]
        return found

    def evaluator(self, set_id: str) -> "Evaluator | None":
        """The engine of a criteria set, if there is such a set."""
        from nosograph.reasoning.criteria import Evaluator

        if set_id not in self._evaluators:
            found = self.library.criteria_set(set_id)
            if found is None:
                return None
            self._evaluators[set_id] = Evaluator(found, self.library.ontology)
        return self._evaluators[set_id]

    @cached_property
    def with_criteria(self) -> Callable[[str], Disease | None]:
        """The disease at an address, for the few that have criteria: each is read but once."""
        return lru_cache(MOST_READ)(self.library.disease)

    @cached_property
    def item_codes(self) -> Mapping[str, str]:
        """Item of a criteria set → the one finding that it is; items that sets disagree on are
        out."""
        found: dict[str, set[str]] = {}
        sets = (self.library.criteria_set(id) for id, _ in self.library.criteria_sets())
        for each in sets:
            for item in each.items if each is not None else ():
                exact = [code.code for code in item.codes if code.match is Match.EXACT]
                found.setdefault(item.id, set()).update(exact if len(exact) == 1 else ("", *exact))
        return {
            item: next(iter(codes))
            for item, codes in found.items()
            if len(codes) == 1 and all(codes)
        }

    @cached_property
    def curated_codes(self) -> frozenset[str]:
        """The codes that an entry of the editors' fits exactly."""
        slugs = {each.slug for each in self.curated}
        return frozenset(code for slug, code in self.library.codes() if slug in slugs)

    @cached_property
    def measured_for(self) -> Mapping[str, tuple[str, ...]]:
        """LOINC code → slugs of the diseases whose criteria ask for what it measures."""
        found: dict[str, dict[str, None]] = {}
        for id, slug in self.library.criteria_sets():
            criteria = self.library.criteria_set(id)
            for item in criteria.items if criteria is not None else ():
                for each in item.codes:
                    for code in same_analyte(each.code):
                        if code.startswith("LOINC:"):
                            found.setdefault(code.removeprefix("LOINC:"), {})[slug] = None
        return {code: tuple(slugs) for code, slugs in found.items()}
