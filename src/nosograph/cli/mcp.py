"""`nosograph mcp`: the dictionary as tools for agents."""

from nosograph.cli.options import DEFAULT_RELEASE, Release
from nosograph.cli.output import Exit, stop


def mcp(release: Release = DEFAULT_RELEASE) -> None:
    """Answer agents over standard input and output, by the Model Context Protocol.

    \b
    nosograph mcp
    nosograph mcp --release /srv/nosograph/current

    The tools are the questions of the dictionary: search, entries, claims, codes, criteria, the
    differential, recognition, comparison, specialties. Nothing that is asked is kept or logged.
    """
    try:
        from nosograph.interop.agents import serve_stdio
    except ImportError:
        stop(Exit.USAGE, "agents need the protocol's library: pip install 'nosograph[agents]'")
    import anyio

    from nosograph.interop.python import open_release

    with open_release(release) as dictionary:
        anyio.run(serve_stdio, dictionary)
