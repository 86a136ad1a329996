"""One hospital's release: whatever is local says so, in the language of the page."""

import io
from dataclasses import replace

import pypdf
import pytest

from nosograph.build.compile import build
from nosograph.site import application
from tests.web.visitor import Visitor

LOCAL = """\
contacts:
- {name: Ward 3, place: Atlantis, note: {en: open at night, de: nachts offen},
   instead_of: Example Syndrome Society}
steps:
- {pathway: first-visit, step: look, instead: true,
   text: {en: Ask the nurse., de: Fragen Sie die Pflege.}}
- {pathway: first-visit, step: call, after: look, title: Call Ward 3, text: Before anything else.}
"""
ENTRY = "/d/example-syndrome"


@pytest.fixture(scope="module")
def local(tiny_plan, tmp_path_factory):
    """Somebody who asks a site with an overlay."""
    folder = tmp_path_factory.mktemp("overlay")
    (folder / "overlay.yaml").write_text("hospital: St Example\n")
    (folder / "example-syndrome.yaml").write_text(LOCAL)
    link = tmp_path_factory.mktemp("local") / "current"
    build(replace(tiny_plan, release=link, overlay=folder))
    return Visitor(application(link))


@pytest.mark.parametrize(
    ("tag", "mark", "said", "instead", "note"),
    [
        ("", "local: St Example", "Ask the nurse.", "What the dictionary says", "open at night"),
        (
            "/de",
            "lokal: St Example",
            "Fragen Sie die Pflege.",
            "Was stattdessen im Lexikon",
            "nachts offen",
        ),
    ],
)
def test_local_words_are_marked_in_the_language_of_the_page(local, tag, mark, said, instead, note):
    page = local.get(f"{tag}{ENTRY}/pathways/first-visit").text
    family = local.get(f"{tag}{ENTRY}/patient/").text

    assert page.count(f'<span class="badge">{mark}</span>') >= 3
    assert page.index(said) < page.index(instead) < page.index("Ask and look.")
    assert mark in family
    assert note in family
    assert "Example Syndrome Society" not in family


def test_the_sources_of_a_step_do_not_stand_behind_local_words(local):
    page = local.get(f"{ENTRY}/pathways/first-visit").text

    title, _, rest = page.partition('id="step-look"')[2].partition("Ask the nurse.")
    assert 'class="cite"' not in title
    assert rest.index("<details>") < rest.index('class="cite"')


def test_what_is_made_for_machines_names_the_hospital(local):
    pathway = local.get(f"{ENTRY}/pathways/first-visit.json").json()
    entry = local.get(f"{ENTRY}/entry.json").json()

    assert [step["local"] and step["local"]["hospital"] for step in pathway["steps"]][:2] == ["St Example"] * 2  # fmt: skip
    assert entry["organisations"][0]["local"] == "St Example"


@pytest.mark.parametrize(("tag", "mark"), [("", "[local: St Example]"), ("/de", "[lokal: St")])
def test_pictures_mark_a_step_whose_title_is_the_dictionary_s(local, tag, mark):
    page = local.get(f"{tag}{ENTRY}/pathways/first-visit").text
    alone = local.get(f"{tag}{ENTRY}/pathways/first-visit.svg").text

    for picture in (page.partition("<svg")[2].partition("</svg>")[0], alone):
        box = picture.partition('href="')[2]
        assert box.count(mark) == 2
        assert "Look at the patient" in box


def test_the_text_puts_sources_behind_the_dictionary_s_words_alone(local):
    lines = local.get(f"{ENTRY}/pathways/first-visit.txt").text.splitlines()
    (title,) = (n for n, line in enumerate(lines) if line.startswith("Look at the patient"))

    assert lines[title : title + 3] == [
        "Look at the patient",
        "  [local: St Example] Ask the nurse.",
        "  [instead of the dictionary's] Ask and look. [example2001]",
    ]


@pytest.mark.parametrize(("tag", "mark"), [("", "local: St Example"), ("/de", "lokal: St Example")])
def test_the_leaflet_marks_it_too(local, tag, mark):
    leaflet = local.get(f"{tag}{ENTRY}/patient/leaflet.pdf").content

    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(leaflet)).pages)
    assert mark in " ".join(text.split())
    assert "Ward 3" in text
