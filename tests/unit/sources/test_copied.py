"""Pages as people copied them: saved by a browser, marked and pasted, printed to a PDF, another site."""

import pytest

from nosograph.entries.draft_chapters import heading_level
from nosograph.sources.wikitext.page import Provenance
from nosograph.sources.wikitext.rendered import repaired
from nosograph.sources.wikitext.rendered_html import html_lines

PASTED = """\
Example palsy
From Wikipedia, the free encyclopedia
Example palsy is a disease.[1] It is rare.[2][citation needed]

Contents
1	Signs and symptoms
2	Causes
Signs and symptoms[edit]
They are:

ataxia
tremor[2]
Causes[edit source]
Treatment[ edit | edit source ]
Rest.[4]

References[edit]
^ Smith AB, Jones C (April 2010). "A palsy for examples". J Ex. 3 (2): 10–12. doi:10.1000/ex.1. PMID 12345678.
^ Jump up to: a b "Example page". Site. 2020-04-07. Retrieved 5 May 2021.
^ Doe J. Third work. 2001. Check date values in: |date= (help)
Categories: Examples
This page was last edited on 1 January 2020, at 10:00 (UTC).
"""
PRINTED = """\
Example palsy - Wikipedia                 https://wiki.example.org/wiki/Example_palsy

Example palsy
Example palsy is a disease of the peri-
pheral nerves that was first de-
scribed in 1962.[1] It is rare.[2]

Signs and symptoms
They are:
     ataxia
     tremor[2]

1 of 2                                                     01/02/2021, 10:00
Example palsy - Wikipedia                 https://wiki.example.org/wiki/Example_palsy

Causes

Treatment
Rest and exer-
cise help.[1]

References
1. Smith AB, Jones C (April 2010). "A palsy for examples". J Ex. 3 (2): 10–12.
   doi:10.1000/ex.1 (https://doi.org/10.1000/ex.1).
2. "Example page" (https://example.org/p). Site. 2020-04-07. Retrieved 5 May 2021.
3. Doe J. Third work. 2001. Check date values in: |date= (help)

2 of 2                                                     01/02/2021, 10:00
"""
SAVED = """\
<html><head><title>Example palsy - Wikipedia</title></head><body>
<nav><ul><li>Main page</li></ul></nav><h1 class="firstHeading">Example palsy</h1>
<p>Example palsy is a disease.<sup class="reference"><a>[1]</a></sup> It is rare.<sup>[2]</sup></p>
<div class="toc"><h2>Contents</h2></div>
<h2><span class="mw-headline">Signs and symptoms</span><span class="mw-editsection">[edit]</span></h2>
<p>They are:</p><ul><li>ataxia</li><li>tremor<sup>[2]</sup></li></ul>
<div class="mw-heading"><h2>Causes</h2><span class="mw-editsection">[edit]</span></div>
<h2>Treatment</h2><p>Rest.<sup>[1]</sup></p>
<h2>References</h2><ol class="references">
<li><span class="mw-cite-backlink">^</span> Smith AB, Jones C (April 2010). "A palsy for examples".
<i>J Ex</i>. <b>3</b> (2): 10–12. doi:10.1000/ex.1. PMID 12345678.</li>
<li>"Example page". <i>Site</i>. 2020-04-07. Retrieved 5 May 2021.</li>
<li>Doe J. Third work. 2001. {{cite web}}: Check date values in: |date= (help)</li></ol>
<footer>last edited</footer></body></html>
"""
OTHER = """\
Example palsy
Editor-In-Chief: C. Example, M.S., M.D. [1]; Associate Editor(s)-in-Chief: A. Example, M.D.[2]
Synonyms and keywords: Palsy of examples; EP

Signs and symptoms
Signs and symptoms
They are many.[2]
Causes
Common causes include:
Treatment
  • Rest[1]
References
  1. ↑ 1.0 1.1 Smith, Anna. "A palsy for examples." J Ex 3.2 (2010): 10-12.
  2. ↑ "Example page". Site. 2020/04/07.
  3. ↑ Doe J. Third work. 07/04/2020. Check date values in: |date= (help)
"""


@pytest.mark.parametrize("text", [PASTED, PRINTED, SAVED, OTHER])
def test_headings_works_and_losses_of_a_copy_are_told(text):
    lines = html_lines(text) if text.startswith("<html>") else None
    page = repaired(text, Provenance(""), lines, heading_level)

    assert page.title == "Example palsy"
    titles = [each.title for each in page.sections if each.level]
    assert titles == ["Signs and symptoms", "Causes", "Treatment"]
    smith, example, third = page.references
    assert smith.csl["title"] == "A palsy for examples"
    assert (smith.csl["container-title"], smith.csl["volume"], smith.csl["page"]) == (
        "J Ex", "3", smith.csl["page"],
    )  # fmt: skip
    assert smith.csl["issued"] == {"date-parts": [[2010]]}
    assert example.csl["issued"] == {"date-parts": [[2020, 4, 7]]}
    assert (bool(smith.uses), bool(example.uses), third.uses) == (True, True, 0)
    told = {doubt.slug for doubt in page.doubts}
    assert {"empty-section", "date-error", "orphan-reference", "lost-list"} <= told


def test_words_that_a_page_s_width_broke_are_whole_again_and_told():
    page = repaired(PRINTED, Provenance(""), None, heading_level)

    words = [(each.value, each.mended) for each in page.doubts if each.slug == "broken-word"]
    assert words == [
        ("peri- pheral", "peripheral"), ("de- scribed", "described"), ("exer- cise", "exercise"),
    ]  # fmt: skip


def test_people_and_synonyms_of_another_site_are_read():
    page = repaired(OTHER, Provenance(""), None, heading_level)

    assert page.editors == ("C. Example, M.S., M.D.", "A. Example, M.D.")
    assert page.synonyms == ("Palsy of examples", "EP")
