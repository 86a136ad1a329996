"""One client may be given an end; others and operators never notice."""

import httpx
import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from nosograph.model.failures import SettingsError
from nosograph.serving.configuration import read_server
from nosograph.serving.frame import HSTS
from nosograph.serving.rates import MOST_CLIENTS, Rates
from nosograph.site import application
from tests.web.visitor import awaited


class Clock:
    """A time that a test moves on."""

    at = 1_000.0

    def __call__(self):
        return self.at


def test_a_client_may_ask_so_often_at_once_and_then_as_often_as_the_rate_says():
    clock = Clock()
    rates = Rates(60, clock)

    assert [rates.wait("a") for _ in range(60)] == [0] * 60
    assert rates.wait("a") == 1
    clock.at += 1
    assert rates.wait("a") == 0
    assert rates.wait("a") > 0
    clock.at += 3600
    assert [rates.wait("a") for _ in range(61)].count(0) == 60


def test_waiting_as_long_as_was_said_is_enough_whatever_the_rate():
    for rate in (1, 7, 60, 1_000, 99_999):
        clock = Clock()
        rates = Rates(rate, clock)
        while not (again := rates.wait("a")):
            pass
        clock.at += again
        assert rates.wait("a") == 0


def test_nobody_waits_for_another():
    rates = Rates(1, Clock())

    assert rates.wait("192.0.2.1") == 0
    assert rates.wait("192.0.2.1") > 0
    assert rates.wait("192.0.2.2") == 0


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("no:address", "no:other", False),
        ("", "192.0.2.1", False),
    ],
)
def test_a_client_of_ipv6_is_its_network(one, other, are_one):
    rates = Rates(1, Clock())
    rates.wait(one)

    assert bool(rates.wait(other)) == are_one


def test_clients_without_number_are_forgotten_and_take_no_more_room():
    rates = Rates(1, Clock())
    for n in range(MOST_CLIENTS + 50):
        rates.wait(str(n))

    assert len(rates._paid) == MOST_CLIENTS


async def _statuses(site, requests):
    behind = ProxyHeadersMiddleware(site, ["10.0.0.0/8"])
    found = []
    for client, path, headers in requests:
        transport = httpx.ASGITransport(behind, client=(client, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as asking:
            found.append(await asking.get(path, headers=headers))
    return found


@pytest.fixture
def limited(tiny_release):
    """A site with a rate of three."""
    site = application(tiny_release, rate=3)
    yield site
    site.pool.close()
    site.releases.close()


def test_who_asks_too_often_is_told_when_to_come_again_and_the_rest_is_answered(limited):
    asked = [("192.0.2.1", "/browse/", {})] * 4 + [
        ("192.0.2.1", "/metrics", {}),
        ("192.0.2.1", "/healthz", {}),
        ("192.0.2.1", "/static/none/site.css", {}),
        ("192.0.2.2", "/browse/", {}),
    ]
    answers = awaited(_statuses(limited, asked))

    assert [each.status_code for each in answers] == [200, 200, 200, 429, 404, 200, 200, 200]
    assert 1 <= int(answers[3].headers["retry-after"]) <= 20
    assert "from your connection" in answers[3].text


def test_a_trusted_proxy_alone_names_the_client(limited):
    by_proxy = [("10.1.2.3", "/browse/", {"x-forwarded-for": f"192.0.2.{n}"}) for n in range(9)]
    made_up = [
        ("198.51.100.1", "/browse/", {"x-forwarded-for": f"203.0.113.{n}"}) for n in range(9)
    ]
    spoofed = [
        ("10.1.2.3", "/browse/", {"x-forwarded-for": f"203.0.113.{n}, 198.51.100.7"})
        for n in range(9)
    ]
    answers = awaited(_statuses(limited, [*by_proxy, *made_up, *spoofed]))

    assert [each.status_code for each in answers[:9]] == [200] * 9
    assert [each.status_code for each in answers[9:18]] == [200] * 3 + [429] * 6
    assert [each.status_code for each in answers[18:]] == [200] * 3 + [429] * 6


def test_strict_transport_is_asked_of_those_who_came_over_tls(limited):
    name, value = (each.decode() for each in HSTS)
    over_tls = ("10.1.2.3", "/", {"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1"})
    made_up = ("192.0.2.2", "/", {"x-forwarded-proto": "https"})
    answers = awaited(_statuses(limited, [over_tls, made_up]))

    assert answers[0].headers[name] == value
    assert name not in answers[1].headers


@pytest.mark.parametrize(
    "wrong", ['"all"', '["10.0.0.0/99"]', "[1.5]", "[7]", "[true]", '"10.0.0.1/8"', "7"]
)
def test_proxies_are_addresses_or_networks(tmp_path, wrong):
    path = tmp_path / "site.toml"
    path.write_text(f"[server]\nproxies = {wrong}\n")

    with pytest.raises(SettingsError, match="proxies is a list of addresses"):
        read_server(path, {}, {})


def test_proxies_and_a_rate_are_read_from_everywhere(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text('[server]\nproxies = ["10.0.0.0/8", "2001:db8::1"]\nrate = 600\n')

    assert read_server(path, {}, {}).proxies == ("10.0.0.0/8", "2001:db8::1")
    assert read_server(path, {"NOSOGRAPH_RATE": "60"}, {}).rate == 60
    assert read_server(None, {"NOSOGRAPH_PROXIES": "192.0.2.1, 192.0.2.2"}, {}).proxies == (
        "192.0.2.1",
        "192.0.2.2",
    )
