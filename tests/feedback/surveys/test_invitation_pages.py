"""What a coordinator sees and makes: links as a file that exists once, and how many were used."""

import csv
import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from feedback import invitations
from feedback.languages import LANGUAGES
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.store.invitations import Invitation, InvitationBatch
from tests.conftest import TODAY
from tests.feedback.surveys.made import LAST_DAY, SURVEY, links
from tests.visitor import Visitor

SignIn = Callable[..., None]
PAGE = f"/en/surveys/{SURVEY}"
RIGHT = {"number": "3", "expires_on": str(LAST_DAY), "label": "letters of May"}


@pytest.fixture
def coordinator(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.COORDINATOR)
    return visitor


def made(database: Database) -> int:
    with database.session(write=False) as session:
        return session.scalar(sa.select(sa.func.count(Invitation.digest))) or 0


def lines(visitor: Visitor) -> list[dict[str, str]]:
    text = visitor.response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_list_of_surveys_leads_to_each(coordinator: Visitor) -> None:
    page = coordinator.get("/en/surveys/")
    assert f'<a href="{PAGE}">How is your integration going?</a> ({SURVEY}, version 1)' in page
    assert "/en/surveys/" in coordinator.get("/en/staff/")


def test_the_page_of_a_survey_shows_its_open_link(coordinator: Visitor) -> None:
    assert f"http://localhost/survey/{SURVEY}" in coordinator.get(PAGE)


def test_a_survey_that_does_not_exist_is_not_found(coordinator: Visitor) -> None:
    coordinator.get("/en/surveys/none")
    assert coordinator.status == 404
    coordinator.get(PAGE)
    coordinator.submit("invite", action="/en/surveys/none/invitations", **RIGHT)
    assert coordinator.status == 404


def test_links_come_as_a_file_with_a_column_for_each_language(
    coordinator: Visitor, database: Database
) -> None:
    coordinator.get(PAGE)
    coordinator.submit("invite", **RIGHT)
    headers = coordinator.response.headers
    assert headers["Content-Disposition"] == f"attachment; filename=links-{SURVEY}-{TODAY}.csv"
    assert headers["Cache-Control"] == "no-store"
    rows = lines(coordinator)
    assert [row["nummer"] for row in rows] == ["1", "2", "3"]
    assert set(rows[0]) == {"nummer", "link"} | {f"link_{code}" for code in LANGUAGES}
    for row in rows:
        token = row["link"].removeprefix("http://localhost/i/")
        assert row["link_ti"] == f"http://localhost/ti/i/{token}"
        with database.session(write=False) as session:
            assert invitations.state(session, token, TODAY) is invitations.State.OPEN


def test_a_link_of_the_file_opens_the_survey(coordinator: Visitor, app: Flask) -> None:
    coordinator.get(PAGE)
    coordinator.submit("invite", **RIGHT)
    visitor = Visitor(app)
    visitor.get(lines(coordinator)[0]["link_nl"].removeprefix("http://localhost"))
    assert visitor.status == 200


def test_ten_thousand_links_are_made_at_once(coordinator: Visitor, database: Database) -> None:
    coordinator.get(PAGE)
    coordinator.submit("invite", **{**RIGHT, "number": "10000"})
    assert len(lines(coordinator)) == made(database) == 10_000


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("number", "0", "Write a number from 1 to 10000."),
        ("number", "10001", "Write a number from 1 to 10000."),
        ("number", "ten", "Write a number from 1 to 10000."),
        ("number", "", "Write a number from 1 to 10000."),
        ("expires_on", "2026-11-22", "Choose a day from today on"),
        ("expires_on", "2028-01-01", "Choose a day from today on"),
        ("expires_on", "tomorrow", "Choose a day from today on"),
        ("expires_on", "", "Choose a day from today on"),
        ("label", " \u200b", "Write a name of at most 80 characters."),
        ("label", "x" * 81, "Write a name of at most 80 characters."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_made(
    coordinator: Visitor, database: Database, field: str, value: str, message: str
) -> None:
    coordinator.get(PAGE)
    page = coordinator.submit("invite", **{**RIGHT, field: value})
    assert coordinator.status == 400
    assert f'<a href="#{field}">{message}' in page
    kept = {**RIGHT, field: value}
    assert {name: coordinator.forms["invite"].values[name] for name in RIGHT} == kept
    assert made(database) == 0


def test_a_form_without_its_secret_makes_nothing(coordinator: Visitor, database: Database) -> None:
    coordinator.post(f"{PAGE}/invitations", RIGHT)
    assert coordinator.status == 400
    assert made(database) == 0


def test_a_label_is_stored_clean_and_shown_as_text(coordinator: Visitor, database: Database) -> None:
    coordinator.get(PAGE)
    coordinator.submit("invite", **{**RIGHT, "label": "<b>May</b>\0\u202e "})
    with database.session(write=False) as session:
        assert session.scalars(sa.select(InvitationBatch.label)).all() == ["<b>May</b>"]
    assert "&lt;b&gt;May&lt;/b&gt;" in coordinator.get(PAGE)


def test_the_list_shows_how_many_of_a_large_batch_were_used(coordinator: Visitor, database: Database) -> None:
    tokens = links(database, 20)
    with database.session(write=True) as session:
        for token in tokens[:7]:
            invitations.use(session, invitations.digest(token), TODAY)
        session.commit()
    page = coordinator.get(PAGE)
    assert '<td class="number">20</td><td class="number">7</td>' in page
    assert not [token for token in tokens if token in page]


def test_of_a_small_batch_nobody_sees_who_took_part(coordinator: Visitor, database: Database) -> None:
    [token] = links(database)
    with database.session(write=True) as session:
        invitations.use(session, invitations.digest(token), TODAY)
        session.commit()
    assert '<td class="number">1</td><td class="number">not shown</td>' in coordinator.get(PAGE)


def test_only_who_runs_surveys_may_enter(app: Flask, sign_in: SignIn, database: Database) -> None:
    allowed = {RoleName.ADMINISTRATOR, RoleName.COORDINATOR}
    for role in RoleName:
        visitor = Visitor(app)
        sign_in(visitor, role, "coa" if role is RoleName.PARTNER else None)
        for address in ("/en/surveys/", PAGE, f"{PAGE}/poster-a4.html?in=nl"):
            visitor.get(address)
            assert visitor.status == (200 if role in allowed else 403), (role, address)
        visitor.post(f"{PAGE}/invitations", RIGHT)
        assert visitor.status == (400 if role in allowed else 403), role
    assert made(database) == 0


def test_somebody_who_is_not_signed_in_is_asked_to(visitor: Visitor) -> None:
    for address in ("/en/surveys/", PAGE, f"{PAGE}/poster-a4.pdf?in=nl"):
        visitor.get(address)
        assert "/staff/login" in visitor.address
