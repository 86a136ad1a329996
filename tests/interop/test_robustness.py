"""Whatever is sent to the interfaces is answered clearly, and leaves no trace."""

import gc
import json
import logging
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interop.hooks import PATIENT, bundle, condition, outcome, view
from tests.web.visitor import Visitor

ADDRESSES = (
    "/cds-services/criteria",
    "/cds-services/entries",
    "/cds-services/criteria/feedback",
    "/infobutton",
)
CLEAR = {200, 300, 303, 400, 404, 406, 412, 413}
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["code", "coding", "entry", "resource", "resourceType", "x"]), inner),
    max_leaves=12,
)  # fmt: skip


def send(client, address, content):
    answer = client.post(address, content=content, headers={"content-type": "application/json"})
    assert answer.status_code in CLEAR, (answer.status_code, answer.text)
    return answer


@given(st.sampled_from(ADDRESSES), st.binary(max_size=200) | values.map(json.dumps))
def test_random_bodies_are_refused_clearly(site, address, content):
    send(Visitor(site), address, content)


@pytest.mark.parametrize("depth", [50, 900, 1_100, 100_000])
@pytest.mark.parametrize("address", ADDRESSES)
def test_bodies_that_are_nested_too_deeply_are_refused(client, address, depth):
    whole = view(bundle(condition("HP:0001251")))
    whole["prefetch"]["conditions"]["entry"].append("HERE")
    deep = json.dumps(whole).replace('"HERE"', '{"resource":' * depth + "1" + "}" * depth)

    send(client, address, "[" * depth + "]" * depth)
    send(client, address, deep)


@given(values, values, st.sampled_from(["conditions", "observations", "patient"]))
def test_resources_of_any_shape_are_read_or_left_out(site, value, inner, key):
    resource = {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/pt-1"}}
    body = view(bundle(condition("HP:0001251"), resource | {"code": value, "onsetDateTime": inner}))
    body["prefetch"][key] = body["prefetch"].get(key) if key == "conditions" else value

    send(Visitor(site), "/cds-services/criteria", json.dumps(body))


def test_memory_stays_flat_under_bodies_that_are_refused(client):
    def many():
        for n in range(150):
            send(client, ADDRESSES[n % 3], "[" * (n * 100) + str(n))

    def held():
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    def grown():
        before = held()
        many()
        return held() - before

    tracemalloc.start()
    many()
    # What is measured or loaded for the first time grows once; what is kept grows each time.
    least = min(grown() for _ in range(4))
    tracemalloc.stop()

    # The bodies of a round have 1.1 MB; coverage, where it measures, keeps a little of each thread.
    assert least < 400_000


def test_larger_bodies_than_a_chart_are_refused(client):
    answer = send(client, "/cds-services/criteria", b" " * (4 * 2**20 + 1))

    assert answer.status_code == 413


MARK = "Zaphod-Marker"


@settings(max_examples=15)
@given(st.sampled_from(["text", "display", "id", "userComment", "hook", "family", "dn"]))
def test_no_trace_of_a_person_is_in_any_log(site, place):
    client, told = Visitor(site), []
    handler = logging.Handler()
    handler.emit = lambda entry: told.append(handler.format(entry))
    logging.getLogger().addHandler(handler)
    marked = condition("HP:0001251", display=MARK, text=MARK, id=MARK)
    body = view(bundle(marked), patient=PATIENT | {"name": [{"family": MARK}]})
    try:
        logging.getLogger("nosograph.serving").setLevel(logging.DEBUG)
        client.post(
            "/cds-services/criteria", json=body | ({"hook": MARK} if place == "hook" else {})
        )
        client.post("/cds-services/criteria", content=json.dumps(body) + MARK)
        comment = {"reason": {"code": MARK}, "userComment": MARK}
        client.post(
            "/cds-services/criteria/feedback",
            json={"feedback": [outcome(overrideReason=comment)]},
        )
        client.get(f"/infobutton?mainSearchCriteria.v.dn={MARK}&age.v.v={MARK}")
        client.get(f"/infobutton/{MARK}")
        client.get(f"/?mainSearchCriteria.v.dn={MARK}")
        client.post(f"/cds-services/{MARK}", json=body)
    finally:
        logging.getLogger().removeHandler(handler)

    assert told
    assert MARK not in "\n".join(told)
