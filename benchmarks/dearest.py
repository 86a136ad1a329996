"""What the dearest inputs cost that the limits allow: CPU, memory and length of the answer.

Every address that the site has is asked (one that no input is known for ends the script), with
inputs as large as is taken, made to be as much work as can be. One line a request, the dearest
first; a bound that is not kept is marked, and then the script fails.

    python benchmarks/dearest.py [--release releases/current] [--only /recognise,/search]
"""

import argparse
import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from dear_pages import of_cases, of_notes, searched, to_read
from dear_programs import of_programs
from dear_world import Asked, World
from machine import machine

from nosograph.site import application

MOST_CPU, MOST_MEMORY, MOST_PAGE = 1.0, 200 * 2**20, 150_000
"""Seconds, bytes, and bytes of a page before compression."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request cost."""

    asked: Asked
    status: int
    cpu: float
    memory: int
    length: int
    is_page: bool

    @property
    def is_bounded(self) -> bool:
        """Whether every bound is kept."""
        fits = self.length <= MOST_PAGE or not self.is_page
        return fits and self.cpu <= MOST_CPU and self.memory <= MOST_MEMORY and self.status < 500


def peak_and_now() -> tuple[int, int]:
    """The most memory since the last look, and that in use, in bytes."""
    found = {}
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key in ("VmHWM", "VmRSS"):
            found[key] = int(value.split()[0]) * 1024
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    return found["VmHWM"], found["VmRSS"]


async def measured(client: httpx.AsyncClient, asked: Asked) -> Cost:
    """What a request costs."""
    peak_and_now()
    before, began = peak_and_now()[1], time.process_time()
    # With a query, so that no page comes from those that are kept.
    path = asked.path if "?" in asked.path or asked.method == "POST" else f"{asked.path}?-"
    answer = await client.request(asked.method, path, **asked.more)
    took = time.process_time() - began
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    return Cost(asked, answer.status_code, took, max(0, peak_and_now()[0] - before),
                len(answer.content), is_page)  # fmt: skip


async def all_of(site: Any, requests: list[Asked]) -> list[Cost]:
    """What all of them cost, each at its second try: what is opened first is opened once."""
    await site.releases.warm()
    if not site.releases.state.ready:
        sys.exit(site.releases.state.damaged)
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)
    seen: set[tuple[str, str]] = set()
    costs = []
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", timeout=600
    ) as client:
        for each in requests:
            kind = (each.method, each.path.partition("?")[0])
            if kind not in seen:
                seen.add(kind)
                await measured(client, each)
            costs.append(await measured(client, each))
    return costs


def forgotten(site: Any, requests: list[Asked]) -> set[str]:
    """Addresses of the site that none of the requests asks."""
    known = set()
    for each in requests:
        path = each.path.partition("?")[0].removeprefix("/de")
        for route in site._router.routes:
            if route.path_regex.match(path) and (each.method in (route.methods or ())):
                known.add(route.path)
                break
    return {route.path for route in site._router.routes} - known


def main() -> None:
    """Ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--release", type=Path, default=Path("releases/current"))
    parser.add_argument("--directory", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--shown", type=int, default=40)
    chosen = parser.parse_args()
    world = World(chosen.release)
    requests = [
        *to_read(world),
        *searched(world),
        *of_cases(world),
        *of_notes(world),
        *of_programs(world),
    ]
    site = application(chosen.release, directory=chosen.directory)
    missing = forgotten(site, requests)
    requests = [
        each for each in requests if any(part in each.path for part in chosen.only.split(","))
    ]
    with ThreadPoolExecutor(1) as apart:
        costs = apart.submit(asyncio.run, all_of(site, requests)).result()
    print(machine())
    print(
        f"{len(costs)} requests of {len({each.asked.path.partition('?')[0] for each in costs})} addresses"
    )
    bad = [each for each in costs if not each.is_bounded]
    costs.sort(key=lambda each: (each.is_bounded, -each.cpu))
    print("kept | status | CPU s | MB | kB | request | input")
    for each in costs[: max(chosen.shown, len(bad))]:
        mark = "yes" if each.is_bounded else "NO"
        print(f"{mark} | {each.status} | {each.cpu:.2f} | {each.memory / 2**20:.0f} | {each.length / 1000:.0f} | "
              f"{each.asked.method} {each.asked.path[:70]} | {each.asked.what}")  # fmt: skip
    if missing:
        print("not asked:", ", ".join(sorted(missing)))
    sys.exit(bool(bad or missing))


if __name__ == "__main__":
    main()
