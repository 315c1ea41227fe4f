"""What may come from a machine: a person looks and says whether it is real. Nothing is ever deleted here."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.store.responses import Response, Suspicion
from feedback.store.verbatims import Purpose, Verbatim

WINDOW = dt.timedelta(days=90)
"""What is older is not looked at any more, and does not count."""
PAGE = 50

Suspect = Response | Verbatim
"""A whole response, or a question; their ids are random, so an id alone names one of them."""
_KINDS: tuple[type[Response] | type[Verbatim], ...] = (Response, Verbatim)
_Place = tuple[dt.date, uuid.UUID]


@dataclass(frozen=True)
class Found:
    """Some suspects, the newest first, with the texts of each by its id; `more` says that others follow."""

    suspects: Sequence[Suspect]
    texts: Mapping[uuid.UUID, Sequence[Verbatim]]
    more: bool


def find(session: Session, today: dt.date, *, spam: bool, after: uuid.UUID | None = None) -> Found:
    """A page of what waits for a person, or of what a person called spam, behind the one named `after`."""
    place = _place(session, after)
    found = [
        suspect
        for kind in _KINDS
        for suspect in session.scalars(_behind(kind, _listed(kind, today, spam=spam), place))
    ]
    page = sorted(found, key=_where, reverse=True)[:PAGE]
    return Found(page, _texts(session, page), len(found) > PAGE)


def waiting(session: Session, today: dt.date) -> int:
    """How many responses and questions wait for a person."""
    counts = (
        sa.select(sa.func.count()).select_from(kind).where(_listed(kind, today, spam=False))
        for kind in _KINDS
    )
    return sum(session.scalar(count) or 0 for count in counts)


def judge(session: Session, ids: Collection[uuid.UUID], *, real: bool) -> None:
    """These suspects are real and count from now on, or are spam; what nobody suspects stays as it is."""
    days = sa.select(Response.received_on).where(Response.id.in_(ids))
    of_a_response = Verbatim.received_on.in_(days) & Verbatim.response_id.in_(ids)  # found along an index
    for kind, chosen in (
        (Response, Response.id.in_(ids)),
        (Verbatim, Verbatim.id.in_(ids) & (Verbatim.purpose == Purpose.QUESTION)),
        (Verbatim, of_a_response),
    ):
        statement = sa.update(kind).where(kind.suspicion.is_not(None), chosen)
        session.execute(statement.values(suspicion=None if real else Suspicion.SPAM))


def _listed(kind: type[Suspect], today: dt.date, *, spam: bool) -> sa.ColumnElement[bool]:
    is_spam = kind.suspicion == Suspicion.SPAM
    listed = kind.suspicion.is_not(None) & (is_spam if spam else ~is_spam)
    listed &= kind.received_on > today - WINDOW
    return listed & (Verbatim.purpose == Purpose.QUESTION) if kind is Verbatim else listed


def _behind(kind: type[Suspect], listed: sa.ColumnElement[bool], place: _Place | None) -> sa.Select[Any]:
    """One more than a page, which shows whether others follow."""
    order = (kind.received_on, kind.id)
    statement: sa.Select[Any] = sa.select(kind).where(listed)
    if place is not None:
        statement = statement.where(kind.received_on <= place[0], sa.tuple_(*order) < place)
    return statement.order_by(*(column.desc() for column in order)).limit(PAGE + 1)


def _place(session: Session, suspect: uuid.UUID | None) -> _Place | None:
    """Where a suspect stands in the list; None, its head, for one that is not there."""
    found: Any = suspect and (session.get(Response, suspect) or session.get(Verbatim, suspect))
    return _where(found) if found else None


def _where(suspect: Suspect) -> _Place:
    return suspect.received_on, suspect.id


def _texts(session: Session, page: Sequence[Suspect]) -> Mapping[uuid.UUID, Sequence[Verbatim]]:
    texts: defaultdict[uuid.UUID, list[Verbatim]] = defaultdict(list)
    for question in page:
        if isinstance(question, Verbatim):
            texts[question.id].append(question)
    if page:
        days = Verbatim.received_on.between(page[-1].received_on, page[0].received_on)
        mine = Verbatim.response_id.in_([one.id for one in page]) & Verbatim.suspicion.is_not(None)
        for text in session.scalars(sa.select(Verbatim).where(days, mine).order_by(Verbatim.question_code)):
            texts[text.response_id or text.id].append(text)
    return texts
