"""Sending a survey: one transaction, one response, whatever the network does."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from analysis.vocabulary import Asker, Channel, Law
from feedback.given import SKIPPED, Given
from feedback.questionnaires import Questionnaire
from feedback.store.responses import Answer, Response, Stream, Suspicion
from feedback.store.verbatims import Purpose, Verbatim

Row = dict[str, Any]
# plain rows: nobody looks at them again in this request, so the ORM need not keep them in mind
_RESPONSE, _ANSWERS, _VERBATIMS = (
    insert(cast(Table, kind.__table__)) for kind in (Response, Answer, Verbatim)
)


def is_sent(session: Session, key: str) -> bool:
    """Whether a response with this key digest has arrived."""
    return session.scalar(select(Response.id).where(Response.submission_key == key)) is not None


def submit(
    session: Session,
    questionnaire: Questionnaire,
    answers: Mapping[str, Given],
    *,
    key: str,
    receipt: str,
    language: str,
    stream: Stream,
    suspicion: Suspicion | None,
    today: dt.date,
    demonstration: bool,
) -> uuid.UUID:
    """The id of the stored response, with an answer to every question, skipped ones too, and its texts.

    A second response with the same key fails with IntegrityError.
    """
    response: Row = {
        "id": uuid.uuid4(),
        "version_id": questionnaire.version_id,
        "language": language,
        "stream": stream,
        "received_on": today,
        "submission_key": key,
        "receipt": receipt,
        "suspicion": suspicion,
        "demonstration": demonstration,
    }
    session.execute(_RESPONSE, response)
    given = [(item.code, answers.get(item.code, SKIPPED)) for item in questionnaire.items]
    session.execute(_ANSWERS, [_answer(response, code, one) for code, one in given])
    texts = [_verbatim(response, code, one) for code, one in given if one.text]
    if texts:
        session.execute(_VERBATIMS, texts)
    return cast(uuid.UUID, response["id"])


def _answer(response: Row, question: str, given: Given) -> Row:
    return {
        "response_id": response["id"],
        "question_code": question,
        "version_id": response["version_id"],
        "outcome": given.outcome,
        "option_code": given.option,
    }


def _verbatim(response: Row, question: str, given: Given) -> Row:
    return {
        "id": uuid.uuid4(),
        "purpose": Purpose.ANSWER,
        "response_id": response["id"],
        "question_code": question,
        "asker": Asker.UNKNOWN,
        "law": Law.UNKNOWN,
        "channel": Channel.FORM,
        "language": given.language or response["language"],
        "text": given.text,
        "masked": list(given.masked),
        "flags": list(given.flags),
        "received_on": response["received_on"],
        "suspicion": response["suspicion"],
        "demonstration": response["demonstration"],
    }
