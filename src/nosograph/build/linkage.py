"""Twins without a mapping: records of OMIM and Orphanet that mean one disease, by their evidence.

Rule 1. Names, genes and findings are weighed together; each rule is one that Mondo's exact
matches confirm in more than nineteen of twenty pairs (docs/explanation/twins.md).
Rule 2. A record joins one other at most, by the strongest evidence that either has.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nosograph.library.spelling import NOISE, is_figure, searched
from nosograph.library.words import singular
from nosograph.sources.catalog import Sources
from nosograph.sources.hpoa import AnnotatedDisease
from nosograph.sources.twins import Link

GENERIC = frozenset(
    [
        "syndrome",
        "disease",
        "disorder",
        "autosomal",
        "dominant",
        "recessive",
        "linked",
        "x",
        "familial",
        "hereditary",
        "congenital",
        "isolated",
        "form",
        "deficiency",
        "type",
    ]
)
"""Words that tell kinds of diseases and not diseases apart."""

NAMES_ALIKE = (0.2, 0.3)
"""Share of the names' information that must agree beside equal genes: where no other disease has
them, where the numerals agree."""
FINDINGS_ALIKE = (0.3, 0.4, 0.5)
"""Cosine of the findings beside names that agree in a part, in a numeral, or not at all."""

_LOCUS = re.compile(r"suscept", re.IGNORECASE)


@dataclass(frozen=True)
class _Record:
    """A disease of one system, as far as it is compared."""

    disease: AnnotatedDisease
    names: tuple[frozenset[str], ...]
    genes: frozenset[str]

    @property
    def figures(self) -> frozenset[str]:
        return frozenset(filter(is_figure, self.names[0]))

    @cached_property
    def core(self) -> frozenset[str]:
        """What is particular in its preferred name."""
        return frozenset(w for w in self.names[0] if not is_figure(w)) - GENERIC


def linked(sources: Sources) -> tuple[Link, ...]:
    """Pairs of records that are taken for one disease, the strongest evidence first."""
    records = [_record(each, sources) for each in sources.annotated.diseases]
    world = _World(records, sources.ontology.ancestors)
    found = sorted(world.pairs(), key=lambda each: (each[0], str(each[1].one), str(each[1].other)))
    taken = set[str]()
    kept = []
    for _, link in found:
        ids = {str(link.one), str(link.other)}
        if taken.isdisjoint(ids):
            taken |= ids
            kept.append(link)
    return tuple(kept)


def _record(disease: AnnotatedDisease, sources: Sources) -> _Record:
    names = (disease.name, *disease.other_names)
    told = tuple(frozenset(singular(w) for w in searched(n) if w not in NOISE) for n in names)
    genes = sources.genes.get(str(disease.id), ())
    return _Record(disease, told, frozenset(gene.symbol for gene in genes))


class _World:
    """All records, and how particular a word, a gene and a finding is among them."""

    def __init__(
        self, records: Sequence[_Record], ancestors: Callable[[str], Iterable[str]]
    ) -> None:
        self._ancestors = ancestors
        self._records = records
        count = Counter(word for each in records for word in frozenset().union(*each.names))
        self._weight = {word: math.log(1 + len(records) / n) for word, n in count.items()}
        self._genes: dict[tuple[str, str], list[_Record]] = defaultdict(list)
        self._cores: dict[tuple[str, str], set[int]] = defaultdict(set)
        for place, each in enumerate(records):
            system = each.disease.id.system
            for gene in each.genes:
                self._genes[system, gene].append(each)
            for word in each.core:
                self._cores[system, word].add(place)

    @cached_property
    def _information(self) -> dict[str, float]:
        shown = Counter(term for each in self._records for term in self._closure(each))
        return {term: math.log(len(self._records) / n) for term, n in shown.items()}

    def _closure(self, record: _Record) -> frozenset[str]:
        present = (each.term for each in record.disease.findings if not each.excluded)
        return frozenset().union(*map(self._ancestors, present))

    def pairs(self) -> Iterator[tuple[int, Link]]:
        """Candidates with the rank of their rule."""
        for one, other in self._candidates():
            for rank, evidence in self._evidence(one, other):
                yield rank, Link(one.disease.id, other.disease.id, evidence)
                break

    def _candidates(self) -> Iterator[tuple[_Record, _Record]]:
        """Pairs of the two systems that share a name or all their genes."""
        named: dict[frozenset[str], list[_Record]] = defaultdict(list)
        coded: dict[frozenset[str], list[_Record]] = defaultdict(list)
        for each in self._records:
            if each.disease.id.system == "ORPHA":
                for name in each.names:
                    named[name].append(each)
                if each.genes:
                    coded[each.genes].append(each)
        for each in self._records:
            if each.disease.id.system == "OMIM":
                others = [other for name in each.names for other in named.get(name, ())]
                others += coded.get(each.genes, ())
                for other in {str(other.disease.id): other for other in others}.values():
                    yield each, other

    def _evidence(self, one: _Record, other: _Record) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rules that hold for a pair, the strongest first."""
        same_name = not set(one.names).isdisjoint(other.names)
        same_genes = bool(one.genes) and one.genes == other.genes
        if same_name and same_genes:
            yield 0, ("name", "genes")
        contrary = bool(one.genes and other.genes) and one.genes.isdisjoint(other.genes)
        if same_name and not contrary and self._alone(one) and self._alone(other):
            yield 1, ("name", "only-name")
        if not same_genes:
            return
        alike = self._alike(one, other)
        numbered = bool(one.figures) and one.figures == other.figures
        findings = self._findings(one, other)
        if numbered and alike > NAMES_ALIKE[1] and findings > FINDINGS_ALIKE[1]:
            yield 2, ("genes", "number", "findings")
        if _LOCUS.search(one.disease.name) or not self._only_two(one.genes):
            return
        alone = self._alone(one) and self._alone(other)
        if alike > NAMES_ALIKE[0] and alone and findings > FINDINGS_ALIKE[0]:
            yield 3, ("genes", "only-gene", "name-part", "findings")
        if findings > FINDINGS_ALIKE[2]:
            yield 4, ("genes", "only-gene", "findings")

    def _alone(self, record: _Record) -> bool:
        """Whether no other name of its system has all particular words of its name."""
        if not record.core:
            return False
        system = record.disease.id.system
        sets = sorted((self._cores[system, word] for word in record.core), key=len)
        return len(sets[0].intersection(*sets[1:])) == 1

    def _only_two(self, genes: frozenset[str]) -> bool:
        """Whether some gene goes with one disease of each system only."""
        return all(
            min(len(self._genes[system, gene]) for gene in genes) == 1
            for system in ("OMIM", "ORPHA")
        )

    def _alike(self, one: _Record, other: _Record) -> float:
        """The largest share of information that two names have in common, numerals left out."""
        return max(self._share(first, second) for first in one.names for second in other.names)

    def _share(self, first: frozenset[str], second: frozenset[str]) -> float:
        whole = sum(self._weight[w] for w in first | second if not is_figure(w))
        both = sum(self._weight[w] for w in first & second if not is_figure(w))
        return both / whole if whole else 0.0

    def _findings(self, one: _Record, other: _Record) -> float:
        """Cosine of the findings, those above them included, weighed by information."""
        first, second = self._closure(one), self._closure(other)
        squares = {term: self._information[term] ** 2 for term in first | second}
        length = math.sqrt(sum(squares[t] for t in first) * sum(squares[t] for t in second))
        return sum(squares[t] for t in first & second) / length if length else 0.0
