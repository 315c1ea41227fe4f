"""Personal links, made for tests."""

import datetime as dt

from sqlalchemy.orm import Session

from feedback import invitations
from feedback.store.database import Database
from tests.conftest import TODAY

SURVEY = "ketendoel-10"
LAST_DAY = TODAY + dt.timedelta(days=10)


def make(session: Session, number: int = 1, *, survey: str = SURVEY, label: str = "letters") -> list[str]:
    """The tokens of a new batch that ends on `LAST_DAY`."""
    return invitations.make(
        session, survey, number, label=label, expires_on=LAST_DAY, today=TODAY, demonstration=False
    )


def links(database: Database, number: int = 1) -> list[str]:
    """The same, stored."""
    with database.session(write=True) as session:
        tokens = make(session, number)
        session.commit()
    return tokens
