"""The phrases of scales and courses: key → the phrase in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "scale": ("Severity scale", "Schweregradskala"),
    "scale_note": (
        "A scale describes how severe something is on one day. It makes no diagnosis.",
        "Eine Skala beschreibt, wie schwer etwas an einem Tag ist. Sie stellt keine Diagnose.",
    ),
    "scale_purpose": (
        ("Adds up ratings that somebody trained in the scale has made, and draws totals over time. "
        "It neither rates nor advises on treatment."),
        ("Zählt Bewertungen zusammen, die eine in der Skala geübte Person vergeben hat, und "
        "zeichnet Summen über die Zeit. Sie bewertet nicht selbst und rät zu keiner Behandlung."),
    ),
    "scale_unconfirmed": ("Items not confirmed", "Items nicht bestätigt"),
    "scale_no_score": (
        "It cannot be scored here until somebody has read the source.",
        "Sie kann hier nicht ausgewertet werden, bis jemand die Quelle gelesen hat.",
    ),
    "scale_unread": (
        "It rests on publications that nobody here has read in full; the references say what was read.",
        "Sie beruht auf Veröffentlichungen, die hier niemand vollständig gelesen hat; das Verzeichnis sagt, was gelesen wurde.",
    ),
    "scale_measures": ("What it measures", "Was sie misst"),
    "scale_applied_by": ("Who rates", "Wer bewertet"),
    "scale_version": ("Version", "Version"),
    "scale_range": ("Total", "Summe"),
    "scale_range_of": ("{least} to {most}", "{least} bis {most}"),
    "scale_not_known": ("not known", "nicht bekannt"),
    "scale_higher": ("A higher total means", "Eine höhere Summe heißt"),
    "scale_worse": ("more severe", "schwerer"),
    "scale_better": ("less severe", "leichter"),
    "scale_bands": ("Names of ranges", "Namen der Bereiche"),
    "scale_uses": ("Where it has been used", "Wo sie verwendet wurde"),
    "scale_items": ("Items", "Items"),
    "scale_items_named": (
        "Items that a source names; how they are rated is not confirmed.",
        "Items, die eine Quelle nennt; wie sie bewertet werden, ist nicht bestätigt.",
    ),
    "scale_form": ("Ratings", "Bewertungen"),
    "scale_form_note": (
        ("Choose what was rated; an item that was not rated leaves the total open and never "
        "counts as zero. Nothing is stored or logged."),
        ("Wählen Sie, was bewertet wurde; ein nicht bewertetes Item lässt die Summe offen und "
        "zählt nie als null. Nichts wird gespeichert oder protokolliert."),
    ),
    "scale_not_rated": ("Not rated", "Nicht bewertet"),
    "scale_add": ("Add up", "Zusammenzählen"),
    "scale_save": ("Save the ratings to a file", "Bewertungen in eine Datei speichern"),
    "scale_answer": ("Total", "Summe"),
    "scale_total": ("Total: {total}", "Summe: {total}"),
    "scale_total_open": (
        "Total: between {least} and {most}, because some items are not rated.",
        "Summe: zwischen {least} und {most}, weil Items nicht bewertet sind.",
    ),
    "scale_missing": ("Not rated: {items}", "Nicht bewertet: {items}"),
    "scale_band": ("Range: {band}", "Bereich: {band}"),
    "scale_band_open": ("Range still open: {bands}", "Bereich noch offen: {bands}"),
    "scale_no_band": ("No source names this range.", "Keine Quelle benennt diesen Bereich."),
    "scale_course": ("Course over time", "Verlauf über die Zeit"),
    "scale_course_note": (
        ("Open a file of your own: CSV with the columns date, total, relapse (and, where they are "
        "confirmed, one for each item), or JSON. It is read, drawn and forgotten."),
        ("Öffnen Sie eine eigene Datei: CSV mit den Spalten date, total, relapse (und, wo "
        "bestätigt, einer je Item) oder JSON. Sie wird gelesen, gezeichnet und vergessen."),
    ),
    "scale_course_file": ("File with the course", "Datei mit dem Verlauf"),
    "scale_course_button": ("Draw", "Zeichnen"),
    "scale_course_empty": ("No file was chosen.", "Es wurde keine Datei gewählt."),
    "scale_course_bad": (
        "The file cannot be used: {problem}",
        "Die Datei ist nicht verwendbar: {problem}",
    ),
    "scale_course_as_recorded": (
        "Totals as recorded; not computed here, and the range of the scale is not known.",
        "Summen wie aufgezeichnet; nicht hier berechnet, und der Bereich der Skala ist unbekannt.",
    ),
    "scale_course_legend": (
        ("Filled: added up here. Hollow: as recorded. Bar: not all items rated. "
        "Triangle and dashed line: relapse, as recorded."),
        ("Gefüllt: hier zusammengezählt. Hohl: wie aufgezeichnet. Balken: nicht alle Items "
        "bewertet. Dreieck und gestrichelte Linie: Rückfall, wie aufgezeichnet."),
    ),
    "scale_course_table": ("The course as a table", "Der Verlauf als Tabelle"),
    "scale_course_versions": (
        ("The file holds ratings with different versions of the scale ({versions}); their totals "
        "cannot be compared, and no line joins them."),
        ("Die Datei enthält Bewertungen mit verschiedenen Versionen der Skala ({versions}); ihre "
        "Summen sind nicht vergleichbar, und keine Linie verbindet sie."),
    ),
    "scale_other": (
        "The file names another scale: {scale}.",
        "Die Datei nennt eine andere Skala: {scale}.",
    ),
    "scale_date": ("Date", "Datum"),
    "scale_how": ("How", "Wie"),
    "scale_computed": ("added up here", "hier zusammengezählt"),
    "scale_recorded": ("as recorded", "wie aufgezeichnet"),
    "scale_relapse": ("relapse", "Rückfall"),
    "scale_remarks": ("Remarks", "Anmerkungen"),
}  # fmt: skip
