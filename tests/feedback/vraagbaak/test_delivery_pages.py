"""What a partner sees and sends: a wrong file named line by line, a right one counted, never another's."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from analysis.deliveries.reading import read_delivery
from analysis.deliveries.template import template
from analysis.deliveries.words import WORDS
from analysis.vocabulary import Partner
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.store.deliveries import Delivery, DeliveryRow
from tests.conftest import Clock
from tests.feedback.vraagbaak.made import T3, account, deliver, row
from tests.visitor import Visitor

SignIn = Callable[..., None]
PAGE = "/en/deliveries/"
HEADER = "periode;vraagsteller;thema;aantal;stelsel;taal;kanaal\n"
RIGHT = HEADER + "2026-T3;asylum;course;12;Wi2021;nl;Telefoon\n2026-T3;Gemeente;costs-loan;0;;;\n"
WRONG = HEADER + "2026-T3;asylum;taalles;12;;;\n2026-T3;asylum;course;twaalf;;;\n2026-T2;asylum;course;1;;;\n"


def send(
    visitor: Visitor,
    content: str | bytes,
    period: str | None = "2026-T3",
    name: str = "vragen.csv",
    **fields: str,
) -> str:
    """The page after sending a file through the form."""
    visitor.get(PAGE)
    body = content.encode() if isinstance(content, str) else content
    given: dict[str, Any] = {"file": (io.BytesIO(body), name), **fields}
    return visitor.submit("deliver", **given, **({"period": period} if period else {}))


def stored(database: Database) -> list[tuple[str, int, int]]:
    with database.session(write=False) as session:
        rows = sa.func.count(DeliveryRow.line)
        statement = sa.select(Delivery.period, Delivery.number, rows).outerjoin(Delivery.rows)
        grouped = statement.group_by(Delivery.id).order_by(Delivery.period, Delivery.number)
        return [(period, number, lines) for period, number, lines in session.execute(grouped)]


@pytest.fixture
def coa(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.PARTNER, "coa")
    return visitor


def test_a_new_partner_sees_three_tertials_and_that_nothing_was_delivered(coa: Visitor) -> None:
    page = coa.get(PAGE)
    assert coa.status == 200
    assert "COA" in page
    for period in ("2026-T3", "2026-T2", "2026-T1"):
        assert f"<strong>{period}:</strong> nothing delivered yet." in page
    assert "2025-T3" not in page


def test_a_right_file_counts_and_shows_its_total(coa: Visitor, database: Database) -> None:
    page = send(coa, RIGHT)
    assert coa.status == 200
    assert "Thank you. Delivery 1 of 2026-T3 counts now." in page
    assert "vragen.csv" in page
    assert '<td class="number">12</td><td>yes</td>' in page
    assert stored(database) == [("2026-T3", 1, 2)]


def test_a_second_file_replaces_the_first_and_both_stay_on_record(coa: Visitor, database: Database) -> None:
    send(coa, RIGHT)
    page = send(coa, RIGHT.replace("12", "15"), name="beter.csv")
    assert page.index("beter.csv") < page.index("vragen.csv")
    assert page.count("no, replaced") == 1
    assert stored(database) == [("2026-T3", 1, 2), ("2026-T3", 2, 2)]


def test_the_same_file_again_is_not_stored_but_said(coa: Visitor, database: Database) -> None:
    send(coa, RIGHT)
    page = send(coa, RIGHT, name="andere-naam.csv")
    assert "We have this file already. Delivery 1 of 2026-T3 still counts." in page
    assert stored(database) == [("2026-T3", 1, 2)]


def test_going_back_to_an_earlier_file_is_a_new_delivery(coa: Visitor, database: Database) -> None:
    for content in (RIGHT, RIGHT.replace("12", "15"), RIGHT):
        send(coa, content)
    assert [number for _period, number, _lines in stored(database)] == [1, 2, 3]


def test_a_wrong_file_names_every_line_and_stores_nothing(coa: Visitor, database: Database) -> None:
    page = send(coa, WRONG)
    assert coa.status == 400
    assert "Nothing was stored." in page
    for line, column, value in [
        (2, "thema", "taalles"),
        (3, "aantal", "twaalf"),
        (4, "periode", "2026-T2"),
    ]:
        assert f"{line}</th><td><bdi>{column}</bdi></td><td><bdi>{value}</bdi></td>" in page
    assert "Write 2026-T3, or choose the other period." in page
    assert "Points to mend: 3. Lines with one: 3." in page
    assert stored(database) == []


NO_DELIVERY = [
    ("", "vragen.csv", "There are no counts in the file."),
    (HEADER, "vragen.csv", "There are no counts in the file."),
    ("x", "vragen.pdf", "Save it as one of these: csv, xlsx."),
    ("PK\3\4 no zip", "vragen.xlsx", "The file is damaged"),
    ("naam;bsn\nA;123\n", "vragen.csv", "<bdi>vraagsteller</bdi>"),
    (HEADER + '2026-T3;asylum;course;"=1+1";;;\n', "vragen.csv", "There is a formula here."),
    (HEADER + "2026-T3;<script>;course;1;;;\n", "vragen.csv", "<bdi>&lt;script&gt;</bdi>"),
    (HEADER + "2026-T3;\0;course;1;;;\n", "vragen.csv", "The file is damaged"),
]


def test_a_file_that_is_no_delivery_is_refused_with_advice(coa: Visitor, database: Database) -> None:
    for content, name, message in NO_DELIVERY:
        page = send(coa, content, name=name)
        assert (coa.status, message in page) == (400, True), page
    assert stored(database) == []


def test_what_is_wrong_with_a_whole_file_is_a_sentence_and_not_a_table(coa: Visitor) -> None:
    page = send(coa, "%PDF-1.7", name="vragen.pdf")
    assert "<p>This kind of file cannot be read. Save it as one of these: csv, xlsx.</p>" in page
    assert "<table" not in page
    assert "Points to mend" not in page


def test_the_words_that_a_file_may_use_stand_where_they_are_needed(coa: Visitor) -> None:
    for page in (coa.get(PAGE), send(coa, WRONG)):
        assert "<summary>Words that you can use</summary>" in page
        assert "<li><code>phone</code>: Telefoon; Telefonisch</li>" in page
        for column, rows in WORDS.items():
            assert f"<dt>{column}</dt>" in page
            assert all(f"<code>{code}</code>" in page for code in rows)


def test_a_period_that_is_not_offered_is_asked_again(coa: Visitor, database: Database) -> None:
    for period in (None, "2025-T3", "2026-T3\0", "x" * 100_000):
        assert '<a href="#period">Choose a period.</a>' in send(coa, RIGHT, period)
        assert coa.status == 400
    assert stored(database) == []


def test_a_form_without_a_file_keeps_the_period(coa: Visitor) -> None:
    coa.get(PAGE)
    page = coa.submit("deliver", period="2026-T2")
    assert coa.status == 400
    assert '<a href="#file">Choose a file.</a>' in page
    assert 'value="2026-T2" checked' in page


def test_a_page_of_another_session_is_not_taken(coa: Visitor, database: Database) -> None:
    page = send(coa, RIGHT, csrf_token="of somebody else")
    assert coa.status == 400
    assert "This page was open for a long time." in page
    assert stored(database) == []


def test_a_file_over_the_limit_is_refused_in_words(app: Flask, coa: Visitor, database: Database) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    page = send(coa, b"x" * 20_000)
    assert coa.status == 413
    assert "it can be at most 5 MB" in page
    assert stored(database) == []


def test_a_name_that_cannot_be_shown_is_cleaned(coa: Visitor, database: Database) -> None:
    send(coa, RIGHT, name="a\u202e" + "b" * 300 + "\x07.csv")
    with database.session(write=False) as session:
        assert session.scalars(sa.select(Delivery.file_name)).one() == "b" * 196 + ".csv"


def test_a_partner_never_sees_what_another_delivered(
    app: Flask, coa: Visitor, sign_in: SignIn, database: Database
) -> None:
    with database.session(write=True) as session:
        lines = row("asylum", "course", 987, "wi2021", "ar", "desk")
        deliver(session, Partner.IND, T3, lines, account_id=account(session, "ind"))
        session.commit()
    page = coa.get(PAGE)
    assert "987" not in page
    assert "IND" not in page
    other = Visitor(app)
    sign_in(other, RoleName.PARTNER, "ind")
    assert "987" in other.get(PAGE)
    for address in ("/en/reports/", "/en/reports/2026-T3/1", "/en/reports/2026-T3/1.csv"):
        coa.get(address)
        assert coa.status == 403, address


def test_a_compiler_sees_who_delivered_and_no_number_of_questions(
    visitor: Visitor, sign_in: SignIn, database: Database
) -> None:
    with database.session(write=True) as session:
        account(session, "duo")
        lines = row("asylum", "course", 987, "wi2021", "ar", "desk")
        deliver(session, Partner.IND, T3, lines, account_id=account(session, "ind"))
        session.commit()
    sign_in(visitor, RoleName.COMPILER)
    page = visitor.get(PAGE)
    assert 'delivery 1, <span class="unbroken">23-11-2026 13:00</span>' in page
    assert page.count("missing") == 5
    assert "987" not in page


def test_a_compiler_cannot_deliver(visitor: Visitor, sign_in: SignIn, database: Database) -> None:
    sign_in(visitor, RoleName.COMPILER)
    visitor.post(PAGE, {"period": "2026-T3", "file": (io.BytesIO(RIGHT.encode()), "vragen.csv")})
    assert visitor.status == 403
    assert stored(database) == []


def test_other_roles_do_not_see_deliveries(app: Flask, sign_in: SignIn) -> None:
    for role in (RoleName.PANEL, RoleName.COORDINATOR, RoleName.ADMINISTRATOR):
        visitor = Visitor(app)
        sign_in(visitor, role)
        visitor.get(PAGE)
        assert visitor.status == 403, role


def test_somebody_who_is_not_signed_in_is_asked_to(visitor: Visitor) -> None:
    visitor.get(PAGE)
    assert "/staff/login" in visitor.address


def test_the_template_that_is_downloaded_can_be_sent_back(coa: Visitor) -> None:
    for file_type in ("csv", "xlsx"):
        response = coa.client.get(f"{PAGE}2026-T3.{file_type}")
        content, name = response.get_data(), f"vragen-2026-T3.{file_type}"
        assert content == template(T3, "xlsx" if file_type == "xlsx" else "csv")
        assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert [problem.line for problem in read_delivery(name, content, T3).problems] == [0]


def test_there_is_no_template_for_what_is_no_tertial_or_type(coa: Visitor) -> None:
    for address in ("2026-T4.csv", "2026-T3.ods", "x.csv"):
        coa.get(PAGE + address)
        assert coa.status == 404, address


def test_the_page_moves_on_with_the_year(coa: Visitor, clock: Clock) -> None:
    clock.date = clock.date.replace(year=2027, month=1)
    page = coa.get(PAGE)
    assert "2027-T1" in page
    assert "2026-T1" not in page
