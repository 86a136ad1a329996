"""Specialties by their code in the NUCC provider taxonomy, with names of our own.

Rule. The taxonomy's own names and definitions are licensed and not here; `nucc` reads them from
a file that its user has. A code without a name of ours is shown as a code.
"""

NAMES: dict[str, tuple[str, str]] = {
    "207K00000X": ("Allergy and immunology", "Allergologie und Immunologie"),
    "207N00000X": ("Dermatology", "Dermatologie"),
    "207NP0225X": ("Paediatric dermatology", "Kinderdermatologie"),
    "207Q00000X": ("Family medicine", "Hausarztmedizin"),
    "207R00000X": ("Internal medicine", "Innere Medizin"),
    "207RA0002X": ("Congenital heart disease in adults", "Angeborene Herzfehler bei Erwachsenen"),
    "207RC0000X": ("Cardiology", "Kardiologie"),
    "207RC0001X": ("Heart rhythm disorders", "Herzrhythmusstörungen"),
    "207RE0101X": ("Endocrinology, diabetes and metabolism", "Endokrinologie, Diabetes und Stoffwechsel"),
    "207RG0100X": ("Gastroenterology", "Gastroenterologie"),
    "207RH0000X": ("Haematology", "Hämatologie"),
    "207RH0003X": ("Haematology and oncology", "Hämatologie und Onkologie"),
    "207RI0001X": ("Immunology", "Immunologie"),
    "207RI0008X": ("Hepatology", "Hepatologie"),
    "207RI0200X": ("Infectious diseases", "Infektionsmedizin"),
    "207RN0300X": ("Nephrology", "Nephrologie"),
    "207RP1001X": ("Lung medicine", "Pneumologie"),
    "207RR0500X": ("Rheumatology", "Rheumatologie"),
    "207RX0202X": ("Medical oncology", "Internistische Onkologie"),
    "207SG0201X": ("Clinical genetics", "Klinische Genetik"),
    "207SG0202X": ("Inborn errors of metabolism", "Angeborene Stoffwechselkrankheiten"),
    "207T00000X": ("Neurosurgery", "Neurochirurgie"),
    "207V00000X": ("Obstetrics and gynaecology", "Frauenheilkunde und Geburtshilfe"),
    "207VE0102X": ("Reproductive endocrinology", "Gynäkologische Endokrinologie"),
    "207VM0101X": ("Maternal and fetal medicine", "Pränatalmedizin"),
    "207W00000X": ("Ophthalmology", "Augenheilkunde"),
    "207WX0107X": ("Diseases of the retina", "Netzhauterkrankungen"),
    "207WX0109X": ("Neuro-ophthalmology", "Neuroophthalmologie"),
    "207WX0110X": ("Paediatric ophthalmology", "Kinderaugenheilkunde"),
    "207X00000X": ("Orthopaedic surgery", "Orthopädie"),
    "207XP3100X": ("Paediatric orthopaedics", "Kinderorthopädie"),
    "207Y00000X": ("Ear, nose and throat", "Hals-Nasen-Ohren-Heilkunde"),
    "207YP0228X": ("Paediatric ear, nose and throat", "Kinder-HNO"),
    "208000000X": ("Paediatrics", "Kinder- und Jugendmedizin"),
    "2080I0007X": ("Paediatric immunology", "Kinderimmunologie"),
    "2080N0001X": ("Care of newborns", "Neugeborenenmedizin"),
    "2080P0008X": ("Neurodevelopmental paediatrics", "Neuropädiatrische Entwicklungsmedizin"),
    "2080P0201X": ("Paediatric allergy and immunology", "Kinderallergologie und -immunologie"),
    "2080P0202X": ("Paediatric cardiology", "Kinderkardiologie"),
    "2080P0205X": ("Paediatric endocrinology", "Kinderendokrinologie"),
    "2080P0206X": ("Paediatric gastroenterology", "Kindergastroenterologie"),
    "2080P0207X": ("Paediatric haematology and oncology", "Kinderhämatologie und -onkologie"),
    "2080P0208X": ("Paediatric infectious diseases", "Kinderinfektiologie"),
    "2080P0210X": ("Paediatric nephrology", "Kindernephrologie"),
    "2080P0214X": ("Paediatric lung medicine", "Kinderpneumologie"),
    "2080P0216X": ("Paediatric rheumatology", "Kinderrheumatologie"),
    "208100000X": ("Rehabilitation medicine", "Rehabilitationsmedizin"),
    "2081P0010X": ("Paediatric rehabilitation", "Kinderrehabilitation"),
    "2084N0008X": ("Neuromuscular medicine", "Neuromuskuläre Medizin"),
    "2084N0400X": ("Neurology", "Neurologie"),
    "2084N0402X": ("Child neurology", "Neuropädiatrie"),
    "2084P0800X": ("Psychiatry", "Psychiatrie"),
    "2084P0804X": ("Child and adolescent psychiatry", "Kinder- und Jugendpsychiatrie"),
    "2084V0102X": ("Stroke and vessels of the brain", "Schlaganfallmedizin"),
    "208800000X": ("Urology", "Urologie"),
    "2088P0231X": ("Paediatric urology", "Kinderurologie"),
    "2086S0120X": ("Paediatric surgery", "Kinderchirurgie"),
    "208600000X": ("Surgery", "Chirurgie"),
    "122300000X": ("Dentistry", "Zahnmedizin"),
    "225100000X": ("Physiotherapy", "Physiotherapie"),
}  # fmt: skip
"""Code → our name in English, in German."""


def name(code: str, language: str = "en") -> str:
    """Our name of a specialty, or its code."""
    both = NAMES.get(code)
    return both[language == "de"] if both else code
