"""What templates say that stand in running text, as far as their meaning is settled.

Rule 1. Only what a template shows from its own arguments; what it would fetch or compute is
unknown, and an unknown template is never dropped.
Rule 2. Names are those of Wikipedia and WikiDoc, which many wikis share.
"""

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(each.split()) for each in text.split(";") if each.strip())


SILENT: Final = _names("""
    -; clear; clr; br; anchor; anchors; vanchor; shy; zwj; zwnj; zwsp; dummy; void; void template
    ; toc; compact toc; toc left; toc right; tocleft; tocright; toc limit; notoc; forcetoc
    ; use dmy dates; use mdy dates; use british english; use american english; engvarb
    ; use indian english; use australian english; use canadian english; use oxford spelling
    ; pp; pp-semi; pp-protected; pp-vandalism; pp-move; pp-move-indef; pp-semi-indef; bots
    ; short description; italic title; italictitle; lowercase; lowercase title; displaytitle
    ; good article; featured article; cs1 config; featured list
    ; refbegin; refend; div col; div col end; div end; end div col; colbegin; colend; col begin
    ; col-begin; col-break; col-end; col-2; col-3; col-4; col-5; multicol; multicol-break
    ; multicol-end; columns-start; column; columns-end; flagicon; flag icon; reference necessary
    ; s-start; s-end; end; end box; start box; chart top; chart bottom; tree list; tree list/end
    ; reflist; references; notelist; reflist2; refs; notes; reflist|2; wikidoc sources; wsi; wh; ws
""")
"""Those that show nothing, or something that is made anew."""

NOTICES: Final = _names("""
    citation needed; cn; fact; cb; dubious; vague; clarify; when; who; by whom; which; where; why
    ; according to whom; whom?; who?; page needed; pn; better source; better source needed
    ; unreliable source?; unreliable source; original research inline; or; synthesis inline
    ; request quotation; full citation needed; full; non-primary source needed; primary source inline
    ; medical citation needed; medcn; unreliable medical source; medrs; update inline; disputed inline
    ; dead link; cbignore; failed verification; verify source; verification needed; verify credibility
    ; self-published source; third-party inline; not in citation given; specify; citation not found
    ; update after; peacock term; pov statement; lopsided; undue weight inline; ambiguous; expand section
    ; empty section; expand list; expand; unreferenced; unreferenced section; refimprove
    ; refimprove section; more citations needed; more medical citations needed; medref; orphan; cleanup
    ; multiple issues; notability; advert; technical; incomplete list; dynamic list; update; stub; copy edit
""")
"""Those by which editors doubt what a sentence says."""

HATNOTES: Final = _names("""
    main; main article; see; see also; seealso; further; further information; details; for; about
    ; redirect; redirect2; distinguish; other uses; otheruses; hatnote; broader; main list; article
    ; for the patient information page for this topic; subst:main; for2; see introduction; details3
""")
"""Those that lead to other pages."""

WORKS: Final = _names("""
    sfn; sfnp; sfnm; harvnb; harvp; harv; harvtxt; harvcol; harvcolnb; harvs; harvtxt; snf; sfn whitelist
""")
"""Those that name a work by its authors and year."""

SAYS: Final = {
    name: spec
    for spec, names in {
        "1": "nowrap; nobr; nowrap begin; small; smaller; big; larger; em; strong; strongbad; var"
        "; abbr; tooltip; nobold; noitalic; sic; notatypo; not a typo; as written; keypress; key"
        "; bold; italic; ibold; midsize; resize; angbr; math; mvar; tmath; samp; code; c++"
        "; quote; blockquote; quotation; cquote; bquote; rquote; quote box; centered pull quote; poem"
        "; poemquote; verse translation; text; plainlist; flatlist; ublist; unbulleted list plain"
        "; columns-list; columns list; col-list; collapse; hidden; center; box; block indent; indent"
        "; flag; flagcountry; flagu; flag2; noflag; flaglist; ship; uss; hms; sortname2; formatnum; pagelist"
        "; number; nts; ntsh; sort dash; us$; a$; c$; ordinal; title; visible anchor; linktext"
        "; section link; slink; interlanguage link; ill; illm; link-interwiki; wikidata link; annotated link"
        "; doi; pmid; pmc; isbn; issn; oclc; asin; bibcode; arxiv; omim; icd9; mesh; hpo; color box text"
        "; asof; respell; audio-ipa; ipac; ipa all; ipa-all; ipa; ipac-en; zh-full; tlx; tl; url; official url"
        "; baseball year; by; fy; cite quran; lit; literally; lit.; okina; script; unichar; smallcaps; sc; c."
        "; overline; underline; strikethrough; ins; del; highlight; mark; chem2; chem name; species; quoted",
        "2": "lang; sort; color; font color; colored link; bgcolor; script/hebrew"
        "; abbrlink; font; citation style; text color; background color; fontcolor; family name hatnote; efn-ua2",
        "all": "hlist; unbulleted list; ubl; plain list; flat list; bulleted list; ordered list; cslist"
        "; enum; pagelist; comma separated entries; nihongo; nihongo2; nihongo3; zh; korean; c; formatdate"
        "; start date; end date; birth date; death date; birth-date; death-date; birth date and age"
        "; death date and age; birth year and age; start date and age; film date; dts; date; dob; age; nowrap list"
        "; chem; simplenuclide; nuclide; multiref; first word; sortname; height"
        "; google books; youtube; imdb name; imdb title; official website; twitter; facebook; gutenberg"
        "; gutenberg author; librivox author; internet archive; webarchive; ted speaker; reptiledatabase"
        "; redirects; wikisource; literatur link; discogs; findagrave; find a grave; ol author; iucn; legend",
        "last": "transl; transliteration",
        "special": "icd10; val; frac; sfrac; fraction; sup; sub; smallsup; smallsub; e; 10^; esp",
        "convert": "convert; cvt; conv; converted",
        "about": "circa; ca; ca.; floruit; fl; fl.; r.; reign; died; born; d.; b.; as of; since",
    }.items()
    for name in _names(names)
}  # fmt: skip
"""Which arguments of a template are its words."""

CHARACTERS: Final = {
    "!": "|", "=": "=", "!!": "||", "(": "[", ")": "]", "((": "{{", "))": "}}", "nbsp": " ",
    "spaces": " ", "space": " ", "thinsp": " ", "hair space": " ", "ndash": "–", "snd": " – ",
    "spaced ndash": " – ", "spnd": " – ", "dash": " – ", "endash": "–", "mdash": "—", "emdash": "—",
    "em dash": "—", "en dash": "–", "snds": " – ", "·": " · ", "dot": " · ", "middot": " · ", "•": " • ",
    "bull": " • ", "bullet": " • ", "pipe": "|", "'": "'", "\"": "\"", "minus": "−", "times": "×",
    "deg": "°", "prime": "′", "pprime": "″", "plusmn": "±", "yes": "Yes", "no": "No", "ya": "Yes",
    "na": "No", "n/a": "N/A", "aye": "Yes", "nay": "No", "tick": "✓", "cross": "✗", "dagger": "†",
    "double-dagger": "‡", "double dagger": "‡", "increase": "▲", "decrease": "▼", "steady": "▬",
    "male": "♂", "female": "♀", "gender symbol": "♂", "sup2": "²", "'s": "'s", "-'": "'",
}  # fmt: skip
"""Templates that stand for a character."""

CELLS: Final = _names("""
    yes; no; ya; na; n/a; aye; nay; tick; cross; partial; maybe; some; rarely; dunno; unknown; good; bad
    ; optional; pending; included; dropped; planned; proprietary; free; nonfree; operational
""")
"""Templates that colour a cell of a table; what they are given stands in it instead of their name."""

DROPPED: Final = _names("""
    image_size; imagesize; image_width; width; height_px; align; style; class; bodystyle; titlestyle; float
    ; colwidth; border; boxstyle; bgcolor; background; color; image_upright; logo_size; map_size; mapsize
    ; pushpin_map; pushpin_label_position; pushpin_mapsize; coordinates_display; module; embed; child; nocat
""")
"""Parameters that say how a box looks."""


def name_of(name: str) -> str:
    """A template's name as these tables have it."""
    name = " ".join(name.replace("_", " ").split()).casefold()
    return name.removeprefix("template:").removeprefix("msg:").strip()


def is_infobox(name: str) -> bool:
    """Whether a template shows its arguments as a table of names and values."""
    return name.startswith(
        ("infobox", "taxobox", "speciesbox", "drugbox", "chembox", "geobox")
    ) or (name.endswith((" infobox", "disease or condition")))


def is_list_of_references(name: str) -> bool:
    """Whether a template stands where the references are listed."""
    return name in ("reflist", "references", "notelist", "refs", "reflist2")
