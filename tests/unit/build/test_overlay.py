"""A release of one hospital."""

from dataclasses import replace

from nosograph.build.compile import build
from nosograph.library.reader import Library


def test_an_overlay_makes_another_release_that_shows_it_as_local(tiny_plan, tiny_built, tmp_path):
    folder = tmp_path / "overlay"
    folder.mkdir()
    (folder / "overlay.yaml").write_text("hospital: St Example\n")
    (folder / "example-syndrome.yaml").write_text("contacts:\n- {name: Ward 3, place: Atlantis}\n")

    built = build(replace(tiny_plan, release=tmp_path / "releases" / "current", overlay=folder))

    assert built.manifest.version != tiny_built.manifest.version
    with Library.open(built.folder) as library:
        shown = library.disease("example-syndrome").entry.organisations[0]
    assert shown.name == "Ward 3 (St Example)"
