"""Where the top of an entry's page leads: what cannot wait, what can be asked, where help is.

Rule. A kind with one tool is that tool; the titles of several stand under their kind.
"""

from collections.abc import Iterator

from nosograph.model.diseases import Disease
from nosograph.model.entries import DO_NOT_MISS, Audience
from nosograph.render.care import care_panel
from nosograph.render.entry_page import ShownTool
from nosograph.render.languages import words
from nosograph.render.lead import patient_sections
from nosograph.render.site import other, path


def tools(disease: Disease, language: str) -> tuple[tuple[str, str], ...]:
    """What can be asked about a case of the disease: title and address."""
    return tuple(link for _, links in tools_by_kind(disease, language) for link in links)


def tools_by_kind(
    disease: Disease, language: str
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """A phrase for the kind, with title and address of each tool of the kind."""
    entry, at = disease.entry, path(language, f"/d/{disease.slug}")
    workup = ((words(language)["workup"], f"{at}/workup"),) if entry and entry.workup else ()
    yield "tool_criteria", tuple((e.label, f"{at}/criteria/{e.term}") for e in disease.criteria)
    yield "workup", workup
    yield "tool_pathways", tuple((e.title, f"{at}/pathways/{e.id}") for e in disease.pathways)
    described = words(language)["scale_described"]
    yield (
        "tool_scales",
        tuple(
            (e.title if e.confirmed else described.format(title=e.title), f"{at}/scales/{e.id}")
            for e in disease.scales
        ),
    )


def shown_tools(disease: Disease, audience: Audience, language: str) -> Iterator[ShownTool]:
    """The same by kind, after what cannot wait, and with where help is found."""
    phrases, english = words(language), other("en", language)
    at = path(language, f"/d/{disease.slug}")
    if audience is Audience.PROFESSIONAL:
        for chapter in disease.entry.professional if disease.entry else ():
            if chapter.title == DO_NOT_MISS:
                here = ((chapter.title, f"#{chapter.id}"),)
                yield ShownTool(chapter.title, here, english, urgent=True)
        for kind, links in tools_by_kind(disease, language):
            if links:
                yield ShownTool(phrases[kind], links, english)
    elif patient_sections(disease.entry, language)[1]:
        yield ShownTool(phrases["leaflet"], ((phrases["leaflet"], f"{at}/patient/leaflet.pdf"),))
        yield ShownTool(phrases["handout"], ((phrases["handout"], f"{at}/patient/handout.pdf"),))
        yield ShownTool(phrases["glossary"], ((phrases["glossary"], f"{at}/glossary/"),))
    care = care_panel(disease, language).href
    yield ShownTool(phrases["find_title"], ((phrases["find_title"], care),))
