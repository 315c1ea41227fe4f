"""Somebody's own answer or question, found by the code that they were shown: looked at, or deleted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import Session

from analysis.periods import Tertial
from analysis.vocabulary import UNDECIDED
from feedback.store.reports import Report
from feedback.store.responses import Response
from feedback.store.verbatims import Decision, Verbatim
from feedback.theming.finding import themes_of


@dataclass(frozen=True)
class Own:
    """What somebody sent: the day, the themes of it, whether a person read it and a report counts it."""

    received_on: dt.date
    themes: Sequence[str]
    is_read: bool
    is_counted: bool


def find(session: Session, receipt: str, model_version: str | None) -> Own | None:
    """What was sent with this digest of a code; None where there is nothing, or nothing any more."""
    response = select(Response.received_on.label("day")).where(Response.receipt == receipt)
    question = select(Verbatim.received_on).where(Verbatim.receipt == receipt)
    day = session.scalar(response.union_all(question))
    if day is None:
        return None
    mine = _texts(receipt)
    found = session.execute(themes_of(model_version).where(mine)).all()
    read = session.scalar(select(exists().where(Decision.verbatim_id == Verbatim.id, mine)))
    themes = dict.fromkeys(theme for _id, theme in found if theme != UNDECIDED)
    return Own(day, list(themes), bool(read), is_counted(session, day))


def erase(session: Session, receipt: str, model_version: str | None) -> bool:
    """Whether what was sent is deleted now, with all that was made of it; False once a report counts it."""
    own = find(session, receipt, model_version)
    if own is None or own.is_counted:
        return False
    for model in (Response, Verbatim):
        session.execute(delete(model).where(model.receipt == receipt))
    return True


def is_counted(session: Session, day: dt.date) -> bool:
    """Whether a report on the tertial of a day was compiled since, so that figures hold what came on it."""
    since = dt.datetime.combine(day, dt.time(), dt.UTC)
    of_day = (Report.period == str(Tertial.of(day))) & (Report.compiled_at >= since)
    return bool(session.scalar(select(exists().where(of_day))))


def _texts(receipt: str) -> ColumnElement[bool]:
    of_response = select(Response.id).where(Response.receipt == receipt)
    return or_(Verbatim.receipt == receipt, Verbatim.response_id.in_(of_response))
