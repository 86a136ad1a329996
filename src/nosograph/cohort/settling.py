"""From what records state to facts: each spelling is read once, by the reader that reads it anywhere.

    stated ── codes, days, numbers, units, persons ──┬─ facts
                                                     └─ left_out, each row with its reason

Rule. A row is a fact or is left out; the two together are all rows. Nothing is repaired on the way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nosograph.cohort.coding import Codes
from nosograph.cohort.readers.filling import Session, fill, rows_of
from nosograph.cohort.readers.tables import TWICE, literal
from nosograph.criteria.numbers import SPELT, NumberError, read_number
from nosograph.criteria.units import contradict
from nosograph.formats.stated import Why
from nosograph.formats.times import NO_DAYS, TIME, days_of

PLAIN = r"^[+-]?[0-9]+(\.[0-9]+)?$"
"""Numbers that any reader reads alike; SQL takes them as they are."""
COMMA = r"[0-9],([0-9]{1,2}|[0-9]{4,})\s*$"
"""A comma that is surely a decimal mark."""
THOUSANDS = r"^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$"
ISO = rf"^[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}{TIME}$"


@dataclass(frozen=True)
class Study:
    """Which days count."""

    today: date | None = None
    """What lies later is an error."""
    since: date | None = None
    until: date | None = None
    """First and last day of the time that is asked about; what may lie outside says nothing of it."""

    def outside(self, first: str, last: str, began: str) -> list[tuple[str, str]]:
        """Conditions on what does not count, each with its reason."""
        found = []
        if self.today:
            found.append((f"{began} > DATE '{self.today}'", "lies in the future"))
        if self.since or self.until:
            found.append(
                (
                    f"{last} IS NULL",
                    "has no day, so nobody knows whether it lies in the time asked about",
                )
            )
        if self.since:
            before = f"coalesce({first}, DATE '0001-01-01') < DATE '{self.since}'"
            found.append((before, f"lies before {self.since}, or may"))
        if self.until:
            found.append((f"{last} > DATE '{self.until}'", f"lies after {self.until}, or may"))
        return found


ALWAYS = Study()


def settle(session: Session, codes: Codes, study: Study, decimal: str = ".") -> None:
    """Make `facts` and `left_out` of `stated`, which has `row_no`, and `persons`.

    `decimal` is the mark that the source uses, where it says; commas in its values say so too.
    """
    _read_codes(session, codes)
    _read_days(session)
    _read_values(session, decimal)
    _read_units(session)
    session.execute(f"CREATE OR REPLACE TEMP TABLE settled AS {_settled(study)}")
    session.execute(
        "CREATE OR REPLACE TEMP TABLE left_out AS SELECT row_no, source, why, words FROM settled WHERE why IS NOT NULL"
    )
    session.execute(
        "CREATE OR REPLACE TEMP TABLE facts AS SELECT * EXCLUDE (source, why, words) FROM settled WHERE why IS NULL"
    )
    session.execute("DROP TABLE settled")
    _drop_duplicates(session)


def read_births(session: Session) -> None:
    """Give `persons` the first and last possible day of the birth, beside the texts that are none."""
    if not rows_of(session, "SELECT 1 FROM persons WHERE birth_text IS NOT NULL LIMIT 1"):
        return
    found = []
    for (text,) in rows_of(
        session,
        f"SELECT DISTINCT birth_text FROM persons WHERE birth_text IS NOT NULL AND {_plain_day('birth_text')} IS NULL",
    ):
        try:
            found.append((text, *days_of(str(text))))
        except ValueError:
            continue
    fill(session, "read_births", "text VARCHAR, first DATE, last DATE", found)
    first = f"coalesce(p.birth_date, {_plain_day('p.birth_text')}, b.first)"
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE persons AS SELECT p.person_id, {first} AS birth_date, coalesce(p.latest_birth, b.last, {first}) AS latest_birth, "
        f"p.sex, p.death_date, CASE WHEN {first} IS NULL THEN p.birth_text END AS birth_text "
        "FROM persons p LEFT JOIN read_births b ON b.text = p.birth_text ORDER BY p.person_id"
    )


def _read_codes(session: Session, codes: Codes) -> None:
    found = []
    for system, code in rows_of(session, "SELECT DISTINCT code_system, code FROM stated"):
        resolved = codes.resolve(str(system or ""), str(code or ""))
        if resolved is not None:
            found.append((system or "", code, *resolved))
    columns = (
        "in_system VARCHAR, in_code VARCHAR, system VARCHAR, code VARCHAR, narrower BOOLEAN, "
        "status VARCHAR, why VARCHAR, words VARCHAR"
    )
    fill(session, "read_codes", columns, found)


def _read_days(session: Session) -> None:
    """The texts that are no plain date; `days_of` says what they are."""
    found = []
    texts = (
        "SELECT DISTINCT text FROM (SELECT start_text AS text FROM stated UNION ALL SELECT end_text FROM stated) "
        f"WHERE text IS NOT NULL AND NOT ({_plain_day('text')} IS NOT NULL)"
    )
    for (text,) in rows_of(session, texts):
        try:
            first, last = days_of(str(text))
        except ValueError:
            continue
        found.append((text, first, last))
    fill(session, "read_days", "text VARCHAR, first DATE, last DATE", found)


def _plain_day(column: str) -> str:
    is_iso = f"regexp_matches({column}, {literal(ISO)})"
    return f"CASE WHEN {is_iso} THEN TRY_CAST(left({column}, 10) AS DATE) END"


def _read_values(session: Session, decimal: str) -> None:
    """Texts that are no plain number; what is no number at all may be a word that a set offers."""
    found = []
    measured = "SELECT DISTINCT CAST(value AS VARCHAR) AS text FROM stated WHERE status = 'measured' AND value IS NOT NULL"
    commas = f"SELECT 1 FROM ({measured}) WHERE regexp_matches(text, {literal(COMMA)}) LIMIT 1"
    decimal = "," if rows_of(session, commas) else decimal
    plain = f"regexp_matches(trim(text), {literal(PLAIN)})"
    if decimal == ",":
        plain += f" AND NOT regexp_matches(trim(text), {literal(THOUSANDS)})"
    for (text,) in rows_of(session, f"SELECT text FROM ({measured}) WHERE NOT ({plain})"):
        number, comparator, words = _number(str(text), decimal)
        found.append((text, number, comparator, words))
    fill(session, "read_values", "text VARCHAR, number VARCHAR, sign VARCHAR, words VARCHAR", found)


def _number(text: str, decimal: str) -> tuple[str | None, str | None, str | None]:
    """Number, comparator, or why it is none."""
    try:
        found = read_number(text, decimal)
    except NumberError as error:
        return None, None, str(error)
    return f"{found.value:f}", found.comparator or None, None


def _read_units(session: Session) -> None:
    """Units that a record gives twice; where they are two units, nobody knows which is meant."""
    pairs = rows_of(
        session, f"SELECT DISTINCT unit FROM stated WHERE contains(unit, {literal(TWICE)})"
    )
    found = []
    for (text,) in pairs:
        coded, printed = str(text).split(TWICE, 1)
        found.append((text, coded, contradict(coded, printed)))
    fill(session, "read_units", "text VARCHAR, unit VARCHAR, wrong BOOLEAN", found)


AFTER_DEATH = 60
"""Days in which results still come in: as OHDSI's Data Quality Dashboard has it (plausibleBeforeDeath)."""
SIGNS = ("<", "<=", ">=", ">")


def _settled(study: Study) -> str:
    first = f"coalesce(s.start_date, {_plain_day('s.start_text')}, d.first)"
    last = f"coalesce(s.latest_date, d.last, {first})"
    # What was recorded by a day began after the birth.
    began = f"CASE WHEN {first} IS NULL AND {last} IS NOT NULL THEN p.birth_date ELSE {first} END"
    end = f"coalesce(s.end_date, {_plain_day('s.end_text')}, CASE WHEN e.first = e.last THEN e.first END)"
    said = "coalesce(nullif(c.status, ''), s.status)"
    measured = f"{said} = 'measured'"
    placeholders = ", ".join(f"DATE '{day}'" for day in sorted(NO_DAYS))
    spelt = " ".join(f"WHEN {literal(each)} THEN {literal(sign)}" for each, sign in SPELT.items())
    given = f"nullif(CASE trim(s.comparator) {spelt} ELSE trim(s.comparator) END, '')"
    sign = f"nullif(coalesce({given}, v.sign), '=')"
    text = "CAST(s.value AS VARCHAR)"
    cases = [
        ("s.why IS NOT NULL", "s.why", "s.words"),
        ("c.why <> ''", "c.why", "c.words"),
        ("s.person_id IS NULL", literal(Why.PERSON), "'person_id is empty'"),
        ("p.person_id IS NULL", literal(Why.PERSON), "'the person is not in the table of persons'"),
        (f"c.narrower AND {said} = 'absent'", literal(Why.STATUS), "'a narrower code is absent, which rules nothing out'"),
        (f"s.start_text IS NOT NULL AND {first} IS NULL", literal(Why.DATE), "'start_date is no date such as 2026-11-23'"),
        (f"s.end_text IS NOT NULL AND {end} IS NULL AND e.text IS NULL", literal(Why.DATE), "'end_date is no date such as 2026-11-23'"),
        (f"{last} < {first}", literal(Why.DATE), "'its last possible day lies before its first'"),
        (f"{end} < {first}", literal(Why.DATE), "'ends before it starts'"),
        (f"{first} IN ({placeholders})", literal(Why.DATE), f"{first} || ' is what systems write for no day'"),
        (f"{first} > p.death_date + INTERVAL {AFTER_DEATH} DAY", literal(Why.DATE), "'lies after the death'"),
        (f"{last} < p.birth_date", literal(Why.DATE), "'lies before the birth'"),
        *((when, literal(Why.DATE), literal(words)) for when, words in study.outside(first, last, began)),
        (f"{measured} AND s.value IS NULL", literal(Why.VALUE), "'has no value'"),
        (f"{given} NOT IN ('=', {', '.join(map(literal, SIGNS))})",
         literal(Why.VALUE), "'comparator is ' || s.comparator"),
        (f"{measured} AND v.sign IS NOT NULL AND {given} <> v.sign",
         literal(Why.VALUE), "'the value has one comparator, the record another'"),
        ("u.wrong", literal(Why.UNIT), "'the unit is given twice, and not the same: ' || s.unit"),
    ]  # fmt: skip
    why = " ".join(f"WHEN {when} THEN {why}" for when, why, _ in cases)
    words = " ".join(f"WHEN {when} THEN {words}" for when, _, words in cases)
    return (
        f"SELECT s.row_no, s.source, s.person_id, coalesce(c.system, '') AS code_system, c.code, {said} AS status, "
        f"CASE WHEN {last} IS NOT NULL THEN {first} END AS start_date, CASE WHEN {last} > {first} THEN {last} END AS latest_date, {end} AS end_date, "
        # `nan` and `inf` are texts that SQL would take for numbers.
        f"coalesce(v.number, CASE WHEN v.words IS NULL OR TRY_CAST({text} AS DOUBLE) IS NULL THEN {text} END) AS value, {sign} AS comparator, coalesce(u.unit, s.unit) AS unit, "
        f"v.words AS unread, CASE {why} END AS why, CASE {words} END AS words FROM stated s "
        "LEFT JOIN read_codes c ON c.in_system = coalesce(s.code_system, '') AND c.in_code = s.code "
        "LEFT JOIN persons p ON p.person_id = s.person_id "
        "LEFT JOIN read_days d ON d.text = s.start_text LEFT JOIN read_days e ON e.text = s.end_text "
        f"LEFT JOIN read_values v ON v.text = {text} AND {measured} "
        "LEFT JOIN read_units u ON u.text = s.unit "
        # A code that only looks like one that is asked for is nobody's question.
        "WHERE c.in_code IS NOT NULL OR (s.why IS NOT NULL AND s.code IS NULL)"
    )


def _drop_duplicates(session: Session) -> None:
    """Rows that say again what another says are one fact, and are counted."""
    columns = "person_id, code_system, code, status, start_date, latest_date, end_date, value, comparator, unit"
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE again AS SELECT {columns}, min(row_no) AS kept FROM facts GROUP BY {columns} HAVING count(*) > 1"
    )
    if not rows_of(session, "SELECT 1 FROM again LIMIT 1"):
        return
    same = " AND ".join(f"f.{name} IS NOT DISTINCT FROM a.{name}" for name in columns.split(", "))
    session.execute(
        f"INSERT INTO left_out SELECT f.row_no, s.source, {literal(Why.DUPLICATE)}, 'says again what another row says' "
        f"FROM facts f JOIN again a ON {same} JOIN stated s ON s.row_no = f.row_no WHERE f.row_no <> a.kept"
    )
    session.execute(
        f"DELETE FROM facts WHERE row_no IN (SELECT row_no FROM left_out WHERE why = {literal(Why.DUPLICATE)})"
    )


def leave_out_unasked(
    session: Session,
    readable: Iterable[tuple[object, ...]],
    quantities: Iterable[tuple[int, str]],
) -> None:
    """Add to `left_out` the facts that no definition can use: by their status, number or unit.

    `readable` are the set's number, its item, a unit that is read and the values possible in it;
    `quantities` number and item.
    """
    columns = "set_no INTEGER, item VARCHAR, unit VARCHAR, low DOUBLE, high DOUBLE"
    fill(session, "readable", columns, list(readable))
    fill(session, "quantities", "set_no INTEGER, item VARCHAR", list(quantities))
    session.execute(
        "CREATE OR REPLACE TEMP TABLE answering AS SELECT f.row_no, f.unread, f.unit, v.item, q.item IS NOT NULL AS "
        "is_quantity, r.unit IS NOT NULL AS is_readable, "
        "CASE WHEN TRY_CAST(f.value AS DOUBLE) NOT BETWEEN r.low AND r.high THEN f.value || ' ' || f.unit || "
        "' is impossible for ' || v.item || ': only ' || r.low || ' to ' || r.high || ' is' END AS impossible FROM facts f JOIN value_set v ON v.code = f.code "
        "AND CAST(v.system AS VARCHAR) = f.code_system AND CAST(v.status AS VARCHAR) = f.status "
        "LEFT JOIN quantities q ON q.set_no = v.set_no AND q.item = CAST(v.item AS VARCHAR) "
        "LEFT JOIN readable r ON r.set_no = v.set_no AND r.item = CAST(v.item AS VARCHAR) AND r.unit = coalesce(f.unit, '') "
        "WHERE f.status = 'measured'"
    )
    of_any = "SELECT row_no FROM answering WHERE NOT is_quantity OR (unread IS NULL AND is_readable AND impossible IS NULL)"
    session.execute(
        "INSERT INTO left_out SELECT row_no, s.source, "
        f"CASE WHEN any_value(coalesce(a.unread, a.impossible)) IS NOT NULL THEN {literal(Why.VALUE)} ELSE {literal(Why.UNIT)} END, "
        "CASE WHEN any_value(coalesce(a.unread, a.impossible)) IS NOT NULL THEN any_value(coalesce(a.unread, a.impossible)) WHEN any_value(coalesce(a.unit, '')) = '' THEN "
        "'has no unit' ELSE 'unit ' || any_value(a.unit) || ' is not read for ' || min(a.item) END "
        f"FROM answering a JOIN stated s USING (row_no) WHERE row_no NOT IN ({of_any}) GROUP BY row_no, s.source"
    )
    session.execute(
        f"INSERT INTO left_out SELECT f.row_no, s.source, {literal(Why.STATUS)}, "
        "f.status || ' does not answer what is asked of ' || f.code FROM facts f JOIN stated s USING (row_no) "
        "WHERE NOT EXISTS (SELECT 1 FROM value_set v WHERE v.code = f.code AND CAST(v.system AS VARCHAR) = f.code_system "
        "AND CAST(v.status AS VARCHAR) = f.status)"
    )
