"""A third language of the pages is a file, and no code."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nosograph

# In a process of its own: languages are looked for when the program is loaded.
ASK = """
import sys
from pathlib import Path
from nosograph.build.compile import BuildPlan, build
from nosograph.site import application
from tests.conftest import TINY_DAY, TINY_DICTIONARY
from tests.web.visitor import Visitor
config, release, *paths = sys.argv[1:]
build(BuildPlan(TINY_DICTIONARY, Path(config), Path(release), TINY_DAY, workers=0))
visitor = Visitor(application(Path(release)))
for path in paths:
    print(visitor.get(path).text)
"""


def test_a_catalogue_is_all_that_a_language_needs(tiny_config, tmp_path):
    folder = tmp_path / "nosograph"
    shutil.copytree(Path(nosograph.__file__).parent, folder, ignore=shutil.ignore_patterns("*.pyc"))
    german = (folder / "render/catalogues/de.po").read_text()
    french = german.replace("Language: de", "Language: fr").replace("n != 1", "n > 1")
    french = re.sub(r'^(msgstr(\[\d\])? )"(?=.)', r'\1"fr:', french, flags=re.M)
    (folder / "render/catalogues/fr.po").write_text(french)

    paths = ["/fr/search?q=marfan", "/fr/browse/O", "/fr/d/marfan-syndrome/"]
    asked = [sys.executable, "-c", ASK, tiny_config, tmp_path / "releases" / "current", *paths]
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}"}
    told = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout

    assert '<html lang="fr"' in told
    assert re.search(r'href="/fr/search[^"]*"[^>]*>français<', told)
    assert "fr:1 Krankheit" in told
    assert "fr:Befunde nach Organsystem" in told
    assert "1 février 2026" in told
    assert 'lang="en">Opsoclonus-myoclonus syndrome' in told
