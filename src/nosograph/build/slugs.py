"""Addresses: one per disease, readable, and never dead once given.

Rule 1. An entry's address is its folder's name; every other disease gets one made of its name.
Rule 2. Diseases whose names make the same address all get their code appended, so that none of
them depends on the order in which they are read.
Rule 3. An address that was in use leads to where the disease stands now.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from nosograph.library.words import words
from nosograph.model.codes import Code

LONGEST = 80
"""Characters of an address before its code; longer names are cut between words."""


def slug_of(name: str) -> str:
    """`name` as an address; empty when nothing of it can stand in one."""
    parts = [part for word in words(name) if (part := re.sub(r"[^a-z0-9]", "", word))]
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug


def slug_with(name: str, code: Code) -> str:
    """`name` and `code` as an address."""
    return "-".join(
        part for part in (slug_of(name), slug_of(code.system), code.value.lower()) if part
    )


def assigned(names: Mapping[Code, str], taken: Iterable[str]) -> dict[Code, str]:
    """An address for each disease, by its preferred code; `taken` are in use by entries."""
    plain = {code: slug_of(name) for code, name in names.items()}
    uses = Counter(plain.values())
    # A name that reads like a code must not take the address that is left for that code.
    reserved = {*taken, *(slug_with("", code) for code in names)}
    slugs = {
        code: slug_with(names[code], code)
        if not slug or uses[slug] > 1 or slug in reserved
        else slug
        for code, slug in plain.items()
    }
    return _apart(slugs, set(taken))


def _apart(slugs: dict[Code, str], reserved: set[str]) -> dict[Code, str]:
    """A name that ends like another one's code may still collide; the code is unique by itself."""
    uses = Counter(slugs.values())
    return {
        code: slug_with("", code) if uses[slug] > 1 or slug in reserved else slug
        for code, slug in slugs.items()
    }


def redirects(
    now: Mapping[str, Iterable[str]],
    former: Mapping[str, str],
    before: Mapping[str, Iterable[str]],
    redirected: Mapping[str, str],
) -> dict[str, str]:
    """Former address → address now.

    `now` and `before` give the codes of each address in this and in the previous release,
    `former` the addresses that entries name, `redirected` the previous release's redirects.
    """
    holder = {code: slug for slug in sorted(now, reverse=True) for code in now[slug]}

    def moved(slug: str) -> str | None:
        if slug in now:
            return slug
        return next((holder[code] for code in before.get(slug, ()) if code in holder), None)

    found = {old: target for old, next_one in redirected.items() if (target := moved(next_one))}
    found |= {old: target for old in before if old not in now and (target := moved(old))}
    found |= former
    return {old: target for old, target in sorted(found.items()) if old not in now}
