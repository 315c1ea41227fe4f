"""What compilers and readers see: one frozen report, the same bytes whoever opens it and when."""

import csv
import io
import re
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from feedback.languages import LANGUAGES
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.store.reports import Report
from tests.conftest import Clock
from tests.feedback.vraagbaak.made import MOMENT, T3, compile_now, question
from tests.feedback.vraagbaak.reader import published
from tests.feedback.vraagbaak.test_counting import golden
from tests.visitor import Visitor

SignIn = Callable[..., None]
LIST = "/en/reports/"
REPORT = "/en/reports/2026-T3/1"


@pytest.fixture
def frozen(database: Database) -> None:
    with database.session(write=True) as session:
        golden(session)
        compile_now(session)
        session.commit()


@pytest.fixture
def compiler(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.COMPILER)
    return visitor


def main(page: str) -> str:
    found = re.search(r"<main.*</main>", page, re.S)
    assert found
    return found[0]


def numbers(page: str) -> Iterator[tuple[str, str]]:
    """Caption and text of each number of a page."""
    for caption, table in re.findall(r"<caption>(.*?)</caption>(.*?)</table>", page, re.S):
        for cell in re.findall(r'<td class="number">(.*?)</td>', table):
            yield caption, re.sub("<.*?>", "", cell)


def reports_in(database: Database) -> list[int]:
    with database.session(write=False) as session:
        return list(session.scalars(sa.select(Report.number).order_by(Report.number)))


def test_the_button_compiles_a_report_and_opens_it(compiler: Visitor, database: Database) -> None:
    compiler.get(LIST)
    assert "There is no report yet." in compiler.text
    compiler.submit("compile", period="2026-T3")
    assert (compiler.status, compiler.address) == (200, REPORT)
    assert "2026-T3, report 1" in compiler.get(LIST)


def test_compiling_again_without_a_change_makes_no_new_report(compiler: Visitor, database: Database) -> None:
    for _ in range(2):
        compiler.get(LIST)
        compiler.submit("compile", period="2026-T3")
    assert compiler.address == LIST
    assert "Nothing has changed since 2026-T3, report 1." in compiler.text
    assert reports_in(database) == [1]


def test_only_a_tertial_of_the_page_is_compiled(compiler: Visitor, database: Database) -> None:
    for period in ("2025-T3", "", "x\0"):
        compiler.get(LIST)
        page = compiler.submit("compile", period=period)
        assert compiler.status == 400
        assert '<a href="#period">Choose a period.</a>' in page
    assert reports_in(database) == []


@pytest.mark.usefixtures("frozen")
def test_the_page_tells_the_golden_tertial(compiler: Visitor) -> None:
    page = compiler.get(REPORT)
    for sentence in [
        "115 questions were counted in 2026-T3.",
        "<h1>Vraagbaak report 2026-T3 (September to December 2026)</h1>",
        "Provisional: 2026-T3 runs until 31-12-2026.",
        "<caption>Questions by theme, 2026-T3*</caption>",
        '<th scope="col">Theme</th>',
        "Not comparable with 2026-T2: not the same partners delivered.",
        "Most questions were about “Language lessons and school”: 42.",
        "Delivered: 2 of 4 partners with an account.",
        "<dd>COA, DUO</dd>",
        "<dd>IND, VNG</dd>",
        "Numbers from 1 to 9 are not shown.",
        "Version of the model: e5-test.",
    ]:
        assert sentence in page, sentence
    told = list(numbers(page))
    assert told[:3] == [("Questions by period", figure) for figure in ("115", "41", "missing")]
    assert [figure for caption, figure in told if caption.startswith("Questions by theme")].count("x") == 2


@pytest.mark.usefixtures("frozen")
def test_the_page_and_the_csv_file_say_the_same(compiler: Visitor) -> None:
    told = (figure for _caption, figure in numbers(compiler.get(REPORT)))
    page = sorted("." if figure == "missing" else figure for figure in told)
    lines = csv.reader(io.StringIO(compiler.get(REPORT + ".csv").removeprefix("\ufeff")), delimiter=";")
    rows = [row for row in lines if row[0] not in {"tabel", "delivered"}]
    # the page repeats the total below each of its six tables
    assert page == sorted([value or sign for *_words, value, sign in rows] + ["115"] * 6)


@pytest.mark.usefixtures("frozen")
def test_the_small_counts_of_the_tertial_are_in_no_form_of_the_report(
    compiler: Visitor, database: Database
) -> None:
    cells = published(compiler.client.get(REPORT + ".csv").get_data(), "2026-T3")
    assert {cell for cell, figure in cells.items() if figure == "x"} == {
        ("theme", "exemption"),
        ("theme", "exam-results"),
        ("language", "en"),
        ("language", "other"),
    }
    with database.session(write=False) as session:
        figures = session.scalars(sa.select(Report.figures)).one()
    assert '["exemption","x"]' in figures
    assert '["en","x"]' in figures


@pytest.mark.usefixtures("frozen")
def test_the_same_report_is_the_same_bytes_for_every_reader_and_always(
    app: Flask, compiler: Visitor, sign_in: SignIn, clock: Clock
) -> None:
    page, file = main(compiler.get(REPORT)), compiler.client.get(REPORT + ".csv").get_data()
    clock.date = clock.date.replace(year=2029)
    reader = Visitor(app)
    sign_in(reader, RoleName.PANEL)
    assert main(reader.get(REPORT)) == page
    assert reader.client.get("/ar/reports/2026-T3/1.csv").get_data() == file


def test_a_tertial_of_which_nothing_is_known_has_a_sentence_and_no_tables(
    compiler: Visitor, database: Database
) -> None:
    with database.session(write=True) as session:
        compile_now(session, T3.previous)
        session.commit()
    page = compiler.get(LIST + "2026-T2/1")
    assert "There are no more figures: nothing is known about 2026-T2." in page
    assert page.count("<caption>") == 1
    assert "Provisional" not in page
    assert "2026-T2*" not in page


@pytest.mark.usefixtures("frozen")
def test_a_report_that_was_replaced_is_for_compilers_alone(
    app: Flask, compiler: Visitor, sign_in: SignIn, database: Database
) -> None:
    with database.session(write=True) as session:
        compile_now(session, threshold=5)
        session.commit()
    assert compiler.get(LIST).count("(replaced)") == 1
    reader = Visitor(app)
    sign_in(reader, RoleName.PANEL)
    page = reader.get(LIST)
    assert "2026-T3, report 2" in page
    assert "2026-T3, report 1" not in page
    found = {"1": (200, 404), "1.csv": (200, 404), "2": (200, 200), "2.csv": (200, 200)}
    for address, statuses in found.items():
        for visitor, status in zip((compiler, reader), statuses, strict=True):
            visitor.get(f"{LIST}2026-T3/{address}")
            assert visitor.status == status, address


def test_a_report_on_invented_questions_says_so_itself(compiler: Visitor, database: Database) -> None:
    with database.session(write=True) as session:
        compile_now(session, demonstration=True)
        session.commit()
    assert "Demonstration: nothing here is real." in main(compiler.get(REPORT))


@pytest.mark.usefixtures("frozen")
def test_the_file_is_named_and_typed(compiler: Visitor) -> None:
    compiler.get(REPORT + ".csv")
    headers = compiler.response.headers
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Content-Disposition"] == "attachment; filename=vraagbaak-2026-T3-1.csv"
    assert compiler.response.get_data().startswith(
        b"\xef\xbb\xbftabel;code;omschrijving;periode;waarde;teken\r\n"
    )


@pytest.mark.usefixtures("frozen")
def test_the_report_opens_in_other_languages(compiler: Visitor) -> None:
    for language in LANGUAGES:
        compiler.get(REPORT.replace("en", language, 1))
        assert compiler.status == 200


@pytest.mark.usefixtures("frozen")
def test_others_read_and_do_not_compile(app: Flask, sign_in: SignIn, database: Database) -> None:
    for role in (RoleName.COORDINATOR, RoleName.PANEL):
        visitor = Visitor(app)
        sign_in(visitor, role)
        visitor.get(LIST)
        assert visitor.status == 200
        assert "compile" not in visitor.forms
        visitor.post(LIST, {"period": "2026-T2"})
        assert visitor.status == 403
    assert reports_in(database) == [1]


@pytest.mark.usefixtures("frozen")
def test_an_administrator_or_a_stranger_does_not_read(visitor: Visitor, sign_in: SignIn) -> None:
    visitor.get(REPORT)
    assert "/staff/login" in visitor.address
    sign_in(visitor, RoleName.ADMINISTRATOR)
    visitor.get(REPORT)
    assert visitor.status == 403


def test_a_report_that_is_not_there_is_not_found(compiler: Visitor) -> None:
    for address in ("2026-T3/1", "2026-T3/0.csv", "2026-T9/1", "x/1", "2026-T3/99999999999"):
        compiler.get(LIST + address)
        assert compiler.status == 404, address


@pytest.mark.usefixtures("frozen")
def test_a_report_says_that_suspect_questions_wait_for_a_person_and_not_how_many(
    compiler: Visitor, database: Database
) -> None:
    before = main(compiler.get(REPORT))
    assert (
        "Questions that look like spam: they count only when a person has said that they are real." in before
    )
    with database.session(write=True) as session:
        question(session, MOMENT.date(), suspicion="burst")
        session.commit()
    assert main(compiler.get(REPORT)) == before
    compiler.get(LIST)
    compiler.submit("compile", period="2026-T3")
    assert main(compiler.get(REPORT)) == before
