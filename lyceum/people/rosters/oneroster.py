"""OneRoster 1.2 CSV (1.1 too): users, classes, enrollments, roles; what else is in the bundle is passed over."""

from collections.abc import Callable, Iterator, Mapping

from lyceum.people.rosters.problems import Problems
from lyceum.people.rosters.roster import LONGEST, Enrolment, Roster, RosterClass, RosterPerson
from lyceum.people.rosters.tables import Row, decoded, rows_of

LEARNERS, EDUCATORS = {"student", "learner"}, {"teacher", "instructor", "educator"}
NEEDED = {
    "users.csv": ("sourcedid", "givenname"),
    "classes.csv": ("sourcedid", "title"),
    "enrollments.csv": ("classsourcedid", "usersourcedid", "role"),
}


def parse(tables: Mapping[str, bytes], problems: Problems, advance: Callable[[int], None]) -> Roster:
    """Read the bundle; `advance` hears of every row."""
    roster = Roster(
        problems=problems, people_file="users.csv", classes_file="classes.csv", enrolments_file="enrollments.csv"
    )
    roster.is_whole = _is_bulk(tables, problems)
    for file, take in (("classes.csv", _take_class), ("users.csv", _take_person), ("enrollments.csv", _take_enrolment)):
        for row in _rows(tables, file, problems):
            take(row, roster)
            advance(1)
    return roster


def _rows(tables: Mapping[str, bytes], file: str, problems: Problems) -> Iterator[Row]:
    if file not in tables:
        # A bundle of changes may leave a table out.
        return
    text = decoded(tables[file], file, problems)
    lacking: list[str] | None = None
    for row in rows_of(text, file, problems) if text is not None else ():
        if lacking is None:
            lacking = [column for column in NEEDED[file] if column not in row.cells]
            for column in lacking:
                problems.add("no_column", file, 1, column)
        if lacking:
            return
        yield row


def _is_bulk(tables: Mapping[str, bytes], problems: Problems) -> bool:
    """Whether enrolments are all there are, which they are unless the manifest says `delta`."""
    text = decoded(tables.get("manifest.csv", b""), "manifest.csv", Problems())
    said = {row["propertyName"]: row["value"].lower() for row in rows_of(text or "", "manifest.csv", Problems())}
    return said.get("file.enrollments", "bulk") != "delta"


def _is_deleted(row: Row) -> bool:
    return row["status"].lower() == "tobedeleted"


def _key(row: Row, column: str, file: str, problems: Problems) -> str:
    """A value that must be there and fit; empty, with a problem, if not."""
    value = row[column]
    if not value:
        problems.add("no_value", file, row.line, column)
    elif len(value) > LONGEST["id"]:
        problems.add("too_long", file, row.line, value)
        return ""
    return value


def _take_class(row: Row, roster: Roster) -> None:
    file, problems = roster.classes_file, roster.problems
    key, name = _key(row, "sourcedId", file, problems), _key(row, "title", file, problems)
    if not key or not name:
        return
    if key in roster.classes:
        problems.add("twice", file, row.line, key)
    elif len(name) > LONGEST["class"]:
        problems.add("too_long", file, row.line, name)
    else:
        roster.classes[key] = RosterClass(key, name, row.line, has_id=True, is_deleted=_is_deleted(row))


def _take_person(row: Row, roster: Roster) -> None:
    file, problems = roster.people_file, roster.problems
    key = _key(row, "sourcedId", file, problems)
    given = row["preferredFirstName"] or row["preferredGivenName"] or row["givenName"]
    name = " ".join(filter(None, [given, row["familyName"]]))
    if not name:
        problems.add("no_value", file, row.line, "givenName")
    if not key or not name:
        return
    if key in roster.people:
        problems.add("twice", file, row.line, key)
    elif len(name) > LONGEST["name"]:
        problems.add("too_long", file, row.line, name)
    else:
        is_gone = _is_deleted(row) or row["enabledUser"].lower() == "false"
        roster.people[key] = RosterPerson(key, name, row.line, row["username"], row["email"], True, is_gone)


def _take_enrolment(row: Row, roster: Roster) -> None:
    file, problems, role = roster.enrolments_file, roster.problems, row["role"].lower()
    pair = _key(row, "classSourcedId", file, problems), _key(row, "userSourcedId", file, problems)
    if not all(pair):
        return
    if pair[0] not in roster.classes and roster.is_whole:
        problems.add("unknown_class", file, row.line, pair[0])
    elif pair[1] not in roster.people and roster.is_whole:
        problems.add("unknown_person", file, row.line, pair[1])
    elif _is_deleted(row):
        roster.gone.add(pair)
    elif role not in LEARNERS | EDUCATORS:
        problems.add("role_left_out", file, row.line, role or "–")
    elif pair in roster.enrolments:
        problems.add("twice", file, row.line, pair[1])
    else:
        roster.enrolments[pair] = Enrolment(*pair, role in EDUCATORS, row.line)
