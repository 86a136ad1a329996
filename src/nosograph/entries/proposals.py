"""What a page of a wiki suggests beyond its text: criteria, and codes for what it links to.

Rule 1. A proposal is never written into a draft: it names its line, and a person takes it over.
Rule 2. A name is coded where it is exactly a term's or a disease's name, and nowhere else.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count as count_from
from typing import Any, Final

from nosograph.criteria.nodes import AtLeast, Item
from nosograph.criteria.sets import Confirmation, CriteriaSet, ItemCode, ItemDefinition, Level
from nosograph.entries.criteria_yaml import FILE, write_criteria
from nosograph.entries.draft_chapters import placed
from nosograph.entries.read import ENTRY
from nosograph.entries.write import write_entry_yaml
from nosograph.model.codes import Code
from nosograph.model.entries import CodeLink, Entry, Finding, anchor
from nosograph.model.ontology import PHENOTYPE, Ontology
from nosograph.prose.tree import Block, Cite, Inline, Link, Listing, Paragraph, Text, leaves, walk
from nosograph.sources.wikitext.page import WIKI, Section, WikiPage

FOLDER: Final = "proposed"
"""Where files lie that an editor may take over."""
UNREAD: Final = "proposed by an import, looked up by nobody"
_TREATMENT = frozenset({"Treatment", "Medical therapy", "Surgery", "Rehabilitation", "Prevention",
                        "Primary prevention", "Secondary prevention"})  # fmt: skip

_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
}
_COUNT = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
_AT_LEAST = re.compile(
    rf"(?:\bat least\s+)?\b{_COUNT}(?: or more)?(?: out)? of (?:the |these )?(?:following )?{_COUNT}?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ProposedCriteria:
    """A sentence that counts the items of the list behind it."""

    section: str
    sentence: str
    count: int
    said: int
    """How many items the sentence speaks of; 0 when it does not say."""
    items: tuple[str, ...]
    made: CriteriaSet
    """Without what the page cannot say."""

    @property
    def yaml(self) -> str:
        """As a set in criteria.yaml."""
        return write_criteria((self.made,))


@dataclass(frozen=True, slots=True)
class ProposedCode:
    """A name in the text that a vocabulary has exactly so."""

    name: str
    code: str
    label: str
    what: str
    """finding or disease."""
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that a page suggests."""

    criteria: tuple[ProposedCriteria, ...] = ()
    codes: tuple[ProposedCode, ...] = ()
    not_looked_up: tuple[str, ...] = ()
    """What stands under treatment, drugs among it, and no vocabulary that is here has."""

    def record(self) -> dict[str, Any]:
        """For a report."""
        return {
            "criteria": [
                {
                    "section": each.section,
                    "sentence": each.sentence,
                    "count": each.count,
                    "said": each.said,
                    "items": list(each.items),
                    "yaml": each.yaml,
                }
                for each in self.criteria
            ],
            "codes": [asdict(each) for each in self.codes],
            "not_looked_up": list(self.not_looked_up),
        }

    def files(self, draft: Entry) -> dict[str, str]:
        """File name → text: what an editor may take over instead of the draft's own files."""
        findings = tuple(
            Finding(
                each.code, each.label, note=f"{UNREAD}: linked under {', '.join(each.sections)}"
            )
            for each in self.codes
            if each.what == "finding"
        )
        own = {draft.name.casefold(), *(name.text.casefold() for name in draft.names)}
        codes = tuple(
            CodeLink(Code.parse(each.code), note=UNREAD)
            for each in self.codes
            if each.what == "disease" and {each.name.casefold(), each.label.casefold()} & own
        )
        made = {}
        if findings or codes:
            made[f"{FOLDER}/{ENTRY}"] = write_entry_yaml(
                replace(draft, findings=(*draft.findings, *findings), codes=(*draft.codes, *codes))
            )
        if self.criteria:
            made[f"{FOLDER}/{FILE}"] = write_criteria(each.made for each in self.criteria)
        return made


class Names:
    """Names of findings and of diseases, to be found exactly."""

    def __init__(
        self,
        ontology: Ontology,
        diseases: Mapping[str, str],
        recognised: Callable[[str], tuple[str, str] | None] = lambda name: None,
    ) -> None:
        self._recognised = recognised
        self._known: dict[str, tuple[str, str, str]] = {}
        for code, name in diseases.items():
            self._known.setdefault(name.casefold(), (code, name, "disease"))
        for term in ontology.terms.values():
            if PHENOTYPE in ontology.ancestors(term.id):
                exact = (each.text for each in term.synonyms if each.scope == "exact")
                for name in (term.label, *exact):
                    self._known.setdefault(name.casefold(), (term.id, term.label, "finding"))

    def of(self, name: str) -> tuple[str, str, str] | None:
        """Code, label and kind of what has this name, as vocabularies or people have it."""
        name = " ".join(name.split())
        if known := self._known.get(name.casefold()):
            return known
        found = self._recognised(name) if name else None
        return (*found, "finding") if found else None


def proposals(page: WikiPage, names: Names) -> Proposals:
    """What a page suggests."""
    codes = tuple(_codes(page, names))
    known = {each.name for each in codes}
    treating = dict.fromkeys(
        title
        for each in placed(page.sections)
        if each.chapter in _TREATMENT
        for title, _ in _links(each.section)
        if title not in known
    )
    return Proposals(tuple(_criteria(page, names)), codes, tuple(treating))


def _links(section: Section) -> Iterator[tuple[str, str]]:
    """Title and words of each link to another page of the wiki."""
    for node in walk(section.blocks):
        if isinstance(node, Link) and node.target.startswith(WIKI):
            yield node.target.removeprefix(WIKI), _words(node.inside)


def _codes(page: WikiPage, names: Names) -> Iterator[ProposedCode]:
    found: dict[str, tuple[tuple[str, str, str], dict[str, None]]] = {}
    for section in page.sections:
        for title, words in _links(section):
            if known := names.of(title) or names.of(words):
                found.setdefault(title, (known, {}))[1][section.title or page.title] = None
    for title, ((code, label, what), sections) in found.items():
        yield ProposedCode(title, code, label, what, tuple(sections))


def _criteria(page: WikiPage, names: Names) -> Iterator[ProposedCriteria]:
    numbers = count_from(1)
    for section in page.sections:
        for sentence, cites, listing in _led_in(section.blocks):
            counted = next((e for e in _AT_LEAST.finditer(sentence) if _is_limit(e[0])), None)
            items = tuple(_words(_first(item)).strip(" .;,") for item in listing.items)
            if counted is None or not 1 <= (count := _number(counted[1])) <= len(items):
                continue
            said = _number(counted[2]) if counted[2] else 0
            id = f"{anchor(page.title)}-{next(numbers)}"
            told = " ".join(sentence.split())
            made = replace(
                _set(id, page.title, count, items, cites, names),
                basis=f"{UNREAD}: “{told}” on the page {page.title!r}",
            )
            yield ProposedCriteria(section.title, told, count, said, items, made)


def _led_in(blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[str, ...], Listing]]:
    """Sentences right before a list, with what they cite: in a paragraph or in an item."""
    for at, block in enumerate(blocks):
        if isinstance(block, Listing):
            for item in block.items:
                yield from _led_in(item)
            before = blocks[at - 1] if at else None
            # The last item of a list may lead to the list that follows it.
            if isinstance(before, Listing) and before.items:
                before = before.items[-1][0] if before.items[-1] else None
            if isinstance(before, Paragraph):
                cites = (each for each in leaves(before.inside) if isinstance(each, Cite))
                keys = tuple(dict.fromkeys(work.key for each in cites for work in each.works))
                yield _words(before.inside), keys, block


def _set(
    id: str, title: str, count: int, items: Sequence[str], keys: tuple[str, ...], names: Names
) -> CriteriaSet:
    definitions: list[ItemDefinition] = []
    for number, text in enumerate(items, 1):
        known = names.of(text)
        codes = (ItemCode(known[0], known[1]),) if known and known[2] == "finding" else ()
        own = anchor(text)[:40].strip("-") or "item"
        taken = own in (each.id for each in definitions)
        definitions.append(
            ItemDefinition(
                f"{own}-{number}" if taken else own, text, codes=codes,
                confirmation=Confirmation.READING,
            )
        )  # fmt: skip
    rule = AtLeast(count, tuple(Item(each.id) for each in definitions))
    title_of = f"At least {count} of {len(items)}"
    level = Level("met", title_of, rule, confirmation=Confirmation.READING)
    return CriteriaSet(id, title, "diagnosis", keys, "", "", "", tuple(definitions), (level,))


def _is_limit(words: str) -> bool:
    """Whether a count is the fewest that are needed, and not merely some of several."""
    return "least" in words.casefold() or "or more" in words.casefold()


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word.casefold(), 0)


def _first(item: Sequence[Block]) -> tuple[Inline, ...]:
    return item[0].inside if item and isinstance(item[0], Paragraph) else ()


def _words(inside: Sequence[Inline]) -> str:
    return "".join(each.text for each in leaves(inside) if isinstance(each, Text))
