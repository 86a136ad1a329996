"""Counts of providers are what counting everybody gives, also where words share bits."""

import numpy as np
import pytest

from nosograph.directory.engine import provider
from nosograph.directory.filters import Wanted
from nosograph.directory.points import apart, kilometres, point
from nosograph.directory.reader import Directory
from nosograph.model.directory import Known, Position
from tests.directories import made, person, random_positions

CODES = ("2084N0402X", "2080P0207X", "207Q00000X")
LANGUAGES = [f"l{n}" for n in range(60)]
NETWORKS = [f"Network {n}" for n in range(80)]
PEOPLE, QUESTIONS = 900, 60
STATES = {Known.YES: "yes", Known.NO: "no", Known.UNKNOWN: "unknown"}


def crowd(seed):
    """Invented people; every third row is a second place of the one before, saying other things."""
    chance = np.random.default_rng(seed)
    rows = []
    for serial, (latitude, longitude) in enumerate(random_positions(seed, PEOPLE)):
        own = serial - 1 if serial % 3 == 1 else serial
        rows.append(
            person(
                own,
                latitude,
                longitude,
                kind=2 if own % 10 == 0 else 1,
                address=f"{serial} EXAMPLE STREET",
                specialties=str(chance.choice(CODES, p=(0.2, 0.3, 0.5))),
                accepting=int(chance.integers(3)),
                telehealth=int(chance.integers(3)),
                languages=" ".join(chance.choice(LANGUAGES, chance.integers(4), replace=False)),
                networks="|".join(chance.choice(NETWORKS, chance.integers(4), replace=False)),
            )
        )
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made(tmp_path_factory.mktemp("directory") / "d", crowd(3))


def counted(roles, codes, near, km, wanted):
    """The definition: everybody looked at."""
    people = {}
    for number, role in roles:
        where = role.location.position
        square = apart(point(near.latitude, near.longitude), point(where.latitude, where.longitude))
        if set(codes) & set(role.specialty) and kilometres(square) <= km:
            networks = tuple(each.name for each in role.network or ()) or None
            states = wanted.states(role.new_patients, role.telehealth, role.communication, networks)
            people.setdefault(provider(number), []).append(states)
    # A yes of any place counts, then a no.
    best = [
        {
            name: Known.YES if Known.YES in said else min(said)
            for name in places[0]
            for said in [[place[name] for place in places]]
        }
        for places in people.values()
    ]
    names = ("accepting", "telehealth", "language", "network")
    return len(people), {
        name: {word: sum(p[name] is state for p in best) for state, word in STATES.items()}
        for name in names
    }


@pytest.mark.parametrize("prefer", ["sqlite", "postings"])
def test_counts_are_those_of_everybody(folder, prefer):
    chance = np.random.default_rng(8)
    with Directory.open(folder, prefer=prefer) as opened:
        roles = [(int(n), opened.role(int(n))) for n in np.asarray(opened._numbers)]
        wrong = []
        for latitude, longitude in random_positions(9, QUESTIONS):
            near, km = Position(latitude, longitude), float(chance.choice([5, 50, 500, 20_100]))
            codes = tuple(code for code in CODES if chance.random() < 0.7) or CODES
            wanted = Wanted(
                True,
                True,
                tuple(chance.choice(LANGUAGES, 2, replace=False)),
                (str(chance.choice(NETWORKS)),),
            )
            found = opened.count(codes, near, km, wanted)
            if (found.providers, found.answers) != counted(roles, codes, near, km, wanted):
                wrong.append((near, km, codes))

    assert wrong == []


def test_everybody_who_is_listed_is_among_those_who_are_counted(folder):
    with Directory.open(folder) as opened:
        for latitude, longitude in random_positions(10, 40):
            near = Position(latitude, longitude)
            answer = opened.find(CODES, near, k=15)

            assert opened.count(CODES, near, answer.reach_km).providers >= len(answer.hits)


def test_a_provider_with_two_places_counts_once(tmp_path):
    rows = [
        person(1, 41.7, -72.7, address="here", accepting=0),
        person(1, 41.8, -72.7, address="there", accepting=2),
        person(2, 41.8, -72.7),
    ]

    with Directory.open(made(tmp_path / "d", rows)) as opened:
        found = opened.count((), Position(41.7, -72.7), 50)

    assert found.providers == 2
    assert found.answers["accepting"] == {"yes": 1, "no": 0, "unknown": 1}
