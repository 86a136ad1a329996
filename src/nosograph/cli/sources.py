"""`nosograph sources`: which data a build uses, and fetching the optional ones."""

from pathlib import Path
from typing import Annotated

import typer

from nosograph.cli.options import DEFAULT_SOURCES, Json, SourcesFile
from nosograph.cli.output import bars, err, out, print_json

app = typer.Typer(
    help="The data that a build uses, and where they come from.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_sources(sources: SourcesFile = DEFAULT_SOURCES, json: Json = False) -> None:
    """List what a build would use, and what it could use.

    \b
    nosograph sources list
    nosograph sources list --json
    """
    from nosograph.sources.catalog import HPO_FILES, hpo_folder, optional_files, read_config

    config = read_config(sources)
    folder = hpo_folder(config)
    rows = [
        {"id": "hpo", "file": name, "present": True, "path": str(folder / name)}
        for name in HPO_FILES
    ]
    for source in config.optional:
        there = {path.name.removesuffix(".gz"): path for path in optional_files(config, source.id)}
        rows += [
            {
                "id": source.id,
                "file": name,
                "present": name in there,
                "path": str(there.get(name, "")),
            }
            for name in source.files
        ]
    if json:
        print_json({"sources": rows})
        return
    for row in rows:
        out.print(f"{'✓' if row['present'] else '·'} {row['id']:8} {row['file']}", markup=False)
    if not all(row["present"] for row in rows):
        err.print("· is not there; `nosograph sources fetch` brings it", markup=False)


@app.command("fetch")
def fetch_sources(
    sources: SourcesFile = DEFAULT_SOURCES,
    from_dir: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="DIR",
            help="Take files that are there already; nothing is downloaded.",
        ),
    ] = None,
) -> None:
    """Bring the optional sources, checked by their checksums.

    \b
    nosograph sources fetch
    nosograph sources fetch --from ~/downloads/mondo

    Exit code 4 when a file cannot be had or has other bytes than it should.
    """
    from nosograph.sources.catalog import read_config
    from nosograph.sources.fetch import fetch

    with bars() as progress:
        current = ""

        def advance(name: str, size: int) -> None:
            nonlocal current
            if name != current:
                current = name
                progress.step(name)
            progress.advance(size)

        fetched = fetch(read_config(sources), from_dir, advance)
    new = sum(each.new for each in fetched)
    err.print(
        f"{len(fetched)} files in {fetched[0].path.parent if fetched else '—'}, {new} of them new",
        markup=False,
    )
