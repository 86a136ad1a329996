"""The phrases of pathways: key → the phrase in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "pathway": ("Care pathway", "Behandlungspfad"),
    "pathway_scope": ("For whom", "Für wen"),
    "pathway_basis": ("Basis", "Grundlage"),
    "pathway_inferred": (
        ("{inferred} of {lines} lines are inferred and drawn dashed: no source that was read "
        "states them."),
        ("{inferred} von {lines} Linien sind erschlossen und gestrichelt: Keine gelesene Quelle "
        "nennt sie."),
    ),
    "pathway_picture": ("Picture", "Bild"),
    "pathway_list": ("Step by step", "Schritt für Schritt"),
    "pathway_step_through": ("Step through", "Durchgehen"),
    "pathway_first": ("From the beginning", "Von vorn"),
    "pathway_specialist": ("in the hands of a specialist centre", "in Händen eines Fachzentrums"),
    "pathway_ends": ("the pathway may end here", "hier kann der Pfad enden"),
    "pathway_edge_inferred": ("inferred ({how})", "erschlossen ({how})"),
    "pathway_go_back": ("back to", "zurück zu"),
    "pathway_go_on": ("continue at", "weiter bei"),
    "pathway_if": ("if {when}", "wenn {when}"),
    "pathway_note": (
        "Reference for clinicians; no doses, and no replacement for the team's own protocol.",
        "Zum Nachschlagen für Fachleute; ohne Dosen und kein Ersatz für das Protokoll der Klinik.",
    ),
    "local_of": ("local: {hospital}", "lokal: {hospital}"),
    "local_instead": ("What the dictionary says instead", "Was stattdessen im Lexikon steht"),
    "select_all": ("All of these:", "Alle davon:"),
    "select_one": ("The first that applies:", "Das Erste, das zutrifft:"),
    "select_any": ("Any of these:", "Eines oder mehrere davon:"),
}  # fmt: skip
