"""From bytes to rows: archives within bounds, letters in whatever encoding, tables with their line numbers."""

import csv
import io
import unicodedata
import zipfile
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, zip_longest

from charset_normalizer import from_bytes

from lyceum.people.rosters.problems import Problems

MOST_BYTES = 50 * 2**20
MOST_FILES = 40
MOST_ROWS = 200_000
SAMPLE = 256 * 1024
#: What spreadsheets in the six languages write when they do not write UTF-8. More would be guessed wrong more often.
ENCODINGS = ["utf_16_le", "utf_16_be", "gb18030", "big5", "cp1251", "cp1252", "cp1256"]
CONTROLS = dict.fromkeys(code for code in range(32) if chr(code) not in "\t\n\r")


@dataclass(frozen=True)
class Row:
    """One line of a table: its number in the file, and its cells by column, the columns' names in small letters."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column.lower(), "")


def unpacked(name: str, data: bytes, problems: Problems) -> dict[str, bytes]:
    """The CSV files of an upload by their name in small letters, without folders; a ZIP is opened within bounds."""
    if len(data) > MOST_BYTES:
        problems.add("too_big", name)
        return {}
    if not data.startswith(b"PK"):
        return {_plain(name): data}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _members(archive, name, problems)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        problems.add("bad_zip", name)
        return {}


def _members(archive: zipfile.ZipFile, name: str, problems: Problems) -> dict[str, bytes]:
    """What the archive claims is not believed: at most so many bytes are unpacked in all."""
    tables: dict[str, bytes] = {}
    entries = [info for info in archive.infolist() if info.filename.lower().endswith((".csv", ".txt", ".tsv"))]
    if len(entries) > MOST_FILES:
        problems.add("zip_bomb", name)
        return {}
    left = MOST_BYTES
    for info in entries:
        with archive.open(info) as file:
            data = file.read(left + 1)
        left -= len(data)
        if left < 0:
            problems.add("zip_bomb", name)
            return {}
        tables[_plain(info.filename)] = data
    return tables


def _plain(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].lower()[:80]


def decoded(data: bytes, file: str, problems: Problems) -> str | None:
    """The text, and a notice of the encoding if it had to be guessed; None, with a problem, if none fits."""
    for mark, encoding in ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _tried(data, encoding, file, problems)
    try:
        text = data.decode("utf-8")
        if "\0" not in text:
            return text
    except UnicodeDecodeError:
        pass
    best = from_bytes(data[:SAMPLE], cp_isolation=ENCODINGS, preemptive_behaviour=False).best()
    if best is None:
        problems.add("encoding", file)
        return None
    problems.add("guessed", file, 0, best.encoding.replace("cp125", "windows-125").replace("_", "-").upper())
    return _tried(data, best.encoding, file, problems)


def _tried(data: bytes, encoding: str, file: str, problems: Problems) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        problems.add("encoding", file)
        return None


def rows_of(text: str, file: str, problems: Problems) -> Iterator[Row]:
    """The rows of a table with a head; empty lines are passed over. A line that is no CSV ends it with a problem."""
    reader = csv.reader(io.StringIO(text.translate(CONTROLS), newline=""), delimiter=_delimiter(text), strict=True)
    try:
        head = [_cell(name).lower() for name in next(reader, [])]
        line = reader.line_num
        for cells in islice(reader, MOST_ROWS + 1):
            start, line = line + 1, reader.line_num
            if start > MOST_ROWS + 1:
                problems.add("too_many_rows", file, start, str(MOST_ROWS))
                return
            if any(cell.strip() for cell in cells):
                yield Row(start, dict(zip_longest(head, map(_cell, cells[: len(head)]), fillvalue="")))
    except csv.Error:
        problems.add("broken_csv", file, reader.line_num)


def _delimiter(text: str) -> str:
    """Spreadsheets of half the world write semicolons."""
    head = text.split("\n", 1)[0][:4096]
    return max(",;\t", key=head.count)


def _cell(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
