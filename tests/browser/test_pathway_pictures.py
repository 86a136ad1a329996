"""Pictures of pathways as a browser lays their letters: every pathway of the dictionary."""

from pathlib import Path

import pytest

from nosograph.entries.read import read_dictionary
from nosograph.render.assets import asset
from nosograph.render.pathway import picture

pytestmark = pytest.mark.browser

DICTIONARY = Path(__file__).parents[2] / "dictionary"

PAGE = """<!doctype html><html lang="en"><title>Pathways</title><style>{style}</style>
<body>{pictures}</body></html>"""

MEASURED = """
() => [...document.querySelectorAll(".picture")].map((picture) => {
  const seen = [...picture.querySelectorAll("svg")].filter((each) => each.checkVisibility());
  const box = (each) => {
    const { left, top, right, bottom } = each.getBoundingClientRect();
    return { left, top, right, bottom, words: each.textContent };
  };
  return {
    id: picture.id, shown: seen.length,
    page: document.documentElement.clientWidth,
    whole: seen.map(box),
    boxes: seen.flatMap((svg) => [...svg.querySelectorAll("rect")]).map((rect) => (
      { ...box(rect), words: "", own: box(rect.nextElementSibling) })),
    conditions: seen.flatMap((svg) => [...svg.querySelectorAll("text.condition")]).map(box),
  };
})
"""


def apart(one, other):
    return (
        one["right"] <= other["left"] + 0.5
        or other["right"] <= one["left"] + 0.5
        or one["bottom"] <= other["top"] + 0.5
        or other["bottom"] <= one["top"] + 0.5
    )


@pytest.fixture(scope="module")
def pictures():
    """Every pathway of the dictionary, drawn."""
    return "".join(
        f'<div class="picture" id="{entry.slug}/{pathway.id}">{picture(pathway, "en")}</div>'
        for entry in read_dictionary(DICTIONARY, lambda problem: None)
        for pathway in entry.pathways
    )


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_words_touch_others_or_a_box_that_is_not_theirs(browser, pictures, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    style = "".join(asset(name).body.decode() for name in ("site.css", "tools.css"))
    page.set_content(PAGE.format(style=style, pictures=pictures))

    measured = page.evaluate(MEASURED)
    page.close()

    assert len(measured) >= 13
    wrong = []
    for each in measured:
        assert each["shown"] == 1, each["id"]
        wrong += [(each["id"], "wider than the page") for whole in each["whole"]
                  if whole["right"] > each["page"]]  # fmt: skip
        wrong += [(each["id"], box["own"]["words"], "leaves its box") for box in each["boxes"]
                  if box["own"]["left"] < box["left"] or box["own"]["right"] > box["right"]
                  or box["own"]["top"] < box["top"] or box["own"]["bottom"] > box["bottom"]]  # fmt: skip
        alone = [*each["boxes"], *each["conditions"]]
        wrong += [
            (each["id"], one["words"], other["words"])
            for n, one in enumerate(alone)
            for other in alone[n + 1 :]
            if not apart(one, other)
        ]
    assert not wrong
