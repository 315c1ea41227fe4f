"""Accounts of staff and partners: made on the command line, never by a form that anybody can find."""

import re
import unicodedata
import uuid
from collections.abc import Iterable

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.texts.cleaning import clean
from analysis.vocabulary import Partner
from feedback.store.accounts import Account, Role, RoleName

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""What a password costs to check (OWASP's password storage cheat sheet: argon2id, 19 MiB, t=2, p=1)."""
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1024
"""In bytes of UTF-8; the library that checks passwords fails above 4,096 characters."""
LONGEST_EMAIL = 255


def normal_email(typed: str | None) -> str:
    """An e-mail address as it is kept and looked up: any spelling of it comes out the same."""
    text = unicodedata.normalize("NFKC", (typed or "")[: LONGEST_EMAIL + 1])
    return clean(text).casefold()


def normal_password(typed: str | None) -> str:
    """A password as it is hashed (NIST SP 800-63B asks for one normal form); empty if it is far too long."""
    text = unicodedata.normalize("NFKD", (typed or "")[: LONGEST_PASSWORD + 1])
    return text if len(text.encode(errors="replace")) <= LONGEST_PASSWORD else ""


def ensure_roles(session: Session) -> dict[RoleName, Role]:
    """All roles by name, made where they were missing."""
    found = {role.name: role for role in session.scalars(select(Role))}
    missing = [Role(name=name) for name in RoleName if name not in found]
    session.add_all(missing)
    return found | {role.name: role for role in missing}


def create_account(
    session: Session,
    email: str,
    password: str,
    roles: Iterable[str],
    partner: str | None = None,
    *,
    demonstration: bool = False,
) -> Account:
    """A new account; ValueError says what is wrong with the e-mail address, password, roles or partner."""
    names, organisation = _roles(roles), _partner(partner)
    if (RoleName.PARTNER in names) != (organisation is not None):
        raise ValueError("The role partner needs the name of a partner, and only that role has one.")
    rows = ensure_roles(session)
    account = Account(
        email=_new_email(session, email),
        password=HASHER.hash(_password(password)),
        fs_uniquifier=uuid.uuid4().hex,
        partner=organisation,
        roles=[rows[name] for name in names],
        demonstration=demonstration,
    )
    session.add(account)
    session.flush()
    return account


def end_sessions(account: Account) -> None:
    """Nobody is signed in with this account any more, on any device: a copied cookie is worth nothing."""
    account.fs_uniquifier = uuid.uuid4().hex


def _new_email(session: Session, typed: str) -> str:
    email = normal_email(typed)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", email) or len(email) > LONGEST_EMAIL:
        raise ValueError(f"This is not an e-mail address: {typed}")
    if session.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise ValueError(f"There is an account with this e-mail address: {email}")
    return email


def _password(typed: str) -> str:
    if len(typed) < SHORTEST_PASSWORD:
        raise ValueError(f"The password is too short: use at least {SHORTEST_PASSWORD} characters.")
    password = normal_password(typed)
    if not password:
        raise ValueError(f"The password is too long: use at most {LONGEST_PASSWORD // 4} characters.")
    return password


def _roles(typed: Iterable[str]) -> list[RoleName]:
    names = list(dict.fromkeys(typed))
    unknown = [name for name in names if name not in list(RoleName)]
    if unknown or not names:
        raise ValueError(f"Choose roles from {', '.join(RoleName)}; not {', '.join(unknown) or 'none'}.")
    return [RoleName(name) for name in names]


def _partner(typed: str | None) -> Partner | None:
    if typed is not None and typed not in list(Partner):
        raise ValueError(f"Choose a partner from {', '.join(Partner)}; not {typed}.")
    return Partner(typed) if typed is not None else None
