"""A PostgreSQL server of the tests' own: in a folder, on a socket, gone afterwards."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt")


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl` of the newest server that is installed."""
    folders = [path.parent for root in PROGRAMS for path in Path(root).glob("*/bin/initdb")]
    if folders:
        return max(folders)
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def server(folder: Path, at: Path) -> Iterator[str]:
    """The address of a fresh server, its data in the empty folder `at`."""
    data = at / "data"
    # PostgreSQL refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(at, "postgres")

    def run(program: str, *more: str) -> None:
        subprocess.run(
            [*as_user, folder / program, *more], cwd=at, check=True, stdout=subprocess.DEVNULL
        )

    run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-N", "--no-instructions")
    options = f"-c listen_addresses= -c unix_socket_directories={at} -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(at / "log"), "-o", options, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={at}"
    finally:
        run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
