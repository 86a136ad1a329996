"""How well linkage finds the twins that Mondo's mappings give.

    .venv/bin/python benchmarks/twins.py FOLDER_WITH_SSSOM_FILES

The folder is `data/` when none is named (`nosograph sources fetch` fills it).
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from machine import machine

from nosograph.build.linkage import linked
from nosograph.sources.catalog import load_sources
from nosograph.sources.mondo import read_mondo
from nosograph.sources.twins import agreement, groups


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data")
    files = sorted(folder.glob("*.sssom.tsv*"))
    if not files:
        sys.exit(f"skipped: no SSSOM files in {folder}; `nosograph sources fetch` brings them")
    sources = load_sources(Path("sources.toml"))
    diseases, mondo = sources.annotated.diseases, read_mondo(files)
    links = linked(sources)
    found = agreement(diseases, mondo, links)
    plain = agreement(diseases, mondo)
    with_mondo, without = groups(diseases, mondo, links), groups(diseases, None, links)
    print(machine())
    print(f"phenotype.hpoa {sources.annotated.version}, Mondo mappings {mondo.version}")
    print(f"{'':44}{'linkage':>12}{'Mondo':>12}")
    print(
        f"{'diseases after joining ' + format(len(diseases), ','):44}{len(without):>12,}{len(with_mondo):>12,}"
    )
    print(
        f"{'pairs of twins among ids that Mondo knows':44}{found.both + found.only_names:>12,}{found.both + found.only_mondo:>12,}"
    )
    print(f"{'pairs that both find':44}{found.both:>12,}{found.both:>12,}")
    print(f"{'precision':44}{found.precision:>12.3f}")
    print(f"{'completeness':44}{found.recall:>12.3f}")
    print(f"names alone: precision {plain.precision:.3f}, completeness {plain.recall:.3f}")
    print(
        f"{'largest group':44}{max(len(g.ids) for g in without):>12}{max(len(g.ids) for g in with_mondo):>12}"
    )


if __name__ == "__main__":
    main()
