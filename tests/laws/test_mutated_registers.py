"""A row that is dirtied never stands in a wrong place, and is never lost in silence."""

import csv
import os
from collections import defaultdict

import pytest

from nosograph.directory.compile import Plan
from nosograph.directory.importing import import_files
from nosograph.directory.mapped_csv import MappedReader, load_mapping
from nosograph.directory.nppes import NppesReader
from nosograph.directory.plannet import PlanNetReader
from nosograph.directory.reader import Directory
from nosograph.directory.rejects import HEADER, REASONS
from nosograph.model.directory import Position
from tests import mutated_registers as mutated
from tests.directories import DAY, Quiet, npi
from tests.mutated_registers import GONE, HERE, NOWHERE, OUT

COUNT = 4_000 if os.environ.get("NOSOGRAPH_HYPOTHESIS") == "nightly" else 400
"""Rows of each register; nightly there are twelve thousand."""


def rejects(folder):
    """Row → what was rejected of it."""
    found = defaultdict(list)
    with (folder / "rejects.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[int(row["row"])].append(row)
    return found


def imported(folder, reader, *files, update=False):
    plan = Plan(folder, "invented", DAY, files, update=update)
    return import_files(plan, reader, mutated.postal_codes(), Quiet())


def listed(folder):
    """Identifier → the listing."""
    with Directory.open(folder) as opened:
        roles = [opened.role(number) for number in opened._numbers.tolist()]
    return {int(role.id.partition("-")[0]): role for role in roles}


def check(folder, made, manifest):
    found, rejected = listed(folder), rejects(folder)
    wrong = {
        (each.name, each.place.postal, said)
        for each in made
        if (said := _complaint(each, found.get(each.key), rejected[each.line]))
    }
    assert wrong == set()
    assert manifest["counts"]["gone"] == sum(each.told.effect == GONE for each in made)
    assert len(found) == sum(each.told.effect in (HERE, NOWHERE) for each in made)
    for row in (row for rows in rejected.values() for row in rows):
        assert set(row) == set(HEADER)
        assert row["reason"] in REASONS
        assert all((row["file"], row["field"], row["remedy"]))
        assert row["value"] or row["reason"].startswith(("no-", "modifier", "bad-row", "bad-npi"))
    assert {each.told.effect for each in made} >= {HERE, NOWHERE, OUT}


def _complaint(each, role, rejected):
    reasons = {row["reason"] for row in rejected}
    if "|".join(reasons) not in each.told.reason.split("|"):
        return f"reported as {reasons}"
    if (role is not None) != (each.told.effect in (HERE, NOWHERE)):
        return "lost" if role is None else "kept"
    if role is None:
        return ""
    at = role.location.position
    if (at is not None) != (each.told.effect == HERE):
        return f"placed at {at}"
    if at is not None and not _is_near(at, each.place):
        return f"placed wrongly at {at}"
    if role.provenance.last_verified not in ("", "2024-01-08"):
        return f"verified {role.provenance.last_verified}"
    if set(role.specialty) - {mutated.SPECIALTY} or "WRONG" in role.name:
        return f"shown as {role.specialty} {role.name}"
    return ""


def _is_near(at: Position, place) -> bool:
    return abs(at.latitude - place.latitude) < 1e-3 and abs(at.longitude - place.longitude) < 1e-3


def test_nppes(tmp_path):
    made = list(mutated.made(mutated.NPPES, mutated.nppes, COUNT, 1, first=2))
    mutated.write_nppes(tmp_path / "n.csv", [each.row for each in made])

    manifest = imported(tmp_path / "d", NppesReader().read, tmp_path / "n.csv")

    check(tmp_path / "d", made, manifest)


def test_a_list(tmp_path):
    made = list(mutated.made(mutated.LIST, mutated.entry, COUNT, 2, first=2))
    mutated.write_list(tmp_path / "l.csv", [each.row for each in made])
    columns = "\n".join(f'{name} = "c.{name}"' for name in mutated.OWN)
    (tmp_path / "m.toml").write_text(mutated.MAPPING.format(columns=columns), encoding="utf-8")
    reader = MappedReader(load_mapping(tmp_path / "m.toml"), DAY)

    manifest = imported(tmp_path / "d", reader.read, tmp_path / "l.csv")

    check(tmp_path / "d", made, manifest)


def test_plan_net(tmp_path):
    made = list(mutated.made(mutated.PLAN_NET, mutated.plan_net, COUNT, 3, first=1))
    mutated.write_plan_net(tmp_path / "p.ndjson", [each.row for each in made])
    reader = PlanNetReader((tmp_path / "p.ndjson",), DAY)

    manifest = imported(tmp_path / "d", reader.read, tmp_path / "p.ndjson")

    check(tmp_path / "d", made, manifest)


OLD, NEW = (
    ("05/01/2020", "2020-05-01", "5/1/2020", "20200501"),
    ("2024-10-02", "10/2/2024", "20241002"),
)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("at_once", [False, True])
def test_the_newer_row_stands_however_its_day_is_written(tmp_path, backwards, at_once):
    places = mutated.places()
    before, after = [], []
    for n in range(len(OLD) * len(NEW)):
        old, new = OLD[n % len(OLD)], NEW[n // len(OLD)]
        before.append(mutated.nppes(n, places[n]) | {"updated": old})
        after.append(mutated.nppes(n, places[-1 - n * 50]) | {"updated": new})
    files = tmp_path / "a.csv", tmp_path / "b.csv"
    for path, rows in zip(files, (before, after), strict=True):
        mutated.write_nppes(path, rows)
    files = files[::-1] if backwards else files

    if at_once:
        imported(tmp_path / "d", NppesReader().read, *files)
    else:
        imported(tmp_path / "d", NppesReader().read, files[0])
        imported(tmp_path / "d", NppesReader().read, files[1], update=True)

    found = listed(tmp_path / "d")
    for n in range(len(before)):
        assert _is_near(found[npi(n)].location.position, places[-1 - n * 50])
        assert found[npi(n)].provenance.last_verified == "2024-10-02"


def test_a_later_file_stands_where_its_day_cannot_be_read(tmp_path):
    here, there = mutated.places()[700], mutated.places()[-700]
    for name, place, day in (("20200101-20200105", here, "01/03/2020"), ("20250106-20250112", there, "45666")):  # fmt: skip
        row = mutated.nppes(0, place) | {"updated": day}
        mutated.write_nppes(tmp_path / f"npidata_pfile_{name}.csv", [row])
    files = sorted(tmp_path.glob("*.csv"), reverse=True)

    manifest = imported(tmp_path / "d", NppesReader().read, *files)

    assert manifest["rejects"] == {"bad-date": 1}
    assert _is_near(listed(tmp_path / "d")[npi(0)].location.position, there)
