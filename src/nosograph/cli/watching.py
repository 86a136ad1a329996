"""`nosograph check --watch`: the problems and the pages again with every change.

Rule. A mistake never ends the watching: what can be read is shown, the rest is a problem.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nosograph.cli.output import Exit, err, print_problems, stop
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience, Entry

if TYPE_CHECKING:
    from nosograph.sources.catalog import Known

Show = Callable[[Mapping[str, str]], None]


def watch(path: Path, known: "Known", today: date, port: int) -> None:
    """Check again and show the pages again whenever a file below `path` changes."""
    from watchfiles import watch as changes

    from nosograph.web.preview import Preview

    preview = Preview()
    _again(path, known, today, preview.show)
    try:
        found = preview.start(port)
    except OSError as error:
        stop(Exit.USAGE, f"cannot listen on port {port}: {error.strerror}; choose another --port")
    err.print(f"the pages are at http://127.0.0.1:{found}/ (stop with Ctrl-C)", markup=False)
    for _ in changes(path):
        _again(path, known, today, preview.show)


def _again(path: Path, known: "Known", today: date, show: Show) -> None:
    from nosograph.build.vignettes import checked_at_work

    checked = checked_at_work(path, known.ontology, known.names, today)
    print_problems(checked.problems.found)
    if not checked.problems.found:
        err.print(f"{path}: no problems")
    entries = [each.entry for each in checked.located]
    show({**previewed(entries, today), **beside_sources(path, entries, today)})


def beside_sources(path: Path, entries: Iterable[Entry | None], today: date) -> Mapping[str, str]:
    """Entries that were drafted from a page of a wiki beside that page: address → page."""
    found = {}
    for entry in entries:
        if entry is None or entry.origin is None or find_spec("mwparserfromhell") is None:
            continue
        folder = path if (path / "entry.yaml").is_file() else path / entry.slug
        if (folder / "source.wiki").is_file():
            from nosograph.cli.wiki_report import preview

            found[f"/d/{entry.slug}/import/"] = preview(folder, entry, today)
            err.print(f"draft and source side by side: /d/{entry.slug}/import/", markup=False)
    return found


def previewed(entries: Iterable[Entry | None], today: date) -> Mapping[str, str]:
    """The pages of entries as they are in their folders, without what sources would add."""
    from nosograph.render.bibliography import written
    from nosograph.render.pages import entry_page
    from nosograph.render.site import LANGUAGES, SiteInfo, path

    site = SiteInfo("preview", today)
    pages = {}
    for entry in entries:
        if entry is None:
            continue
        disease = _as_disease(written(entry))
        for audience, rest in ((Audience.PROFESSIONAL, ""), (Audience.PATIENT, "patient/")):
            for language in LANGUAGES:
                address = path(language, f"/d/{entry.slug}/{rest}")
                pages[address] = entry_page(
                    disease, audience=audience, language=language, site=site
                )
    return pages


def _as_disease(entry: Entry) -> Disease:
    return Disease(
        slug=entry.slug,
        kind=entry.kind,
        name=entry.name,
        names=entry.names,
        codes=entry.codes,
        findings=(),
        entry=entry,
    )
