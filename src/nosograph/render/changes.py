"""What the page of changes shows: each change in words, its difference marked.

Rule. Removed words are struck out and new ones underlined, never by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from nosograph.model.changes import Change, ReleaseChanges
from nosograph.model.diseases import Disease
from nosograph.render.languages import Words, day, words
from nosograph.render.site import path

MOST_TEXT = 1500
"""Characters of a section that are shown in a difference; the rest stands on its page."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as a row."""

    kind: str
    part: str
    where: str
    href: str
    """Where it stands now; empty when it stands nowhere."""
    html: Markup
    affects: tuple[tuple[str, str, str], ...]
    """Language, address and title of the patient sections."""


@dataclass(frozen=True, slots=True)
class ShownRelease:
    """The changes of one release."""

    title: str
    id: str
    by: str
    changes: tuple[ShownChange, ...]
    """Those of meaning: a statement, a source, a number, yes and no."""
    wording: tuple[ShownChange, ...]
    wording_title: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Everything that changed in an entry."""

    name: str
    slug: str
    releases: tuple[ShownRelease, ...]


def changes_page(disease: Disease, history: Sequence[ReleaseChanges], language: str) -> ChangesPage:
    """The page of changes."""
    phrases = words(language)
    return ChangesPage(
        disease.name,
        disease.slug,
        tuple(
            _release(each, f"release-{number}", disease.slug, language, phrases)
            for number, each in enumerate(history, 1)
        ),
    )


def _release(
    release: ReleaseChanges, id: str, slug: str, language: str, phrases: Words
) -> ShownRelease:
    shown = [(each, _shown(each, slug, language, phrases)) for each in release.changes]
    wording = tuple(row for each, row in shown if not each.is_semantic)
    return ShownRelease(
        phrases["changes_between" if release.previous else "changes_first"].format(
            version=release.version, day=day(release.built, language), previous=release.previous
        ),
        id,
        phrases["changes_by"].format(people=", ".join(release.by)) if release.by else "",
        tuple(row for each, row in shown if each.is_semantic),
        wording,
        phrases["changes_wording"].format(count=len(wording)),
    )


def _shown(change: Change, slug: str, language: str, phrases: Words) -> ShownChange:
    page = "patient/" if change.part == "section" else change.page
    home = path(language, f"/d/{slug}/{page}")
    return ShownChange(
        phrases[f"change_{change.kind}"],
        phrases[f"part_{change.part}"],
        change.where or (phrases["workup"] if change.page == "workup" else ""),
        home + (f"#{change.anchor}" if change.anchor else "")
        if change.anchor or change.page
        else "",
        difference(change.before[:MOST_TEXT], change.after[:MOST_TEXT]),
        tuple(
            (tag, f"{path(tag, f'/d/{slug}/patient/')}#{id}", title)
            for tag, id, title in change.affects
        ),
    )


def difference(before: str, after: str) -> Markup:
    """Both texts as one, with what went struck out and what came underlined."""
    old, new = before.split(), after.split()
    parts: list[Markup] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(escape(" ".join(old[a:b])))
            continue
        if b > a:
            parts.append(Markup("<del>{}</del>").format(" ".join(old[a:b])))
        if d > c:
            parts.append(Markup("<ins>{}</ins>").format(" ".join(new[c:d])))
    return Markup(" ").join(parts)
