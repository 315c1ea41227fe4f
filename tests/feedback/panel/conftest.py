"""Texts for the panel to read, with what a model made of them."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from analysis.vocabulary import Asker, Channel, Law
from feedback.staff.accounts import create_account
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.verbatims import Prediction, Purpose, Verbatim

Write = Callable[..., Verbatim]


@pytest.fixture
def write(database: Database) -> Write:
    """A function that stores a text; with a confidence also a prediction, below 0.4 an abstention."""

    def write(
        text: str = "Mag ik later examen doen?",
        confidence: float | None = None,
        *,
        day: int = 1,
        language: str = "nl",
        flags: tuple[str, ...] = (),
        version: str = "e5-a",
    ) -> Verbatim:
        verbatim = Verbatim(
            id=uuid.uuid4(), purpose=Purpose.QUESTION, asker=Asker.ASYLUM, law=Law.WI2021,
            channel=Channel.FORM, language=language, text=text, masked=[], flags=list(flags),
            received_on=dt.date(2026, 11, day),
        )  # fmt: skip
        with database.session(write=True) as session:
            session.add(verbatim)
            session.flush()
            if confidence is not None:
                session.add(prediction(verbatim, confidence, version))
            session.commit()
        return verbatim

    return write


def prediction(verbatim: Verbatim, confidence: float, version: str) -> Prediction:
    return Prediction(
        verbatim_id=verbatim.id, model_version=version, theme="exam-registration", confidence=confidence,
        alternatives=[["deadline-extension", 0.2], ["course", 0.1]], abstained=confidence < 0.4,
    )  # fmt: skip


@pytest.fixture
def reviewers(database: Database) -> list[Account]:
    """Two members of the panel."""
    with database.session(write=True) as session:
        made = [account(session, name) for name in ("anna", "bob")]
        session.commit()
    return made


def account(session: Session, name: str) -> Account:
    return create_account(session, f"{name}@example.org", "a long pass phrase", ["panel"])
