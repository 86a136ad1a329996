"""The catalogue of everything the checker can object to.

Rule 1. A slug never changes, and has a page docs/reference/problems/<slug>.md.
Rule 2. Every problem of this package is made by a `Desk`, so that none is without a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from nosograph.formats.trees import Place
from nosograph.model.problems import Problem, Report, Severity, nearest

ERRORS = {
    # files
    "bad-character": "a character that no text needs, or bytes that are not UTF-8",
    "bad-json": "the JSON cannot be read",
    "bad-slug": "a folder's name or a former slug is no slug",
    "bad-yaml": "the YAML cannot be read",
    "missing-file": "a file that the entry needs is not there",
    "too-much": "more than is read",
    # keys and values of entry.yaml
    "bad-code": "a code that its system cannot have",
    "bad-date": "a date that is no date",
    "bad-frequency": "a frequency in no known form",
    "bad-review": "review dates or reviewers that contradict each other",
    "bad-url": "an address that is no address",
    "bad-value": "a word that is not one of those allowed",
    "code-name": "a code that stands for a disease with another name",
    "duplicate-code": "the same code twice",
    "duplicate-finding": "the same finding twice",
    "duplicate-id": "the same id twice",
    "duplicate-key": "the same key twice",
    "duplicate-name": "the same name twice",
    "duplicate-slug": "a former slug that is taken",
    "incomplete-figure": "a figure without value, unit, population or source",
    "lost-licence": "text kept from a page under terms that the entry does not have",
    "licensed-system": "a code of a system that we may not carry",
    "missing-key": "a key that is needed is not there",
    "not-a-finding": "an HPO term that is no phenotypic abnormality",
    "obsolete-hpo-id": "an HPO id that HPO has retired",
    "unknown-hpo-id": "an HPO id that HPO does not have",
    "unknown-key": "a key that the format does not have",
    "wrong-label": "a label that is not HPO's own",
    "wrong-type": "a value of the wrong kind",
    # chapters and sections
    "doubled-chapter": "two headings with the same id",
    "empty-chapter": "a heading with nothing under it",
    "hard-to-read": "a patient section that asks for more than eight school years",
    "left-over": "pieces of an imported page that nobody has placed",
    "misplaced-chapter": "a chapter out of order or at the wrong level",
    "missing-chapter": "a standard chapter is not there",
    "section-without-id": "a patient section without an id",
    "sections-differ": "two languages of the patient text with different sections",
    "stray-text": "text before the first heading",
    "unknown-chapter": "a chapter that is not one of the standard ones",
    "untied-section": "a patient section tied to nothing",
    # text
    "bad-citation": "a citation that cannot be read",
    "broken-link": "a link to a heading that is not there",
    "dangling-see-also": "a 'see also' that names nothing",
    "dose": "a dose",
    "lonely-conflict": "a conflict with fewer than two sources",
    "misplaced-table": "a table's place-holder that does not stand alone",
    "template-residue": "left-overs of a wiki template",
    "unknown-entry": "an entry that is not in the dictionary",
    "text-after-citation": "words after the last citation",
    "unsourced-sentence": "a sentence before the one that a citation ends",
    "unclosed-block": "a block that does not end, or an end without a block",
    "unknown-block": "a block of a kind that does not exist",
    "unknown-figure": "a figure or topic that is not in entry.yaml",
    "unknown-finding": "a finding that is not in entry.yaml",
    "unknown-reference": "a citation key without a reference",
    "unsourced-claim": "a claim without a source",
    # references
    "bad-doi": "a DOI that is no DOI",
    "bad-pmcid": "a PMCID that is no PMCID",
    "bad-pmid": "a PMID that is no PMID",
    "duplicate-reference": "one work under two keys",
    "incomplete-reference": "a reference without key, type, title or status",
    "retracted-reference": "a work that was retracted, cited as if it were not",
    "uncited-reference": "a reference that nothing cites",
    # pathways
    "dead-end": "a step that leads nowhere and is no end",
    "unknown-step": "an edge to a step that is not there",
    "unmarked-loop": "a pathway that returns without saying so",
    "unreachable-step": "a step that nothing leads to",
    # criteria
    "undecidable": "a criterion that can never be decided, or is made of itself",
    "failing-vignette": "a worked case that the criteria answer otherwise",
    "unknown-item": "a criterion that names no item, part or level",
}
"""What stops a build: slug → what it means, in one line."""

WARNINGS = {
    "number-not-noted": "a number of a claim that stands in no note on a work that it cites",
    "unrelated-work": "a work, cited beside others, whose notes have nothing of the claim",
    "work-without-notes": "works cited for numbers, without notes on what was read",
    "other-form": "a file in another form, and how it is read",
    "record-left-out": "a record that says less than it seems to, and is not used",
    "absolute-claim": "an absolute statement about what does not exist",
    "not-canonical": "a file that is not in canonical form",
    "review-overdue": "the review date has passed",
    "shared-name": "two entries with the same name",
    "stale-review": "a review of an earlier state of the entry",
    "stale-section": "a patient section that was not compared with what it renders now",
    "unknown-code": "a code that HPO's annotations do not know",
    "unknown-file": "a file that the format does not have",
    "unreachable-entry": "an entry that the ranking does not find by its own findings",
    "unused-figure": "a figure that no text uses",
}
"""What somebody should look at: slug → what it means, in one line."""

__all__ = ["CATALOGUE", "ERRORS", "WARNINGS", "Desk", "Place", "did_you_mean"]

CATALOGUE = ERRORS | WARNINGS


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the problems of one file are written down."""

    report: Report
    path: str

    def note(
        self, slug: str, message: str, at: Place = (0, 0), *, value: str = "", hint: str = ""
    ) -> None:
        """Report one problem of this file.

        Raises:
            KeyError: the catalogue has no such slug.
        """
        CATALOGUE[slug]
        severity = Severity.WARNING if slug in WARNINGS else Severity.ERROR
        line, column = at
        self.report(Problem(slug, self.path, line, column, message, value, hint, severity))


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the known word most like `word`, or else `otherwise`."""
    like = nearest(word, known)
    return otherwise if like is None else f"did you mean {like!r}?"
