"""Who may enter: every route by every role, as the table says and as the service answers."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from feedback.store.accounts import RoleName
from feedback.store.database import Database
from tests.conftest import SignIn
from tests.visitor import Visitor

EVERYBODY = "everybody"
TABLE: dict[str, str] = tomllib.loads(Path(__file__).with_name("access.toml").read_text(encoding="utf-8"))
NOBODY = "00000000-0000-4000-8000-000000000000"
GIVEN = {
    "language": "nl", "survey": "ketendoel-10", "number": 1, "size": "a4", "kind": "html", "file_type": "csv",
    "period": "2026-T2", "verbatim_id": NOBODY, "token": "x", "name": "x", "spoken": "nl",
    "signal_id": NOBODY, "meeting_id": 1, "outcome_id": NOBODY,
}  # fmt: skip
"""What stands in the addresses of routes; nothing of it exists, but nobody gets as far as that."""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One database, as what a role may do does not depend on it."""
    return sqlite_database


def test_every_route_has_a_row_and_lets_in_whom_the_row_names(app: Flask) -> None:
    views = {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    found = {endpoint: set(getattr(view, "allowed", None) or {EVERYBODY}) for endpoint, view in views.items()}
    assert found == {endpoint: set(roles.split()) for endpoint, roles in TABLE.items()}


def for_staff(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Each rule for staff with an address and a method of it."""
    with app.test_request_context("/nl/"):
        for rule in app.url_map.iter_rules():
            if TABLE[rule.endpoint] != EVERYBODY:
                given = {name: GIVEN[name] for name in rule.arguments}
                address = app.url_map.bind("localhost").build(rule.endpoint, given)
                for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                    yield rule, address, method


@pytest.mark.parametrize("role", RoleName)
def test_no_role_enters_where_its_row_does_not_name_it(app: Flask, sign_in: SignIn, role: RoleName) -> None:
    visitor = Visitor(app)
    sign_in(visitor, role, "duo" if role is RoleName.PARTNER else None)
    wrong = []
    for rule, address, method in for_staff(app):
        status = visitor.client.open(address, method=method).status_code
        if (status == 403) == (role in TABLE[rule.endpoint].split()):
            wrong.append((rule.endpoint, method, status))
    assert wrong == []


def test_without_signing_in_every_route_for_staff_leads_to_the_sign_in_page(app: Flask) -> None:
    client = app.test_client()
    answers = {
        (address, method): client.open(address, method=method).headers.get("Location", "")
        for _rule, address, method in for_staff(app)
    }
    assert [where for where, leads_to in answers.items() if "/staff/login" not in leads_to] == []
