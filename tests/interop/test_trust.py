"""Who may call a CDS service: signed tokens against an allow-list."""

import json
import time
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from joserfc.jws import serialize_compact

from nosograph.model.failures import SettingsError
from nosograph.site import application
from tests.interop.hooks import bundle, condition, outcome, view
from tests.web.visitor import Visitor

ISS, JKU, BASE = "https://ehr.example/", "https://ehr.example/jwks.json", "https://cds.example"
CALL = view(bundle(condition("HP:0001251")))
EC = ECKey.generate_key("P-384", {"kid": "ec", "alg": "ES384", "use": "sig"})
RSA = RSAKey.generate_key(2048, {"kid": "rsa", "alg": "RS384", "use": "sig"})


@pytest.fixture(scope="module")
def site(tiny_release, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "keys.json").write_text(json.dumps(KeySet([EC, RSA]).as_dict(private=False)))
    (folder / "site.toml").write_text(
        f'[cds-hooks]\nbase = "{BASE}"\nused = "used.sqlite"\n'
        f'[[cds-hooks.callers]]\niss = "{ISS}"\njku = "{JKU}"\nkeys = "keys.json"\ntenant = "t1"\n'
    )
    return application(tiny_release, settings=folder / "site.toml")


@pytest.fixture
def client(site):
    return Visitor(site)


def token(path="/cds-services/criteria", key=EC, header=None, **claims):
    """A good token, but for what is said otherwise."""
    now = int(time.time())
    told = {
        "iss": ISS, "aud": BASE + path, "exp": now + 120, "iat": now, "jti": str(uuid4()), "tenant": "t1",
    } | claims  # fmt: skip
    head = {"alg": key.get("alg"), "kid": key.get("kid"), "typ": "JWT", "jku": JKU} | (header or {})
    kept = {name: value for name, value in told.items() if value is not None}
    shown = {name: value for name, value in head.items() if value is not None}
    algorithms = ["ES384", "RS384", "HS256", "RS256"]
    return serialize_compact(shown, json.dumps(kept), key, algorithms=algorithms)


def status(client, signed, path="/cds-services/criteria", body=CALL):
    head = {"authorization": f"Bearer {signed}"} if signed else {}
    return client.post(path, json=body, headers=head).status_code


@pytest.mark.parametrize("key", [EC, RSA], ids=["ES384", "RS384"])
def test_a_signed_token_of_a_known_caller_opens_the_service(client, key):
    assert status(client, token(key=key)) == 200


def test_a_call_without_a_token_is_refused(client):
    answer = client.post("/cds-services/criteria", json=CALL)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert status(client, "a.b.c") == 401
    assert client.post(
        "/cds-services/criteria", json=CALL, headers={"authorization": "Basic eDp5"}
    ).status_code == 401  # fmt: skip


def test_the_audience_is_the_very_address_that_is_called(client):
    feedback = "/cds-services/criteria/feedback"

    assert status(client, token(aud=[f"{BASE}/cds-services/criteria"])) == 200
    assert status(client, token(aud=f"{BASE}/cds-services")) == 401
    assert status(client, token(aud=f"{BASE}/cds-services/entries")) == 401
    assert status(client, token(aud="http://test/cds-services/criteria")) == 401
    assert status(client, token(feedback), feedback, {"feedback": [outcome()]}) == 200
    assert status(client, token(), feedback, {"feedback": [outcome()]}) == 401


def test_discovery_needs_no_token_and_checks_the_one_it_gets(client):
    def discovered(signed):
        return client.get(
            "/cds-services", headers={"authorization": f"Bearer {signed}"}
        ).status_code

    assert client.get("/cds-services").status_code == 200
    assert discovered(token("/cds-services")) == 200
    assert discovered(token()) == 401


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "jti"])
def test_a_token_needs_every_claim(client, claim):
    assert status(client, token(**{claim: None})) == 401


@pytest.mark.parametrize("field", ["kid", "typ"])
def test_a_token_needs_its_header(client, field):
    assert status(client, token(header={field: None})) == 401
    assert status(client, token(header={field: "other"})) == 401


def test_unsigned_and_shared_secrets_are_refused(client):
    none = token().split(".")
    none[0] = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIiwia2lkIjoiZWMifQ"
    private = {k: v for k, v in RSA.as_dict(private=True).items() if k != "alg"}
    weaker = RSAKey.import_key(private, {"alg": "RS256"})
    secret = OctKey.import_key("x" * 32, {"kid": "ec", "alg": "HS256"})

    assert status(client, ".".join([*none[:2], ""])) == 401
    assert status(client, token(key=secret)) == 401
    assert status(client, token(key=weaker)) == 401


def test_only_listed_issuers_with_their_own_keys_are_known(client):
    stranger = ECKey.generate_key("P-384", {"kid": "ec", "alg": "ES384"})

    assert status(client, token(key=stranger)) == 401
    assert status(client, token(iss="https://other.example/")) == 401
    assert status(client, token(header={"jku": "https://evil.example/jwks.json"})) == 401
    assert status(client, token(header={"jku": None})) == 200
    assert status(client, token(tenant="t2")) == 401


def test_a_token_has_its_time(client):
    now = int(time.time())

    assert status(client, token(exp=now - 60)) == 401
    assert status(client, token(iat=now + 600, exp=now + 700)) == 401
    assert status(client, token(exp=True)) == 401


def test_a_token_is_used_once(client):
    signed = token()

    assert [status(client, signed), status(client, signed)] == [200, 401]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[cds-hooks]\n[[cds-hooks.callers]]\niss = 'x'\nkeys = 'keys.json'", {"keys": [EC.as_dict(private=False)]}),
        ("[cds-hooks]\nbase='https://x'\n[[cds-hooks.callers]]\niss = 'x'\nkeys = 'keys.json'", {"keys": [EC.as_dict(private=True)]}),
        ("[cds-hooks]\nbase='https://x'\n[[cds-hooks.callers]]\niss = 'x'\nkeys = 'keys.json'", {"keys": [{"kty": "oct", "k": "eA"}]}),
        ("[cds-hooks]\nbase='https://x'\n[[cds-hooks.callers]]\niss = 'x'", {}),
    ],
    ids=["no base", "private key", "shared secret", "no keys"],
)  # fmt: skip
def test_keys_that_cannot_be_trusted_stop_the_start(tiny_release, tmp_path, text, keys):
    (tmp_path / "site.toml").write_text(text)
    (tmp_path / "keys.json").write_text(json.dumps(keys))

    with pytest.raises(SettingsError):
        application(tiny_release, settings=tmp_path / "site.toml")
