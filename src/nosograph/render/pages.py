"""A disease as a page.

Rule. A page is a pure function of its arguments: the same disease and site give the same bytes,
whether the build stores the page or a server renders it on demand.
"""

from collections.abc import Mapping
from typing import Any

from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.render.entry_page import EntryPage
from nosograph.render.environment import Shell, render
from nosograph.render.findings import NO_NAMES
from nosograph.render.languages import words
from nosograph.render.lead import patient_sections
from nosograph.render.site import SiteInfo, path
from nosograph.render.structured import as_linked_data, structured
from nosograph.render.view import entry_view


def entry_page(
    disease: Disease,
    *,
    audience: Audience = Audience.PROFESSIONAL,
    language: str = "en",
    site: SiteInfo,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """The whole HTML page of a disease.

    A disease without plain-language text has a patient page too: one that says so, lists the
    recorded findings and points on. `names` are words for findings, by HPO id.
    """
    page = entry_view(disease, audience, language, site, names)
    professional = audience is Audience.PROFESSIONAL
    title, rest = _headed(disease, audience, language)
    shell = Shell(
        site=site,
        language=language,
        title=title,
        path=rest,
        description=_description(page),
        indexed=professional or bool(page.sections),
        json_ld=structured(linked_data(disease, audience, language, site)),
        switch_audience=page.patient_href if professional else page.professional_href,
    )
    template = "entry.html" if professional else "patient.html"
    return render(template, shell, page)


def linked_data(
    disease: Disease, audience: Audience, language: str, site: SiteInfo
) -> dict[str, Any]:
    """The page in schema.org's words."""
    title, rest = _headed(disease, audience, language)
    told = "en" if audience is Audience.PROFESSIONAL else ""
    return as_linked_data(
        disease,
        audience,
        title=title,
        url=path(language, rest),
        language=told or patient_sections(disease.entry, language)[0] or language,
        site=site,
    )


def _headed(disease: Disease, audience: Audience, language: str) -> tuple[str, str]:
    """The page's title and its address."""
    if audience is Audience.PROFESSIONAL:
        return disease.name, f"/d/{disease.slug}/"
    title = words(language)["patient_title"].format(name=disease.name)
    return title, f"/d/{disease.slug}/patient/"


def _description(page: EntryPage) -> str:
    names = ", ".join(name.text for name in page.names[:3])
    codes = ", ".join(f"{code.system}:{code.value}" for code in page.codes[:3])
    return ". ".join(part for part in (page.name, names, codes) if part)
