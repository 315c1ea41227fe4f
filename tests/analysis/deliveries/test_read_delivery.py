"""A partner's file is read whole or refused with every problem named where it stands."""

import csv
import datetime as dt
from collections.abc import Sequence
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from analysis.deliveries.delivery import Column, CountRow, Delivery, Problem, ProblemCode
from analysis.deliveries.reading import read_delivery
from analysis.deliveries.words import WORDS, code_of, fold
from analysis.periods import Tertial
from analysis.vocabulary import LANGUAGES, THEME_CODES, Asker, Channel, Law

PERIOD = Tertial(2026, 3)
HEADER = ["periode", "vraagsteller", "thema", "aantal", "stelsel", "taal", "kanaal"]
GOOD = ["2026-T3", "Gemeente", "Boete, handhaving en bezwaar", "12", "Wi2021", "Turks", "Telefoon"]
ROW = CountRow(Asker.MUNICIPALITY, "fine-objection", Law.WI2021, "tr", Channel.PHONE, 12)


def csv_of(*rows: list[str], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_of(*rows: Sequence[object]) -> bytes:
    workbook, file = Workbook(), BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(file)
    return file.getvalue()


def read(*rows: list[str]) -> Delivery:
    return read_delivery("aantallen.csv", csv_of(*rows), PERIOD)


def found(delivery: Delivery) -> list[tuple[int, str, ProblemCode]]:
    assert delivery.rows == ()
    return [(problem.line, problem.column, problem.code) for problem in delivery.problems]


def good_but(column: Column, text: str) -> list[str]:
    return [text if name == column else value for name, value in zip(HEADER, GOOD, strict=True)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_file_is_read_in_every_dialect(delimiter: str, encoding: str) -> None:
    accented = good_but(Column.THEME, "Verblijf\u00a0en naturalisatie")
    delivery = read_delivery(
        "A.CSV", csv_of(HEADER, GOOD, accented, delimiter=delimiter, encoding=encoding), PERIOD
    )
    assert delivery.problems == ()
    assert [row.theme for row in delivery.rows] == ["fine-objection", "residence-nationality"]


def test_a_spreadsheet_with_numbers_and_numbers_as_text_is_read() -> None:
    content = xlsx_of(
        HEADER, [*GOOD[:3], 12, *GOOD[4:]], ["2026-T3", "family", "course", 7.0], [], ["2026-T3"]
    )
    delivery = read_delivery("aantallen.xlsx", content, PERIOD)
    assert delivery == Delivery(
        PERIOD, (ROW, CountRow(Asker.FAMILY, "course", Law.UNKNOWN, "und", Channel.UNKNOWN, 7)), ()
    )


def test_headers_may_differ_in_capitals_spaces_and_order_and_optional_ones_may_be_absent() -> None:
    delivery = read([" Aantal", "THEMA ", "Vraag steller", "Periode"], ["3", "course", "asylum", "2026-t3"])
    assert delivery.rows == (CountRow(Asker.ASYLUM, "course", Law.UNKNOWN, "und", Channel.UNKNOWN, 3),)


@pytest.mark.parametrize("column", WORDS)
def test_every_code_and_every_dutch_word_is_understood(column: Column) -> None:
    for code, words in WORDS[column].items():
        for word in (code, *words, f"  {words[0].upper()} ", words[0].replace("-", "–")):
            assert code_of(column, word) == code


@given(st.text(), st.sampled_from(list(WORDS)))
@settings(derandomize=True, max_examples=50)
def test_no_other_word_stands_for_a_code_except_a_language_code(text: str, column: Column) -> None:
    listed = {fold(word) for code, words in WORDS[column].items() for word in (code, *words)}
    unlisted_language = column is Column.LANGUAGE and len(fold(text)) in (2, 3)
    assert code_of(column, text) is None or fold(text) in listed or unlisted_language


def test_the_lists_name_every_code_of_the_vocabulary_once() -> None:
    assert set(WORDS[Column.ASKER]) == set(Asker)
    assert set(WORDS[Column.LAW]) == set(Law)
    assert set(WORDS[Column.CHANNEL]) == set(Channel)
    assert set(WORDS[Column.LANGUAGE]) == {*LANGUAGES, "und"}
    assert tuple(WORDS[Column.THEME]) == THEME_CODES


@pytest.mark.parametrize(
    ("text", "count"), [("12", 12), ("0", 0), ("007", 7), ("12,0", 12), ("1000000", 1_000_000)]
)
def test_a_whole_number_is_a_count(text: str, count: int) -> None:
    assert [row.count for row in read(HEADER, good_but(Column.COUNT, text)).rows] == [count]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        (Column.COUNT, "", ProblemCode.MISSING_VALUE),
        (Column.COUNT, "12,5", ProblemCode.NOT_WHOLE),
        (Column.COUNT, ".5", ProblemCode.NOT_WHOLE),
        (Column.COUNT, "-3", ProblemCode.NEGATIVE),
        (Column.COUNT, "1.000", ProblemCode.THOUSANDS_SEPARATOR),
        (Column.COUNT, "1 000 000", ProblemCode.THOUSANDS_SEPARATOR),
        (Column.COUNT, "1000001", ProblemCode.NUMBER_TOO_LARGE),
        (Column.COUNT, "9" * 500, ProblemCode.NUMBER_TOO_LARGE),
        (Column.COUNT, "twaalf", ProblemCode.NOT_A_NUMBER),
        (Column.COUNT, "1e3", ProblemCode.NOT_A_NUMBER),
        (Column.COUNT, "١٢", ProblemCode.NOT_A_NUMBER),
        (Column.COUNT, "=SOM(A1:A3)", ProblemCode.FORMULA_CELL),
        (Column.PERIOD, "2026-T2", ProblemCode.WRONG_PERIOD),
        (Column.PERIOD, "", ProblemCode.MISSING_VALUE),
        (Column.ASKER, "buurman", ProblemCode.UNKNOWN_ASKER),
        (Column.ASKER, "", ProblemCode.MISSING_VALUE),
        (Column.THEME, "parkeren", ProblemCode.UNKNOWN_THEME),
        (Column.LAW, "Wi2030", ProblemCode.UNKNOWN_LAW),
        (Column.LANGUAGE, "Klingon", ProblemCode.UNKNOWN_LANGUAGE),
        (Column.CHANNEL, "postduif", ProblemCode.UNKNOWN_CHANNEL),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_column_and_value(
    column: Column, text: str, code: ProblemCode
) -> None:
    delivery = read(HEADER, GOOD, good_but(column, text))
    assert found(delivery) == [(3, column, code)]
    assert delivery.problems[0].value == text[:60]


@pytest.mark.parametrize("value", [True, 12.5, dt.datetime(2026, 9, 12), "#N/A", float("inf")])  # noqa: DTZ001
def test_a_cell_that_is_no_count_in_a_spreadsheet_is_refused(value: object) -> None:
    content = xlsx_of(HEADER, [*GOOD[:3], value])
    delivery = read_delivery("a.xlsx", content, PERIOD)
    assert [(problem.line, problem.column) for problem in delivery.problems] == [(2, "aantal")]


@pytest.mark.parametrize("formula", ["=6+6", ArrayFormula("D2", "=6+6"), DataTableFormula("D2")])
def test_a_formula_in_a_spreadsheet_is_refused_whatever_it_computes(formula: object) -> None:
    content = xlsx_of(HEADER, [*GOOD[:3], formula])
    assert found(read_delivery("a.xlsx", content, PERIOD)) == [(2, "aantal", ProblemCode.FORMULA_CELL)]


@pytest.mark.parametrize(
    ("text", "code"), [("am", "am"), ("KMR", "kmr"), ("nld", "nl"), ("Perzisch", "fa"), ("", "und")]
)
def test_a_language_is_one_of_ours_or_any_iso_code(text: str, code: str) -> None:
    assert [row.language for row in read(HEADER, good_but(Column.LANGUAGE, text)).rows] == [code]


def test_every_problem_is_reported_in_the_order_of_the_lines_and_no_row_survives() -> None:
    delivery = read(HEADER, GOOD, GOOD, [], ["2026-T3"], ["2025-T1", "wie", "course", ""])
    assert found(delivery) == [
        (3, "", ProblemCode.DUPLICATE_ROW),
        (6, "periode", ProblemCode.WRONG_PERIOD),
        (6, "vraagsteller", ProblemCode.UNKNOWN_ASKER),
        (6, "aantal", ProblemCode.MISSING_VALUE),
    ]
    assert delivery.problems[0].parameters == {"first_line": 2}
    assert delivery.problems[1].parameters == {"expected": "2026-T3"}


def test_line_numbers_are_those_of_a_spreadsheet_even_after_a_cell_of_two_lines() -> None:
    delivery = read(HEADER, good_but(Column.THEME, "taal\nles"), good_but(Column.COUNT, "veel"))
    assert delivery.problems[0] == Problem(2, "thema", "taal les", ProblemCode.UNKNOWN_THEME)
    assert delivery.problems[1].line == 3


def test_wrong_headers_are_all_named_before_any_row_is_judged() -> None:
    assert found(read(["periode", "naam", "thema", "thema", "aantal"], ["x", "x", "x", "x", "x"])) == [
        (1, "naam", ProblemCode.UNKNOWN_COLUMN),
        (1, "thema", ProblemCode.DUPLICATE_COLUMN),
        (1, "vraagsteller", ProblemCode.MISSING_COLUMN),
    ]


def test_a_value_under_no_header_is_named_by_the_letter_of_its_column() -> None:
    assert found(read(HEADER, [*GOOD, "", "let op"])) == [(2, "I", ProblemCode.UNKNOWN_COLUMN)]


@pytest.mark.parametrize(
    "rows", [[], [[], [""]], [HEADER], [HEADER, ["2026-T3"], ["2026-T3", "", "", "", "", "", ""]]]
)
def test_a_file_without_counts_is_empty(rows: list[list[str]]) -> None:
    assert found(read(*rows)) == [(0, "", ProblemCode.EMPTY_FILE)]


def test_five_thousand_rows_are_read_and_one_more_is_refused() -> None:
    languages = [
        f"{a}{b}{c}" for a in "abcdefghijklmnopqr" for b in "abcdefghijklmnopqr" for c in "abcdefghijklmnopqr"
    ]
    rows = [
        good_but(Column.LANGUAGE, language)
        for language in languages
        if code_of(Column.LANGUAGE, language) == language
    ]
    assert len(read(HEADER, *rows[:5000]).rows) == 5000
    assert found(read(HEADER, *rows[:5001])) == [(5002, "", ProblemCode.TOO_MANY_ROWS)]


def test_thirty_one_columns_are_too_many() -> None:
    assert found(read([*HEADER, *["x"] * 24])) == [(1, "", ProblemCode.TOO_MANY_COLUMNS)]
