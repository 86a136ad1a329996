"""The phrases of work-ups: key → the phrase in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "workup": ("Work-up", "Abklärung"),
    "workup_title": ("Work-up: {disease}", "Abklärung: {disease}"),
    "workup_note": (
        ("Reference for clinicians. A result is one piece of evidence: what it does not mean "
        "stands beside what it means."),
        ("Zum Nachschlagen für Fachleute. Ein Ergebnis ist ein Hinweis unter mehreren: Was es nicht "
        "bedeutet, steht neben dem, was es bedeutet."),
    ),
    "workup_positive": ("If positive", "Wenn auffällig"),
    "workup_negative": ("If negative", "Wenn unauffällig"),
    "workup_not": ("But note", "Aber"),
    "workup_unknown": (
        "No source that was read says what this means.",
        "Keine gelesene Quelle sagt, was das bedeutet.",
    ),
    "workup_after": ("After", "Nach"),
    "workup_unconfirmed": ("Not confirmed", "Nicht bestätigt"),
    "workup_for_child": ("in children", "bei Kindern"),
    "workup_for_adult": ("in adults", "bei Erwachsenen"),
    "workup_kind_examination": ("examination", "Untersuchung"),
    "workup_kind_laboratory": ("laboratory", "Labor"),
    "workup_kind_imaging": ("imaging", "Bildgebung"),
    "workup_kind_recording": ("recording", "Aufzeichnung"),
    "workup_kind_pathology": ("pathology", "Pathologie"),
    "workup_kind_assessment": ("assessment", "Beurteilung"),
}  # fmt: skip
