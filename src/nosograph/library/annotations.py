"""A release's annotations as arrays: which disease shows which finding, ready for arithmetic.

Rule 1. The arrays are mapped read-only; nothing is parsed or copied when they are opened.
Rule 2. Terms stand in topological order, ancestors first, and are known by their place. Diseases
are groups of twins and are known by their place, too.
Rule 3. Rows keep what every publication said, so that any of them can be left out later.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
from numpy.typing import NDArray

from nosograph.model.codes import Code
from nosograph.model.failures import LibraryError

FORMAT = 6
FOLDER = "annotations"
MANIFEST = "annotations.json"
REMEDY = "run `nosograph build` again"

LEVELS = 255
"""Steps in which shares are stored; the step is the share's square root, so that small shares
keep two digits."""

Ints = NDArray[Any]
Floats = NDArray[np.float64]


class Texts(Sequence[str]):
    """Many short texts in one file, read when they are asked for."""

    def __init__(self, blob: Ints, starts: Ints) -> None:
        self._blob, self._starts = blob, starts
        self._read: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        text = self._read.get(index)
        if text is None:
            if not 0 <= index < len(self):
                raise IndexError(index)
            piece = self._blob[int(self._starts[index]) : int(self._starts[index + 1])]
            text = self._read[index] = piece.tobytes().decode()
        return text


@dataclass(frozen=True)
class Annotations:
    """Everything that a differential diagnosis reads; see the rules above."""

    version: str
    """Release of the ontology and of the annotations."""
    terms: Ints
    """Numbers of the HPO ids below Phenotypic abnormality, ancestors first."""
    labels: Texts
    aliases: Ints
    """Numbers of alternative and replaced ids, ascending, beside the place of the current term."""
    beside: Ints
    """Numbers of HPO's other terms, that name no finding: onset, inheritance, history and so on."""
    withdrawn: Ints
    """Numbers of the ids that HPO has withdrawn and names no term in place of."""
    ancestor_starts: Ints
    ancestors: Ints
    """For each term itself and everything above it, by steps."""
    ancestor_steps: Ints
    """Edges of the shortest way up."""
    disease_ids: Texts
    """For each disease its annotated ids, preferred first, between blanks."""
    names: Texts
    own_starts: Ints
    own_terms: Ints
    """For each disease the terms annotated to it (exclusions apart)."""
    own_shares: Ints
    """Share of patients with each of them, pooled."""
    list_starts: Ints
    list_diseases: Ints
    """For each term the diseases that show it or anything below it."""
    list_levels: Ints
    """Share of patients, as the step of its square root."""
    list_amounts: Ints
    """How much of what they are known to show is of this kind, in steps of `profiles.AMOUNTS`."""
    background: Ints
    """For each term the mean over all diseases of what their shares are worth in a match."""
    kin_starts: Ints
    kin: Ints
    """For each disease those with alike names or genes."""
    kin_likeness: Ints
    """How much alike, in steps of 1/255; equal findings count as 1."""
    near: Ints
    """For each disease the places of the most similar diseases, by findings, names and genes; as
    many as there are diseases where there is none."""
    near_weights: Ints
    family: Ints
    """Diseases with the same number are told apart by a number or type in their names."""
    onset: Ints
    """Annotated ages at onset, one bit per class."""
    onset_shares: Ints
    """For each disease and class of onset the share of patients in steps of 1/255: as annotated, or
    learnt from diseases like it."""
    sex_linked: Ints
    """Whether X-linked recessive inheritance is the only one annotated."""
    genes: Texts
    """Gene symbols, sorted."""
    gene_starts: Ints
    gene_diseases: Ints
    """For each gene its diseases."""
    row_starts: Ints
    row_terms: Ints
    """For each disease the rows of the source, by term."""
    row_statements: Ints
    """What the row says, as a place in `statements`."""
    row_references: Ints
    """Who says it, as a place in `references`."""
    statements: Ints
    """Patients seen with the finding, patients examined, share where none were counted, and
    whether there is such a share (0 or 1); all zero for a finding that is seen, nobody says how often."""
    references: Texts
    """Identifiers of one row between blanks."""

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def _place(self) -> dict[int, int]:
        known = {int(old): int(place) for old, place in self.aliases}
        return known | {number: place for place, number in enumerate(self.terms.tolist())}

    def place(self, term: str) -> int | None:
        """Where `term`, by any of its ids, stands; None if it is no finding of this ontology."""
        number = hpo_number(term)
        return None if number is None else self._place.get(number)

    def term(self, place: int) -> str:
        """The HPO id at a place."""
        return f"HP:{int(self.terms[place]):07d}"

    def lineage(self, place: int) -> tuple[Ints, Ints]:
        """A term and everything above it, and how many steps above."""
        part = slice(int(self.ancestor_starts[place]), int(self.ancestor_starts[place + 1]))
        return self.ancestors[part], self.ancestor_steps[part]

    def parents(self, place: int) -> list[int]:
        """The findings right above a term; the root is none."""
        above, steps = self.lineage(place)
        return [each for each in above[steps == 1].tolist() if each]

    def below(self, place: int) -> Ints:
        """A term and everything below it."""
        starts, terms = self._below
        return terms[int(starts[place]) : int(starts[place + 1])]

    def ids(self, disease: int) -> tuple[str, ...]:
        """The annotated ids of a disease, preferred first."""
        return tuple(self.disease_ids[disease].split(" "))

    def own(self, disease: int) -> tuple[Ints, Ints]:
        """The findings annotated to a disease, and how often they are seen."""
        part = slice(int(self.own_starts[disease]), int(self.own_starts[disease + 1]))
        return self.own_terms[part], self.own_shares[part]

    def kin_of(self, disease: int) -> tuple[Ints, Ints]:
        """The diseases with alike names or genes, and the step of their likeness."""
        part = slice(int(self.kin_starts[disease]), int(self.kin_starts[disease + 1]))
        return self.kin[part], self.kin_likeness[part]

    def shown_by(self, place: int) -> tuple[Ints, Ints]:
        """The diseases that show a finding or anything below it, and the step of their share."""
        part = slice(int(self.list_starts[place]), int(self.list_starts[place + 1]))
        return self.list_diseases[part], self.list_levels[part]

    def amounts_of(self, place: int) -> Ints:
        """The steps of the amounts beside the diseases of `shown_by`."""
        return self.list_amounts[int(self.list_starts[place]) : int(self.list_starts[place + 1])]

    def rows(self, disease: int) -> tuple[Ints, Ints, Ints]:
        """The source's rows about a disease: terms, statements, references."""
        part = slice(int(self.row_starts[disease]), int(self.row_starts[disease + 1]))
        return self.row_terms[part], self.row_statements[part], self.row_references[part]

    def diseases_of(self, gene: str) -> Ints:
        """The diseases that HPO's files connect with a gene symbol, in whatever case."""
        place = self._genes.get(gene.casefold())
        if place is None:
            return np.empty(0, dtype=np.int64)
        return self.gene_diseases[int(self.gene_starts[place]) : int(self.gene_starts[place + 1])]

    @cached_property
    def _genes(self) -> dict[str, int]:
        return {symbol.casefold(): place for place, symbol in enumerate(self.genes)}

    @cached_property
    def _below(self) -> tuple[Ints, Ints]:
        lower = np.repeat(
            np.arange(len(self.terms), dtype=np.uint16), np.diff(self.ancestor_starts)
        )
        order = np.argsort(self.ancestors, kind="stable")
        count = np.bincount(self.ancestors, minlength=len(self.terms))
        return np.concatenate([[0], np.cumsum(count)]), lower[order]

    @cached_property
    def cited(self) -> dict[str, Ints]:
        """Identifier of a reference → the places in `references` that name it."""
        found: dict[str, list[int]] = {}
        for place, text in enumerate(self.references):
            for each in text.split(" "):
                found.setdefault(each, []).append(place)
        return {each: np.array(places) for each, places in found.items()}

    @cached_property
    def row_diseases(self) -> Ints:
        """For each row its disease."""
        return np.repeat(np.arange(len(self)), np.diff(self.row_starts))


def hpo_number(term: str) -> int | None:
    """The number of an HPO id, however it is spelt; None for anything else."""
    head, _, number = term.partition(":")
    if head == "HP" and len(number) == 7 and number.isdecimal():
        return int(number)
    try:
        code = Code.parse(term)
    except ValueError:
        return None
    return int(code.value) if code.system == "HP" else None


def shares(levels: Ints) -> Floats:
    """The shares that stored steps stand for."""
    return np.square(levels.astype(np.float64) / LEVELS)


def open_annotations(folder: Path) -> Annotations:
    """The annotations of the release at `folder` (its subfolder `annotations`).

    Raises:
        LibraryError: they are missing, damaged or of another format.
    """
    folder = folder / FOLDER
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise LibraryError(
                f"{folder} has format {manifest['format']}, this version reads {FORMAT}: {REMEDY}"
            )
        arrays: dict[str, Any] = {"version": manifest["version"]}
        kinds = get_type_hints(Annotations)
        for name in (field.name for field in fields(Annotations) if field.name != "version"):
            arrays[name] = _load(folder, name, kinds[name] is Texts)
    except (OSError, ValueError, KeyError) as error:
        raise LibraryError(f"{folder}: cannot be read ({error}): {REMEDY}") from error
    return Annotations(**arrays)


def _load(folder: Path, name: str, text: bool) -> Ints | Texts:
    if text:
        return Texts(_mapped(folder / f"{name}.text.npy"), _mapped(folder / f"{name}.starts.npy"))
    return _mapped(folder / f"{name}.npy")


def _mapped(path: Path) -> Ints:
    # As a plain array, which is still mapped: every slice of a `memmap` costs microseconds.
    array: Ints = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return array


def save_annotations(annotations: Annotations, folder: Path) -> None:
    """Write `annotations` as the subfolder `annotations` of the release at `folder`."""
    folder = folder / FOLDER
    folder.mkdir(parents=True)
    for field in fields(Annotations):
        value = getattr(annotations, field.name)
        if isinstance(value, Texts):
            np.save(folder / f"{field.name}.text.npy", value._blob)
            np.save(folder / f"{field.name}.starts.npy", value._starts)
        elif field.name != "version":
            np.save(folder / f"{field.name}.npy", value)
    text = json.dumps({"format": FORMAT, "version": annotations.version}, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def packed(texts: Sequence[str]) -> Texts:
    """Texts ready to be saved."""
    pieces = [text.encode() for text in texts]
    starts = np.zeros(len(pieces) + 1, dtype=np.uint32)
    np.cumsum([len(piece) for piece in pieces], out=starts[1:])
    return Texts(np.frombuffer(b"".join(pieces), dtype=np.uint8), starts)
