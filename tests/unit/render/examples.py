"""Two made-up diseases to render: one with the example entry, one from annotations alone."""

from datetime import date
from pathlib import Path

from nosograph.entries.read import read_entry
from nosograph.model.annotations import Annotation, DiseaseFinding, Frequency, pooled
from nosograph.model.codes import Code
from nosograph.model.diseases import Disease, Gene, Labelled, Similar
from nosograph.model.entries import CodeLink, Kind, Name
from nosograph.model.problems import Problems
from nosograph.model.sources import Source
from nosograph.render.site import SiteInfo

FOLDER = Path(__file__).parents[2] / "fixtures" / "dictionary" / "example-syndrome"

HPO = Source(
    "hpo",
    "Human Phenotype Ontology",
    "2025-01-16",
    "HPO licence",
    "https://hpo.jax.org/license",
    "Example et al. 2001",
    "https://hpo.jax.org/",
    "Uses HPO, release 2025-01-16.",
)
SITE = SiteInfo(
    "2026.01.15-abc",
    date(2026, 1, 15),
    (HPO,),
    {"HP:0003577": "Congenital onset", "HP:0012345": "Abnormality of things"},
)


def finding(term, label, system, *rows):
    """A finding from its rows."""
    return DiseaseFinding(
        term, label, system, rows, pooled(rows), all(row.excluded for row in rows)
    )


FINDINGS = (
    finding(
        "HP:0001251",
        "Ataxia",
        "HP:0000707",
        Annotation(("PMID:1",), frequency=Frequency.counted(3, 4), onset="HP:0003577"),
    ),
    finding(
        "HP:0001336",
        "Myoclonus",
        "HP:0000707",
        Annotation(
            ("ORPHA:9999991", "PMID:2"), frequency=Frequency(0.8, 0.99, name="very frequent")
        ),
    ),
    finding("HP:0000639", "Nystagmus", "HP:0000478", Annotation(("ORPHA:9999991",), sex="FEMALE")),
    finding("HP:0001945", "Fever", "HP:0025142", Annotation(("PMID:2",), excluded=True)),
)

ANNOTATED = Disease(
    "made-up-disease",
    Kind.ANNOTATED,
    "Made-up disease <1>",
    (Name("MUD", type="abbreviation"), Name("Erfundene Krankheit", "de")),
    (CodeLink(Code("OMIM", "999999")), CodeLink(Code("ICD-10", "G25.3"), "broader")),
    FINDINGS,
    inheritance=(Labelled("HP:0000007", "Autosomal recessive inheritance"),),
    genes=(Gene("ABC1", "1"),),
    neighbours=(
        Similar("example-syndrome", "Example syndrome", 0.5, (Labelled("HP:0001251", "Ataxia"),)),
    ),
    sources=("hpo",),
)


def curated():
    """The example entry as a release holds it."""
    problems = Problems()
    entry = read_entry(FOLDER, problems)
    assert entry is not None, problems.found
    return Disease(
        entry.slug,
        entry.kind,
        entry.name,
        entry.names,
        entry.codes,
        FINDINGS,
        sources=("hpo",),
        entry=entry,
    )
