"""CSV and OneRoster bundles out; no cell of it is a formula for the spreadsheet that opens it."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> str:
    """A cell that begins like a formula gets an apostrophe, which spreadsheets read as "this is text"."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines with a byte order mark first, by which spreadsheets know UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    mark = "\ufeff"
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        yield mark + buffer.getvalue()
        mark = ""
        buffer.seek(0)
        buffer.truncate()


def packed(tables: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(name, "".join(csv_lines(rows)))
    return buffer.getvalue()
