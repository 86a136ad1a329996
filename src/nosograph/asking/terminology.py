"""The questions of a terminology server: expand, look up, validate, subsume, translate.

Rule. A code that is not known is told as such, with the reason: of most systems only those codes
are here that mean something in the dictionary.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from nosograph.asking.artefacts import BACK, WIDTH, Artefacts, artefacts, map_url
from nosograph.asking.code_systems import CodeSystem, CodeSystems, Concept, Findings
from nosograph.asking.codes import code_meant
from nosograph.asking.release import OpenRelease
from nosograph.asking.sent_systems import SentSystem
from nosograph.asking.validity import (
    STRICT,
    Flaw,
    Issue,
    Leniency,
    Said,
    Verdict,
    judged,
    unknown,
    unknown_system,
)
from nosograph.asking.value_sets import (
    AS_NAMED,
    Codes,
    TerminologyError,
    Versions,
    active,
    evaluated,
    known_system,
    matching,
)
from nosograph.formats.fhir import coding


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
        self._sent: Mapping[str, Mapping[str, Any]] = {}
        self.version = release.site.version
        self.built = f"{release.site.built.isoformat()}T00:00:00Z"
        """When it became what it is, as FHIR writes a moment."""

    @property
    def _artefacts(self) -> Artefacts:
        return artefacts(self._release)

    def beside(self, sent: Iterable[Mapping[str, Any]]) -> "Terminology":
        """The same, with code systems and value sets that somebody sends with a question.

        Raises:
            TerminologyError: one of them cannot be used.
        """
        other = copy(self)
        other._kept, other._sent = {}, {str(each.get("url")): each for each in sent}
        systems = dict(self.systems.by_uri)
        for uri, each in other._sent.items():
            kind = each.get("resourceType")
            if uri in systems or self._artefacts.at(uri) is not None:
                raise TerminologyError("not-supported", f"{uri} is known here, and not replaced")
            if kind == "CodeSystem":
                systems[uri] = SentSystem(each)
            elif kind != "ValueSet":
                words = "CodeSystem and ValueSet resources can be sent along"
                raise TerminologyError("not-supported", words)
        other.systems = replace(self.systems, by_uri=systems)
        return other

    def concept(self, said: Said) -> tuple[CodeSystem, Concept]:
        """What is known of a code.

        Raises:
            TerminologyError: system or code are not known.
        """
        system = known_system(self.systems, said.system, said.version)
        found = system.concept(said.code)
        if found is None:
            raise TerminologyError("not-found", unknown(system, said.code))
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
                raise TerminologyError("not-found", unknown(system, each.code))
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
        found = self._named(url)
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

    def codes(self, value_set: Mapping[str, Any], versions: Versions = AS_NAMED) -> Codes:
        """The codes of a value set.

        Raises:
            TerminologyError: it cannot be worked out.
        """
        url = str(value_set.get("url"))
        if versions != AS_NAMED or self._artefacts.by_url.get(url) is not value_set:
            return evaluated(value_set, self.systems, self._named, versions)
        if url not in self._kept:
            found = evaluated(value_set, self.systems, self._named)
            # Who types is answered letter by letter from one set; a few suffice.
            self._kept = dict([*self._kept.items()][-MOST_KEPT + 1 :]) | {url: found}
            return found
        return self._kept[url]

    def _named(self, url: str) -> Mapping[str, Any] | None:
        plain, _, version = url.partition("|")
        sent = self._sent.get(plain)
        if sent is not None and sent["resourceType"] == "ValueSet":
            return sent if version in ("", sent.get("version")) else None
        return self._artefacts.at(url, "ValueSet")

    def expand(
        self, value_set: Mapping[str, Any], versions: Versions = AS_NAMED, *,
        text: str = "", without: Iterable[str] = (), only_active: bool = False,
    ) -> Codes:  # fmt: skip
        """The codes of a value set that fit a text, but for those of some systems.

        Raises:
            TerminologyError: it cannot be worked out.
        """
        codes = self.codes(value_set, versions)
        if only_active:
            codes = active(codes, self.systems)
        if without:
            codes = {key: display for key, display in codes.items() if key[0] not in without}
        return matching(codes, text) if text.strip() else codes

    def valid_in_system(self, said: Said, lenient: Leniency = STRICT) -> Verdict:
        """Whether a code is one of its system, and its display one of its names.

        Raises:
            TerminologyError: the system is not known.
        """
        return judged(known_system(self.systems, said.system, said.version), said, lenient)

    def valid_in_set(self, codes: Codes, said: Said, lenient: Leniency = STRICT) -> Verdict:
        """Whether a code is in a value set; one without a system if the set has it but once.

        Raises:
            TerminologyError: the system is not known in the version that is said.
        """
        if not said.system:
            uris = [uri for uri, code in codes if code == said.code]
            said = replace(said, system=uris[0] if len(uris) == 1 else "")
        system = self.systems.by_uri.get(said.system)
        now = (system.current(said.code) if system else None) or said.code
        if system is None:
            verdict = Verdict(said, unknown_system(said), codes.get((said.system, now), ""))
        else:
            known_system(self.systems, said.system, said.version)
            verdict = judged(system, said, lenient)
        if (said.system, now) not in codes:
            what = f"{said.code!r} of {said.system or 'one system'} is not in the value set"
            outside = Issue(Flaw.OUTSIDE, what, f"{said.at}code")
            return replace(verdict, issues=(outside, *verdict.issues))
        # What a set lists one by one needs no knowledge of its system.
        return replace(verdict, issues=()) if system is None else verdict

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
