"""What people wrote, masked; what the model thinks it is about; and what a person decided."""

import datetime as dt
import secrets
import uuid
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from analysis.vocabulary import Asker, Channel, Law
from feedback.store.base import Base, Moment, one_of, unordered
from feedback.store.responses import Suspicion, marked


class Purpose(StrEnum):
    """Why a text was written."""

    QUESTION = "question"
    ANSWER = "answer"


class Occasion(StrEnum):
    """Why a person read a text: it waited for somebody, or the lot of the audit sample fell on it."""

    QUEUE = "queue"
    AUDIT = "audit"


def _lot() -> int:
    return secrets.randbits(62)


class Verbatim(Base):
    """One text in a person's own words, cleaned and masked before it came here.

    A question carries who asks, under which law, the key that makes sending idempotent and its own
    receipt and suspicion; an answer points to its response and question, and has the suspicion of its
    response. `masked` and `flags` are lists of codes. `lot` is a random number, drawn before anything is
    known about the text: the lowest lots of a period are its audit sample.
    """

    __tablename__ = "verbatims"
    __table_args__ = unordered(
        sa.CheckConstraint(
            "(purpose = 'question') = (response_id IS NULL)", name="answers_belong_to_a_response"
        ),
        sa.CheckConstraint("(response_id IS NULL) = (question_code IS NULL)", name="answers_name_a_question"),
        sa.Index("ix_verbatims_received_on", "received_on"),
        sa.Index("ix_verbatims_lot", "lot"),
        sa.Index("ix_verbatims_receipt", "receipt", unique=True),
        marked("ix_verbatims_suspicion"),
        sa.Index("ix_verbatims_response_id", "response_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose))
    response_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("responses.id", ondelete="CASCADE"))
    question_code: Mapped[str | None] = mapped_column(sa.String(64))
    asker: Mapped[Asker] = mapped_column(one_of(Asker))
    law: Mapped[Law] = mapped_column(one_of(Law))
    channel: Mapped[Channel] = mapped_column(one_of(Channel))
    language: Mapped[str] = mapped_column(sa.String(8))
    text: Mapped[str] = mapped_column(sa.Text)
    masked: Mapped[list[str]] = mapped_column(sa.JSON)
    flags: Mapped[list[str]] = mapped_column(sa.JSON)
    received_on: Mapped[dt.date]
    submission_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    receipt: Mapped[str | None] = mapped_column(sa.String(64))
    suspicion: Mapped[Suspicion | None] = mapped_column(one_of(Suspicion))
    lot: Mapped[int] = mapped_column(sa.BigInteger, default=_lot)
    demonstration: Mapped[bool] = mapped_column(default=False)


class Prediction(Base):
    """What one version of the model made of one text; kept, also when a person decides otherwise."""

    __tablename__ = "predictions"
    __table_args__ = unordered(
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_is_a_share"),
        sa.Index("ix_predictions_uncertain", "abstained", "confidence"),
    )

    verbatim_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("verbatims.id", ondelete="CASCADE"), primary_key=True
    )
    model_version: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    theme: Mapped[str] = mapped_column(sa.ForeignKey("themes.code"))
    confidence: Mapped[float]
    alternatives: Mapped[list[list[object]]] = mapped_column(sa.JSON)
    abstained: Mapped[bool]


class Decision(Base):
    """What a member of the panel decided about a text; the latest counts, the earlier ones stay.

    One made for the audit was made without seeing what the model or somebody else thought.
    """

    __tablename__ = "decisions"
    __table_args__ = (sa.Index("ix_decisions_verbatim_id", "verbatim_id", "decided_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    verbatim_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("verbatims.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    theme: Mapped[str] = mapped_column(sa.ForeignKey("themes.code"))
    occasion: Mapped[Occasion] = mapped_column(one_of(Occasion), default=Occasion.QUEUE)
    decided_at: Mapped[dt.datetime] = mapped_column(Moment)
