"""The code systems of a release: what a code means, and what lies above and below it.

Rule 1. Whatever a release does not hold is not known here, which is less than not existing: only
the dictionary's own system is complete.
Rule 2. Where no hierarchy is known, nothing is said about one code lying below another.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nosograph.asking.release import OpenRelease
from nosograph.formats.fhir import coding
from nosograph.library.reader import Library
from nosograph.model.classification import SYSTEM as ICD10CM
from nosograph.model.codes import SYSTEMS, Code
from nosograph.model.ontology import PHENOTYPE

ALL = "HP:0000001"
"""The root of HPO, above everything in it."""


@dataclass(frozen=True, slots=True)
class Designation:
    """Another name of a concept."""

    text: str
    language: str = "en"
    use: str = "synonym"


@dataclass(frozen=True, slots=True)
class Concept:
    """What is known of a code."""

    code: str
    display: str
    definition: str = ""
    designations: tuple[Designation, ...] = ()
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    """Name and text of what else is known."""
    replaced_by: str = ""
    """The code to use instead, where this one is an older or an alternative id."""


class CodeSystem(ABC):
    """One of them; if nothing more is said, of codes and names alone."""

    complete = False
    """Whether it has no other codes."""
    hierarchy = False
    """Whether it is known what lies above and below."""

    def __init__(self, uri: str, title: str, version: str = "") -> None:
        self.uri, self.title, self.version = uri, title, version

    @cached_property
    def displays(self) -> Mapping[str, str]:
        """Code → display of everything that is known, in order."""
        return self._displays()

    @abstractmethod
    def _displays(self) -> Mapping[str, str]:
        """The displays, worked out once."""

    @abstractmethod
    def concept(self, code: str) -> Concept | None:
        """What is known of a code."""

    @property
    def inactive(self) -> frozenset[str]:
        """Codes that are not used any more."""
        return frozenset()

    @property
    def abstract(self) -> frozenset[str]:
        """Codes that only gather others."""
        return frozenset()

    @property
    def filters(self) -> frozenset[str]:
        """Properties by whose values its codes can be picked."""
        return frozenset()

    def current(self, code: str) -> str | None:
        """The code, or the one that is used for it now; None where it is not known."""
        return code if code in self.displays else None

    def ancestors(self, code: str) -> frozenset[str]:
        """The code and everything above it."""
        return frozenset({code})

    def descendants(self, code: str) -> frozenset[str]:
        """The code and everything below it."""
        return frozenset({code})

    def having(self, name: str, value: str) -> frozenset[str]:
        """The codes with that value of a property, one of `filters`."""
        return frozenset()


class _Held(CodeSystem):
    """One that the release holds."""

    def __init__(self, library: Library, uri: str, title: str, version: str = "") -> None:
        super().__init__(uri, title, version)
        self._library = library


class Findings(_Held):
    """The Human Phenotype Ontology."""

    hierarchy = True

    @cached_property
    def _findings(self) -> dict[str, str]:
        return self._library.terms()

    def _displays(self) -> Mapping[str, str]:
        return dict(sorted((self._library.labels | self._findings).items()))

    def current(self, code: str) -> str | None:
        return code if code in self.displays else self._library.ontology.resolve(code)

    def concept(self, code: str) -> Concept | None:
        now = self.current(code)
        if now is None:
            return None
        replaced = now if now != code else ""
        told = self._library.finding(now, limit=0)
        if told is None:
            return Concept(
                code, self.displays[now], children=self._children(now), replaced_by=replaced
            )
        names = [
            Designation(each.text, use="lay" if each.lay else each.scope) for each in told.synonyms
        ] + [Designation(each, use="lay") for each in told.lay]
        for language, texts in told.names.items():
            names += [Designation(text, language) for text in texts]
        return Concept(
            code,
            self.displays[now],
            told.definition,
            tuple(dict.fromkeys(names)),
            tuple(each.term for each in told.parents) or (PHENOTYPE,),
            tuple(each.term for each in told.children),
            tuple(pair for pair in (("comment", told.comment),) if pair[1]),
            replaced,
        )

    def _children(self, code: str) -> tuple[str, ...]:
        systems = self._library.systems() if code == PHENOTYPE else ()
        return tuple(each.term for each in systems)

    def knows_place_of(self, code: str) -> bool:
        """Whether its place in the hierarchy is known."""
        return code in self._findings or code in (PHENOTYPE, ALL)

    def ancestors(self, code: str) -> frozenset[str]:
        if code in self._findings:
            return self._library.ontology.ancestors(code) | {PHENOTYPE, ALL}
        return frozenset({code, ALL})

    def descendants(self, code: str) -> frozenset[str]:
        if code in self._findings:
            return self._library.ontology.descendants(code)
        if code == PHENOTYPE:
            return frozenset({code, *self._findings})
        return frozenset(self.displays) if code == ALL else frozenset({code})


class Classification(_Held):
    """ICD-10-CM from the category down."""

    hierarchy = True

    @cached_property
    def _rows(self) -> list[tuple[str, str, str]]:
        return self._library.classified()

    def _displays(self) -> Mapping[str, str]:
        return {code: title for code, title, _ in self._rows}

    def concept(self, code: str) -> Concept | None:
        if code not in self.displays:
            return None
        above = [each for each in self._shorter(code) if each in self.displays]
        found = self._library.place_of(code)
        place = self._library.place(found[0]) if found else None
        own = place is not None and place.place.code == code
        names = tuple(Designation(each) for each in place.place.names) if place and own else ()
        children = [code for code, _ in place.below] if place and own else []
        return Concept(
            code, self.displays[code], designations=names,
            parents=tuple(above[:1]), children=tuple(children),
        )  # fmt: skip

    def _shorter(self, code: str) -> list[str]:
        """What a code lies below in this classification: what it starts with, longest first."""
        return [code[:length].rstrip(".") for length in range(len(code) - 1, 2, -1)]

    def ancestors(self, code: str) -> frozenset[str]:
        return frozenset({code, *(each for each in self._shorter(code) if each in self.displays)})

    def descendants(self, code: str) -> frozenset[str]:
        return frozenset(each for each in self.displays if each.startswith(code))


class Diseases(_Held):
    """The dictionary's own: addresses of its diseases."""

    complete = True

    def _displays(self) -> Mapping[str, str]:
        return self._library.names()

    def current(self, code: str) -> str | None:
        return code if code in self.displays else self._library.redirect(code)

    def concept(self, code: str) -> Concept | None:
        now = self.current(code)
        disease = self._library.disease(now) if now else None
        if now is None or disease is None:
            return None
        codes = [("code", str(each.code)) for each in disease.codes if each.match == "exact"]
        findings = [("finding", each.term) for each in disease.findings if not each.excluded]
        genes = [("gene", each.symbol) for each in disease.genes]
        return Concept(
            code, disease.name, disease.definition,
            tuple(Designation(each.text, each.language, each.type) for each in disease.names),
            properties=(("kind", str(disease.kind)), *codes, *findings, *genes),
            replaced_by=now if now != code else "",
        )  # fmt: skip


class Coded(_Held):
    """Somebody else's codes that mean a disease of the dictionary exactly."""

    def __init__(
        self, library: Library, system: str, own: Diseases, codes: Iterable[tuple[str, str]]
    ) -> None:
        """`codes` are values of the system with the address of what they mean, in order."""
        super().__init__(library, coding.URIS[system], SYSTEMS[system].title)
        self._own = own
        self.slugs: dict[str, str] = {}
        """Code → the first disease that it means."""
        for value, slug in sorted(codes):
            self.slugs.setdefault(coding.written(Code(system, value)), slug)

    def _displays(self) -> Mapping[str, str]:
        names = self._own.displays
        return {code: names[slug] for code, slug in self.slugs.items()}

    def concept(self, code: str) -> Concept | None:
        slug = self.slugs.get(code)
        told = self._own.concept(slug) if slug else None
        if told is None:
            return None
        names = (*told.designations, Designation(told.display, use="preferred"))
        return Concept(code, told.display, told.definition, names,
                       properties=(("disease", slug or ""), *told.properties))  # fmt: skip


class Choices(_Held):
    """The words that items of criteria offer."""

    complete = True

    def _displays(self) -> Mapping[str, str]:
        sets = (self._library.criteria_set(id) for id, _ in self._library.criteria_sets())
        words = {word for each in sets if each for item in each.items for word in item.words}
        return {word: word.replace("_", " ") for word in sorted(words)}

    def concept(self, code: str) -> Concept | None:
        return Concept(code, self.displays[code]) if code in self.displays else None


@dataclass(frozen=True, slots=True)
class CodeSystems:
    """The code systems of a release, by URI."""

    by_uri: Mapping[str, CodeSystem]
    diseases: Diseases
    findings: Findings
    ids: Mapping[str, str] = field(default_factory=dict)
    """URI → the id of its resource."""

    @classmethod
    def of(cls, release: OpenRelease) -> "CodeSystems":
        """Those of a release."""
        library, site = release.library, release.site
        versions = {each.id: each.version for each in site.sources}
        diseases = Diseases(library, coding.DISEASES, "Diseases of the dictionary", site.version)
        hpo = Findings(library, coding.HPO, "Human Phenotype Ontology", versions.get("hpo", ""))
        title = "Words that criteria offer as answers"
        choices = Choices(library, coding.CHOICES, title, site.version)
        found: list[tuple[str, CodeSystem]] = [
            ("diseases", diseases), ("choices", choices), ("hpo", hpo),
        ]  # fmt: skip
        if "icd10cm" in versions:
            title = SYSTEMS[ICD10CM].title
            own = Classification(library, coding.URIS[ICD10CM], title, versions["icd10cm"])
            found.append(("icd-10-cm", own))
        coded: dict[str, list[tuple[str, str]]] = {}
        for slug, text in library.codes():
            prefix, _, value = text.partition(":")
            coded.setdefault(prefix, []).append((value, slug))
        for prefix in sorted(coded):
            if coding.URIS[prefix] not in {each.uri for _, each in found}:
                found.append((prefix.lower(), Coded(library, prefix, diseases, coded[prefix])))
        return cls(
            {each.uri: each for _, each in found}, diseases, hpo,
            {each.uri: id for id, each in found},
        )  # fmt: skip
