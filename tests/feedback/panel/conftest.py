"""Texts for the panel to read, with what a model made of them; and suspects."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.vocabulary import Asker, Channel, Law
from feedback.staff.accounts import create_account
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.responses import Response, Stream
from feedback.store.surveys import SurveyVersion
from feedback.store.verbatims import Prediction, Purpose, Verbatim
from tests.conftest import TODAY

Write = Callable[..., Verbatim]
Store = Callable[..., uuid.UUID]


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


@pytest.fixture
def ask(database: Database) -> Store:
    """A function that stores a question, suspect unless told otherwise."""

    def ask(
        text: str = "Koop nu", why: str | None = "trap", day: dt.date = TODAY, language: str = "nl"
    ) -> uuid.UUID:
        with database.session(write=True) as session:
            question = suspect(text, why, day, language=language, purpose=Purpose.QUESTION)
            session.add(question)
            session.commit()
            return question.id

    return ask


@pytest.fixture
def answer(database: Database) -> Store:
    """A function that stores a response with these texts, suspect unless told otherwise."""

    def answer(*texts: str, why: str | None = "burst", day: dt.date = TODAY) -> uuid.UUID:
        with database.session(write=True) as session:
            response = Response(
                id=uuid.uuid4(), version_id=session.scalars(sa.select(SurveyVersion.id)).first(),
                language="ar", stream=Stream.OPEN, received_on=day, suspicion=why,
            )  # fmt: skip
            session.add(response)
            session.flush()
            for code, text in zip(("be-better", "goes-well"), texts, strict=False):
                session.add(
                    suspect(
                        text, why, day, purpose=Purpose.ANSWER, response_id=response.id, question_code=code
                    )
                )
            session.commit()
            return response.id

    return answer


def suspect(text: str, why: str | None, day: dt.date, language: str = "nl", **more: object) -> Verbatim:
    return Verbatim(
        id=uuid.uuid4(), asker=Asker.UNKNOWN, law=Law.UNKNOWN, channel=Channel.FORM, language=language,
        text=text, masked=[], flags=[], received_on=day, suspicion=why, **more,
    )  # fmt: skip


@pytest.fixture
def marks(database: Database) -> Callable[[], dict[str, str | None]]:
    """A function that tells the suspicion of each text by its words, and of responses by their date."""

    def marks() -> dict[str, str | None]:
        with database.session(write=False) as session:
            texts, responses = session.scalars(sa.select(Verbatim)), session.scalars(sa.select(Response))
            found: dict[str, str | None] = {text.text: text.suspicion for text in texts}
            return found | {f"response {one.received_on}": one.suspicion for one in responses}

    return marks
