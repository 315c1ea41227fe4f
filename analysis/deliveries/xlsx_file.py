"""Lines out of an XLSX file, which is a zip of XML and therefore weighed before it is opened."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell

from analysis.deliveries.delivery import ProblemCode, UnusableFile
from analysis.deliveries.lines import MOST_COLUMNS, Line, bounded

SHEET = "Aantallen"
"""The sheet that is read, wherever it stands; the first one in a file that has none of that name."""

_MOST_ENTRIES = 200
_MOST_BYTES = 50_000_000
_HIGHEST_RATIO = 100
_MOST_TAGS = 1_000_000
_BLOCK = 65_536


def read_xlsx(content: bytes) -> list[Line]:
    """The lines of the sheet with counts; raises UnusableFile for what is not a whole and modest XLSX."""
    try:
        _weigh(content)
        with warnings.catch_warnings():
            # openpyxl warns of parts that it does not know, which Excel writes and no delivery needs.
            warnings.simplefilter("ignore")
            return bounded(_rows(content))
    except UnusableFile:
        raise
    except Exception as error:
        # A damaged file fails in openpyxl, zipfile, zlib or expat, each with errors of many kinds.
        raise UnusableFile(ProblemCode.UNREADABLE_FILE) from error


def _weigh(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        declared = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        _limit("entries", len(entries), _MOST_ENTRIES)
        _limit("bytes", declared, _MOST_BYTES)
        _limit("ratio", declared, _HIGHEST_RATIO * packed)
        inflated = tags = 0
        for entry in entries:
            for block in _blocks(archive, entry):
                inflated += len(block)
                tags += block.count(b"<")
                _limit("bytes", inflated, _MOST_BYTES)
                _limit("tags", tags, _MOST_TAGS)


def _limit(what: str, amount: int, most: int) -> None:
    if amount > most:
        raise UnusableFile(ProblemCode.FILE_TOO_LARGE, limit=what)


def _blocks(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnusableFile(ProblemCode.UNREADABLE_FILE)
    with archive.open(entry) as part:
        while block := part.read(_BLOCK):
            yield block


def _rows(content: bytes) -> Iterator[list[str]]:
    workbook = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    sheet = next((sheet for sheet in workbook.worksheets if sheet.title == SHEET), workbook.worksheets[0])
    # The size that a sheet declares may be wrong, and a width of our own bounds the work per row.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
        yield [_text(cell) for cell in row]


def _text(cell: ReadOnlyCell) -> str:
    if cell.data_type == "f":
        # The formulas of arrays and data tables come as objects; that they are formulas is enough.
        return cell.value if isinstance(cell.value, str) else "="
    if cell.value is None:
        return ""
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return str(cell.value)
