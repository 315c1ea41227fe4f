"""Whatever bytes come in, a named problem comes out, soon and without an exception."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis.deliveries.delivery import Delivery, ProblemCode
from analysis.deliveries.lines import bounded
from analysis.deliveries.reading import read_delivery
from analysis.deliveries.template import template
from analysis.deliveries.xlsx_file import read_xlsx
from analysis.periods import Tertial

PERIOD = Tertial(2026, 3)
HEADER = "periode;vraagsteller;thema;aantal"
GOOD = f"{HEADER}\r\n2026-T3;asylum;course;5\r\n"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


@contextmanager
def within(seconds: float) -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def only_problem(name: str, content: bytes) -> ProblemCode:
    delivery = read_delivery(name, content, PERIOD)
    assert delivery.rows == ()
    (problem,) = delivery.problems
    return problem.code


def workbook_with(parts: dict[str, str], compression: int = ZIP_DEFLATED) -> bytes:
    workbook, file = Workbook(), BytesIO()
    workbook.active["A1"] = "periode"
    workbook.save(file)
    changed = BytesIO()
    with ZipFile(file) as old, ZipFile(changed, "w", compression) as new:
        for name in {**dict.fromkeys(old.namelist()), **dict.fromkeys(parts)}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return changed.getvalue()


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'


def strings(items: str) -> str:
    return f'<sst xmlns="{SPREADSHEET}">{items}</sst>'


def good_workbook() -> bytes:
    workbook, file = Workbook(), BytesIO()
    for line in GOOD.splitlines():
        workbook.active.append(line.split(";"))
    workbook.save(file)
    return file.getvalue()


def noise(size: int) -> str:
    return random.Random(3).randbytes(size // 2).hex()


@pytest.mark.parametrize(
    ("parts", "limit"),
    [
        pytest.param({"xl/media/bomb": "0" * 40_000_000}, "ratio", id="a zip bomb"),
        pytest.param(
            {STRINGS: strings(f"<si><t>{'a' * 60_000_000}</t></si>")}, "bytes", id="one huge shared string"
        ),
        pytest.param(
            {f"xl/media/{n}": "" for n in range(201)}, "entries", id="more parts than a workbook has"
        ),
        pytest.param(
            {STRINGS: strings("<si/>" * 1_000_001), "noise": noise(200_000)}, "tags", id="a million strings"
        ),
        pytest.param(
            {SHEET: sheet("<row><c/></row>" * 400_000), "noise": noise(200_000)}, "tags", id="many rows"
        ),
    ],
)
def test_a_workbook_beyond_the_limits_is_refused_unread(parts: dict[str, str], limit: str) -> None:
    content = workbook_with(parts)
    with within(2):
        delivery = read_delivery("a.xlsx", content, PERIOD)
    (problem,) = delivery.problems
    assert problem.code is ProblemCode.FILE_TOO_LARGE
    assert problem.parameters == {"limit": limit}


def test_a_declared_size_that_lies_does_not_help() -> None:
    honest = workbook_with({"xl/media/bomb": "0" * 1_000_000}, ZIP_STORED)
    lying = honest.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    assert only_problem("a.xlsx", lying) is ProblemCode.UNREADABLE_FILE


def test_a_sheet_of_two_far_corners_ends_quickly() -> None:
    content = workbook_with({SHEET: sheet(cell("A1", "periode") + cell("XFD1048576", "x"))})
    assert len(content) < 10_000
    with within(2):
        assert set(problem_codes(content)) == {ProblemCode.MISSING_COLUMN}


def test_rows_far_beyond_the_data_are_not_walked_through() -> None:
    header = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER.split(";"))
    content = workbook_with(
        {SHEET: sheet(f'<row r="1">{header}</row>' + '<row r="999999999"><c><v>1</v></c></row>')}
    )
    with within(2):
        assert problem_codes(content) == [ProblemCode.EMPTY_FILE]


def test_a_sheet_of_a_hundred_thousand_rows_ends_quickly() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 100_001))
    content = workbook_with({SHEET: sheet(rows)})
    with within(4):
        assert problem_codes(content) == [ProblemCode.TOO_MANY_ROWS]


def test_a_long_string_within_the_limits_is_cut() -> None:
    row = [*GOOD.splitlines()[1].split(";")[:2], "a" * 30_000, "5"]
    workbook, file = Workbook(), BytesIO()
    for cells in (HEADER.split(";"), row):
        workbook.active.append(cells)
    workbook.save(file)
    (problem,) = read_delivery("a.xlsx", file.getvalue(), PERIOD).problems
    assert problem.value == "a" * 60


def test_cells_are_cut_before_anything_is_done_with_them() -> None:
    assert bounded([["a" * 1000]]) == [(1, ["a" * 200])]


def test_a_sheet_that_declares_itself_too_small_is_read_to_its_end() -> None:
    rows = "".join(cell(f"A{n}", "periode") for n in range(1, 3))
    content = workbook_with({SHEET: sheet(rows).replace("<sheetData>", '<dimension ref="A1"/><sheetData>')})
    assert [line for line, _ in read_xlsx(content)] == [1, 2]


def test_entities_that_multiply_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>' + strings("<si><t>&e8;</t></si>")
    content = workbook_with({STRINGS: bomb, "[Content_Types].xml": content_types()})
    with within(1):
        assert only_problem("a.xlsx", content) is ProblemCode.UNREADABLE_FILE


def test_what_excel_adds_beyond_the_standard_does_not_stop_a_delivery() -> None:
    with ZipFile(BytesIO(good_workbook())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    extension = '<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    parts[SHEET] = parts[SHEET].replace("</worksheet>", extension)
    assert [row.count for row in read_delivery("a.xlsx", workbook_with(parts), PERIOD).rows] == [5]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", ProblemCode.EMPTY_FILE),
        ("a.xlsx", b"", ProblemCode.EMPTY_FILE),
        ("a.xlsx", GOOD.encode(), ProblemCode.WRONG_TYPE),
        ("a.csv", template(PERIOD, "xlsx"), ProblemCode.WRONG_TYPE),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), ProblemCode.WRONG_TYPE),
        ("a.csv", b"%PDF-1.7 aantal", ProblemCode.WRONG_TYPE),
        ("a.xls", GOOD.encode(), ProblemCode.WRONG_TYPE),
        ("aantallen", GOOD.encode(), ProblemCode.WRONG_TYPE),
        ("\0../.csv.exe", GOOD.encode(), ProblemCode.WRONG_TYPE),
        ("a.xlsx", b"PK\x03\x04", ProblemCode.UNREADABLE_FILE),
        ("a.csv", GOOD.encode("utf-16"), ProblemCode.UNREADABLE_FILE),
        ("a.csv", b"\x81\x8d\x8f", ProblemCode.UNREADABLE_FILE),
        ("a.csv", f'{GOOD}2026-T3;"asy'.encode(), ProblemCode.UNREADABLE_FILE),
        ("a.csv", f'{HEADER}\n"{"a" * 200_000}"'.encode(), ProblemCode.UNREADABLE_FILE),
        ("a.csv", b"a" * 5_000_001, ProblemCode.FILE_TOO_LARGE),
        ("a.csv", f"{HEADER}\n".encode() + b"1\n" * 1_000_000, ProblemCode.TOO_MANY_ROWS),
        ("a.csv", b";" * 4_000_000 + b"x", ProblemCode.TOO_MANY_COLUMNS),
    ],
)
def test_a_file_that_is_no_delivery_is_named(name: str, content: bytes, code: ProblemCode) -> None:
    with within(3):
        assert only_problem(name, content) is code


def test_a_workbook_packed_in_an_unusual_way_is_refused() -> None:
    assert only_problem("a.xlsx", workbook_with({}, ZIP_BZIP2)) is ProblemCode.UNREADABLE_FILE


def test_a_zip_that_is_no_workbook_is_unreadable() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert only_problem("a.xlsx", file.getvalue()) is ProblemCode.UNREADABLE_FILE


def test_a_workbook_cut_off_anywhere_is_unreadable() -> None:
    whole = good_workbook()
    assert read_delivery("a.xlsx", whole, PERIOD).problems == ()
    for end in range(4, len(whole), len(whole) // 40):
        assert only_problem("a.xlsx", whole[:end]) is ProblemCode.UNREADABLE_FILE


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a"]))
@settings(derandomize=True, max_examples=100, deadline=None)
def test_any_bytes_end_in_problems(content: bytes, name: str) -> None:
    assert_whole(read_delivery(name, content, PERIOD))


@given(st.text(alphabet=';,\t"\r\n=0123456789-Tasylum course\ufeff\u202e\x85', max_size=200))
@settings(derandomize=True, max_examples=100, deadline=None)
def test_any_text_under_a_good_header_ends_in_rows_or_problems(text: str) -> None:
    assert_whole(read_delivery("a.csv", (GOOD + text).encode(), PERIOD))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_workbook_with_damaged_xml_ends_in_rows_or_problems(part: str) -> None:
    with ZipFile(BytesIO(good_workbook())) as archive:
        whole = archive.read(part)
    for seed in range(40):
        content = workbook_with({part: damaged(whole, seed).decode("latin-1")})
        assert_whole(read_delivery("a.xlsx", content, PERIOD))


def test_a_damaged_csv_file_ends_in_rows_or_problems() -> None:
    for seed in range(200):
        assert_whole(read_delivery("a.csv", damaged(GOOD.encode(), seed), PERIOD))


def damaged(whole: bytes, seed: int) -> bytes:
    chance, changed = random.Random(seed), bytearray(whole)
    for _ in range(chance.randint(1, 3)):
        changed[chance.randrange(len(changed))] = chance.choice(b'<>&"=/0129aZ;\0\xff')
    return bytes(changed)


def assert_whole(delivery: Delivery) -> None:
    assert bool(delivery.rows) != bool(delivery.problems)
    for problem in delivery.problems:
        assert len(problem.value) <= 60
        assert problem.value.isprintable()


def problem_codes(content: bytes) -> list[ProblemCode]:
    return [problem.code for problem in read_delivery("a.xlsx", content, PERIOD).problems]


def cell(place: str, text: str) -> str:
    row = place.lstrip("XFDA")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def content_types() -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"/xl/workbook.xml": "sheet.main", f"/{SHEET}": "worksheet", f"/{STRINGS}": "sharedStrings"}
    overrides = "".join(f'<Override PartName="{n}" ContentType="{kind}.{t}+xml"/>' for n, t in parts.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
