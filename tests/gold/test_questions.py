"""Questions put to the default release: the right statement among the first three, or none.

The questions were written beside the tables that they are answered with; they show that nothing
got worse, not how well others' questions are answered.
"""

import re
from pathlib import Path

import pytest

from nosograph.asking.quoting import is_question, quoted
from nosograph.asking.release import OpenRelease

RELEASE = Path(__file__).parents[2] / "releases" / "current"
ROWS = [
    line.split("\t")
    for line in (Path(__file__).with_name("questions.tsv")).read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def release():
    if not (RELEASE / "manifest.json").is_file():
        pytest.skip("the default release is not built: make release")
    with OpenRelease.open(RELEASE) as held:
        yield held


@pytest.mark.parametrize(("language", "question", "slug", "right"), ROWS)
def test_a_question_is_answered_or_nothing_is(release, language, question, slug, right):
    answer = quoted(release, question, language)

    if not slug:
        assert answer.quotes == ()
        return
    assert answer.disease is not None
    assert answer.disease.slug == slug
    assert any(re.search(right, each.claim.text, re.I) for each in answer.quotes[:3])


@pytest.mark.parametrize(("language", "question", "slug", "right"), ROWS)
def test_a_question_is_known_as_one(language, question, slug, right):
    assert is_question(question, language)


@pytest.mark.parametrize(
    "name", ["opsoclonus", "dancing eyes", "ataxia nystagmus", "von Willebrand disease"]
)
def test_a_name_is_no_question(name):
    assert not is_question(name, "en")
