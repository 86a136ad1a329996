"""The phrases of the pages that find a doctor: key → the phrase in English, in German."""

PHRASES: dict[str, tuple[str, str]] = {
    "find_title": ("Find a doctor", "Ärztliche Hilfe finden"),
    "find_lead": (
        ("Which specialties see a disease, which centres know it, and who is near. The disease and "
        "your position are never sent together, and neither is kept."),
        ("Welche Fachgebiete eine Krankheit behandeln, welche Zentren sie kennen und wer in der "
        "Nähe ist. Krankheit und Standort werden nie zusammen gesendet und nicht gespeichert."),
    ),
    "find_disease": ("Disease, name or code", "Krankheit, Name oder Code"),
    "find_age": ("Age of the person", "Alter der Person"),
    "find_show": ("Show specialties", "Fachgebiete zeigen"),
    "find_choose": ("Which one is meant?", "Welche ist gemeint?"),
    "find_unknown_disease": (
        "No disease of that name was found. Try other words or a code such as ORPHA:1183.",
        "Keine Krankheit dieses Namens gefunden. Versuchen Sie andere Wörter oder einen Code wie ORPHA:1183.",
    ),
    "find_specialties": ("Specialties", "Fachgebiete"),
    "find_recommended": ("Named by the editors", "Von der Redaktion genannt"),
    "find_maybe": ("May also be relevant", "Möglicherweise auch zuständig"),
    "find_maybe_note": (
        "Derived from the findings that are recorded for the disease; nobody has reviewed this.",
        "Aus den zur Krankheit erfassten Befunden abgeleitet; von niemandem geprüft.",
    ),
    "find_why_findings": ("Because of: {findings}", "Wegen: {findings}"),
    "find_why_none": (
        "Nothing is recorded that points to a specialty; ask there for a referral.",
        "Es ist nichts erfasst, das auf ein Fachgebiet weist; fragen Sie dort nach einer Überweisung.",
    ),
    "find_why_classification": ("Listed in the supplied classification.", "In der bereitgestellten Klassifikation genannt."),
    "find_centres": ("Expert centres and networks", "Expertenzentren und Netzwerke"),
    "find_no_centres": (
        "None is recorded here. That does not mean that there is none.",
        "Hier ist keines erfasst. Das heißt nicht, dass es keines gibt.",
    ),
    "find_clinicians": ("Clinicians near you", "Ärztinnen und Ärzte in Ihrer Nähe"),
    "find_privacy": (
        ("Only the specialties and the postal code are sent, not the disease. Specialties can "
        "still tell something about a person."),
        ("Gesendet werden nur Fachgebiete und Postleitzahl, nicht die Krankheit. Auch Fachgebiete "
        "können etwas über eine Person verraten."),
    ),
    "find_postal": ("Postal code", "Postleitzahl"),
    "find_postal_hint": ("Such as 06105, or DE 10115 outside the United States", "Etwa 06105, außerhalb der USA mit Land: DE 10115"),
    "find_position": ("Use my position, rounded to about 10 km", "Meinen Standort verwenden, auf etwa 10 km gerundet"),
    "find_ask": ("Show who is near", "Zeigen, wer in der Nähe ist"),
    "find_filters": ("Only those who", "Nur wer"),
    "find_accepting": ("take new patients", "neue Patienten aufnimmt"),
    "find_telehealth": ("see people by video", "Videosprechstunde anbietet"),
    "find_language": ("Language", "Sprache"),
    "find_network": ("Network or plan", "Netz oder Versicherung"),
    "find_any": ("any", "egal"),
    "find_hide": ("Leave out those of whom it is not known", "Weglassen, von wem es nicht bekannt ist"),
    "find_count": (
        "{yes} yes, {no} no, {unknown} not known",
        "{yes} ja, {no} nein, {unknown} nicht bekannt",
    ),
    "find_counted": (
        "The counts are of all {count} with these specialties within {km} km, whatever is chosen here.",
        "Gezählt sind alle {count} mit diesen Fachgebieten innerhalb von {km} km, gleich was hier gewählt ist.",
    ),
    "find_nearest": ("The nearest {count}, all within {km} km.", "Die nächsten {count}, alle innerhalb von {km} km."),
    "find_within": ("{count} within {km} km.", "{count} innerhalb von {km} km."),
    "find_widened": (
        "{count} within {radius} km, so the search was widened to {km} km.",
        "{count} innerhalb von {radius} km; die Suche wurde auf {km} km erweitert.",
    ),
    "find_nobody": (
        "Nobody was found. Try another specialty, or fewer filters.",
        "Niemand gefunden. Versuchen Sie ein anderes Fachgebiet oder weniger Filter.",
    ),
    "find_unplaced": (
        "{count} more have no position that can be compared and are not listed.",
        "{count} weitere haben keinen vergleichbaren Standort und stehen nicht in der Liste.",
    ),
    "find_bad_postal": (
        "The postal code “{postal}” is not known. Outside the United States write the country first: DE 10115.",
        "Die Postleitzahl „{postal}“ ist nicht bekannt. Außerhalb der USA steht das Land davor: DE 10115.",
    ),
    "find_no_specialty": ("Choose a specialty.", "Wählen Sie ein Fachgebiet."),
    "find_distance": ("{km} km", "{km} km"),
    "find_from_postal": ("from the middle of the postal code", "von der Mitte der Postleitzahl"),
    "find_from_address": ("from the address", "von der Adresse"),
    "find_registered": ("registered for {specialties}", "eingetragen für {specialties}"),
    "find_answer": ("{what}: {answer}", "{what}: {answer}"),
    "find_yes": ("yes", "ja"),
    "find_no": ("no", "nein"),
    "find_not_known": ("not known", "nicht bekannt"),
    "find_verified": ("{source}, last verified {day}", "{source}, zuletzt bestätigt am {day}"),
    "find_absent": (
        "This directory has nobody with a position for: {names}.",
        "Dieses Verzeichnis hat niemanden mit Standort für: {names}.",
    ),
    "find_not_verified": ("{source}, no date of verification", "{source}, ohne Datum der Bestätigung"),
    "find_old": ("more than two years ago", "vor mehr als zwei Jahren"),
    "find_why": ("Why this result", "Warum dieses Ergebnis"),
    "find_call": (
        "Call first: registers are often out of date about addresses and about new patients.",
        "Rufen Sie vorher an: Adressen und Angaben zu neuen Patienten sind in Verzeichnissen oft veraltet.",
    ),
    "find_report": (
        "Something wrong? Tell the register that it comes from ({source}) and name the identifier; that corrects it for everybody.",
        "Etwas falsch? Melden Sie es dem Register, aus dem es stammt ({source}), mit der Kennung; das berichtigt es für alle.",
    ),
    "find_identifier": ("Identifier {id}", "Kennung {id}"),
    "find_example": (
        "EXAMPLE DATA. Nobody on this list exists. A real register can be imported.",
        "BEISPIELDATEN. Niemand auf dieser Liste existiert. Ein echtes Register kann eingelesen werden.",
    ),
    "find_map": ("Where they are: numbers as in the list, + where several share a place, north at the top", "Wo sie sind: Nummern wie in der Liste, + wo mehrere am selben Ort sind, Norden oben"),
    "find_scale": ("circle: {km} km", "Kreis: {km} km"),
    "find_none_title": ("No directory here", "Kein Verzeichnis"),
    "find_none": (
        "This site has no directory of clinicians. Specialties and centres are still shown for each disease.",
        "Diese Seite hat kein Verzeichnis. Fachgebiete und Zentren werden trotzdem zu jeder Krankheit gezeigt.",
    ),
    "care_title": ("Find care", "Hilfe finden"),
    "care_findings": ("May be relevant, going by its findings", "Nach den Befunden möglicherweise zuständig"),
    "care_none": ("Where to ask first", "Erste Anlaufstellen"),
    "care_centres": ("Expert centres and networks listed: {count}", "Verzeichnete Expertenzentren und Netzwerke: {count}"),
    "care_no_centres": ("No expert centre is listed in this entry.", "In diesem Eintrag ist kein Expertenzentrum verzeichnet."),
    "care_link": ("All specialties with reasons, and who is near", "Alle Fachgebiete mit Gründen und wer in der Nähe ist"),
    "find_again": ("Another search", "Neue Suche"),
}  # fmt: skip
