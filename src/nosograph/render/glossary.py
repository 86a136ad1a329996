"""An entry's findings in everyday words, for the people who have them.

Rule. A plain meaning is our own wording and is labelled as such; HPO's definition stands beside
it as HPO has written it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.library.records import FindingRecord
from nosograph.model.diseases import Disease
from nosograph.render.site import path

_HURTFUL = "retard"
"""HPO still lists words with it as everyday ones; no family should read them here."""


@dataclass(frozen=True, slots=True)
class Word:
    """A finding as the glossary shows it."""

    title: str
    """The everyday word, or HPO's label where there is none."""
    more: tuple[str, ...]
    """Other everyday words."""
    label: str
    href: str
    meaning: str
    meaning_language: str
    definition: str
    """HPO's own."""


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The words of an entry."""

    name: str
    slug: str
    words: tuple[Word, ...]
    """Those with an everyday word or a plain meaning, by that word."""
    others: tuple[Word, ...]


def terms_of(disease: Disease) -> tuple[str, ...]:
    """The findings that its glossary explains: the editors' first, then the annotated ones."""
    own = (each.term for each in disease.entry.findings) if disease.entry else ()
    annotated = (each.term for each in disease.findings if not each.excluded)
    return tuple(dict.fromkeys((*own, *annotated)))


def glossary_page(
    disease: Disease, findings: Iterable[FindingRecord], language: str
) -> GlossaryPage:
    """The glossary of a disease."""
    all_words = sorted((_word(each, language) for each in findings), key=_order)
    plain = tuple(
        each for each in all_words if each.more or each.meaning or each.title != each.label
    )
    return GlossaryPage(
        disease.name,
        disease.slug,
        plain,
        tuple(each for each in all_words if each not in plain),
    )


def _order(word: Word) -> str:
    return word.title.casefold()


def _word(finding: FindingRecord, language: str) -> Word:
    lay = [*finding.lay, *(each.text for each in finding.synonyms if each.lay)]
    told = {each.casefold(): each for each in reversed(lay) if _HURTFUL not in each.casefold()}
    told.pop(finding.label.casefold(), None)
    words = list(told.values())[::-1]
    spoken = language if language in finding.meaning else "en"
    return Word(
        title=words[0][:1].upper() + words[0][1:] if words else finding.label,
        more=tuple(words[1:]),
        label=finding.label,
        href=path(language, f"/t/{finding.term}"),
        meaning=finding.meaning.get(spoken, ""),
        meaning_language="" if spoken == language else spoken,
        definition=finding.definition,
    )
