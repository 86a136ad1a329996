"""How quickly entry pages are served, beside servers that only hand out files.

Every server hands out the same pages, one worker each, in one run; the load comes from one
process of plain sockets with open connections, so that figures can be compared with one another.
The start is the time from the command to the first answer; memory is the resident set afterwards.

    python benchmarks/serve.py [--release releases/current] [--seconds 5] [--connections 16]
"""

import argparse
import asyncio
import contextlib
import gzip
import os
import platform
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from nosograph.library.reader import Library
from nosograph.model.entries import Audience

PAGES = 1500
SEED = 20260115

STATIC_APP = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.staticfiles import StaticFiles
app = StaticFiles(directory=sys.argv[1], html=True)
uvicorn.run(app, port=int(sys.argv[2]), access_log=False, log_level="error")
"""

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 256; }}
http {{
  access_log off; default_type text/html; gzip_static on; keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; index index.html; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table."""

    name: str
    rate: float
    p50: float
    p99: float
    start: float
    memory: float
    sent: float
    """Bytes per answer."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def resident(pid: int) -> float:
    """Megabytes that a process and its children hold."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            told = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
            if pid in (int(told["Pid"]), int(told["PPid"])) and "VmRSS" in told:
                total += int(told["VmRSS"].split()[0]) / 1024
    return total


@contextlib.contextmanager
def running(command: list[str], port: int, path: str) -> Iterator[tuple[int, float]]:
    """A server for the duration of a `with` block: its process id and how long it took to start."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", port), 1) as asking,
            ):
                asking.sendall(request(path))
                if asking.recv(12).endswith(b"200"):
                    break
            if process.poll() is not None:
                raise SystemExit(f"could not start: {' '.join(command)}")
            time.sleep(0.01)
        yield process.pid, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def request(path: str) -> bytes:
    """A request as a browser sends it, in short."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
        "Accept: text/html\r\nUser-Agent: bench\r\n\r\n"
    ).encode()


async def load(
    port: int, paths: list[str], seconds: float, connections: int
) -> tuple[list[float], int]:
    """Times of all requests in `seconds`, and the bytes received."""
    times: list[float] = []
    received = 0
    until = time.perf_counter() + seconds

    async def visitor(number: int) -> None:
        nonlocal received
        choose = random.Random(SEED + number)
        reader = writer = None
        while (began := time.perf_counter()) < until:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request(choose.choice(paths)))
            head = await reader.readuntil(b"\r\n\r\n")
            lower = head.lower()
            assert b" 200 " in head[:16], head
            length = int(lower.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            await reader.readexactly(length)
            times.append(time.perf_counter() - began)
            received += length
            if b"connection: close" in lower or head.startswith(b"HTTP/1.0"):
                writer.close()
                reader = writer = None
        if writer is not None:
            writer.close()

    await asyncio.gather(*(visitor(number) for number in range(connections)))
    return times, received


def measure(
    name: str, command: list[str], port: int, paths: list[str], options: argparse.Namespace
) -> Measured:
    """Start a server, warm it, load it."""
    with running(command, port, paths[0]) as (pid, start):
        asyncio.run(load(port, paths, 1, options.connections))
        times, received = asyncio.run(load(port, paths, options.seconds, options.connections))
        memory = resident(pid)
    cuts = statistics.quantiles(times, n=100)
    return Measured(
        name, len(times) / options.seconds, cuts[49] * 1e3, cuts[98] * 1e3, start, memory,
        received / len(times),
    )  # fmt: skip


def write_pages(release: Path, folder: Path) -> tuple[list[str], list[int]]:
    """Put stored pages into `folder` as files; their addresses and compressed sizes."""
    paths, sizes = [], []
    with Library.open(release) as library:
        slugs = list(library.slugs())
        random.Random(SEED).shuffle(slugs)
        for slug in slugs[:PAGES]:
            page = library.page(slug, Audience.PROFESSIONAL, "en")
            assert page is not None
            place = folder / "d" / slug
            place.mkdir(parents=True)
            (place / "index.html").write_bytes(gzip.decompress(page.body))
            (place / "index.html.gz").write_bytes(page.body)
            paths.append(f"/d/{slug}/")
        for slug in slugs:
            page = library.page(slug, Audience.PROFESSIONAL, "en")
            sizes.append(len(page.body) if page else 0)
    return paths, sizes


def machine() -> str:
    """What the figures were measured on."""
    cpu = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )  # fmt: skip
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def servers(release: Path, folder: Path) -> Iterator[tuple[str, list[str], int]]:
    """Name, command and port of every server that is here."""
    faster = [each for each in ("httptools", "uvloop") if find_spec(each)]
    port = free_port()
    serve = "import sys; from nosograph.cli import main; sys.exit(main())"
    yield (
        f"nosograph serve ({' + '.join(faster) or 'h11, asyncio'})",
        [sys.executable, "-c", serve, "serve", "--release", str(release), "--port", str(port)],
        port,
    )
    port = free_port()
    yield (
        "Starlette StaticFiles",
        [sys.executable, "-c", STATIC_APP, str(folder / "site"), str(port)],
        port,
    )
    port = free_port()
    yield (
        "python -m http.server",
        [
            sys.executable,
            "-m",
            "http.server",
            str(port),
            "--bind",
            "127.0.0.1",
            "--directory",
            str(folder / "site"),
        ],
        port,
    )
    nginx = shutil.which("nginx")
    if nginx:
        port = free_port()
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        yield "nginx, 1 worker", [nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder)], port
    else:
        print("(nginx is not installed and not compared)")


def main() -> None:
    """Measure every server and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--release", type=Path, default=Path("releases/current"))
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths, sizes = write_pages(options.release, folder / "site")
        print(machine())
        print(f"{len(sizes):,} entry pages, gzip: median {statistics.median(sizes) / 1000:.1f} KB, "
              f"99th percentile {statistics.quantiles(sizes, n=100)[98] / 1000:.1f} KB, "
              f"largest {max(sizes) / 1000:.1f} KB")  # fmt: skip
        print(
            f"{options.connections} connections, {options.seconds:g} s each, {len(paths)} pages\n"
        )
        print(
            f"{'server':<42}{'pages/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'start s':>9}{'MB':>7}{'B/page':>9}"
        )
        for name, command, port in servers(options.release, folder):
            row = measure(name, command, port, paths, options)
            print(f"{row.name:<42}{row.rate:>9,.0f}{row.p50:>9.1f}{row.p99:>9.1f}"
                  f"{row.start:>9.2f}{row.memory:>7.0f}{row.sent:>9,.0f}")  # fmt: skip


if __name__ == "__main__":
    main()
