"""Accounts: what is refused, and one spelling of an e-mail address."""

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from analysis.vocabulary import Partner
from feedback.staff import accounts
from feedback.staff.accounts import create_account, ensure_roles, normal_email, normal_password
from feedback.store.accounts import Account, Role, RoleName
from feedback.store.database import Database

PASSWORD = "a long pass phrase"


def test_an_account_has_its_roles_and_partner(database: Database) -> None:
    with database.session(write=True) as session:
        create_account(session, "Divosa@Example.org", PASSWORD, ["partner", "panel"], "divosa")
        session.commit()
    with database.session(write=False) as session:
        found = session.scalars(sa.select(Account)).unique().one()
        assert found.email == "divosa@example.org"
        assert {role.name for role in found.roles} == {RoleName.PARTNER, RoleName.PANEL}
        assert (found.partner, found.active, found.demonstration) == (Partner.DIVOSA, True, False)


def test_a_password_is_kept_as_argon2id_that_costs_what_owasp_asks(database: Database) -> None:
    with database.session(write=True) as session:
        kept = create_account(session, "a@example.org", PASSWORD, ["panel"]).password
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PasswordHasher().verify(kept, PASSWORD)


@pytest.mark.parametrize(
    ("email", "password", "roles", "partner", "reason"),
    [
        ("nobody", PASSWORD, ["panel"], None, "not an e-mail address: nobody"),
        ("", PASSWORD, ["panel"], None, "not an e-mail address"),
        ("a@b", PASSWORD, ["panel"], None, "not an e-mail address"),
        ("a b@example.org", PASSWORD, ["panel"], None, "not an e-mail address"),
        ("a@@example.org", PASSWORD, ["panel"], None, "not an e-mail address"),
        ("a" * 250 + "@example.org", PASSWORD, ["panel"], None, "not an e-mail address"),
        ("TAKEN@example.org", PASSWORD, ["panel"], None, "There is an account"),
        ("a@example.org", "eleven char", ["panel"], None, "at least 12 characters"),
        ("a@example.org", "é" * 400, ["panel"], None, "at most 256 characters"),
        ("a@example.org", PASSWORD, [], None, "not none"),
        ("a@example.org", PASSWORD, ["panel", "boss"], None, "not boss"),
        ("a@example.org", PASSWORD, ["partner"], None, "needs the name of a partner"),
        ("a@example.org", PASSWORD, ["panel"], "divosa", "only that role"),
        ("a@example.org", PASSWORD, ["partner"], "nobody", "Choose a partner from blik-op-werk"),
    ],
)
def test_what_cannot_be_an_account_is_refused_with_a_reason(
    database: Database, email: str, password: str, roles: list[str], partner: str | None, reason: str
) -> None:
    with database.session(write=True) as session:
        create_account(session, "taken@example.org", PASSWORD, ["panel"])
        with pytest.raises(ValueError, match=reason):
            create_account(session, email, password, roles, partner)
        assert session.scalar(sa.select(sa.func.count(Account.id))) == 1


def test_a_password_of_twelve_characters_is_long_enough(database: Database) -> None:
    with database.session(write=True) as session:
        assert create_account(session, "a@example.org", "twelve chars", ["panel"]).id


def test_all_roles_are_there_once(database: Database) -> None:
    with database.session(write=True) as session:
        session.execute(sa.delete(Role).where(Role.name == RoleName.COMPILER))
        for _ in range(2):
            assert set(ensure_roles(session)) == set(RoleName)
            session.flush()
        assert sorted(session.scalars(sa.select(Role.name))) == sorted(RoleName)


def test_ending_sessions_makes_every_copied_cookie_worthless(database: Database) -> None:
    with database.session(write=True) as session:
        account = create_account(session, "a@example.org", PASSWORD, ["panel"])
        before = account.fs_uniquifier
        accounts.end_sessions(account)
    assert account.fs_uniquifier != before


@given(st.text(st.characters(), max_size=300))
def test_whatever_is_typed_as_an_email_address_can_be_looked_up(typed: str) -> None:
    found = normal_email(typed)
    found.encode()
    assert "\0" not in found
    assert found == found.casefold()


@given(st.text(st.characters(), max_size=2000))
def test_whatever_is_typed_as_a_password_can_be_checked(typed: str) -> None:
    assert len(normal_password(typed)) <= 1024


@pytest.mark.parametrize(
    "typed", [" Anna@Example.ORG", "anna@example.org\n", "ＡＮＮＡ@example.org", "anna@exa\u200bmple.org\0"]
)
def test_another_spelling_is_the_same_account(typed: str) -> None:
    assert normal_email(typed) == "anna@example.org"
