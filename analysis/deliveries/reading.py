"""The front door for delivery files: whatever bytes come in, a delivery comes out."""

from collections.abc import Callable

from analysis.deliveries.checks import check
from analysis.deliveries.csv_file import read_csv
from analysis.deliveries.delivery import Delivery, ProblemCode, UnusableFile
from analysis.deliveries.lines import Line
from analysis.deliveries.xlsx_file import read_xlsx
from analysis.periods import Tertial

MOST_BYTES = 5_000_000

_READERS: dict[str, Callable[[bytes], list[Line]]] = {"csv": read_csv, "xlsx": read_xlsx}
_ZIP = b"PK\x03\x04"
_FOREIGN = (b"\xd0\xcf\x11\xe0", b"%PDF")
"""The first bytes of an old or encrypted Office file, and of a PDF."""


def read_delivery(filename: str, content: bytes, period: Tertial) -> Delivery:
    """What a partner's file delivers about a tertial: all its rows, or no rows and every problem in it.

    CSV or XLSX by the end of its name, at most 5 MB, 5,000 rows and 30 columns; a thousand empty lines
    in succession end a sheet. Never raises. A file made to exhaust the machine is refused or cut short
    by these limits, but openpyxl has no bound on its time: read unknown files in a limited process.
    """
    try:
        return check(_lines(filename, content), period)
    except UnusableFile as refusal:
        return Delivery(period, (), (refusal.problem,))


def _lines(filename: str, content: bytes) -> list[Line]:
    file_type = filename.rpartition(".")[2].strip().lower()
    if file_type not in _READERS:
        raise UnusableFile(ProblemCode.WRONG_TYPE, accepted=", ".join(_READERS))
    if not content:
        raise UnusableFile(ProblemCode.EMPTY_FILE)
    if len(content) > MOST_BYTES:
        raise UnusableFile(ProblemCode.FILE_TOO_LARGE, limit="bytes")
    if content.startswith(_ZIP) != (file_type == "xlsx") or content.startswith(_FOREIGN):
        raise UnusableFile(ProblemCode.WRONG_TYPE, accepted=", ".join(_READERS))
    return _READERS[file_type](content)
