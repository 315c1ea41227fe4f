"""The audit's page: a text of the sample, nothing of what the computer thinks, and a choice."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from feedback.store.accounts import Account, RoleName
from feedback.store.database import Database
from feedback.store.verbatims import Decision, Occasion, Verbatim
from tests.visitor import Visitor

Write = Callable[..., Verbatim]
SignIn = Callable[..., None]


@pytest.fixture
def reader(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.PANEL)
    return visitor


def decided(database: Database) -> list[tuple[str, str]]:
    with database.session(write=False) as session:
        return [(one.theme, one.occasion) for one in session.scalars(sa.select(Decision))]


def test_the_text_is_shown_without_what_the_computer_thinks(reader: Visitor, write: Write) -> None:
    write("Mag ik later examen doen?", confidence=0.8)
    page = reader.get("/en/panel/audit")
    assert "Mag ik later examen doen?" in page
    assert "The computer" not in page.replace("what the computer thinks", "")
    assert "How sure" not in page
    assert "2026-T3: 0 of 1 read." in page


def test_a_choice_is_kept_for_the_audit_and_the_next_text_follows(
    reader: Visitor, write: Write, database: Database
) -> None:
    write("Mag ik later examen doen?", confidence=0.8)
    reader.get("/en/panel/audit")
    page = reader.submit("form", theme="deadline-extension")
    assert decided(database) == [("deadline-extension", Occasion.AUDIT)]
    assert "There is nothing for you to read in the sample now." in page
    assert "Mag ik later examen doen?" in reader.get("/en/panel/")  # the queue asks for it all the same


def test_without_a_choice_the_text_stays(reader: Visitor, write: Write, database: Database) -> None:
    write()
    reader.get("/en/panel/audit")
    page = reader.submit("form")
    assert reader.status == 400
    assert "Choose a theme from the list." in page
    assert "Mag ik later examen doen?" in page
    assert decided(database) == []


def test_a_second_person_reads_the_same_text_without_seeing_the_first_choice(
    app: Flask, reader: Visitor, sign_in: SignIn, write: Write, database: Database
) -> None:
    write()
    reader.get("/en/panel/audit")
    reader.submit("form", theme="course")
    with database.session(write=True) as session:
        session.execute(sa.update(Account).values(email="somebody@example.org"))
        session.commit()
    second = Visitor(app)
    sign_in(second, RoleName.PANEL)
    page = second.get("/en/panel/audit")
    assert "Decided" not in page
    page = second.submit("form", theme="exemption")
    assert "Two people read 1 of them and agreed about 0." in page
    assert len(decided(database)) == 2


def test_a_text_outside_the_sample_cannot_be_audited(
    app: Flask, reader: Visitor, write: Write, database: Database
) -> None:
    outside = write(day=1)
    with database.session(write=True) as session:
        session.execute(sa.update(Verbatim).values(received_on=outside.received_on.replace(year=2025)))
        session.commit()
    reader.get("/en/panel/audit")
    for address in (outside.id, uuid.uuid4()):
        reader.post(f"/en/panel/audit/{address}", {"theme": "course"})
        assert reader.status in (400, 404)
    assert decided(database) == []


def test_a_coordinator_sees_how_far_it_is_and_does_not_decide(
    visitor: Visitor, sign_in: SignIn, write: Write
) -> None:
    write()
    sign_in(visitor, RoleName.COORDINATOR)
    assert "0 of 1 read." in visitor.get("/en/panel/audit")
    assert "form" not in visitor.forms


@pytest.mark.parametrize("role", [RoleName.PARTNER, RoleName.COMPILER, RoleName.ADMINISTRATOR])
def test_no_other_role_reads_the_sample(visitor: Visitor, sign_in: SignIn, role: RoleName) -> None:
    sign_in(visitor, role, partner="duo" if role == RoleName.PARTNER else None)
    visitor.get("/en/panel/audit")
    assert visitor.status == 403
