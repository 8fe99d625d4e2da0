"""The gradebook as a table, and what a table says. Pure.

Two lines of head: titles, and below them the ids by which works are found again. Then a line for each learner.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lyceum.teaching.grades import Cell, Standing
from lyceum.teaching.sheets import Line, Value

EXCUSED, MISSING = "EX", "M"
#: Columns before those of works: name, username, id.
BEFORE = 3
DECIMALS = str.maketrans({",": ".", "٫": ".", "٬": "", "٪": "", "%": "", "\u00a0": "", "\u202f": "", " ": "", "'": ""})


@dataclass(frozen=True)
class Problem:
    """What cannot be read, and where; `code` is put into words by the page."""

    line: int
    column: str
    code: str
    value: str = ""


@dataclass
class Wanted:
    """(work's id, learner's id) → text of the cell, and what could not be read."""

    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def text_of(cell: Cell) -> str:
    """What stands in a cell of the table: per cent, EX, M, or nothing."""
    if cell.standing == Standing.EXCUSED:
        return EXCUSED
    if cell.standing == Standing.MISSING and cell.is_by_hand:
        return MISSING
    return "" if cell.share is None else percent_text(cell.share)


def percent_text(share: float) -> str:
    return f"{round(share * 100, 2):g}"


def as_value(text: str) -> Value:
    return text if text in {"", EXCUSED, MISSING} else float(text)


def parsed(text: str) -> str | None:
    """A cell that somebody typed as `text_of` would write it; None if it is no mark.

    Decimal commas, signs of per cent and digits of any script are understood.
    """
    plain = text.strip()
    if plain.upper() in {"", EXCUSED, MISSING}:
        return plain.upper()
    digits = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() and not char.isascii() else char for char in plain
    ).translate(DECIMALS)
    if not digits.replace(".", "", 1).isdecimal() or not digits.isascii():
        return None
    percent = float(digits)
    return percent_text(percent / 100) if 0 <= percent <= 100 else None


def wanted_of(lines: Sequence[Line], works: Mapping[str, str], people: Mapping[str, str]) -> Wanted:
    """What the table says of works (id → title) and learners (id or username → id)."""
    wanted = Wanted()
    columns = _columns(lines, works, wanted)
    seen: set[str] = set()
    for number, cells in lines[2:]:
        person = people.get(_cell(cells, 2).lower()) or people.get(_cell(cells, 1).lower())
        if person is None or person in seen:
            code = "unknown_person" if person is None else "person_twice"
            wanted.problems.append(Problem(number, "", code, _cell(cells, 0) or _cell(cells, 1) or _cell(cells, 2)))
            continue
        seen.add(person)
        _take(number, cells, columns, person, works, wanted)
    return wanted


def _columns(lines: Sequence[Line], works: Mapping[str, str], wanted: Wanted) -> dict[int, str]:
    """Place of a column → id of its work, by the second line of the head."""
    if len(lines) < 2:
        wanted.problems.append(Problem(1, "", "no_head"))
        return {}
    columns: dict[int, str] = {}
    number, ids = lines[1]
    for place in range(BEFORE, len(ids)):
        key = ids[place].strip().lower()
        if key in works and key not in columns.values():
            columns[place] = key
        elif key:
            title = _cell(lines[0][1], place)
            wanted.problems.append(Problem(number, title, "work_twice" if key in works else "unknown_work", key))
    if not columns and not wanted.problems:
        wanted.problems.append(Problem(number, "", "no_head"))
    return columns


def _take(
    number: int, cells: Sequence[str], columns: Mapping[int, str], person: str, works: Mapping[str, str], wanted: Wanted
) -> None:
    for place, work in columns.items():
        text = parsed(_cell(cells, place))
        if text is None:
            wanted.problems.append(Problem(number, works[work], "bad_mark", _cell(cells, place)[:40]))
        else:
            wanted.cells[work, person] = text


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
