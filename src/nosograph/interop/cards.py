"""What CDS Hooks cards say: information with its sources, never a suggestion or a warning.

Rule 1. A card says what is open, what would settle it and what was not read; its links are
absolute, and name nothing of the record.
Rule 2. A record's own words stand on no card.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten
from uuid import uuid4

from nosograph.asking.knowledge import Topic
from nosograph.asking.notices import Notice
from nosograph.criteria.sets import CriteriaSet
from nosograph.criteria.wording import title_of
from nosograph.formats.cds_hooks import LONGEST_SUMMARY, Card, CardSource, Coding, Link
from nosograph.interop.knowledge import relation
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.model.truth import Truth
from nosograph.render.criteria import phrases_for
from nosograph.render.entry_tools import tools
from nosograph.render.languages import counted, words
from nosograph.render.lead import lead, patient_sections
from nosograph.render.references import ReferenceList, one_line
from nosograph.render.site import SiteInfo, path

MOST_WAYS = 5
"""Ways to settle a level that a card names; the page has them all."""
REASONS = ("known", "not-relevant", "record-wrong", "later")
"""Why somebody may put a card aside."""


@dataclass(frozen=True, slots=True)
class Telling:
    """For whom and from where cards are written."""

    site: SiteInfo
    """`base_url` makes the links absolute."""
    language: str
    left_out: int = 0
    """Resources that were not used."""
    missing: tuple[str, ...] = ()
    """What the client could not send."""
    in_part: tuple[str, ...] = ()
    """What it has sent the first page of."""


def criteria_card(notice: Notice, told: Telling) -> Card:
    """A card about criteria that are met or nearly decided."""
    t, criteria = words(told.language), _criteria(notice, told)
    if notice.level.truth is Truth.TRUE:
        level = title_of(criteria, notice.level.level.id)
        summary = t["hook_met"].format(criteria=criteria.title, level=level)
    else:
        ways = t["hook_or"].join(_ways(notice, told))
        summary = t["hook_open"].format(criteria=criteria.title, ways=ways)
    first = (criteria.title, f"/d/{notice.disease.slug}/criteria/{criteria.id}")
    return _card(
        summary, "\n\n".join(_criteria_lines(notice, told)), notice.disease, told, "criteria", first
    )


def _criteria(notice: Notice, told: Telling) -> CriteriaSet:
    return notice.answer.engine.criteria.in_language(told.language)


def _ways(notice: Notice, told: Telling) -> list[str]:
    own, criteria = notice.answer.engine.criteria, _criteria(notice, told)
    rules = phrases_for(own, told.language)
    smallest = list(notice.level.missing)
    fewest = len(smallest[0]) if smallest else 0
    return [
        " + ".join(title_of(criteria, name, rules) for name in names)
        for names in smallest[:MOST_WAYS]
        if len(names) == fewest
    ]


def _criteria_lines(notice: Notice, told: Telling) -> Iterator[str]:
    t, criteria, level = words(told.language), _criteria(notice, told), notice.level
    yield f"**{title_of(criteria, level.level.id)}**: {t[f'verdict_{level.verdict}']}"
    known = ", ".join(title_of(criteria, item) for item in notice.known)
    yield t["hook_known"].format(items=known)
    if level.missing:
        yield t["hook_settles"]
        yield "\n".join(f"- {each}" for each in _ways(notice, told))
    if notice.answer.concerns:
        yield t["hook_concerns"]
    if told.left_out:
        yield counted("hook_left_out", told.left_out, told.language)
    if told.missing:
        yield t["hook_not_sent"].format(keys=", ".join(f"`{each}`" for each in told.missing))
    if told.in_part:
        yield t["hook_in_part"].format(keys=", ".join(f"`{each}`" for each in told.in_part))
    yield criteria.not_met_means
    yield criteria.intended_purpose
    cited = ReferenceList(notice.disease.references)
    yield "\n".join(f"- {one_line(cited.record(key))}" for key in criteria.sources)


def entry_card(topic: Topic, disease: Disease, told: Telling) -> Card:
    """A card about a disease of the record."""
    t = words(told.language)
    fit = "" if topic.relation == "exact" else f"{topic.code}: {relation(topic, t)}."
    detail = "\n\n".join(filter(None, (fit, lead(disease, Audience.PROFESSIONAL, told.language))))
    summary = t["hook_entry"].format(name=disease.name)
    return _card(summary, detail, disease, told, "entry")


def _card(
    summary: str,
    detail: str,
    disease: Disease,
    told: Telling,
    topic: str,
    first: tuple[str, str] | None = None,
) -> Card:
    t, base = words(told.language), told.site.base_url
    at = path(told.language, f"/d/{disease.slug}/")
    links = [(disease.name, at)]
    links += [(first[0], path(told.language, first[1]))] if first else []
    links += tools(disease, told.language)
    if patient_sections(disease.entry, told.language)[1]:
        links.append((t["hook_family"], f"{at}patient/"))
    return Card(
        str(uuid4()),
        shorten(summary, LONGEST_SUMMARY, placeholder=" …"),
        f"{detail}\n\n{t['footer_disclaimer']}",
        "info",
        CardSource(
            f"{t['site_name']} {told.site.version}",
            f"{base}{path(told.language, '/about/sources')}",
            Coding(f"{base}/cds-services", topic, t[f"hook_topic_{topic}"]),
        ),
        tuple(Link(label, base + address) for address, label in _once(links)),
        tuple(
            Coding(f"{base}/cds-services", each, t[f"hook_reason_{each.replace('-', '_')}"])
            for each in REASONS
        ),
    )


def _once(links: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Address and label, each address once."""
    found: dict[str, str] = {}
    for label, address in links:
        found.setdefault(address, label)
    return found.items()
