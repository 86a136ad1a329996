"""Whether a text has the chapters or sections that it should have, once, in order, with content.

Rule. A page is promised the standard chapters; a curated entry has them all, a stub has only
what it has, in the same order.
"""

import re
from collections.abc import Iterable

from nosograph.entries.fields import SLUG
from nosograph.entries.problems import Desk, did_you_mean
from nosograph.model.entries import (
    LEADING_CHAPTERS,
    LEFT_OVER,
    STANDARD_CHAPTERS,
    Chapter,
    PatientSection,
    anchor,
)
from nosograph.prose.parts import Part
from nosograph.prose.reading import HARDEST, reading_of

_ORDER = {title: number for number, (_, title) in enumerate(STANDARD_CHAPTERS)}
_LEVELS = {title: level for level, title in STANDARD_CHAPTERS}
_NOTHING = re.compile(r"(?:<!--.*?-->|\s|[-–—.…*]|TODO|TBD|FIXME)*", re.DOTALL | re.IGNORECASE)


def _parts_of() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    chapter = ""
    for level, title in STANDARD_CHAPTERS:
        if level == 1:
            chapter = title
        else:
            found.setdefault(chapter, []).append(title)
    return found


PARTS_OF = _parts_of()
"""Chapter → its standard parts, for the chapters that have some."""


def check_chapters(
    parts: Iterable[Part], chapters: tuple[Chapter, ...], desk: Desk, *, complete: bool
) -> None:
    """Report what is wrong with the headings of a professional text."""
    _check_stray(parts, desk)
    _check_titles(chapters, desk)
    _check_order(chapters, desk)
    _check_doubled(chapters, desk)
    _check_empty(chapters, desk)
    if complete:
        _check_missing(chapters, desk)


def _check_stray(parts: Iterable[Part], desk: Desk) -> None:
    first = next(iter(parts), None)
    if first is not None and not first.level:
        desk.note(
            "stray-text",
            "there is text before the first heading",
            (first.below, 1),
            value=first.text.split("\n")[0].strip()[:60],
            hint="move it under a heading",
        )


def _check_titles(chapters: Iterable[Chapter], desk: Desk) -> None:
    parent = ""
    for chapter in chapters:
        title, level = chapter.title, chapter.level
        if level == 1:
            parent = title
        if _fits(title, level, parent):
            continue
        if title in _LEVELS:
            _note_level(chapter, desk)
        else:
            _note_unknown(chapter, parent, desk)


def _fits(title: str, level: int, parent: str) -> bool:
    if level == 1:
        return title in (*LEADING_CHAPTERS, LEFT_OVER) or _LEVELS.get(title) == 1
    if parent in PARTS_OF and level == 2:
        return title in PARTS_OF[parent]
    return title not in _LEVELS


def _note_level(chapter: Chapter, desk: Desk) -> None:
    level = _LEVELS[chapter.title]
    of = next((name for name, titles in PARTS_OF.items() if chapter.title in titles), "")
    where = f" under '# {of}'" if of else ""
    desk.note(
        "misplaced-chapter",
        f"{chapter.title!r} is not at its place",
        (chapter.line, 1),
        value=chapter.title,
        hint=f"write it as '{'#' * level} {chapter.title}'{where}",
    )


def _note_unknown(chapter: Chapter, parent: str, desk: Desk) -> None:
    if chapter.level == 1:
        known = [*LEADING_CHAPTERS, *(title for level, title in STANDARD_CHAPTERS if level == 1)]
    else:
        known = PARTS_OF[parent]
    same = [title for title in known if anchor(title) == chapter.id]
    hint = f"write it as {same[0]!r}" if same else did_you_mean(chapter.title, known)
    if chapter.id == "references":
        hint = "delete it: the list of references is generated"
    desk.note(
        "unknown-chapter",
        f"{chapter.title!r} is not a standard chapter",
        (chapter.line, 1),
        value=chapter.title,
        hint=hint or "move the text into a standard chapter, under a deeper heading",
    )


def _check_order(chapters: Iterable[Chapter], desk: Desk) -> None:
    latest = -1
    for chapter in chapters:
        title = chapter.title
        if title in LEADING_CHAPTERS and chapter.level == 1 and latest >= 0:
            _note_order(chapter, STANDARD_CHAPTERS[0][1], desk)
        if _LEVELS.get(title) != chapter.level:
            continue
        if _ORDER[title] < latest:
            following = STANDARD_CHAPTERS[_ORDER[title] + 1][1]
            _note_order(chapter, following, desk)
        latest = max(latest, _ORDER[title])


def _note_order(chapter: Chapter, following: str, desk: Desk) -> None:
    desk.note(
        "misplaced-chapter",
        f"{chapter.title!r} is out of order",
        (chapter.line, 1),
        value=chapter.title,
        hint=f"move it before {following!r}",
    )


def _check_doubled(chapters: Iterable[Chapter], desk: Desk) -> None:
    seen: dict[str, int] = {}
    for chapter in chapters:
        if chapter.id in seen:
            desk.note(
                "doubled-chapter",
                f"a second heading {chapter.title!r}",
                (chapter.line, 1),
                value=chapter.title,
                hint=f"join it with the one in line {seen[chapter.id]}, or give it a title of its own",
            )
        seen.setdefault(chapter.id, chapter.line)


def _check_empty(chapters: tuple[Chapter, ...], desk: Desk) -> None:
    levels = [*(chapter.level for chapter in chapters[1:]), 0]
    for chapter, following in zip(chapters, levels, strict=False):
        if _NOTHING.fullmatch(chapter.text) and following <= chapter.level:
            desk.note(
                "empty-chapter",
                f"nothing stands under {chapter.title!r}",
                (chapter.line, 1),
                value=chapter.title,
                hint="say what is known, or in a ::: unknown block who searched, where and when",
            )


def _check_missing(chapters: Iterable[Chapter], desk: Desk) -> None:
    present = {chapter.id for chapter in chapters}
    for (level, title), before in zip(
        STANDARD_CHAPTERS, [(0, ""), *STANDARD_CHAPTERS[:-1]], strict=True
    ):
        if anchor(title) not in present:
            after = f" after {before[1]!r}" if before[1] else ""
            desk.note(
                "missing-chapter",
                f"the chapter {title!r} is not there",
                value=title,
                hint=f"add '{'#' * level} {title}'{after}",
            )


def check_sections(
    parts: Iterable[Part],
    sections: Iterable[PatientSection],
    known: set[str] | None,
    desk: Desk,
) -> None:
    """Report what is wrong with the headings of a plain-language text.

    `known` are the ids of the professional chapters; None when there is no such text.
    """
    _check_stray(parts, desk)
    seen: dict[str, int] = {}
    for section in sections:
        at = (section.line, 1)
        if not SLUG.fullmatch(section.id):
            desk.note(
                "section-without-id",
                f"section {section.title!r} has no usable id",
                at,
                value=section.id,
                hint=f"write '# {section.title} {{#{anchor(section.title)} renders=\"…\"}}'",
            )
        elif section.id in seen:
            desk.note(
                "duplicate-id",
                f"section id {section.id!r} comes twice",
                at,
                value=section.id,
                hint=f"give it another id; the other is in line {seen[section.id]}",
            )
        seen.setdefault(section.id, section.line)
        if _NOTHING.fullmatch(section.text):
            desk.note(
                "empty-chapter",
                f"nothing stands under {section.title!r}",
                at,
                value=section.title,
                hint="write the section, or delete it in every language",
            )
        _check_renders(section, known, desk)


def check_reading(sections: Iterable[PatientSection], language: str, desk: Desk) -> None:
    """Report sections that ask for more school years than families can be asked for."""
    for section in sections:
        reading = reading_of(section.text, language)
        if reading is not None and reading.is_hard:
            hint = "shorten its sentences"
            if reading.long_words:
                hint += f" and find other words for: {', '.join(reading.long_words[:5])}"
            desk.note(
                "hard-to-read",
                f"section {section.id!r} asks for {reading.grade:.1f} school years"
                f" ({reading.formula}), {HARDEST:.0f} are the most",
                (section.line, 1),
                value=section.id,
                hint=hint,
            )


def _check_renders(section: PatientSection, known: set[str] | None, desk: Desk) -> None:
    if not section.renders:
        desk.note(
            "untied-section",
            f"section {section.title!r} is tied to no professional chapter",
            (section.line, 1),
            value=section.title,
            hint='name the chapters that it puts into plain words: renders="overview"',
        )
    for each in section.renders:
        if known is not None and each not in known:
            desk.note(
                "untied-section",
                f"there is no chapter {each!r} to render",
                (section.line, 1),
                value=each,
                hint=did_you_mean(each, known, "use the id of a heading in professional.md"),
            )


def check_languages(
    by_language: dict[str, tuple[PatientSection, ...]], desks: dict[str, Desk]
) -> None:
    """Report languages of one text whose sections are not those of the English one."""
    if len(by_language) < 2:
        return
    first = "en" if "en" in by_language else min(by_language)
    expected = [section.id for section in by_language[first]]
    for language, sections in by_language.items():
        given = [section.id for section in sections]
        if language == first or given == expected:
            continue
        missing = [id for id in expected if id not in given]
        extra = [section for section in sections if section.id not in expected]
        note = desks[language].note
        for id in missing:
            note(
                "sections-differ",
                f"there is no section {id!r}, which {first!r} has",
                value=id,
                hint="translate it, or delete it in both",
            )
        for section in extra:
            note(
                "sections-differ",
                f"section {section.id!r} is not in {first!r}",
                (section.line, 1),
                value=section.id,
                hint=did_you_mean(section.id, expected, "use the same ids in all languages"),
            )
        if not missing and not extra:
            pairs = zip(sections, expected, strict=False)
            moved = next((s for s, id in pairs if s.id != id), sections[-1])
            note(
                "sections-differ",
                f"section {moved.id!r} stands in another order than in {first!r}",
                (moved.line, 1),
                value=moved.id,
                hint=f"keep the order: {', '.join(expected)}",
            )
