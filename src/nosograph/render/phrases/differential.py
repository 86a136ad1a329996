"""The phrases of the differential diagnosis: key → the phrase in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "differential": ("Differential diagnosis", "Differenzialdiagnose"),
    "differential_short": ("Differential", "Differenzial"),
    "tools": ("Criteria and pathways", "Kriterien und Pfade"),
    "tools_off_title": ("This tool is switched off here", "Dieses Werkzeug ist hier abgeschaltet"),
    "tools_off": (
        ("Criteria and the differential diagnosis are meant for professionals. This site is run "
        "for the public and does not offer them."),
        ("Kriterien und Differenzialdiagnose sind für Fachleute gedacht. Diese Seite wird für die "
        "Öffentlichkeit betrieben und bietet sie nicht an."),
    ),
    "dx_purpose": (
        ("For clinicians: a list of annotated rare diseases that fit the findings you state, with "
        "reasons. It is a reference, not a diagnosis, and diseases that HPO does not annotate are "
        "not in it."),
        ("Für Fachleute: eine Liste annotierter seltener Krankheiten, die zu den angegebenen "
        "Befunden passen, mit Begründung. Sie dient zum Nachschlagen, ist keine Diagnose, und "
        "Krankheiten, die HPO nicht annotiert, fehlen darin."),
    ),
    "dx_findings": ("Findings", "Befunde"),
    "dx_add": ("Add a finding", "Befund hinzufügen"),
    "dx_add_hint": (
        "A sign in your words, or an HPO id",
        "Ein Zeichen in Ihren Worten oder eine HPO-Kennung",
    ),
    "dx_add_button": ("Look up", "Nachschlagen"),
    "dx_choose": ("Which one is meant?", "Welcher ist gemeint?"),
    "dx_not_found": (
        "No finding is called “{text}”. Try another word, or its English name.",
        "Kein Befund heißt „{text}“. Versuchen Sie ein anderes Wort oder den englischen Namen.",
    ),
    "dx_present": ("present", "vorhanden"),
    "dx_absent": ("looked for, absent", "gesucht, nicht vorhanden"),
    "dx_remove": ("take out", "herausnehmen"),
    "dx_none_yet": ("No finding has been stated yet.", "Noch ist kein Befund angegeben."),
    "dx_genes": ("Only diseases of these genes", "Nur Krankheiten dieser Gene"),
    "dx_genes_hint": ("Symbols, with blanks between them", "Symbole, durch Leerzeichen getrennt"),
    "dx_sort": ("Order", "Reihenfolge"),
    "dx_sort_score": ("by score", "nach Punktwert"),
    "dx_sort_system": ("by organ system", "nach Organsystem"),
    "dx_sort_matched": ("by findings explained", "nach erklärten Befunden"),
    "dx_show": ("Show the list", "Liste zeigen"),
    "dx_list": ("Diseases that fit", "Krankheiten, die passen"),
    "dx_considered": (
        "{count} diseases were compared; annotations of {version}. Scores are not probabilities.",
        "{count} Krankheiten wurden verglichen; Annotationen von {version}. Punktwerte sind keine Wahrscheinlichkeiten.",
    ),
    "dx_level_none": (
        "There is nothing to go by: state at least one finding that is present.",
        "Es gibt keinen Anhalt: Geben Sie mindestens einen vorhandenen Befund an.",
    ),
    "dx_level_weak": (
        ("No disease stands out. The diagnosis may well not be in this list, or not be annotated "
        "at all; more findings may help."),
        ("Keine Krankheit hebt sich ab. Die Diagnose steht womöglich nicht in der Liste oder ist "
        "gar nicht annotiert; weitere Befunde können helfen."),
    ),
    "dx_level_some": (
        "Some diseases fit better than others, none clearly.",
        "Einige Krankheiten passen besser als andere, keine deutlich.",
    ),
    "dx_level_clear": (
        "The first diseases fit clearly better than all others.",
        "Die ersten Krankheiten passen deutlich besser als alle anderen.",
    ),
    "dx_unexplained": (
        "None of the first diseases explains:",
        "Keine der ersten Krankheiten erklärt:",
    ),
    "dx_unused": ("Not used", "Nicht verwendet"),
    "dx_next": ("What to look for next", "Wonach als Nächstes zu suchen ist"),
    "dx_next_note": (
        "Findings whose presence or absence would best tell the first diseases apart.",
        "Befunde, die die ersten Krankheiten am besten voneinander unterscheiden.",
    ),
    "dx_next_shown_by": ("would speak for {numbers}", "spräche für {numbers}"),
    "dx_score": ("score {score}", "Punktwert {score}"),
    "dx_why": ("Why", "Warum"),
    "dx_finding": ("Finding", "Befund"),
    "dx_how": ("How it fits", "Wie er passt"),
    "dx_adds": ("Adds", "Beitrag"),
    "dx_sum": ("Sum", "Summe"),
    "dx_typical": ("Typical, not stated", "Typisch, nicht angegeben"),
    "dx_match_exact": ("annotated", "annotiert"),
    "dx_match_descendant": ("more specific: {via}", "spezieller: {via}"),
    "dx_match_ancestor": ("more general: {via}", "allgemeiner: {via}"),
    "dx_match_related": ("related: {via}", "verwandt: {via}"),
    "dx_match_borrowed": ("annotated to similar diseases", "bei ähnlichen Krankheiten annotiert"),
    "dx_match_not_annotated": ("not annotated", "nicht annotiert"),
    "dx_match_excluded": ("absent here", "hier nicht vorhanden"),
    "dx_match_prior": ("age or sex", "Alter oder Geschlecht"),
    "dx_onset": ("Age at onset", "Alter bei Beginn"),
    "dx_sex": ("Sex", "Geschlecht"),
    "dx_in_share": ("in {share} of patients", "bei {share} der Erkrankten"),
    "dx_picture": ("Findings × diseases", "Befunde × Krankheiten"),
    "dx_picture_note": (
        ("What each finding adds to the score: filled for, outlined against. The same as a table "
        "follows."),
        ("Was jeder Befund beiträgt: gefüllt dafür, umrandet dagegen. Darunter dasselbe als "
        "Tabelle."),
    ),
    "dx_table": ("The same as a table", "Dasselbe als Tabelle"),
    "dx_compare": ("Compare", "Vergleichen"),
    "dx_compare_button": ("Compare what is ticked (2 to 4)", "Angekreuzte vergleichen (2 bis 4)"),
    "dx_compare_title": ("Side by side", "Nebeneinander"),
    "dx_compare_few": ("Tick 2 to 4 diseases to compare.", "Kreuzen Sie 2 bis 4 Krankheiten an."),
    "dx_save": ("Save the case to a file", "Fall in eine Datei speichern"),
    "dx_from_case": ("Rank diseases for this case", "Krankheiten für diesen Fall ordnen"),
    "dx_age_now": ("Age now", "Alter jetzt"),
    "dx_age_onset": ("Age at onset", "Alter bei Beginn"),
    "dx_no_list": ("Nothing in this list speaks for a disease.", "Nichts spricht hier für eine Krankheit."),
}  # fmt: skip
