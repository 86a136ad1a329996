"""The overlay that the documentation shows fits the entry that it is about."""

import re
from pathlib import Path

from nosograph.entries.overlay import overlaid, read_overlay
from nosograph.entries.read import read_entry
from nosograph.model.problems import Problems

PAGE = Path("docs/how-to/add-what-is-local.md")
SLUG = "opsoclonus-myoclonus-syndrome"


def test_the_example_fits(tmp_path):
    shown = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "overlay.yaml").write_text("hospital: St Example\n")
    (tmp_path / f"{SLUG}.yaml").write_text(shown[0], encoding="utf-8")
    entry = read_entry(Path("dictionary") / SLUG, Problems())

    (found,) = overlaid([entry], read_overlay(tmp_path))

    steps = [step for pathway in found.pathways for step in pathway.steps if step.local]
    assert len(steps) == 3
    assert len(found.organisations) == len(entry.organisations) + 1
