"""The search of an edition puts the same page first as the server's does."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import nosograph.editions
from nosograph.editions.index import index_script

QUERIES = (
    "Example syndrome", "sample disease", "Beispielsyndrom", "opsocl", "opsoclnous myoclonus", "opsoclonusmyoclonus",
    "syndrome opsoclonus", "Marfan's syndrome", "marfan", "MS", "ORPHA:1183", "1183", "fbn1", "Ataxia", "wobbly walking",
    "measles", "type II diabetes", "type 2 diabetes", "diabetes", "my toddler has ectopia lentis", "neuroblast",
    "suddenly unsteady", "shaky on the legs", "plötzlich wackelig",
    "GLUT1 deficiency syndrome", "HER2", "qqqqqq", "Márfan sýndrome", "Marfan-Syndrom", "M. Marfan",
)  # fmt: skip


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node to run the script")
def test_the_same_page_stands_first_without_a_server(tiny_library, tmp_path):
    slugs = [f"/d/{slug}/" for slug in tiny_library.slugs()]
    places = [f"/d/icd-10-cm-{each}/" for each in ("b05", "e10", "e11", "e08-e13", "g25-3")]
    terms = [f"/t/{each}" for each in ("HP:0001251", "HP:0001336", "HP:0001083", "HP:0010543")]
    index = index_script(
        tiny_library, [*slugs, *places, *terms, "/g/FBN1", "/p/suddenly-unsteady/"], ("en",)
    )
    script = Path(nosograph.editions.__file__).with_name("search.js").read_text(encoding="utf-8")
    asked = tmp_path / "asked.js"
    asked.write_text(
        f"{index.decode()}{script}const ask = searcher(nosographIndex);"
        f"console.log(JSON.stringify({json.dumps(QUERIES)}.map((each) => ask(each)[0]?.entry.key)))",
        encoding="utf-8",
    )
    told = subprocess.run(["node", asked], capture_output=True, check=True, text=True).stdout

    online = [tiny_library.search.search(each).results for each in QUERIES]
    there = {row[1] for row in _rows(index)}
    for query, first, results in zip(QUERIES, json.loads(told), online, strict=True):
        wanted = [each.slug for each in results if each.slug in there]
        assert first == (wanted[0] if wanted else None), query


def _rows(index):
    text = index.decode().removeprefix("globalThis.nosographIndex=").rstrip(";\n")
    return json.loads(text)["rows"]
