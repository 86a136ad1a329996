"""Small invented worlds to diagnose in: an ontology, diseases, and annotations of them."""

import random
from collections.abc import Mapping, Sequence

from nosograph.build.annotations import arrays
from nosograph.library.annotations import Annotations
from nosograph.model.annotations import Annotation, Frequency
from nosograph.model.codes import Code
from nosograph.model.diseases import Gene, Labelled
from nosograph.model.ontology import PHENOTYPE, Ontology, Term
from nosograph.sources.hpoa import AnnotatedDisease, finding
from nosograph.sources.twins import DiseaseGroup

ROOT = "HP:0000001"


def ontology(edges: Mapping[str, Sequence[str]], **more: object) -> Ontology:
    """An ontology of `term: parents`, below Phenotypic abnormality where none are given."""
    terms = {
        ROOT: Term(ROOT, "All"),
        PHENOTYPE: Term(PHENOTYPE, "Phenotypic abnormality", parents=(ROOT,)),
    }
    for id, parents in edges.items():
        terms[id] = Term(id, f"Finding {id[-2:]}", parents=tuple(parents) or (PHENOTYPE,))
    return Ontology("test", terms, **more)  # type: ignore[arg-type]


def row(
    frequency: Frequency | None = None, reference: str = "OMIM:100000", *, excluded: bool = False
) -> Annotation:
    return Annotation((reference,), excluded, frequency)


def disease(
    code: str,
    name: str,
    rows: Mapping[str, Sequence[Annotation]],
    *,
    onset: Sequence[str] = (),
    inheritance: Sequence[str] = (),
) -> AnnotatedDisease:
    return AnnotatedDisease(
        Code.parse(code),
        name,
        tuple(finding(term, term, "", rows[term]) for term in sorted(rows)),
        inheritance=tuple(Labelled(term, term) for term in inheritance),
        onset=tuple(Labelled(term, term) for term in onset),
    )


def annotated(
    world: Ontology,
    diseases: Sequence[AnnotatedDisease],
    genes: Mapping[str, Sequence[Gene]] | None = None,
) -> Annotations:
    """Annotations in which every disease stands alone."""
    return arrays(world, [DiseaseGroup((each,)) for each in diseases], genes or {}, "test")


def term(number: int) -> str:
    return f"HP:{1000 + number:07d}"


def random_ontology(chance: random.Random, size: int) -> Ontology:
    edges: dict[str, list[str]] = {}
    for number in range(size):
        upper = [term(each) for each in range(number)]
        count = min(len(upper), chance.choice((0, 1, 1, 1, 2)))
        edges[term(number)] = chance.sample(upper, count)
    return ontology(edges)


def random_row(chance: random.Random) -> Annotation:
    reference = f"PMID:{chance.randrange(12)}"
    match chance.randrange(5):
        case 0:
            return row(None, reference)
        case 1:
            total = chance.randrange(1, 20)
            count = chance.randrange(0, total + 1)
            return row(Frequency.counted(count, total), reference, excluded=count == 0)
        case 2:
            return row(Frequency(0.8, 0.99, name="very frequent"), reference)
        case 3:
            return row(None, reference, excluded=True)
        case _:
            share = chance.random()
            return row(Frequency(share, share), reference)


def random_diseases(chance: random.Random, world: Ontology, count: int) -> list[AnnotatedDisease]:
    terms = [id for id in world.terms if id not in {ROOT, PHENOTYPE}]
    made = []
    for number in range(count):
        chosen = chance.sample(terms, chance.randrange(0, min(12, len(terms))))
        rows = {id: [random_row(chance) for _ in range(chance.choice((1, 1, 2)))] for id in chosen}
        name = f"{chance.choice(('Alpha', 'Beta', 'Gamma', 'Delta'))} disease {number}"
        onset = chance.sample(("HP:0003577", "HP:0003593", "HP:0003621", "HP:0003581"), 1)
        made.append(
            disease(
                f"OMIM:{100000 + number}",
                name,
                rows,
                onset=onset if chance.random() < 0.5 else (),
                inheritance=("HP:0001419",) if chance.random() < 0.2 else (),
            )
        )
    return made


def random_annotations(seed: int, terms: int = 40, count: int = 25) -> Annotations:
    """A world that depends on nothing but the seed."""
    chance = random.Random(seed)
    world = random_ontology(chance, terms)
    return annotated(world, random_diseases(chance, world, count))
