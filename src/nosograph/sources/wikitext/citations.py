"""Citation templates as CSL-JSON.

Rule 1. A field is filled only from the parameter that means it; parameters that mean no field
of CSL are kept under `custom.wiki`, so that nothing of a citation is lost.
Rule 2. Identifiers are taken where their form is right; others are kept and doubted.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from nosograph.sources.wikitext.dates import read_date

STATUS: Final = "taken from the wiki; not looked up"
"""What is known about a reference that nobody has checked."""

_TYPES = {
    "journal": "article-journal", "web": "webpage", "news": "article-newspaper", "book": "book",
    "magazine": "article-magazine", "encyclopedia": "entry-encyclopedia", "thesis": "thesis",
    "conference": "paper-conference", "report": "report", "tech report": "report",
    "techreport": "report", "arxiv": "article", "biorxiv": "article", "medrxiv": "article",
    "map": "map", "speech": "speech", "interview": "interview", "av media": "motion_picture",
    "video": "motion_picture", "episode": "broadcast", "podcast": "broadcast",
    "press release": "document", "pmid": "article-journal", "doi": "article-journal",
    "dictionary": "entry-dictionary", "document": "document", "patent": "patent",
    "internetquelle": "webpage", "literatur": "book", "ouvrage": "book", "lien web": "webpage",
    "publicación": "article-journal", "pubblicazione": "article-journal", "libro": "book",
    "periódico": "article-journal", "livro": "book", "stronę": "webpage", "pismo": "article-journal",
    "książkę": "book", "книга": "book", "статья": "article-journal", "boek": "book",
    "tijdschrift": "article-journal", "bokref": "book", "webbref": "webpage",
    "tidskriftsref": "article-journal", "kilde bok": "book", "kilde www": "webpage",
    "kilde artikkel": "article-journal",
}  # fmt: skip
_NAME = re.compile(
    r"(?:v?cite|cita(?= (?:libro|web|news|noticia|pubblicazione|publicación|testo))"
    r"|cit(?:ar|eer|uj)(?= ))[ _-]*(.+)"
    r"|(citation|internetquelle|literatur|ouvrage|lien web|книга|статья|bokref|webbref"
    r"|tidskriftsref|kilde (?:bok|www|artikkel))"
)

_FIELDS = {
    "title": "title titel tittel titre título titolo tytuł заглавие название chapter-title",
    "container-title": "journal website work newspaper magazine periodical encyclopedia"
    " encyclopaedia dictionary booktitle book-title sammelwerk werk périodique revue site"
    " publicación periódico revista obra rivista sito czasopismo издание tijdschrift tidskrift"
    " tidsskrift nom-du-site sitio-web",
    "volume": "volume band volumen tom том volym bind jaargang",
    "issue": "issue number nummer numéro número numero numer номер выпуск",
    "publisher": "publisher verlag institution herausgeber éditeur editorial editora editore wydawca"
    " издательство uitgever förlag utgiver",
    "publisher-place": "location place ort publication-place lieu lugar ubicación città miejsce место plaats",
    "edition": "edition auflage édition edición edizione wydanie", "ISBN": "isbn", "ISSN": "issn eissn",
    "collection-title": "series reihe collection collana seria серия",
    "language": "language lang sprache langue idioma língua lingua język язык taal språk",
    "genre": "type degree",
    "event-title": "conference", "abstract": "quote zitat",
}  # fmt: skip
_PAGES = (
    "pages page pp p at seiten article-number páginas pagine pagina strony страницы sidor sid sider"
)
_YEARS = "year jahr année año anno ano rok год jaar år"
_MONTHS = "month mois mes mese miesiąc месяц"
_DATES = "date datum fecha data дата dato"
_SEEN = (
    "access-date accessdate abruf zugriff consulté-le fechaacceso fecha-acceso accesso acessodata"
    " data-dostępu дата-обращения bezochtdatum hämtdatum besøksdato"
)
_ADDRESSES = "url chapter-url lire-en-ligne lien ссылка"
_SILENT = frozenset({
    "ref", "mode", "url-status", "deadurl", "dead-url", "df", "cs1-dates", "postscript",
    "separator", "lastauthoramp", "last-author-amp", "name-list-style", "name-list-format",
    "display-authors", "display-editors", "author-link", "authorlink", "author-mask",
    "editor-link", "access", "doi-access", "url-access", "subscription", "registration",
    "format", "via", "no-pp", "nopp", "bot", "quotes", "author-separator", "harvid",
})  # fmt: skip
"""How the wiki shows a citation; nothing of the work."""
_LINK = re.compile(r"(?:author|editor)-?\d*-?(?:link|mask)\d*|(?:display)-?\w+")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"(?:PMID:?\s*)?(\d{1,8})", re.IGNORECASE)
_PMC = re.compile(r"(?:PMC)?\s*(\d{1,9})", re.IGNORECASE)
_INITIALS = re.compile(r"(.+?)\s+([A-Z][A-Z-]{0,4})(?:\s+(?:Jr|Sr|2nd|3rd|II|III))?")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)

Doubts = list[tuple[str, str, str]]
"""Slug, what was found, and what was made of it."""


def kind_of(name: str) -> str | None:
    """The CSL type that a template's name promises: empty where any may be; None for others."""
    found = _NAME.fullmatch(name.casefold().replace("_", " ").strip())
    if found is None:
        return None
    what = (found[1] or found[2] or "").strip()
    return _TYPES.get(what, "")


def csl_of(name: str, given: Mapping[str, str], doubts: Doubts) -> dict[str, Any]:
    """The work that a citation template describes."""
    told = {re.sub(r"[_ ]+", "-", key.strip().casefold()): " ".join(value.split())
            for key, value in given.items()}  # fmt: skip
    told = {key: value for key, value in told.items() if value}
    used: set[str] = set()

    def take(names: str) -> str:
        for key in names.split():
            if key in told:
                used.add(key)
                return told[key]
        return ""

    csl: dict[str, Any] = {
        field: value for field, names in _FIELDS.items() if (value := take(names))
    }
    chapter = take("chapter contribution entry article section trans-chapter kapitel")
    if chapter and "title" in csl:
        csl["container-title"], csl["title"] = csl["title"], chapter
    elif chapter:
        csl["title"] = chapter
    people = {"author": _authors(told, used), "editor": _editors(told, used)}
    csl |= {field: names for field, names in people.items() if names}
    if pages := take(_PAGES):
        csl["page"] = re.sub(r"\s*[–—]\s*|(?<=\d)\s*--?\s*(?=\d)", "–", pages)
    _dates(csl, take, told, doubts)
    _identifiers(csl, take, doubts)
    _address(csl, take, doubts)
    csl["type"] = _type_of(kind_of(name) or "", csl, told, bool(chapter))
    rest = {
        k: v
        for k, v in told.items()
        if k not in used and k not in _SILENT and not _LINK.fullmatch(k)
    }
    csl["custom"] = {"status": STATUS} | ({"wiki": rest} if rest else {})
    if "title" not in csl:
        csl["title"] = _untitled(csl, rest)
        doubts.append(("untitled-reference", name, csl["title"]))
    return csl


def _untitled(csl: Mapping[str, Any], rest: Mapping[str, str]) -> str:
    known = (
        str(csl[field]) for field in ("container-title", "publisher", "DOI", "URL") if field in csl
    )
    return "[" + next(known, next(iter(rest.values()), "untitled")) + "]"


def _type_of(promised: str, csl: Mapping[str, Any], told: Mapping[str, str], chapter: bool) -> str:
    if promised == "book" and chapter:
        return "chapter"
    if promised == "book" and "journal" in told:
        return "article-journal"
    if promised:
        return promised
    if {"journal", "periodical"} & told.keys() or "PMID" in csl:
        return "article-journal"
    if "newspaper" in told or "magazine" in told:
        return "article-newspaper" if "newspaper" in told else "article-magazine"
    if "ISBN" in csl or ("publisher" in csl and "URL" not in csl):
        return "chapter" if chapter else "book"
    return "webpage" if "URL" in csl else "document"


def _dates(csl: dict[str, Any], take: Any, told: Mapping[str, str], doubts: Doubts) -> None:
    issued = take(_DATES) or take(_YEARS) or take("publication-date")
    year = next((told[key] for key in _YEARS.split() if key in told), "")
    if issued and (year and len(issued) < 10 and not re.search(r"\d{4}", issued)):
        issued = f"{issued} {year}"
    take(_YEARS), take(_MONTHS)
    for field, text in (("issued", issued), ("accessed", take(_SEEN)),
                        ("original-date", take("orig-date orig-year origyear"))):  # fmt: skip
        if not text:
            continue
        read = read_date(text)
        if read.issued:
            csl[field] = read.issued
        if read.doubt:
            doubts.append((read.doubt, text, read.shown))


def _identifiers(csl: dict[str, Any], take: Any, doubts: Doubts) -> None:
    for field, names, form, lead in (
        ("DOI", "doi", _DOI, ""), ("PMID", "pmid", _PMID, ""), ("PMCID", "pmc pmcid", _PMC, "PMC"),
    ):  # fmt: skip
        given = take(names)
        if not given:
            continue
        if found := form.fullmatch(given):
            csl[field] = lead + found[1]
        else:
            doubts.append(("identifier", f"{field} {given}", ""))


def _address(csl: dict[str, Any], take: Any, doubts: Doubts) -> None:
    url = take(_ADDRESSES) or take("archive-url archiveurl")
    take("archive-url archiveurl"), take("archive-date archivedate archive-is")
    if found := _URL.match(url.strip("[]")):
        csl["URL"] = found[0]
    elif url:
        doubts.append(("identifier", f"URL {url}", ""))


def _authors(told: Mapping[str, str], used: set[str]) -> list[dict[str, str]]:
    return _named(
        told, used,
        "last surname author-last author-surname nom apellido apellidos cognome sobrenome último"
        " nazwisko achternaam efternamn etternavn фамилия",
        "first given forename author-first author-given prénom nombre nome imię voornaam förnamn"
        " fornavn имя",
        "author authors people host autor auteur auteurs autore autori автор forfatter författare",
        "vauthors",
    )  # fmt: skip


def _editors(told: Mapping[str, str], used: set[str]) -> list[dict[str, str]]:
    return _named(told, used, "editor-last editor-surname", "editor-first editor-given",
                  "editor editors", "veditors")  # fmt: skip


def _named(
    told: Mapping[str, str], used: set[str], lasts: str, firsts: str, wholes: str, vancouver: str
) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def numbered(names: str, number: int) -> str:
        for name in names.split():
            stem, _, part = name.partition("-")
            for key in (
                f"{name}{number}",
                f"{stem}{number}-{part}" if part else "",
                name if number == 1 else "",
            ):
                if key and key in told:
                    used.add(key)
                    return told[key]
        return ""

    for number in range(1, 400):
        last, first, whole = (
            numbered(lasts, number),
            numbered(firsts, number),
            numbered(wholes, number),
        )
        if last or whole:
            found.append(_name(last, first, whole))
        elif first:
            found.append({"literal": first})
        elif number > 1:
            break
    if vancouver in told:
        used.add(vancouver)
        found += _vancouver(told[vancouver])
    if (
        found
        and re.search(r"et\s?al", told.get("display-authors", ""), re.IGNORECASE)
        and lasts.startswith("last")
    ):
        found.append({"literal": "et al."})
    return found


def _name(last: str, first: str, whole: str) -> dict[str, str]:
    if last:
        return {"family": last} | ({"given": first} if first else {})
    family, comma, given = whole.partition(", ")
    if comma and given.count(",") == 0 and ";" not in whole and len(given.split()) < 4:
        return {"family": family, "given": given}
    return {"literal": whole}


def _vancouver(text: str) -> Iterator[dict[str, str]]:
    for each in text.replace(";", ",").split(","):
        name = each.strip().removeprefix("and ").strip(". ")
        if not name:
            continue
        if re.fullmatch(r"et\s*al\.?", name):
            yield {"literal": "et al."}
        elif found := _INITIALS.fullmatch(name):
            yield {"family": found[1], "given": found[2]}
        else:
            yield {"literal": name.strip("()")}


def key_of(csl: Mapping[str, Any], taken: Mapping[str, Any]) -> str:
    """A key that no other work has: its first author's name, or a word of its title, and its year."""
    names = csl.get("author") or csl.get("editor") or ()
    first = next((each.get("family") or each.get("literal", "") for each in names), "")
    stem = _ascii(first) or next(
        iter(filter(None, map(_ascii, _long(csl.get("title", ""))))), "source"
    )
    parts = (csl.get("issued") or {}).get("date-parts") or [[""]]
    base = f"{stem}{parts[0][0]}"
    if base not in taken:
        return base
    several = (f"{base}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    return next((key for key in several if key not in taken), f"{base}-{len(taken)}")


def _long(title: str) -> Iterator[str]:
    yield from (word for word in title.split() if len(word) > 4)
    yield from title.split()


def _ascii(name: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain)
    return "".join(words[:3]).lower()[:24]


def in_words(csl: Mapping[str, Any]) -> str:
    """A work in a line, for a list of works that stands in the text."""
    names = [each.get("literal") or f"{each.get('family', '')} {each.get('given', '')}".strip()
             for each in csl.get("author") or csl.get("editor") or ()]  # fmt: skip
    parts = (csl.get("issued") or {}).get("date-parts") or [[""]]
    where = " ".join(str(csl[f]) for f in ("container-title", "volume") if f in csl)
    issue = f"({csl['issue']})" if "issue" in csl else ""
    pages = f": {csl['page']}" if "page" in csl else ""
    by = f"{csl['publisher']}" if "publisher" in csl else ""
    told = (", ".join(names), str(parts[0][0]), csl.get("title", ""), f"{where}{issue}{pages}", by)
    return ". ".join(part.rstrip(".") for part in told if part) + "."
