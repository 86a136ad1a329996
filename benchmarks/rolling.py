"""A rolling upgrade under load, with real processes: does a request fail, and how long is the gap?

Each replica is a server of its own with a link of its own, as on a machine of its own. Visitors
ask one replica after another, as a balancer lets them, and pass on to the next where one refuses
the connection. A third of the replicas is switched at a time, when `/readyz` of the third before
shows the new release; then some are killed and started again. Every answer must be 200, and from
the old release or the new one.

    python benchmarks/rolling.py [--replicas 4] [--switches 20] [--release releases/current]
"""

import argparse
import asyncio
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
from machine import machine

from nosograph.build.standing import switch_to
from nosograph.library.manifest import MANIFEST_FILE, manifest_bytes, read_manifest, sealed

RUN = [sys.executable, "-c", "from nosograph.cli import main; main()"]
PAGES = ("/d/opsoclonus-myoclonus-syndrome/", "/", "/search?q=ataxia", "/t/HP:0001251")
TOGETHER = 8


@dataclass(slots=True)
class Replica:
    """A server with its own link."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve what the link leads to."""
        self.process = subprocess.Popen(
            [*RUN, "serve", "--port", str(self.port), "--release", str(self.folder / "current")],
            stderr=subprocess.DEVNULL,
        )

    async def served(self, client: httpx.AsyncClient) -> str:
        """The release that it is ready to answer from; empty where it is not ready."""
        try:
            answer = await client.get(f"http://127.0.0.1:{self.port}/readyz")
        except httpx.TransportError:
            return ""
        return str(answer.json().get("release", "")) if answer.status_code == 200 else ""


@dataclass(slots=True)
class Told:
    """What visitors were told."""

    statuses: Counter[int] = field(default_factory=Counter)
    passed_on: int = 0
    failed: int = 0
    slowest: float = 0.0


async def visit(replicas: list[Replica], told: Told, stop: asyncio.Event) -> None:
    """Ask until stopped; a replica that cannot be reached is passed over, as a balancer does."""
    turns = itertools.cycle(itertools.product(PAGES, range(len(replicas))))
    async with httpx.AsyncClient(timeout=30) as client:
        while not stop.is_set():
            page, first = next(turns)
            began = time.perf_counter()
            for n in range(len(replicas)):
                port = replicas[(first + n) % len(replicas)].port
                try:
                    answer = await client.get(f"http://127.0.0.1:{port}{page}")
                except httpx.TransportError:
                    told.passed_on += 1
                    continue
                told.statuses[answer.status_code] += 1
                break
            else:
                told.failed += 1
            told.slowest = max(told.slowest, time.perf_counter() - began)


async def all_serve(replicas: list[Replica], version: str, client: httpx.AsyncClient) -> None:
    """Wait until they answer from that release."""
    for each in replicas:
        while await each.served(client) != version:
            await asyncio.sleep(0.1)


async def upgraded(replicas: list[Replica], versions: list[str], switches: int) -> list[float]:
    """Switch a third at a time, so often; the seconds that each whole upgrade took."""
    third, took = max(1, -(-len(replicas) // 3)), []
    async with httpx.AsyncClient(timeout=30) as client:
        for version in itertools.islice(itertools.cycle(reversed(versions)), switches):
            began = time.perf_counter()
            for start in range(0, len(replicas), third):
                part = replicas[start : start + third]
                for each in part:
                    switch_to(each.folder / "current", version)
                await all_serve(part, version, client)
            took.append(time.perf_counter() - began)
        for each in replicas[: len(replicas) // 2]:
            version = await each.served(client)
            os.kill(each.process.pid, signal.SIGKILL) if each.process else None
            each.start()
            await all_serve([each], version, client)
    return took


async def run(replicas: list[Replica], versions: list[str], switches: int) -> None:
    """The whole of it, and a table."""
    told, stop = Told(), asyncio.Event()
    async with httpx.AsyncClient(timeout=30) as client:
        await all_serve(replicas, versions[0], client)
    visitors = [asyncio.create_task(visit(replicas, told, stop)) for _ in range(TOGETHER)]
    took = await upgraded(replicas, versions, switches)
    stop.set()
    await asyncio.gather(*visitors)
    took.sort()
    statuses = ", ".join(f"{n} × {status}" for status, n in sorted(told.statuses.items()))
    print(
        f"{len(replicas)} replicas, {switches} upgrades, {len(replicas) // 2} killed and started again"
    )
    print(
        f"answers: {statuses}; passed on to the next replica: {told.passed_on}; failed: {told.failed}"
    )
    print(f"an upgrade: median {took[len(took) // 2]:.1f} s, longest {took[-1]:.1f} s")
    print(f"longest wait of a visitor: {told.slowest:.2f} s")
    if told.failed or set(told.statuses) - {200}:
        sys.exit(1)


def named(release: Path, version: str) -> None:
    """Let a release have another version, so that one can tell which answers."""
    manifest = sealed(replace(read_manifest(release), version=version))
    file = release / MANIFEST_FILE
    file.unlink()  # its bytes are shared with the release that it was copied from
    file.write_bytes(manifest_bytes(manifest))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def main() -> None:
    """Make two releases of one, start, upgrade, stop."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--release", type=Path, default=Path("releases/current"))
    parser.add_argument("--replicas", type=int, default=4)
    parser.add_argument("--switches", type=int, default=20)
    chosen = parser.parse_args()
    print(machine())
    source = chosen.release.resolve()
    versions = [read_manifest(source).version, "second"]
    with tempfile.TemporaryDirectory() as folder:
        replicas = []
        for n in range(chosen.replicas):
            own = Path(folder) / str(n)
            own.mkdir()
            for version in versions:
                shutil.copytree(source, own / version, copy_function=os.link)
            named(own / "second", "second")
            (own / "current").symlink_to(versions[0])
            replicas.append(Replica(own, free_port()))
            replicas[-1].start()
        try:
            asyncio.run(run(replicas, versions, chosen.switches))
        finally:
            for each in replicas:
                if each.process is not None:
                    each.process.terminate()
                    each.process.wait(30)


if __name__ == "__main__":
    main()
