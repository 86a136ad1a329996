"""The ages for which a presentation names what to exclude first."""

import pytest

from nosograph.model.ages import Age
from nosograph.model.presentations import age_group


@pytest.mark.parametrize(
    ("months", "group"),
    [(0, "infant"), (11, "infant"), (12, "toddler"), (47, "toddler"), (48, "child"),
     (144, "adolescent"), (215, "adolescent"), (216, "adult"), (900, "adult")],
)  # fmt: skip
def test_an_age_belongs_to_one_group(months, group):
    assert age_group(Age(months)) == group
