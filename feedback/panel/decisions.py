"""What the panel decides about texts: kept beside the prediction and earlier decisions; the last counts."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.store.verbatims import Decision, Occasion, Prediction, Verbatim
from feedback.theming.finding import newest
from feedback.theming.taxonomy import codes


class UnknownThemeError(ValueError):
    """The taxonomy has no such theme."""


def decide(
    session: Session,
    text: Verbatim,
    theme: str,
    *,
    account_id: int,
    moment: dt.datetime,
    occasion: Occasion = Occasion.QUEUE,
) -> bool:
    """Whether the text had been decided about by somebody else; the decision is kept in both cases.

    The same decision sent twice is kept once. Raises UnknownThemeError.
    """
    if theme not in codes(session):
        raise UnknownThemeError(theme)
    last = last_decision(session, text.id)
    if last is not None and (last.account_id, last.theme, last.occasion) == (account_id, theme, occasion):
        return False
    session.add(
        Decision(
            verbatim_id=text.id, account_id=account_id, theme=theme, decided_at=moment, occasion=occasion
        )
    )
    return last is not None and last.account_id != account_id


def last_decision(session: Session, verbatim_id: uuid.UUID) -> Decision | None:
    """The decision about a text that counts."""
    return session.scalar(
        sa.select(Decision)
        .where(Decision.verbatim_id == verbatim_id)
        .order_by(Decision.decided_at.desc(), Decision.id)
        .limit(1)
    )


def prediction_of(session: Session, verbatim_id: uuid.UUID, model_version: str | None) -> Prediction | None:
    """What the model made of a text: this version of it, else another."""
    return session.scalar(
        sa.select(Prediction)
        .where(Prediction.verbatim_id == verbatim_id)
        .order_by(*newest(model_version))
        .limit(1)
    )


def suggestions(prediction: Prediction | None) -> Sequence[str]:
    """The themes that the model thought of, best first."""
    if prediction is None:
        return []
    others = [str(theme) for theme, _probability in prediction.alternatives]
    return list(dict.fromkeys([prediction.theme, *others]))


def made_since(session: Session, account_id: int, moment: dt.datetime) -> int:
    """How many decisions this account has made since a moment."""
    statement = sa.select(sa.func.count()).select_from(Decision)
    return (
        session.scalar(statement.where(Decision.account_id == account_id, Decision.decided_at >= moment)) or 0
    )
