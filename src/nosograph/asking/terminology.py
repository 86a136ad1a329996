"""The questions of a terminology server: expand, look up, validate, subsume, translate.

Rule. A code that is not known is told as such, with the reason: of most systems only those codes
are here that mean something in the dictionary.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from nosograph.asking.artefacts import BACK, WIDTH, Artefacts, artefacts, map_url
from nosograph.asking.code_systems import CodeSystem, CodeSystems, Concept, Findings
from nosograph.asking.codes import code_meant
from nosograph.asking.release import OpenRelease
from nosograph.asking.value_sets import (
    Codes,
    TerminologyError,
    evaluated,
    known_system,
    matching,
)
from nosograph.formats.fhir import coding


@dataclass(frozen=True, slots=True)
class Said:
    """A code as somebody says it."""

    system: str
    code: str
    display: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a code is valid."""

    holds: bool
    message: str = ""
    display: str = ""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A page of a value set."""

    codes: tuple[tuple[tuple[str, str], str], ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class Translation:
    """A code of another system."""

    system: str
    code: str
    display: str
    equivalence: str
    """Of the target as seen from the source: equivalent, wider, narrower or relatedto."""
    map: str
    """Canonical URL of the map that says so."""


MOST_KEPT = 4
"""Value sets whose codes are kept; the largest have tens of thousands."""

FROM_CODE = {**BACK, "above": "wider"}
"""How a code fits a page → what the page is, seen from the code."""


def terminology(release: OpenRelease) -> "Terminology":
    """The terminology of a release."""
    return release.derived(Terminology)


class Terminology:
    """The terminology of a release."""

    def __init__(self, release: OpenRelease) -> None:
        self._release, self.systems = release, release.derived(CodeSystems.of)
        self._kept: dict[str, Codes] = {}
        self.version = release.site.version
        self.built = f"{release.site.built.isoformat()}T00:00:00Z"
        """When it became what it is, as FHIR writes a moment."""

    @property
    def _artefacts(self) -> Artefacts:
        return artefacts(self._release)

    def concept(self, said: Said) -> tuple[CodeSystem, Concept]:
        """What is known of a code.

        Raises:
            TerminologyError: system or code are not known.
        """
        system = known_system(self.systems, said.system, said.version)
        found = system.concept(said.code)
        if found is None:
            raise TerminologyError("not-found", _unknown(system, said.code))
        return system, found

    def subsumes(self, one: Said, other: Said) -> str:
        """How one code stands to the other: equivalent, subsumes, subsumed-by or not-subsumed.

        Raises:
            TerminologyError: a code is not known, or not its place in a hierarchy.
        """
        if one.system != other.system:
            raise TerminologyError("invalid", "codes of two systems do not subsume one another")
        system = known_system(self.systems, one.system, one.version or other.version)
        codes = []
        for each in (one, other):
            now = system.current(each.code)
            if now is None:
                raise TerminologyError("not-found", _unknown(system, each.code))
            codes.append(now)
        first, second = codes
        if first == second:
            return "equivalent"
        if first in system.ancestors(second):
            return "subsumes"
        if second in system.ancestors(first):
            return "subsumed-by"
        placed = not isinstance(system, Findings) or all(map(system.knows_place_of, codes))
        if not system.hierarchy or not placed:
            raise TerminologyError("not-supported", f"of {system.uri} no hierarchy is known here")
        return "not-subsumed"

    def value_set(self, url: str) -> Mapping[str, Any]:
        """The value set at a canonical URL.

        Raises:
            TerminologyError: there is none.
        """
        found = self._artefacts.at(url, "ValueSet")
        if found is None:
            raise TerminologyError("not-found", f"the value set {url!r} is not known here")
        return found

    def concept_map(self, url: str, version: str = "") -> Mapping[str, Any]:
        """The concept map at a canonical URL.

        Raises:
            TerminologyError: there is none.
        """
        found = self._artefacts.at(f"{url}|{version}" if version else url, "ConceptMap")
        if found is None:
            raise TerminologyError("not-found", f"the concept map {url!r} is not known here")
        return found

    def codes(self, value_set: Mapping[str, Any]) -> Codes:
        """The codes of a value set.

        Raises:
            TerminologyError: it cannot be worked out.
        """
        url = str(value_set.get("url"))
        if self._artefacts.by_url.get(url) is not value_set:
            return evaluated(value_set, self.systems, self._named)
        if url not in self._kept:
            found = evaluated(value_set, self.systems, self._named)
            # Who types is answered letter by letter from one set; a few suffice.
            self._kept = dict([*self._kept.items()][-MOST_KEPT + 1 :]) | {url: found}
            return found
        return self._kept[url]

    def _named(self, url: str) -> Mapping[str, Any] | None:
        return self._artefacts.at(url, "ValueSet")

    def expand(self, value_set: Mapping[str, Any], text: str, offset: int, count: int) -> Expansion:
        """A page of the codes of a value set that fit a text.

        Raises:
            TerminologyError: it cannot be worked out.
        """
        codes = self.codes(value_set)
        if text.strip():
            codes = matching(codes, text)
        page = tuple(islice(codes.items(), offset, offset + count))
        return Expansion(page, len(codes), offset)

    def valid_in_system(self, said: Said) -> Verdict:
        """Whether a code is one of its system, and its display one of its names.

        Raises:
            TerminologyError: the system is not known.
        """
        system = known_system(self.systems, said.system, said.version)
        return _judged(system, said)

    def valid_in_set(self, value_set: Mapping[str, Any], saids: Iterable[Said]) -> Verdict:
        """Whether one of the codes is in a value set.

        Raises:
            TerminologyError: the value set cannot be worked out.
        """
        codes, verdict = self.codes(value_set), Verdict(False, "no code was given")
        for said in saids:
            system = self.systems.by_uri.get(said.system)
            now = (system.current(said.code) if system else None) or said.code
            if (said.system, now) not in codes:
                told = f"{said.code!r} of {said.system} is not in the value set"
                unknown = f"; the code system {said.system!r} is not known here"
                text = told if system else told + unknown
                verdict = Verdict(False, text)
                continue
            shown = codes[said.system, now]
            verdict = Verdict(True, "", shown)
            if system is not None:
                known_system(self.systems, said.system, said.version)
                verdict = _judged(system, said)
            if verdict.holds:
                return verdict
        return verdict

    def translate(self, said: Said, target: str = "") -> Iterator[Translation]:
        """Codes of other systems, or of one, for a code.

        Raises:
            TerminologyError: the system of the code is not known.
        """
        for each in self._translations(said):
            if target in ("", each.system) and each.system != said.system:
                yield each

    def _translations(self, said: Said) -> Iterator[Translation]:
        if said.version or said.system == coding.HPO:
            known_system(self.systems, said.system, said.version)
        if said.system == coding.HPO:
            return  # a finding is no disease
        for slug, name, equivalence in self._diseases(said):
            into = map_url(said.system, coding.DISEASES)
            yield Translation(coding.DISEASES, slug, name, equivalence, into)
            disease = self._release.library.disease(slug)
            for link in disease.codes if disease else ():
                uri = coding.URIS[link.code.system]
                code, joined = coding.written(link.code), _joined(equivalence, WIDTH[link.match])
                if uri != said.system:
                    url = map_url(coding.DISEASES, uri)
                    yield Translation(uri, code, name if link.match == "exact" else "", joined, url)

    def _diseases(self, said: Said) -> Iterator[tuple[str, str, str]]:
        """Slug and name of the diseases that a code may mean, and what they are seen from it."""
        if said.system == coding.DISEASES:
            now = self.systems.diseases.current(said.code)
            if now is not None:
                yield now, self.systems.diseases.displays[now], "equivalent"
            return
        if coding.system_of(said.system) is None:
            raise TerminologyError(
                "not-found", f"the code system {said.system!r} is not known here"
            )
        code = coding.read(said.system, said.code)
        if code is None:
            return
        names = self.systems.diseases.displays
        for each in code_meant(self._release, code).options:
            place = self._release.library.place(each.slug)
            # A place of a classification is no disease; those that belong to it are linked there.
            if each.slug in names:
                yield each.slug, each.name, FROM_CODE[each.relation]
            elif place is not None and place.place.code == code.value:
                for link in place.links:
                    if link.slug in names:
                        yield link.slug, link.name, FROM_CODE.get(link.relation, "relatedto")


def _joined(first: str, second: str) -> str:
    """What two steps amount to."""
    if "equivalent" in (first, second):
        return second if first == "equivalent" else first
    return first if first == second else "relatedto"


def _judged(system: CodeSystem, said: Said) -> Verdict:
    now = system.current(said.code)
    if now is None:
        return Verdict(False, _unknown(system, said.code))
    display = system.displays[now]
    message = "" if now == said.code else f"{said.code} is an older id of {now}"
    if said.display and said.display.casefold() != display.casefold():
        concept = system.concept(said.code)
        names = {each.text.casefold() for each in concept.designations} if concept else set()
        if said.display.casefold() not in names:
            wrong = f"{said.display!r} is no name of {said.code}: it is {display!r}"
            return Verdict(False, wrong, display)
    return Verdict(True, message, display)


def _unknown(system: CodeSystem, code: str) -> str:
    rest = "" if system.complete else "; not every code of it is known"
    return f"{code!r} is no code of {system.uri} that is known here{rest}"
