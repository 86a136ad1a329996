"""Slow, large and many connections, against a real server."""

import contextlib
import re
import socket
import subprocess
import sys
import time

import httpx
import pytest

START = """
from nosograph.serving import connections
connections.HEADERS_WITHIN = connections.BODY_WITHIN = 1.0
from nosograph.cli import main
main()
"""


@pytest.fixture(scope="module")
def address(tiny_release):
    """A server that is quick to lose patience and takes twenty connections."""
    command = [sys.executable, "-c", START, "serve", "--port", "0", "--connections", "20"]
    with subprocess.Popen(
        [*command, "--release", tiny_release], stderr=subprocess.PIPE, text=True
    ) as process:
        yield re.search(r"http://([\d.]+):(\d+)/", process.stderr.readline()).groups()
        process.kill()


@pytest.fixture
def connected(address):
    """Makes connections, and closes them."""
    made = []

    def connect():
        made.append(socket.create_connection(address, timeout=20))
        return made[-1]

    yield connect
    for each in made:
        each.close()


def until_closed(connection):
    """What comes before the server ends the connection."""
    found = b""
    try:
        while part := connection.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


def test_half_a_request_is_given_up(connected):
    connection = connected()
    connection.sendall(b"GET / HTTP/1.1\r\nHost: loc")

    assert until_closed(connection).startswith(b"HTTP/1.1 408")


def test_a_byte_now_and_then_gains_no_time(connected):
    connection, began = connected(), time.monotonic()
    connection.sendall(b"GET / HTTP/1.1\r\n")
    while time.monotonic() - began < 5:
        try:
            connection.sendall(b"x")
        except OSError:
            break
        time.sleep(0.1)

    assert time.monotonic() - began < 4


def test_a_body_that_does_not_come_ends_the_connection(connected):
    connection = connected()
    connection.sendall(
        b"POST /api/suggest HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nq="
    )

    assert b" 200 " not in until_closed(connection)


def test_headers_without_an_end_are_refused(connected):
    connection = connected()
    with contextlib.suppress(OSError):
        connection.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000)

    assert until_closed(connection)[:12] in (b"HTTP/1.1 431", b"")


def test_many_silent_connections_lock_nobody_out(connected, address):
    silent = [connected() for _ in range(60)]

    answer = httpx.get(f"http://{address[0]}:{address[1]}/healthz", timeout=20)

    assert answer.status_code == 200
    assert len(silent) == 60


def test_several_requests_on_one_connection_are_answered(address):
    with httpx.Client(base_url=f"http://{address[0]}:{address[1]}") as client:
        found = [client.get("/d/example-syndrome/").status_code for _ in range(5)]

    assert found == [200] * 5


def test_a_body_that_is_refused_spoils_nothing_for_the_next_request(address):
    long = b"q=" + b"x" * 3_000_000
    with httpx.Client(base_url="http://{}:{}".format(*address), timeout=20) as client:
        for _ in range(5):
            assert client.post("/api/suggest", content=long).status_code == 413
            assert client.get("/healthz").status_code == 200
