"""html-validate accepts every kind of page."""

import json
import shutil
import subprocess

import httpx

from tests.browser.conftest import PAGES, missing

RULES = {
    "extends": ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
    "rules": {
        "void-style": "off",  # a matter of taste
        "no-trailing-whitespace": "off",  # costs nothing once compressed
        "long-title": "off",  # a disease has the name that it has
        "no-redundant-role": "off",
        "aria-label-misuse": "off",  # a list may have a name, as the message itself says
        "prefer-native-element": "off",  # the region around a wide table is no chapter
        "no-inline-style": "error",
        "require-sri": "off",  # nothing comes from elsewhere
    },
}


def test_pages_are_valid(address, tmp_path):
    program = shutil.which("html-validate")
    if program is None:
        missing("no html-validate: npm install -g html-validate")
    for kind, path in PAGES.items():
        page = httpx.get(address + path, follow_redirects=True)
        (tmp_path / f"{kind.replace(' ', '-')}.html").write_text(page.text, encoding="utf-8")
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps({"root": True, **RULES}))

    done = subprocess.run(
        [program, "--formatter", "text", *sorted(each.name for each in tmp_path.glob("*.html"))],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
