"""An entry's findings in everyday words, for the people who have them.

Rule. A plain meaning is our own wording and is labelled as such; HPO's definition stands beside
it as HPO has written it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nosograph.library.records import FindingRecord
from nosograph.model.diseases import Disease
from nosograph.model.entries import Audience
from nosograph.render.site import path

_NOT_EVERYDAY = ("retard", "abnormal")
"""HPO lists words with these as everyday ones. The first hurts, the second explains nothing."""


@dataclass(frozen=True, slots=True)
class Word:
    """A finding as the glossary shows it."""

    label: str
    """HPO's own, which is what people have heard."""
    href: str
    everyday: tuple[str, ...]
    meaning: str
    meaning_language: str
    """Empty when it is the page's own."""
    definition: str
    """HPO's own."""


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The words of an entry, in alphabetical order."""

    name: str
    slug: str
    words: tuple[Word, ...]


def terms_of(disease: Disease) -> tuple[str, ...]:
    """The findings that its glossary explains: the editors' first, then the annotated ones."""
    own = (each.term for each in disease.entry.findings) if disease.entry else ()
    annotated = (each.term for each in disease.findings if not each.excluded)
    return tuple(dict.fromkeys((*own, *annotated)))


def findings_called(
    findings: Iterable[FindingRecord], audience: Audience, language: str
) -> Mapping[str, str]:
    """Words for findings by HPO id: everyday ones for families, else the language's own names."""
    told: dict[str, str] = {}
    for each in findings:
        own = each.names.get(language, ())
        everyday = _word(each, language).everyday if language == "en" else ()
        if found := (*(everyday if audience is Audience.PATIENT else ()), *own):
            told[each.term] = found[0]
    return told


def glossary_page(
    disease: Disease, findings: Iterable[FindingRecord], language: str
) -> GlossaryPage:
    """The glossary of a disease."""
    words = sorted((_word(each, language) for each in findings), key=_order)
    return GlossaryPage(disease.name, disease.slug, tuple(words))


def _order(word: Word) -> str:
    return word.label.casefold()


def _word(finding: FindingRecord, language: str) -> Word:
    lay = [*finding.lay, *(each.text for each in finding.synonyms if each.lay)]
    told = {each.casefold(): each for each in reversed(lay)}
    told.pop(finding.label.casefold(), None)
    spoken = language if language in finding.meaning else "en"
    return Word(
        label=finding.label,
        href=path(language, f"/t/{finding.term}"),
        everyday=tuple(
            told[each] for each in reversed(told) if not any(no in each for no in _NOT_EVERYDAY)
        ),
        meaning=finding.meaning.get(spoken, ""),
        meaning_language="" if spoken == language else spoken,
        definition=finding.definition,
    )
