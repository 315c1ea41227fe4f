"""A downloaded template, filled in with one row, is a delivery."""

from io import BytesIO
from typing import Literal
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from analysis.deliveries.delivery import Column, CountRow, ProblemCode
from analysis.deliveries.reading import read_delivery
from analysis.deliveries.template import PREPARED_ROWS, template
from analysis.deliveries.words import WORDS
from analysis.periods import Tertial
from analysis.vocabulary import Asker, Channel, Law

PERIOD = Tertial(2026, 3)


def filled_in(*values: object, line: int = 2) -> bytes:
    workbook, file = load_workbook(BytesIO(template(PERIOD, "xlsx"))), BytesIO()
    for place, value in enumerate(values, start=2):
        workbook["Aantallen"].cell(line, place, value)
    workbook.save(file)
    return file.getvalue()


@pytest.mark.parametrize("line", [2, 90, PREPARED_ROWS + 1])
def test_one_row_chosen_from_the_lists_is_accepted(line: int) -> None:
    chosen = [next(iter(WORDS[column].values()))[0] for column in (Column.ASKER, Column.THEME)]
    delivery = read_delivery("sjabloon.xlsx", filled_in(*chosen, 4, line=line), PERIOD)
    assert delivery.problems == ()
    assert delivery.rows == (CountRow(Asker.ASYLUM, "obligation", Law.UNKNOWN, "und", Channel.UNKNOWN, 4),)


def test_the_csv_template_with_one_row_is_accepted() -> None:
    content = template(PERIOD, "csv") + b"2026-T3;asylum;obligation;4;;;\r\n"
    assert [row.count for row in read_delivery("sjabloon.csv", content, PERIOD).rows] == [4]


def test_the_order_of_the_sheets_does_not_matter() -> None:
    workbook, file = load_workbook(BytesIO(filled_in("asylum", "course", 4))), BytesIO()
    workbook.move_sheet("Keuzes", -1)
    workbook.save(file)
    assert [row.count for row in read_delivery("sjabloon.xlsx", file.getvalue(), PERIOD).rows] == [4]


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_a_template_sent_back_as_it_came_says_nothing(file_type: Literal["csv", "xlsx"]) -> None:
    delivery = read_delivery(f"sjabloon.{file_type}", template(PERIOD, file_type), PERIOD)
    assert [problem.code for problem in delivery.problems] == [ProblemCode.EMPTY_FILE]


def test_the_template_of_another_tertial_is_refused() -> None:
    content = filled_in("asylum", "course", 1)
    delivery = read_delivery("sjabloon.xlsx", content, PERIOD.next)
    assert [problem.code for problem in delivery.problems] == [ProblemCode.WRONG_PERIOD]


def test_every_list_offers_all_dutch_words_and_only_a_language_may_be_outside_it() -> None:
    workbook = load_workbook(BytesIO(template(PERIOD, "xlsx")))
    lists = {
        rule.formula1: rule
        for rule in workbook["Aantallen"].data_validations.dataValidation
        if rule.type == "list"
    }
    assert set(lists) == set(WORDS)
    for place, column in enumerate(Column):
        if column in WORDS:
            offered = workbook["Keuzes"][
                workbook.defined_names[column].attr_text.split("!")[1].replace("$", "")
            ]
            assert [cell.value for (cell,) in offered] == [words[0] for words in WORDS[column].values()]
            assert workbook["Aantallen"].cell(1, place + 1).value == column
            assert str(lists[column].sqref) == f"{'ABCDEFG'[place]}2:{'ABCDEFG'[place]}5001"
            assert bool(lists[column].showErrorMessage) == (column is not Column.LANGUAGE)


def test_the_template_holds_no_formula_and_no_link() -> None:
    for sheet in load_workbook(BytesIO(template(PERIOD, "xlsx"))):
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for cell in row)


def test_the_bytes_depend_on_the_tertial_alone() -> None:
    content = template(PERIOD, "xlsx")
    assert content == template(PERIOD, "xlsx") != template(PERIOD.next, "xlsx")
    with ZipFile(BytesIO(content)) as archive:
        assert b"2026-09-01T00:00:00Z" in archive.read("docProps/core.xml")
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_the_csv_template_opens_in_columns_in_dutch_excel() -> None:
    assert template(PERIOD, "csv").startswith("\ufeffperiode;vraagsteller;".encode())
