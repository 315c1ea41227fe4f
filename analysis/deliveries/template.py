"""The empty delivery that a partner downloads: headers, and lists to choose from."""

import csv
import datetime as dt
from io import BytesIO, StringIO
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis.deliveries.cells import LARGEST_COUNT
from analysis.deliveries.delivery import Column
from analysis.deliveries.lines import MOST_ROWS
from analysis.deliveries.words import WORDS
from analysis.deliveries.xlsx_file import SHEET
from analysis.periods import Tertial

PREPARED_ROWS = 200
"""Lines with the period filled in; those that stay without a count are read as blank."""

_CHOICES = "Keuzes"
_WIDTH = 30


def template(period: Tertial, file_type: Literal["csv", "xlsx"]) -> bytes:
    """The file to fill in for a tertial: the same bytes each time, and no example row that could be sent.

    XLSX: the period filled in, a list for every column that has one, and a second sheet with each
    list's Dutch words and codes. CSV: the header only, with `;` and a byte order mark for Dutch Excel.
    """
    return _xlsx(period) if file_type == "xlsx" else _csv()


def _csv() -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";").writerow(Column)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(period: Tertial) -> bytes:
    file = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"in_memory": True, **plain}) as workbook:
        created = dt.datetime.combine(period.first_day, dt.time(), dt.UTC)
        workbook.set_properties({"title": f"Vragen {period}", "created": created})
        counts, choices = workbook.add_worksheet(SHEET), workbook.add_worksheet(_CHOICES)
        for sheet in (counts, choices):
            sheet.set_row(0, None, workbook.add_format({"bold": True}))
            sheet.freeze_panes(1, 0)
        _write_choices(workbook, choices)
        _write_counts(counts, period)
    return file.getvalue()


def _write_choices(workbook: Workbook, sheet: Worksheet) -> None:
    for place, (column, rows) in enumerate(WORDS.items()):
        left = 2 * place
        sheet.write_row(0, left, [column.value, "code"])
        sheet.write_column(1, left, [words[0] for words in rows.values()])
        sheet.write_column(1, left + 1, list(rows))
        letter = chr(ord("A") + left)
        # Excel keeps a list by name in the plain part of a sheet, which every reader knows.
        workbook.define_name(column, f"={_CHOICES}!${letter}$2:${letter}${len(rows) + 1}")
    sheet.autofit()


def _write_counts(sheet: Worksheet, period: Tertial) -> None:
    sheet.write_row(0, 0, [column.value for column in Column])
    sheet.set_column(0, len(Column) - 1, _WIDTH)
    sheet.write_column(1, 0, [str(period)] * PREPARED_ROWS)
    for place, column in enumerate(Column):
        if column in WORDS:
            # Any language may be written, the list holds only ours.
            rule = {"validate": "list", "source": f"={column}", "show_error": column is not Column.LANGUAGE}
            sheet.data_validation(1, place, MOST_ROWS, place, rule)
    count = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST_COUNT}
    place = list(Column).index(Column.COUNT)
    sheet.data_validation(1, place, MOST_ROWS, place, count)
