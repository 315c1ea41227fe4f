"""A coordinator who is signed in, and signals that are there already."""

import pytest

from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.store.signals import Status
from tests.conftest import SignIn
from tests.feedback.signals.made import Make, at
from tests.visitor import Visitor


@pytest.fixture
def coordinator(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.COORDINATOR)
    return visitor


@pytest.fixture
def made(database: Database) -> Make:
    """A function that makes a signal with this status and tells its number."""

    def made(status: Status) -> int:
        with database.session(write=True) as session:
            number = at(session, status).number
            session.commit()
            return number

    return made
