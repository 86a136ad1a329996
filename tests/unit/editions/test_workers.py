"""The processes that make an edition's pages."""

import subprocess
import sys

import pytest

ALONE = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from nosograph.editions.pages import _begin
from nosograph.editions.rewriting import Edition

context = multiprocessing.get_context("spawn")
begun = (Path({release!r}), Edition(("en",)))
with ProcessPoolExecutor(1, context, _begin, begun) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_workers_end_when_the_export_is_killed(tiny_release):
    program = [sys.executable, "-c", ALONE.format(release=str(tiny_release))]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as export:
        assert int(export.stdout.readline()) != export.pid
        export.kill()

        # The end of what it prints comes when the last process that could print is gone.
        assert export.communicate(timeout=60)[0] == b""
