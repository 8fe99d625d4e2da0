"""Tables as CSV and ODS. Pure: rows in, bytes out; bytes in, rows out."""

import csv
import io
import zipfile
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from charset_normalizer import from_bytes
from odfdo import Cell as OdsCell
from odfdo import Document, Row, Table

MOST_BYTES = 5 * 2**20
#: What an ODS file may come to when it is unpacked.
MOST_UNPACKED = 60 * 2**20
MOST_ROWS, MOST_COLUMNS = 5000, 300
#: What spreadsheets in the six languages write when they do not write UTF-8.
ENCODINGS = ["utf_16_le", "utf_16_be", "gb18030", "big5", "cp1251", "cp1252", "cp1256"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Value = str | float
Line = tuple[int, list[str]]


class BadSheet(ValueError):
    """The file as a whole cannot be read; the message is its code: too_big, not_a_table."""


def harmless(text: str) -> str:
    """Names that spreadsheets would take for formulas stay text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def to_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a mark, by which spreadsheets know it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else f"{cell:g}" for cell in row])
    return BOM_UTF8 + text.getvalue().encode()


def to_ods(rows: Iterable[Sequence[Value]], name: str) -> bytes:
    """Text is written as text, so that nothing in it is a formula."""
    document, table = Document("spreadsheet"), Table(name)
    for cells in rows:
        row = Row()
        row.set_values([cell if isinstance(cell, str) else Decimal(f"{cell:g}") for cell in cells])
        table.append_row(row)
    body: Any = document.body
    body.clear()
    body.append(table)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def read(data: bytes) -> list[Line]:
    """(line number, cells as text) of every line that is not empty. Raises BadSheet."""
    if len(data) > MOST_BYTES:
        raise BadSheet("too_big")
    lines = _read_ods(data) if data.startswith(b"PK") else _read_csv(data)
    return [(number, cells) for number, cells in lines if any(cells)]


def _read_ods(data: bytes) -> list[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise BadSheet("too_big")
        body: Any = Document(io.BytesIO(data)).body
        rows = body.tables[0].iter_rows(end=MOST_ROWS)
        return [(number, _cells(row)) for number, row in enumerate(rows, 1)]
    except BadSheet:
        raise
    except (
        zipfile.BadZipFile, zlib.error, SyntaxError, OSError, KeyError, IndexError, AttributeError, TypeError,
        ValueError, NotImplementedError, RuntimeError, EOFError,
    ) as error:  # fmt: skip
        raise BadSheet("not_a_table") from error


def _cells(row: Row) -> list[str]:
    return [_text(cell) for cell in row.iter_cells(end=MOST_COLUMNS)]


def _text(cell: OdsCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.type == "percentage" and isinstance(value, Decimal | float | int):
        value = Decimal(str(value)) * 100
    if isinstance(value, Decimal | float) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else f"{value:g}"
    return " ".join(str(value).split())


def _read_csv(data: bytes) -> list[Line]:
    text = _decoded(data)
    if "\0" in text:
        raise BadSheet("not_a_table")
    head = text.split("\n", 1)[0][:8192]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    lines, start = [], 1
    try:
        for cells in islice(reader, MOST_ROWS):
            lines.append((start, [" ".join(cell.split()) for cell in cells[:MOST_COLUMNS]]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadSheet("not_a_table") from error
    return lines


def _decoded(data: bytes) -> str:
    marks = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
    encoding = next((name for mark, name in marks if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        best = from_bytes(data[: 256 * 1024], cp_isolation=ENCODINGS, preemptive_behaviour=False).best()
    try:
        return data.decode(best.encoding if best else "utf-8")
    except UnicodeDecodeError as error:
        raise BadSheet("not_a_table") from error
