"""The phrases of criteria pages: key → the phrase in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "criteria": ("Criteria", "Kriterien"),
    "criteria_purpose": ("What this is for", "Wofür das gedacht ist"),
    "criteria_state": ("What is known", "Was bekannt ist"),
    "criteria_form_note": (
        ("State what is known; everything else counts as not known, never as absent. "
        "Nothing is stored or logged."),
        ("Geben Sie an, was bekannt ist; alles andere gilt als nicht bekannt, nie als abwesend. "
        "Nichts wird gespeichert oder protokolliert."),
    ),
    "state_yes": ("Yes", "Ja"),
    "state_no": ("No", "Nein"),
    "state_unknown": ("Not known", "Nicht bekannt"),
    "criteria_onset": ("First day", "Erster Tag"),
    "criteria_value": ("Value", "Wert"),
    "criteria_unit": ("Unit", "Einheit"),
    "criteria_day": ("Day of the result", "Tag des Ergebnisses"),
    "criteria_sample": ("Sample (the same name: one sample)", "Probe (gleicher Name: eine Probe)"),
    "criteria_result": ("Result {number}", "Ergebnis {number}"),
    "criteria_age": ("Age", "Alter"),
    "criteria_age_hint": (
        "Such as 20 months, 6 years or P1Y6M",
        "Etwa 20 months, 6 years oder P1Y6M",
    ),
    "criteria_age_bad": (
        "“{age}” is no age: write it like 20 months, 6 years or P1Y6M.",
        "„{age}“ ist kein Alter: Schreiben Sie es wie 20 months, 6 years oder P1Y6M.",
    ),
    "criteria_value_bad": (
        "“{value}” is no number for {item}; it was left out.",
        "„{value}“ ist keine Zahl für {item}; sie blieb unberücksichtigt.",
    ),
    "criteria_evaluate": ("Show what follows", "Zeigen, was daraus folgt"),
    "criteria_clear": ("Start again", "Neu beginnen"),
    "criteria_save": ("Save the case to a file", "Fall in eine Datei speichern"),
    "criteria_open": ("Open a case from a file", "Fall aus einer Datei öffnen"),
    "criteria_open_note": (
        ("A file saved here, or a GA4GH phenopacket (JSON). It is read and forgotten; "
        "what these criteria do not ask about stays in the case."),
        ("Eine hier gespeicherte Datei oder ein GA4GH-Phenopacket (JSON). Sie wird gelesen und "
        "vergessen; wonach diese Kriterien nicht fragen, bleibt im Fall."),
    ),
    "criteria_open_button": ("Open", "Öffnen"),
    "criteria_carried": (
        "Carried along, as the form above does not show it:",
        "Bleibt im Fall, auch wenn das Formular es nicht zeigt:",
    ),
    "criteria_answer": ("What follows", "Was daraus folgt"),
    "criteria_nothing": (
        "Nothing has been stated yet, so everything is open.",
        "Noch ist nichts angegeben, also ist alles offen.",
    ),
    "verdict_met": (
        "Met by what is stated, whatever the open items turn out to be.",
        "Erfüllt durch das Angegebene, gleich wie sich Offenes herausstellt.",
    ),
    "verdict_not_met": (
        "Not met by what is stated, whatever the open items turn out to be.",
        "Nicht erfüllt durch das Angegebene, gleich wie sich Offenes herausstellt.",
    ),
    "verdict_undetermined": (
        "Open: what is stated neither satisfies nor rules out these criteria.",
        "Offen: Das Angegebene erfüllt diese Kriterien nicht und schließt sie nicht aus.",
    ),
    "criteria_missing": ("Would be met if this were found:", "Wäre erfüllt, wenn sich dies fände:"),
    "criteria_missing_more": ("and {count} more ways", "und {count} weitere Wege"),
    "criteria_next": ("Ask first", "Zuerst klären"),
    "criteria_score": (
        "Sum between {low} and {high}; {threshold} are needed",
        "Summe zwischen {low} und {high}; nötig sind {threshold}",
    ),
    "criteria_revocable": (
        "Met only while this has not been done; a result could overturn it:",
        "Nur erfüllt, solange dies nicht untersucht ist; ein Ergebnis könnte es umstoßen:",
    ),
    "criteria_why": ("Why", "Warum"),
    "holds_yes": ("holds", "trifft zu"),
    "holds_no": ("does not hold", "trifft nicht zu"),
    "holds_unknown": ("not known", "nicht bekannt"),
    "criteria_concerns": ("To look at in the case", "Am Fall zu prüfen"),
    "criteria_rules": ("The rule in words", "Die Regel in Worten"),
    "criteria_basis": ("Basis", "Grundlage"),
    "criteria_use": ("Made for", "Gemacht für"),
    "criteria_read": ("What was read", "Was gelesen wurde"),
    "criteria_version": ("Version", "Version"),
    "criteria_inputs": ("Inputs", "Angaben"),
    "criteria_inputs_count": ("{count} statements", "{count} Angaben"),
    "criteria_notes": ("Notes", "Hinweise"),
    "criteria_reading": ("our reading", "unsere Lesart"),
    "criteria_recalled": ("recalled, not confirmed", "aus der Erinnerung, nicht bestätigt"),
    "criteria_unread": (
        ("Parts of this set rest on our reading or on memory, because the publication has not "
        "been read in full; they are marked."),
        ("Teile dieses Kriteriensatzes beruhen auf unserer Lesart oder auf Erinnerung, weil die "
        "Veröffentlichung nicht vollständig gelesen wurde; sie sind gekennzeichnet."),
    ),
    "criteria_file_bad": ("The file could not be used: {problem}", "Die Datei ist nicht brauchbar: {problem}"),
    "criteria_file_none": ("no file was chosen", "es wurde keine Datei gewählt"),
    "criteria_file_several": ("it holds several cases", "sie enthält mehrere Fälle"),
    "bad_form_title": ("This form cannot be read", "Dieses Formular ist nicht lesbar"),
    "bad_form": (
        "What was sent is no form as a browser sends it. Go back and send it again.",
        "Was gesendet wurde, ist kein Formular eines Browsers. Gehen Sie zurück und senden Sie es erneut.",
    ),
    "criteria_sex": ("Sex", "Geschlecht"),
    "criteria_sex_female": ("female", "weiblich"),
    "criteria_sex_male": ("male", "männlich"),
    "criteria_sex_other": ("other", "anderes"),
}  # fmt: skip
