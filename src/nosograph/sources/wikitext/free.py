"""References in people's own words, as CSL-JSON: Vancouver, MLA, and a site's page with its name.

Rule 1. A field is taken only where the form of the words tells it; all of them are kept as they
were under `custom.words`.
Rule 2. What was mended is said: a line's hyphen within a name, a bracket that does not close.
"""

import re
from collections.abc import Mapping
from typing import Any

from nosograph.sources.wikitext.citations import STATUS
from nosograph.sources.wikitext.dates import read_date

_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]])")
_PMID = re.compile(r"\bPMID:?\s*(\d{1,8})\b", re.IGNORECASE)
_PMC = re.compile(r"\bPMC\s?(\d{4,9})\b")
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)\]]")
_CHECK = re.compile(r"\s*Check date values in:.*", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-z])-\s+(?=[a-z])")
_QUOTED = re.compile(
    r"^(?P<authors>.*?)\s*[“\"„](?P<title>[^“”\"]+?)\.?[”\"]\.?\s*(?P<rest>.*)$", re.DOTALL
)
_MLA = re.compile(
    r"(?P<journal>.+?)\s+(?P<volume>\d+(?:[-–]\d+)?)(?:\.(?P<issue>[\d\-–]+))?\s*\((?P<year>\d{4})\)\s*:\s*(?P<pages>[\de][\d–\-]*)\.?$"
)
_CS1 = re.compile(
    r"(?P<authors>[^\"“]*?)\s*\((?P<date>[^()]*\d{4}[^()]*)\)\.\s*[\"“](?P<title>[^\"”]+)[\"”]\.?\s*"
    r"(?P<journal>[^\"]+?)\.?\s+(?P<volume>\d+)\s*(?:\((?P<issue>[^)]+)\))?\s*:\s*(?P<pages>[\de][\w–-]*)\.?"
)
_TAIL = re.compile(
    r"\.?\s*(?:(?:doi|PMID|PMC|ISSN|S2CID|Bibcode|arXiv)\b\s?:?\s?\S*\d\S*.*|Retrieved\s.*|Archived from.*)$"
)
_LINK = re.compile(r"\s*\((?:https?://[^()\s]*)\)")
_SITE = re.compile(
    r"(?P<site>[^.].*?)\.\s*(?P<date>\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4})\.?$"
)
_VANCOUVER = re.compile(
    r"(?P<authors>[^.]+(?:et al)?)\.\s+(?P<title>.+?[.?!])\s+(?P<journal>[^.;]+?)\.?\s+(?P<year>\d{4})[^;:]*;\s*"
    r"(?P<volume>\d+)\s*(?:\((?P<issue>[^)]+)\))?\s*:\s*(?P<pages>[\de][\d–\-]*)\.?$"
)  # fmt: skip
_PERSON = re.compile(r"(?P<family>[\w'’\- ]+?)\s+(?P<given>[A-Z]{1,4})")


def csl_of_words(words: str, url: str = "") -> dict[str, Any]:
    """The work that a line of words names, as far as it can be told."""
    words = _CHECK.sub("", given := words)
    made, mended = _parsed(words)
    if words != given:
        mended.insert(0, "an error of the wiki about its date was taken out")
    if found := _DOI.search(words):
        made["DOI"] = found[1]
    if found := _PMID.search(words):
        made["PMID"] = found[1]
    if found := _PMC.search(words):
        made["PMCID"] = f"PMC{found[1]}"
    if url or (found := _URL.search(words)):
        made["URL"] = url or (found[0] if found else "")
    journal = "container-title" in made and "volume" in made
    kind = (
        "article-journal"
        if journal or "PMID" in made
        else "webpage"
        if "URL" in made or "container-title" in made
        else "document"
    )
    status = "; ".join(
        (STATUS, *mended) if "title" in made else (f"{STATUS}; in the words of the wiki", *mended)
    )
    made.setdefault("title", words)
    custom = {"status": status} | ({} if made["title"] == words else {"words": words})
    return {"type": kind} | made | {"custom": custom}


def _parsed(words: str) -> tuple[dict[str, Any], list[str]]:
    mended: list[str] = []
    text = words
    if _HYPHEN.search(text):
        text = _HYPHEN.sub("", text)
        mended.append("a line's hyphen within a word was taken out")
    bare = _TAIL.sub("", _LINK.sub("", text)).strip()
    if found := _CS1.fullmatch(bare):
        read = read_date(found["date"])
        told = {
            **found.groupdict(),
            "year": str((read.issued or {}).get("date-parts", [[0]])[0][0]),
        }
        return _filled(told, _vancouver(found["authors"])), mended
    if found := _VANCOUVER.fullmatch(text):
        return _filled(found.groupdict(), _vancouver(found["authors"])), mended
    if found := _QUOTED.match(bare):
        return _quoted(found.groupdict(), mended), mended
    return {}, mended


def _quoted(told: Mapping[str, str], mended: list[str]) -> dict[str, Any]:
    rest = told["rest"].strip()
    if rest.count("(") != rest.count(")") and (
        mla := re.fullmatch(r"(.+?)\s*\((?=[^()]*(?:\([^()]*\))[^()]*$)(.*)", rest)
    ):
        mended.append("a bracket that does not close was taken out")
        rest = f"{mla[1]}, {mla[2]}"
    authors = _mla(told["authors"])
    if found := _MLA.fullmatch(rest):
        return _filled({**found.groupdict(), "title": told["title"]}, authors)
    made: dict[str, Any] = {"title": told["title"].strip()} | (
        {"author": authors} if authors else {}
    )
    if found := _SITE.fullmatch(rest):
        read = read_date(found["date"])
        made["container-title"] = found["site"]
        if read.issued:
            made["issued"] = read.issued
        if read.doubt:
            mended.append(
                f"the date {found['date']!r} can be read in two ways"
                if read.doubt == "unclear-date"
                else f"the date {found['date']!r} was mended"
            )
    elif rest:
        made["container-title"] = rest.rstrip(".")
    return made


def _filled(told: Mapping[str, str | None], authors: list[dict[str, str]]) -> dict[str, Any]:
    fields = {
        "title": "title",
        "journal": "container-title",
        "volume": "volume",
        "issue": "issue",
        "pages": "page",
    }
    made: dict[str, Any] = {
        field: str(told[name]).strip(" .") for name, field in fields.items() if told.get(name)
    }
    made["issued"] = {"date-parts": [[int(told["year"] or 0)]]}
    return made | ({"author": authors} if authors else {})


def _vancouver(text: str) -> list[dict[str, str]]:
    found = []
    for each in text.split(","):
        name = each.strip()
        person = _PERSON.fullmatch(name)
        if re.fullmatch(r"et al\.?", name):
            found.append({"literal": "et al."})
        elif name:
            found.append(
                {"family": person["family"], "given": person["given"]}
                if person
                else {"literal": name}
            )
    return found


def _mla(text: str) -> list[dict[str, str]]:
    """`Blaes, Franz, and Backialakshmi Dharmalingam.`"""
    text = text.strip().rstrip(".,")
    if not text:
        return []
    more = bool(re.search(r",?\s+et al\.?$", text))
    text = re.sub(r",?\s+et al\.?$", "", text)
    first, *others = re.split(r",?\s+and\s+", text)
    family, comma, given = first.partition(", ")
    names = [{"family": family, "given": given.split(", ")[0]} if comma else {"literal": first}]
    names += [_spoken(each) for each in (*given.split(", ")[1:], *others) if each]
    return names + ([{"literal": "et al."}] if more else [])


def _spoken(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": name}
