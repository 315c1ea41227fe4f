"""Who may do what with signals."""

import pytest
from flask import Flask

from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.store.signals import Status
from tests.conftest import SignIn
from tests.feedback.signals.made import NEW, Make, report, stored
from tests.visitor import Visitor

READERS = {RoleName.COORDINATOR, RoleName.PANEL, RoleName.COMPILER}


def test_every_page_of_signals_lets_in_whom_it_should(app: Flask) -> None:
    allowed = {
        name: getattr(view, "allowed", None)
        for name, view in app.view_functions.items()
        if name.startswith("signals.")
    }
    own = {"signals.signals": READERS, "signals.signal": READERS}
    own |= dict.fromkeys(("signals.new", "signals.raise_one"), READERS | {RoleName.PARTNER})
    assert allowed == {name: {RoleName.COORDINATOR} for name in allowed} | own
    assert len(allowed) > 10


@pytest.mark.parametrize("role", [RoleName.PANEL, RoleName.COMPILER])
def test_the_panel_and_compilers_read_and_raise_and_do_nothing_else(
    visitor: Visitor, sign_in: SignIn, made: Make, role: RoleName
) -> None:
    number = made(Status.DISCUSSED)
    sign_in(visitor, role)
    visitor.get("/en/signals/")
    page = visitor.get(f"/en/signals/{number}")
    assert set(visitor.forms) == set()
    assert "@example.org" not in page
    visitor.get("/en/signals/new")
    page = visitor.submit("form", **NEW)
    assert "This is signal 2." in page
    assert "@example.org" not in page
    for address in ("meetings", "outcomes", "outcomes/new"):
        visitor.get(f"/en/signals/{address}")
        assert visitor.status == 403, address
    for step in ("weigh", "schedule", "move", "note"):
        visitor.post(f"/en/signals/{number}/{step}", {})
        assert visitor.status in (400, 403), step


def test_a_partner_raises_a_signal_and_sees_none(
    visitor: Visitor, sign_in: SignIn, database: Database
) -> None:
    with database.session(write=True) as session:
        report(session)
        session.commit()
    sign_in(visitor, RoleName.PARTNER, "coa")
    assert "Raise a signal" in visitor.get("/en/staff/")
    assert "Signals:" not in visitor.text
    page = visitor.get("/en/signals/new?theme=course")
    assert "2026-T2" not in page
    assert visitor.forms["form"].choices["source"] == ["partner", ""]
    visitor.submit("form", **NEW | {"source": "theme", "theme": "course"})
    assert visitor.status == 400
    assert "This is signal 1." in visitor.submit("form", **NEW | {"source": "partner"})
    assert [signal.source for signal in stored(database)] == ["partner"]
    for address in ("", "1", "meetings"):
        visitor.get(f"/en/signals/{address}")
        assert visitor.status == 403, address


def test_an_administrator_and_a_stranger_see_nothing(visitor: Visitor, sign_in: SignIn) -> None:
    for address in ("", "new", "1", "meetings", "outcomes"):
        visitor.get(f"/en/signals/{address}")
        assert "/login" in visitor.address or visitor.status in (401, 403), address
    sign_in(visitor, RoleName.ADMINISTRATOR)
    for address in ("", "new", "1", "meetings", "outcomes"):
        visitor.get(f"/en/signals/{address}")
        assert visitor.status == 403, address
