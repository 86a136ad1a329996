"""How a server bears load: an open loop of visitors who come whether or not it keeps up.

Moments of arrival are random and fixed beforehand, and an answer's time counts from the moment at
which it was due, so that a server that stands still is not asked less. The mix is that of a
dictionary: half of it entries. What the server bears at most is found first, by a closed loop.

    python benchmarks/load.py [--release releases/current] [--seconds 10] [--connections 32]
"""

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from machine import machine

from nosograph.library.reader import Library

SEED = 20261130
MIX = {"entry": 50, "suggest": 15, "home": 10, "search": 10, "finding": 10, "differential": 5}
"""Percent of the requests."""
SHARES = (0.25, 0.5, 0.8)
LONGEST = 120
"""Seconds until an answer counts as lost, which ends the run."""
FORM = "application/x-www-form-urlencoded"


class Requests:
    """Requests of each kind, made of what the release holds."""

    def __init__(self, release: Path, seed: int = SEED) -> None:
        self._chance = random.Random(seed)
        with Library.open(release) as library:
            slugs = list(library.slugs())
            self._slugs = self._chance.sample(slugs, min(1500, len(slugs)))
            findings = [
                each.term
                for slug in self._slugs[:300]
                if (disease := library.disease(slug)) is not None
                for each in disease.findings
            ]
            names = [library.listed(slug) for slug in self._slugs[:300]]
        self._terms = sorted(set(findings))
        self._words = [each.name for each in names if each is not None]

    def one(self, kind: str) -> bytes:
        """A request of that kind."""
        pick = self._chance.choice
        match kind:
            case "entry":
                return _get(f"/d/{pick(self._slugs)}/")
            case "home":
                return _get("/")
            case "finding":
                return _get(f"/t/{pick(self._terms)}")
            case "search":
                return _get(f"/search?q={quote(pick(self._words))}")
            case "suggest":
                word = pick(self._words)
                return _get(f"/api/suggest?q={quote(word[: self._chance.randint(2, 9)])}")
            case _:
                stated = {f"f.{each}": "present" for each in self._chance.sample(self._terms, 5)}
                return _post("/differential", urlencode(stated))

    def mixed(self, count: int) -> list[tuple[str, bytes]]:
        """So many of the mix."""
        kinds = self._chance.choices(list(MIX), list(MIX.values()), k=count)
        return [(each, self.one(each)) for each in kinds]


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode()


def _post(path: str, body: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
    return f"{head}Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


@dataclass(slots=True)
class Told:
    """What came of some requests: milliseconds by kind, statuses."""

    times: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)

    def row(self, kind: str) -> str:
        """p50, p95, p99 and the longest."""
        found = sorted(self.times.get(kind, [0.0]))
        at = (found[min(len(found) - 1, int(len(found) * q))] for q in (0.5, 0.95, 0.99, 1))
        return " | ".join(f"{each:.1f}" for each in at)


class Client:
    """Connections to one server, opened as they are needed."""

    def __init__(self, port: int, most: int) -> None:
        self._port = port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._some = asyncio.Semaphore(most)

    async def ask(self, request: bytes) -> int:
        """The status of the answer, read to its end."""
        async with self._some, asyncio.timeout(LONGEST):
            # The server closes a connection that was idle for long.
            self._free = [each for each in self._free if not each[0].at_eof()]
            if self._free:
                reader, writer = self._free.pop()
            else:
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.I)
            await reader.readexactly(int(length[1]) if length else 0)
            self._free.append((reader, writer))
            return int(head[9:12])


async def closed(
    client: Client, requests: list[tuple[str, bytes]], together: int, seconds: float
) -> tuple[float, Told]:
    """Answers a second when so many always wait for one, and what came of them."""
    told, ends, waiting = Told(), time.perf_counter() + seconds, iter(requests * 1000)

    async def visitor() -> None:
        while time.perf_counter() < ends:
            kind, request = next(waiting)
            began = time.perf_counter()
            told.statuses[await client.ask(request)] += 1
            told.times.setdefault(kind, []).append((time.perf_counter() - began) * 1000)

    await asyncio.gather(*(visitor() for _ in range(together)))
    return told.statuses.total() / seconds, told


async def opened(client: Client, requests: list[tuple[str, bytes]], rate: float, seed: int) -> Told:
    """What came of requests that arrive at random, so many a second."""
    told, chance, running = Told(), random.Random(seed), []
    due = time.perf_counter()

    async def visit(kind: str, request: bytes, due: float) -> None:
        status = await client.ask(request)
        told.statuses[status] += 1
        told.times.setdefault(kind, []).append((time.perf_counter() - due) * 1000)

    for kind, request in requests:
        due += chance.expovariate(rate)
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        running.append(asyncio.create_task(visit(kind, request, due)))
    await asyncio.gather(*running)
    return told


def worked(pid: int) -> float:
    """Seconds for which a process has kept a processor busy."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Megabytes that a process holds."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024  # type: ignore[index]


async def measured(port: int, pid: int, release: Path, seconds: float, connections: int) -> None:
    """Print the tables."""
    requests, client = Requests(release), Client(port, 512)
    heads = "| closed loop | answers/s | CPU ms each | p50 | p95 | p99 | max ms |"
    print(f"{heads}\n|---|--:|--:|--:|--:|--:|--:|")
    for kind in MIX:
        before = worked(pid)
        rate, told = await closed(
            client, [(kind, requests.one(kind)) for _ in range(300)], connections, seconds
        )
        each = (worked(pid) - before) * 1000 / max(told.statuses.total(), 1)
        print(f"| {kind} | {rate:,.0f} | {each:.2f} | {told.row(kind)} |", flush=True)
    most, _ = await closed(client, requests.mixed(3000), connections, seconds)
    print(
        f"\nthe mix at most: {most:,.0f}/s with {connections} connections; {resident(pid):.0f} MB"
    )
    print("\n| open loop | kind | p50 | p95 | p99 | max ms |\n|---|---|--:|--:|--:|--:|")
    for share in SHARES:
        rate = most * share
        told = await opened(client, requests.mixed(int(rate * seconds)), rate, SEED)
        failed = {status: n for status, n in told.statuses.items() if status != 200}
        for kind in MIX:
            print(f"| {share:.0%}, {rate:,.0f}/s | {kind} | {told.row(kind)} |")
        print(f"| {share:.0%} | errors: {failed or 'none'} | | | | |", flush=True)
    print(f"\n{resident(pid):.0f} MB afterwards")


def main() -> None:
    """Start a server and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", type=Path, default=Path("releases/current"))
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, default=32)
    asked = parser.parse_args()
    print(machine())
    command = [sys.executable, "-c", "from nosograph.cli import main; main()", "serve"]
    command += ["--port", "0", "--release", str(asked.release)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        found = re.search(r"http://[\d.]+:(\d+)/", server.stderr.readline())
        assert found is not None
        # The log must be read, or the server waits for whoever should.
        drain = subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
        time.sleep(5)
        asyncio.run(
            measured(int(found[1]), server.pid, asked.release, asked.seconds, asked.connections)
        )
        server.terminate()
        drain.terminate()


if __name__ == "__main__":
    main()
