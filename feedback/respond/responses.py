"""Sending a survey: one transaction, one response, whatever the network does."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from analysis.vocabulary import Asker, Channel, Law
from feedback.given import SKIPPED, Given
from feedback.questionnaires import Questionnaire
from feedback.store.responses import Answer, Response, Stream
from feedback.store.verbatims import Purpose, Verbatim


def is_sent(session: Session, key: str) -> bool:
    """Whether a response with this key digest has arrived."""
    return session.scalar(select(Response.id).where(Response.submission_key == key)) is not None


def submit(
    session: Session,
    questionnaire: Questionnaire,
    answers: Mapping[str, Given],
    *,
    key: str,
    language: str,
    stream: Stream,
    today: dt.date,
    demonstration: bool,
) -> Response:
    """The stored response with an answer to every question, skipped ones too, and its texts.

    A second response with the same key fails with IntegrityError.
    """
    response = Response(
        id=uuid.uuid4(),
        version_id=questionnaire.version_id,
        language=language,
        stream=stream,
        received_on=today,
        submission_key=key,
        demonstration=demonstration,
    )
    rows = [_answer(response, item.code, answers.get(item.code, SKIPPED)) for item in questionnaire.items]
    texts = [_verbatim(response, code, given) for code, given in answers.items() if given.text]
    session.add(response)
    session.flush()
    session.execute(insert(Answer), rows)
    session.add_all(texts)
    session.flush()
    return response


def _answer(response: Response, question: str, given: Given) -> dict[str, object]:
    return {
        "response_id": response.id,
        "question_code": question,
        "version_id": response.version_id,
        "outcome": given.outcome,
        "option_code": given.option,
    }


def _verbatim(response: Response, question: str, given: Given) -> Verbatim:
    return Verbatim(
        id=uuid.uuid4(),
        purpose=Purpose.ANSWER,
        response_id=response.id,
        question_code=question,
        asker=Asker.UNKNOWN,
        law=Law.UNKNOWN,
        channel=Channel.FORM,
        language=given.language or response.language,
        text=given.text,
        masked=list(given.masked),
        flags=list(given.flags),
        received_on=response.received_on,
        demonstration=response.demonstration,
    )
