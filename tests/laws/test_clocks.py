"""A jump of the clock changes nothing that a server does."""

import re
from pathlib import Path

WALL = re.compile(r"\btime\.time\(|\.now\(|\.today\(|\.utcnow\(|\blocaltime\(|\bgmtime\(")
SERVING = Path("src/nosograph/serving")
TOKENS = "callers.py"
"""A caller's token ends at a time of day that its issuer has named."""


def test_serving_measures_time_with_a_clock_that_never_jumps():
    found = {
        path.name for path in SERVING.rglob("*.py") if WALL.search(path.read_text(encoding="utf-8"))
    }

    assert found == {TOKENS}


def test_the_search_finds_what_it_is_for():
    assert WALL.search("a = time.time()")
    assert WALL.search("datetime.now(UTC)")
    assert not WALL.search("time.monotonic()")
