"""Nothing in a file of ours comes alive in a spreadsheet, and nothing else is changed."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.exporting import neutralise, write_csv

RUN = settings(max_examples=100, deadline=None, derandomize=True)


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\0=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\tword",
        "=HYPERLINK(…)",
    ],
)
def test_what_a_spreadsheet_could_compute_becomes_text(cell: str) -> None:
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "DUO", "12", "a=b", "Taalles – school", "العربية", "'=1", "x", "."])
def test_other_texts_stay_as_they_are(cell: str) -> None:
    assert neutralise(cell) == cell


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1), min_size=1))
@RUN
def test_every_cell_comes_back_as_text_from_the_file(rows: list[list[str]]) -> None:
    content = write_csv(rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    expected = [[neutralise(cell) for cell in cells] for cells in rows]
    assert [cells or [""] for cells in read] == expected
    assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "\r"} for cells in read for cell in cells)


def test_the_file_is_as_dutch_excel_wants_it() -> None:
    assert write_csv([["naam", "aantal"], ["één; twee", 1200]]) == (
        b"\xef\xbb\xbfnaam;aantal\r\n" + '"één; twee";1200\r\n'.encode()
    )


def test_a_number_is_not_taken_for_a_formula() -> None:
    assert write_csv([[-5]]).endswith(b"-5\r\n")
