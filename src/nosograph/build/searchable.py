"""What the search knows of each page of a release.

Rule. Names are given as they are shown; folding and weighing are the search's own business.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from nosograph.build.index import Indexed
from nosograph.build.merge import Stated, stated
from nosograph.library.cards import DISEASE_TYPE, FINDING_TYPE, GENE_TYPE, Card, pack_signs
from nosograph.model.annotations import Frequency
from nosograph.model.diseases import Disease
from nosograph.model.ontology import PHENOTYPE, Ontology

OFTEN, SOMETIMES = 0.8, 0.3
"""Shares from which a finding counts as usual and as frequent; HPO's own class limits."""


def searchable(
    diseases: Sequence[Disease],
    ontology: Ontology,
    findings: Iterable[str],
    lay: Mapping[str, Sequence[str]],
    genes: Iterable[str],
) -> Iterator[Indexed]:
    """Every page: diseases, then findings, then genes."""
    system = cache(ontology.system)
    for disease in diseases:
        yield _disease(disease, ontology, system)
    for id in findings:
        term = ontology.terms[id]
        names = (term.label, *(each.text for each in term.synonyms), *lay.get(id, ()))
        card = Card(FINDING_TYPE, id, term.label, FINDING_TYPE, (id,), tuple(dict.fromkeys(names)))
        yield Indexed(card, (id, *term.alternative_ids))
    for symbol in genes:
        yield Indexed(Card(GENE_TYPE, symbol, symbol, GENE_TYPE, names=(symbol,)))


def _disease(disease: Disease, ontology: Ontology, system: Callable[[str], str | None]) -> Indexed:
    present = [each for each in stated(disease) if not each.excluded]
    signs = {each.term: _weight(each.frequency) for each in present if each.term in ontology.terms}
    above = closure(present, ontology).difference(signs, (PHENOTYPE, "HP:0000001"))
    exact = tuple(str(link.code) for link in disease.codes if link.match == "exact")
    names = (disease.name, *(name.text for name in disease.names))
    card = Card(
        DISEASE_TYPE,
        disease.slug,
        disease.name,
        str(disease.kind),
        codes=exact,
        names=tuple(dict.fromkeys(names)),
        genes=tuple(gene.symbol for gene in disease.genes),
        signs=pack_signs(signs, above),
    )
    return Indexed(
        card,
        codes=tuple(str(link.code) for link in disease.codes),
        signs=signs,
        signs_above=frozenset(above),
        systems=tuple(sorted({found for term in signs if (found := system(term))})),
    )


def closure(findings: Iterable[Stated], ontology: Ontology) -> frozenset[str]:
    """The present findings and everything above them."""
    present = [each.term for each in findings if not each.excluded and each.term in ontology.terms]
    return frozenset().union(*map(ontology.ancestors, present))


def _weight(frequency: Frequency | None) -> int:
    if frequency is None or frequency.estimate < SOMETIMES:
        return 1
    return 3 if frequency.estimate >= OFTEN else 2
