"""Files that leave the service: nothing in them may come alive in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable

Cell = str | int

_LIVE = re.compile(r"[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\0]")
"""How a text begins that a spreadsheet may compute (OWASP, CSV injection; also in full width)."""


def neutralise(cell: str) -> str:
    """The text as a spreadsheet shows it, with an apostrophe before what it would compute."""
    return f"'{cell}" if _LIVE.match(cell) else cell


def write_csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    """A CSV file as Dutch Excel opens it: UTF-8 with a byte order mark, `;` and CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow(neutralise(cell) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue().encode("utf-8-sig")
