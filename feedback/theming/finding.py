"""Statements about the themes of stored texts: the one that counts, and the texts that wait for one."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from analysis.vocabulary import UNDECIDED
from feedback.store.verbatims import Decision, Prediction, Verbatim

_UNDECIDED = sa.literal(UNDECIDED, sa.String)


def themes_of(model_version: str | None = None) -> sa.Select[uuid.UUID, str]:
    """A statement with `verbatim_id` and `theme` of each text, to narrow with `where(Verbatim…)`.

    The theme is the one decided last; without a decision the one that this version of the model
    predicted (where it made no prediction: another version), unless it abstained: then "undecided".
    """
    predicted = best_prediction(
        sa.case((Prediction.abstained, _UNDECIDED), else_=plain(Prediction.theme)), model_version
    )
    theme = sa.func.coalesce(last_decision(), predicted, _UNDECIDED)
    return sa.select(Verbatim.id.label("verbatim_id"), theme.label("theme"))


def last_decision(*, where: sa.ColumnElement[bool] | None = None) -> sa.ScalarSelect[str]:
    """The theme of a text's last decision, of those that meet a condition."""
    statement = sa.select(plain(Decision.theme)).where(Decision.verbatim_id == Verbatim.id)
    if where is not None:
        statement = statement.where(where)
    return statement.order_by(Decision.decided_at.desc(), Decision.id).limit(1).scalar_subquery()


def best_prediction(told: sa.ColumnElement[Any], model_version: str | None) -> sa.ScalarSelect[Any]:
    """What the prediction of a text tells: the one of this version of the model, else of another."""
    return (
        sa.select(told)
        .where(Prediction.verbatim_id == Verbatim.id)
        .order_by(*newest(model_version))
        .limit(1)
        .scalar_subquery()
    )


def plain(theme: InstrumentedAttribute[str]) -> sa.ColumnElement[str]:
    """The theme as a plain text, so that it can stand beside "undecided", which no column may hold."""
    return sa.type_coerce(theme, sa.String)


def newest(model_version: str | None) -> tuple[sa.SQLColumnExpression[Any], ...]:
    """The order of a text's predictions: this version first, then the others by name (e5 before tfidf)."""
    return (Prediction.model_version != (model_version or ""), Prediction.model_version)


def unseen(model_version: str) -> sa.ColumnElement[bool]:
    """Whether this version of the model has not been asked about a text."""
    return ~sa.exists().where(
        Prediction.verbatim_id == Verbatim.id, Prediction.model_version == model_version
    )


def progress(model_version: str) -> sa.Select[int, int]:
    """How many texts there are, and of how many this version of the model has said something."""
    made = sa.select(sa.func.count(Prediction.verbatim_id)).where(Prediction.model_version == model_version)
    return sa.select(sa.func.count(Verbatim.id), made.scalar_subquery())
