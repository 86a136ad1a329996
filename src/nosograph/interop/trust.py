"""Who calls a CDS service: the signed token of CDS Hooks 2.0, checked against an allow-list.

Rule 1. Where callers are listed, a call without a good token is refused with 401 and told no more
than that; where none are, anybody who reaches the server may call.
Rule 2. Keys are files of the operator's; nothing is fetched because a token names it.
"""

import json
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.requests import Request

from nosograph.interop.machines import Refused
from nosograph.serving.settings import Settings, settings

ALGORITHMS = ("ES384", "RS384")
"""Those that the specification recommends; `none` and shared secrets are not among them."""
SKEW = 10
"""Seconds by which clocks may differ."""
_DENIED = {"www-authenticate": 'Bearer error="invalid_token"'}


class _DeniedError(Exception):
    """A token that is not good."""


def check_caller(request: Request, address: str, *, needed: bool = True) -> None:
    """Check the token of a call of `address`.

    Raises:
        Refused: it has none that is good.
    """
    told = settings(request)
    header = request.headers.get("authorization", "")
    if not told.callers or not (header or needed):
        return
    scheme, _, token = header.partition(" ")
    try:
        if scheme.casefold() != "bearer":
            raise _DeniedError
        _check(token.strip(), f"{told.hooks_base}{address}", told, time.time())
    except (_DeniedError, JoseError, ValueError, TypeError):
        raise Refused(
            401, "the call needs a token of a caller that is known here", _DENIED
        ) from None


def _check(token: str, audience: str, told: Settings, now: float) -> None:
    found = jwt.decode(token, lambda signed: _key(signed, told), algorithms=[*ALGORITHMS])
    claims = found.claims
    caller = told.callers[claims["iss"]]
    given = claims.get("aud")
    if audience not in (given if isinstance(given, list) else [given]):
        raise _DeniedError
    if caller.tenant and claims.get("tenant") != caller.tenant:
        raise _DeniedError
    issued, ends, id = _number(claims, "iat"), _number(claims, "exp"), claims.get("jti")
    if issued > now + SKEW or ends + SKEW <= now:
        raise _DeniedError
    if not isinstance(id, str) or not id or not told.used.first(caller.iss, id, ends + SKEW):
        raise _DeniedError


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _DeniedError
    return value


def _key(signed: Any, told: Settings) -> KeySet:
    """The keys of the issuer that a token names, if everything else that it names fits."""
    headers = signed.headers()
    claims = json.loads(signed.payload)
    issuer = claims.get("iss") if isinstance(claims, dict) else None
    caller = told.callers.get(issuer) if isinstance(issuer, str) else None
    if caller is None or headers.get("typ") != "JWT" or not headers.get("kid"):
        raise _DeniedError
    if headers.get("jku", caller.jku) != caller.jku:
        raise _DeniedError
    return _keys(json.dumps(dict(caller.keys), sort_keys=True))


@lru_cache
def _keys(written: str) -> KeySet:
    return KeySet.import_key_set(json.loads(written))
