"""A dump that unpacks to more than any wiki holds is refused with the bound, and takes no memory."""

import bz2
import gzip
import subprocess
import sys

import pytest

from nosograph.model.failures import SourceError
from nosograph.sources.wikitext import dumps
from nosograph.sources.wikitext.dumps import dumped_pages

HEAD = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10"><page><title>T</title><ns>0</ns><id>1</id>'
BEGIN = "<revision><id>{n}</id><timestamp>2020-01-01T00:00:00Z</timestamp><text>"
END = "</text></revision>"
TAIL = "</page></mediawiki>"
MEASURED = r"""
import re, sys
from pathlib import Path
from nosograph.sources.wikitext.dumps import dumped_pages
try:
    list(dumped_pages(Path(sys.argv[1])))
except Exception as error:
    print(error)
# A child's `ru_maxrss` begins with that of whoever started it.
print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.mark.parametrize("ending", ["xml.bz2", "xml.gz", "xml"])
def test_a_revision_without_end_is_refused_with_the_bound(tmp_path, ending):
    path = tmp_path / f"dump.{ending}"
    opened = {"xml.bz2": bz2.open, "xml.gz": gzip.open}.get(ending, open)
    with opened(path, "wb") as file:
        file.write((HEAD + BEGIN.format(n=1)).encode())
        for _ in range(70 if ending == "xml" else 250):
            file.write(b"x" * 2**20)
        file.write((END + TAIL).encode())

    told = subprocess.run(
        [sys.executable, "-c", MEASURED, path], capture_output=True, text=True, check=True
    )
    words, megabytes = told.stdout.splitlines()

    assert "a revision of more than 64 MB" in words
    assert int(megabytes) < 600


def test_many_revisions_of_a_page_are_no_bomb(tmp_path, monkeypatch):
    path = tmp_path / "dump.xml"
    text = "x" * 10_000
    several = "".join(f"{BEGIN.format(n=n)}{text}{END}" for n in range(60))
    path.write_text(HEAD + several + TAIL, encoding="utf-8")
    monkeypatch.setattr(dumps, "LONGEST", 200_000)

    (page,) = dumped_pages(path)

    assert page.provenance.revision == "59"


NESTED = "".join(
    f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10))}">' for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        ('<!ENTITY l0 "lol">' + NESTED, "&l9;"),
        (f'<!ENTITY b "{"A" * 200_000}">', "&b;" * 20_000),
        ('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"),
        ('<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;', "&y;"),
    ],
    ids=["nested entities", "a long entity", "a file", "an address"],
)
def test_entities_are_neither_multiplied_nor_fetched(tmp_path, declared, used):
    path = tmp_path / "dump.xml"
    path.write_text(
        f"<!DOCTYPE mediawiki [{declared}]>{HEAD}{BEGIN.format(n=1)}{used}{END}{TAIL}",
        encoding="utf-8",
    )

    with pytest.raises(SourceError):
        list(dumped_pages(path))
