"""One plain table: class, name and, if there are, username and email. Heads may be in any of the six languages."""

import re
from collections.abc import Callable

from lyceum.people.models.accounts import folded
from lyceum.people.rosters.problems import Problems
from lyceum.people.rosters.roster import LONGEST, Enrolment, Roster, RosterClass, RosterPerson
from lyceum.people.rosters.tables import Row, decoded, rows_of

#: Column → what it may be called.
HEADS = {
    "class": ("class", "group", "classe", "clase", "grupo", "класс", "группа", "الصف", "الفصل", "班级", "班"),
    "name": ("name", "learner", "student", "nom", "élève", "nombre", "alumno", "имя", "ученик", "الاسم", "姓名", "名字"),
    "username": ("username", "identifiant", "usuario", "логин", "اسم المستخدم", "用户名"),
    "email": ("email", "e-mail", "courriel", "correo", "почта", "البريد الإلكتروني", "邮箱"),
}  # fmt: skip
USERNAME = re.compile(r"^[\w.@+-]+$")


def looks_simple(data: bytes) -> bool:
    """Whether the head of a table has a class and a name."""
    problems = Problems()
    text = decoded(data, "", problems)
    first = next(rows_of((text or "").split("\n", 1)[0] + "\nx", "", problems), None)
    return (first is not None and _columns(first) is not None) or (first is not None and _has(first, "class"))


def _has(row: Row, column: str) -> bool:
    return any(head in row.cells for head in HEADS[column])


def _columns(row: Row) -> dict[str, str] | None:
    found = {column: next((head for head in heads if head in row.cells), "") for column, heads in HEADS.items()}
    return found if found["class"] and found["name"] else None


def parse(file: str, data: bytes, problems: Problems, advance: Callable[[int], None]) -> Roster:
    roster = Roster(problems=problems, people_file=file, classes_file=file, enrolments_file=file)
    text = decoded(data, file, problems)
    for row in rows_of(text, file, problems) if text is not None else ():
        columns = _columns(row)
        if columns is None:
            for column in ("class", "name"):
                if not _has(row, column):
                    problems.add("no_column", file, 1, column)
            break
        _take(row, {column: row[head] if head else "" for column, head in columns.items()}, roster)
        advance(1)
    return roster


def _take(row: Row, cells: dict[str, str], roster: Roster) -> None:
    file, problems = roster.people_file, roster.problems
    for column in ("class", "name"):
        if not cells[column]:
            problems.add("no_value", file, row.line, column)
            return
        if len(cells[column]) > LONGEST[column]:
            problems.add("too_long", file, row.line, cells[column])
            return
    class_key, name_key = f"name:{folded(cells['class'])}", folded(cells["name"])
    # A person without a username is known by name within the class.
    username = cells["username"]
    key = f"user:{username.lower()}" if username else f"name:{class_key}/{name_key}"
    roster.classes.setdefault(class_key, RosterClass(class_key, cells["class"], row.line))
    if (class_key, key) in roster.enrolments:
        problems.add("twice", file, row.line, username or cells["name"])
        return
    roster.people.setdefault(key, RosterPerson(key, cells["name"], row.line, username, cells["email"]))
    roster.enrolments[class_key, key] = Enrolment(class_key, key, False, row.line)
