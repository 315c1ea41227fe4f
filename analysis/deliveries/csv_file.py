"""Lines out of a CSV file as spreadsheets and registers write them."""

import csv
from io import StringIO

from analysis.deliveries.delivery import ProblemCode, UnusableFile
from analysis.deliveries.lines import Line, bounded

_DELIMITERS = ";,\t"


def read_csv(content: bytes) -> list[Line]:
    """The lines of a CSV file in UTF-8 or Windows-1252; `;`, `,` or tab, whichever its header has most of.

    Raises UnusableFile for other encodings and for a quotation that is never closed.
    """
    text = _decode(content)
    header = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count), strict=True)
    try:
        return bounded(reader)
    except csv.Error as error:
        raise UnusableFile(ProblemCode.UNREADABLE_FILE, reader.line_num) from error


def _decode(content: bytes) -> str:
    if b"\0" in content:
        raise UnusableFile(ProblemCode.UNREADABLE_FILE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnusableFile(ProblemCode.UNREADABLE_FILE) from error
