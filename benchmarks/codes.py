"""Codes of ICD-10-CM that Mondo matches exactly, asked as a record asks: what they lead to.

    .venv/bin/python benchmarks/codes.py FOLDER_WITH_SSSOM_FILES [--release releases/current]
        [--count 300] [--seed 1]

The folder is `data/` when none is named (`nosograph sources fetch` fills it). Codes are drawn with
a seed. A code resolves where Infobutton's feed has a page that is exactly about it, or the page of
the category that it belongs to; `only near` are pages that it is merely broader or narrower than.
"""

import argparse
import asyncio
import random
import sys
from collections import Counter
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent))

from machine import machine

from nosograph.asking.knowledge import topics_of
from nosograph.asking.release import OpenRelease
from nosograph.formats.infobutton import Coded
from nosograph.formats.maps import CodeMaps
from nosograph.site import application
from nosograph.sources.mondo import read_mondo

ICD10CM, OID = "ICD-10-CM", "2.16.840.1.113883.6.90"


def drawn(folder: Path, count: int, seed: int) -> tuple[list[str], str, int]:
    """Codes that Mondo matches exactly, the version of its mappings, and how many there are."""
    files = sorted(folder.glob("*exactmatch_icd10cm.sssom.tsv*"))
    if not files:
        sys.exit(f"skipped: no SSSOM file in {folder}; `nosograph sources fetch` brings them")
    mondo = read_mondo(files)
    found = (code for each in mondo.diseases.values() for code in each.codes)
    codes = sorted({each.value for each in found if each.system == ICD10CM})
    chosen = random.Random(seed).sample(codes, min(count, len(codes)))
    return chosen, mondo.version, len(codes)


def relation(release: OpenRelease, code: str) -> str:
    """How the first page fits the code."""
    found = topics_of(release, [Coded(code, OID)], CodeMaps())
    if not found:
        return "no page"
    return found[0].relation if found[0].relation in ("exact", "above") else "only near"


async def entries(release: Path, codes: list[str]) -> int:
    """How many codes have an entry in Infobutton's feed."""
    transport = httpx.ASGITransport(application(release))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        found = 0
        for code in codes:
            asked = {"mainSearchCriteria.v.c": code, "mainSearchCriteria.v.cs": OID,
                     "knowledgeResponseType": "application/json"}  # fmt: skip
            answer = await client.get("/infobutton", params=asked)
            found += bool(answer.json()["feed"].get("entry"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("data"))
    parser.add_argument("--release", type=Path, default=Path("releases/current"))
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    codes, version, of = drawn(asked.folder, asked.count, asked.seed)
    with OpenRelease.open(asked.release) as release:
        told = {code: relation(release, code) for code in codes}
        name = release.site.version
    counts = Counter(told.values())
    resolved = counts["exact"] + counts["above"]
    print(machine())
    print(f"release {name}, {len(codes)} of {of} codes that Mondo {version} matches exactly")
    for kind in ("exact", "above", "only near", "no page"):
        print(f"  {kind:10} {counts[kind]:4}  {counts[kind] / len(codes):6.1%}")
    print(f"resolved {resolved} of {len(codes)}, {resolved / len(codes):.1%}")
    print(f"with an entry in Infobutton's feed: {asyncio.run(entries(asked.release, codes))}")
    lost = [code for code, kind in told.items() if kind in ("only near", "no page")]
    print(f"not resolved: {', '.join(lost) or 'none'}")


if __name__ == "__main__":
    main()
