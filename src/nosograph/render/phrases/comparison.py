"""The phrases of comparisons: key → the phrase in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "cmp": ("Comparison", "Vergleich"),
    "cmp_title": ("{here} or {there}", "{here} oder {there}"),
    "cmp_note": (
        ("Reference for clinicians. The two stand side by side; nothing is decided, and one patient "
        "may have both."),
        ("Zum Nachschlagen für Fachleute. Beide stehen nebeneinander; entschieden wird nichts, und "
        "jemand kann beide haben."),
    ),
    "cmp_apart": ("What tells them apart", "Was sie unterscheidet"),
    "cmp_by": ("says the entry on {name}", "sagt der Eintrag über {name}"),
    "cmp_basis": ("Basis of the entry on {name}", "Grundlage des Eintrags über {name}"),
    "cmp_none": (
        ("Neither entry states what tells the two apart. What follows comes from annotations alone."),
        ("Kein Eintrag sagt, was beide unterscheidet. Was folgt, stammt allein aus Annotationen."),
    ),
    "cmp_typical": ("typical", "typisch"),
    "cmp_possible": ("possible", "möglich"),
    "cmp_unusual": ("unusual", "ungewöhnlich"),
    "cmp_absent": ("does not occur", "kommt nicht vor"),
    "cmp_unknown": ("not stated in any source that was read", "steht in keiner gelesenen Quelle"),
    "cmp_shared": ("goes with both", "passt zu beiden"),
    "cmp_tests": ("Results that would change the mind", "Ergebnisse, die umstimmen würden"),
    "cmp_for": ("speaks for {name}", "spricht für {name}"),
    "cmp_for_neither": ("speaks for neither of the two", "spricht für keines von beiden"),
    "cmp_annotated": ("Findings as annotated", "Befunde laut Annotationen"),
    "cmp_unknown_note": (
        ("“Not annotated” means that no source of this release records it, not that it does not "
        "occur."),
        ("„Nicht annotiert“ heißt, dass keine Quelle dieser Ausgabe es verzeichnet, nicht, dass es "
        "nicht vorkommt."),
    ),
    "cmp_group_opposed": (
        "Recorded for one, ruled out for the other",
        "Bei einem verzeichnet, beim anderen ausgeschlossen",
    ),
    "cmp_group_both": ("Recorded for both", "Bei beiden verzeichnet"),
    "cmp_group_one": ("Recorded for {name} only", "Nur bei {name} verzeichnet"),
    "cmp_group_absent": ("Recorded as not occurring", "Als nicht vorkommend verzeichnet"),
    "cmp_not_annotated": ("not annotated", "nicht annotiert"),
    "cmp_akin": ("but {findings}", "aber {findings}"),
    "cmp_more": ("{count} more", "{count} weitere"),
    "cmp_facts": ("At a glance", "Auf einen Blick"),
    "cmp_nothing": ("not recorded", "nicht verzeichnet"),
    "cmp_criteria": ("Criteria", "Kriterien"),
    "cmp_unconfirmed": ("Not confirmed", "Nicht bestätigt"),
    "cmp_with": ("Compare with", "Vergleichen mit"),
    "cmp_with_note": (
        "A disease of the dictionary, by its name or address.",
        "Eine Krankheit des Wörterbuchs, mit Name oder Adresse.",
    ),
    "cmp_go": ("Compare", "Vergleichen"),
    "cmp_turn": ("The other way round", "Umgekehrt"),
    "cmp_beside": ("Side by side", "Nebeneinander"),
    "cmp_not_found": (
        ("There is no disease of that name or address to compare with. Look for it, then compare "
        "from its own page."),
        ("Eine Krankheit mit diesem Namen oder dieser Adresse gibt es hier nicht. Bitte suchen und "
        "von ihrer Seite aus vergleichen."),
    ),
    "cmp_itself": (
        "A disease cannot be compared with itself.",
        "Eine Krankheit lässt sich nicht mit sich selbst vergleichen.",
    ),
}  # fmt: skip
