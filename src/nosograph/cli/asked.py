"""What an argument names: a disease of the release.

Rule. Every command takes a slug, a former slug, a code in any spelling, or a disease's name.
"""

from nosograph.asking.diseases import disease_meant
from nosograph.asking.release import OpenRelease
from nosograph.cli.output import Exit, stop
from nosograph.model.diseases import Disease


def disease_named(release: OpenRelease, typed: str) -> Disease:
    """The disease that is meant; the command ends where that is not sure."""
    meant = disease_meant(release, typed)
    if meant.disease is not None:
        return meant.disease
    if meant.several:
        slugs = ", ".join(each.slug for each in meant.several)
        stop(Exit.NOTHING, f"{typed} means several diseases; name one: {slugs}")
    near = " or ".join(each.slug for each in meant.near[:3])
    hint = f"did you mean {near}?" if near else "find its slug or code with `nosograph search`"
    stop(Exit.NOTHING, f"no entry {typed[:80]!r}: {hint}")
