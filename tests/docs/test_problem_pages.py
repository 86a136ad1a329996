"""Everything the checker can object to has a page, and every page something it is about."""

import re
from pathlib import Path

import pytest

from nosograph.entries.problems import CATALOGUE, WARNINGS

PAGES = Path(__file__).parents[2] / "docs/reference/problems"
SECTIONS = ["What it means", "Why", "Example", "What to do"]


def test_every_slug_has_a_page_and_every_page_a_slug():
    assert {page.stem for page in PAGES.glob("*.md")} - {"index"} == set(CATALOGUE)


def test_the_index_lists_every_slug_with_its_kind_and_meaning():
    rows = re.findall(
        r"^\| \[(\S+)\]\(\1\.md\) \| (\w+) \| (.+) \|$",
        (PAGES / "index.md").read_text("utf-8"),
        re.M,
    )
    expected = [
        (slug, "warning" if slug in WARNINGS else "error", CATALOGUE[slug])
        for slug in sorted(CATALOGUE)
    ]

    assert rows == expected


@pytest.mark.parametrize("slug", sorted(CATALOGUE))
def test_a_page_says_what_why_and_what_to_do(slug):
    text = (PAGES / f"{slug}.md").read_text("utf-8")

    assert text.startswith(f"# {slug}\n")
    assert re.findall(r"^## (.+)$", re.sub(r"```.*?```", "", text, flags=re.S), re.M) == SECTIONS
    assert re.search(r"```\w+\n.+?\n```", text, re.S)
