"""How often one client may ask: so many requests a minute, and as many at once after a pause.

Rule 1. A client is the address that asks, or that a trusted proxy names; of IPv6 its network.
Rule 2. No address is kept: a client is a number that this process alone can make, for a minute.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_network
from math import ceil

MINUTE = 60.0
MOST_CLIENTS = 100_000
"""Whose requests are counted; the one that has asked least lately gives way."""
NETWORK = 64
"""Bits of an IPv6 address that somebody does not choose himself."""


class Rates:
    """What clients have asked lately, as the moment at which each has paid for it."""

    def __init__(self, a_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._each = MINUTE / a_minute
        self._now = now
        self._paid: OrderedDict[int, float] = OrderedDict()

    def wait(self, client: str) -> int:
        """Count a request; 0 where it may be answered, else the seconds until one may."""
        now, key = self._now(), hash(_network(client))
        paid = max(self._paid.get(key, now), now) + self._each
        if paid > now + MINUTE + self._each / 2:
            return max(1, ceil(paid - now - MINUTE))
        self._paid[key] = paid
        self._paid.move_to_end(key)
        while len(self._paid) > MOST_CLIENTS:
            self._paid.popitem(last=False)
        return 0


def _network(client: str) -> str:
    """The network of an IPv6 address, whose owner has all of it; any other client as it is."""
    if ":" not in client:
        return client
    try:
        address = IPv6Address(client.partition("%")[0])
    except ValueError:
        return client
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((address.packed, NETWORK), strict=False))
