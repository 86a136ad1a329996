"""What visitors type stays out of logs; nothing comes from, or goes to, third parties."""

import logging
import re

import pytest

from nosograph.serving.frame import POLICY

EVERY_KIND = [
    "/", "/search?q=ataxia", "/d/example-syndrome/", "/d/example-syndrome/patient/",
    "/d/marfan-syndrome/", "/de/d/marfan-syndrome/patient/", "/t/HP:0001251", "/g/FBN1", "/browse/",
    "/browse/E", "/systems/", "/systems/HP:0000707", "/about/sources", "/about/keys", "/nothing",
]  # fmt: skip


def test_the_log_names_the_route_and_never_what_was_asked(client, caplog):
    with caplog.at_level(logging.INFO, "nosograph.serving"):
        client.get("/search?q=secretword")
        client.post("/search", data={"q": "secretword"})
        client.get("/t/HP:0001251")
        client.get("/secretword")

    written = " ".join(record.getMessage() for record in caplog.records)
    assert "/search" in written
    assert "/t/{term}" in written
    assert "secretword" not in written
    assert "0001251" not in written


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_page_carries_the_policy_and_nothing_foreign(client, path):
    answer = client.get(path)

    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in answer.headers
    assert not re.search(r'\b(src|action|data)="https?:', answer.text)
    assert not re.search(r'<link rel="(stylesheet|icon)" href="(?!/)', answer.text)


def test_the_policy_starts_from_nothing():
    assert POLICY.startswith("default-src 'none'")
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
