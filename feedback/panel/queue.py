"""The texts that wait for a person: first where the model abstained, then where it was least sure.

A text that this version of the model has not seen comes after those, the oldest first. Each lane is
walked along an index from a place in it, so a page costs the same however many texts there are.
"""

import uuid
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.store.verbatims import Decision, Occasion, Prediction, Verbatim

Place = tuple[Any, uuid.UUID]
"""Where a text stands in its lane: by confidence or date, then by its id."""
_TRUSTED = Verbatim.suspicion.is_(None)
_BY_QUEUE = Decision.occasion == Occasion.QUEUE
"""A text that was read for the audit waits here all the same: see `feedback.theming.audit`."""


def next_text(session: Session, model_version: str | None, after: uuid.UUID | None = None) -> Verbatim | None:
    """The undecided text that needs a person most, of those that stand behind the text `after`.

    Without a `model_version` the predictions of any version count.
    """
    first, place = _place(session, model_version, after)
    for number, lane in enumerate(LANES[first:]):
        found = session.scalar(lane(model_version, place if number == 0 else None).limit(1))
        if found is not None:
            return found
    return None


def waiting(session: Session) -> int:
    """How many texts nobody has decided about; suspect ones wait elsewhere."""
    texts = sa.select(sa.func.count()).select_from(Verbatim)
    suspect = texts.where(~_TRUSTED).scalar_subquery()
    decided = (
        sa.select(sa.func.count(sa.distinct(Decision.verbatim_id))).join(Verbatim).where(_TRUSTED, _BY_QUEUE)
    )
    return session.scalar(sa.select(texts.scalar_subquery() - suspect - decided.scalar_subquery())) or 0


def _waits(verbatim_id: Any) -> sa.ColumnElement[bool]:
    return _TRUSTED & ~sa.exists().where(Decision.verbatim_id == verbatim_id, _BY_QUEUE)


def _is_of(model_version: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if model_version is None else Prediction.model_version == model_version


def _seen(model_version: str | None, place: Place | None, *, abstained: bool) -> sa.Select[Verbatim]:
    order = (Prediction.confidence, Prediction.verbatim_id)
    statement = (
        sa.select(Verbatim)
        .join(Prediction, Prediction.verbatim_id == Verbatim.id)
        .where(Prediction.abstained == abstained, _is_of(model_version), _waits(Prediction.verbatim_id))
    )
    return _behind(statement, order, place)


def _abstained(model_version: str | None, place: Place | None) -> sa.Select[Verbatim]:
    return _seen(model_version, place, abstained=True)


def _unsure(model_version: str | None, place: Place | None) -> sa.Select[Verbatim]:
    return _seen(model_version, place, abstained=False)


def _unseen(model_version: str | None, place: Place | None) -> sa.Select[Verbatim]:
    seen = sa.exists().where(Prediction.verbatim_id == Verbatim.id, _is_of(model_version))
    statement = sa.select(Verbatim).where(~seen, _waits(Verbatim.id))
    return _behind(statement, (Verbatim.received_on, Verbatim.id), place)


LANES: tuple[Callable[[str | None, Place | None], sa.Select[Verbatim]], ...] = (_abstained, _unsure, _unseen)


def _behind(
    statement: sa.Select[Verbatim], order: tuple[Any, Any], place: Place | None
) -> sa.Select[Verbatim]:
    if place is not None:  # the first condition says nothing new, but PostgreSQL finds it in the index
        statement = statement.where(order[0] >= place[0], sa.tuple_(*order) > place)
    return statement.order_by(*order)


def _place(session: Session, model_version: str | None, text: uuid.UUID | None) -> tuple[int, Place | None]:
    """The lane of a text and its place in that lane; the head of the first lane for no text."""
    if text is None:
        return 0, None
    seen = session.scalar(
        sa.select(Prediction)
        .where(Prediction.verbatim_id == text, _is_of(model_version))
        .order_by(Prediction.abstained.desc(), Prediction.confidence)
        .limit(1)
    )
    if seen is not None:
        return (0 if seen.abstained else 1), (seen.confidence, text)
    received_on = session.scalar(sa.select(Verbatim.received_on).where(Verbatim.id == text))
    return (2, (received_on, text)) if received_on else (0, None)
