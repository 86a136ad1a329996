"""The engines of the directory find what looking at everybody finds, to the last tie."""

from functools import partial

import numpy as np
import pytest

from nosograph.directory import compile as compiling
from nosograph.directory import engine
from nosograph.directory.brute_force import Placed
from nosograph.directory.brute_force import nearest as by_brute_force
from nosograph.directory.engine import FINE, Question, nearest
from nosograph.directory.filters import Wanted
from nosograph.directory.points import point
from nosograph.directory.postgis import load
from nosograph.directory.reader import ENGINES, Directory
from nosograph.model.directory import Position
from tests.directories import made, npi, person, random_positions

CODES = ("2084N0402X", "2080P0207X", "207Q00000X")
PEOPLE, QUESTIONS = 2_000, 1_000


def crowd(seed):
    """Invented people with a few places, specialties and answers each."""
    chance = np.random.default_rng(seed)
    rows = []
    for serial, (latitude, longitude) in enumerate(random_positions(seed, PEOPLE)):
        codes = chance.choice(CODES, 1 + serial % 2, replace=False, p=(0.01, 0.04, 0.95))
        rows.append(
            person(
                serial // 2 if serial % 7 == 0 else serial,
                latitude,
                longitude,
                address=f"{serial} EXAMPLE STREET",
                specialties=" ".join(codes),
                accepting=int(chance.integers(3)),
                languages=str(chance.choice(["", "en", "de en", "tr"])),
            )
        )
    return rows


@pytest.fixture(scope="module", params=[1, 2], ids=["coarse cells", "fine cells"])
def directory(request, tmp_path_factory):
    """A folder, its seed, and what is right about each question."""
    seed = request.param
    with pytest.MonkeyPatch.context() as patch:
        if seed == 2:
            patch.setattr(compiling, "MANY", 100)
            patch.setattr(engine, "MANY", 100)
        folder = made(tmp_path_factory.mktemp("directory") / "d", crowd(seed))
        with Directory.open(folder) as opened:
            assert any(each.grid == FINE for each in opened.specialties.values() if each.code) == (
                seed == 2
            )
            listings = everybody(opened)
            asked = list(questions(opened, seed))
        right = [(question, k, by_brute_force(listings, question, k)) for question, k in asked]
        yield folder, seed, right


def questions(opened, seed):
    chance = np.random.default_rng(seed + 100)
    for latitude, longitude in random_positions(seed + 10, QUESTIONS // 2):
        codes = [c for c in CODES if chance.random() < 0.5] or [""]
        wanted = Wanted(
            accepting=bool(chance.random() < 0.3),
            languages=("de",) if chance.random() < 0.3 else (),
            unknown=bool(chance.random() < 0.5),
        )
        asked = tuple(opened.specialties[code] for code in codes)
        near = Position(latitude, longitude)
        yield (
            Question(asked, near, wanted.masks(opened.words), wanted.unknown),
            int(chance.integers(1, 30)),
        )


def everybody(opened):
    """What the definition looks at, read from the records and not from an index."""
    listings = []
    for number in np.asarray(opened._numbers).tolist():
        role = opened.role(number)
        codes = frozenset(opened.specialties[code].number for code in role.specialty)
        where = role.location.position
        bits = 1 if role.new_patients == 2 else 2 if role.new_patients == 0 else 0
        bits |= opened.words.language_bits(role.practitioner.communication or ())
        listings.append(Placed(number, codes, point(where.latitude, where.longitude), bits))
    return listings


@pytest.fixture(params=ENGINES)
def opened_by(request):
    """How a directory is opened through an engine."""
    if request.param != "postgis":
        return partial(Directory.open, prefer=request.param)
    address = request.getfixturevalue("postgis")

    def opened(folder):
        load(folder, address, seen=lambda done, total: None)
        return Directory.open(folder, postgres=address)

    return opened


@pytest.mark.parametrize("few", [0, 3_000], ids=["by cells", "whole slices"])
def test_an_engine_finds_what_looking_at_everybody_finds(directory, opened_by, few, monkeypatch):
    monkeypatch.setattr(engine, "FEW", few)
    folder, _, right = directory
    with opened_by(folder) as opened:
        wrong = [each for each in right if nearest(opened.engine, *each[:2]) != each[2]]

    assert len(right) == QUESTIONS // 2
    assert wrong == []


def test_engines_count_alike(directory, opened_by):
    folder, seed, _ = directory
    wanted = Wanted(languages=("de", "tr"))
    with opened_by(folder) as opened, Directory.open(folder) as other:
        for latitude, longitude in random_positions(seed + 20, 25):
            for codes in ((), CODES[:2]):
                near = Position(latitude, longitude)
                counts = opened.count(codes, near, 2_000.0, wanted)

                assert counts == other.count(codes, near, 2_000.0, wanted)
                assert all(sum(n.values()) == counts.providers for n in counts.answers.values())


def test_identifiers_decide_between_equal_distances(tmp_path):
    folder = made(tmp_path / "d", [person(serial, 41.7, -72.7) for serial in (5, 3, 9, 1)])

    with Directory.open(folder) as opened:
        found = opened.find(("2084N0402X",), Position(41.7, -72.7), k=3)

    assert [hit.role.practitioner.id for hit in found.hits] == [str(npi(n)) for n in (1, 3, 5)]
