"""The phrases of editions that need no server, and of leaflets: key → in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "edition_needs_server": (
        "This edition works without a server. What this form would work out is not part of it; the questions can be read.",
        "Diese Ausgabe kommt ohne Server aus. Was dieses Formular ausrechnen würde, gehört nicht dazu; die Fragen lassen sich lesen.",
    ),
}
