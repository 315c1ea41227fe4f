"""Answers to a survey, and drafts of them; neither says who, from where or at what moment."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from feedback.store.base import Base, one_of, unordered


class Stream(StrEnum):
    """How a person came to the survey; streams are never added up silently."""

    OPEN = "open"
    INVITED = "invited"
    ASSISTED = "assisted"


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_UNDERSTOOD = "not-understood"
    SKIPPED = "skipped"


class Suspicion(StrEnum):
    """Why a person should look whether somebody meant this; the last one is what a person decided."""

    TOO_FAST = "too-fast"
    TRAP = "trap"
    BURST = "burst"
    COPY = "copy"
    SPAM = "spam"


def marked(name: str) -> sa.Index:
    """The index of what waits for a person to look at it: few rows of many."""
    suspect = sa.text("suspicion IS NOT NULL")
    return sa.Index(name, "received_on", sqlite_where=suspect, postgresql_where=suspect)


class Response(Base):
    """One sent survey: a random key and a date, no moment.

    `submission_key` makes sending idempotent; `feedback tidy` clears it after two days. `receipt` is a
    keyed digest of the code that was shown once to who sent it.
    """

    __tablename__ = "responses"
    __table_args__ = unordered(
        sa.Index("ix_responses_received_on", "received_on"),
        sa.Index("ix_responses_receipt", "receipt", unique=True),
        marked("ix_responses_suspicion"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_versions.id"))
    language: Mapped[str] = mapped_column(sa.String(8))
    stream: Mapped[Stream] = mapped_column(one_of(Stream))
    received_on: Mapped[dt.date]
    submission_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    receipt: Mapped[str | None] = mapped_column(sa.String(64))
    suspicion: Mapped[Suspicion | None] = mapped_column(one_of(Suspicion))
    demonstration: Mapped[bool] = mapped_column(default=False)


class Answer(Base):
    """The answer to one question of a response: an option's code, never a word.

    What was written at a text question is a `Verbatim`; here only stands that it was answered.
    """

    __tablename__ = "answers"
    __table_args__ = unordered(
        sa.ForeignKeyConstraint(
            ["version_id", "question_code"], ["survey_questions.version_id", "survey_questions.code"]
        ),
        sa.ForeignKeyConstraint(
            ["version_id", "question_code", "option_code"],
            ["survey_options.version_id", "survey_options.question_code", "survey_options.code"],
            name="fk_answers_option",
        ),
        sa.CheckConstraint("outcome = 'answered' OR option_code IS NULL", name="option_only_if_answered"),
    )

    response_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True
    )
    question_code: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    version_id: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(one_of(Outcome))
    option_code: Mapped[str | None] = mapped_column(sa.String(64))


class Draft(Base):
    """A survey on its way, found by a digest of the cookie that the browser keeps.

    `answers` maps question codes to what was given so far; free text in it is masked already.
    `expires_on` is the last day of its life, the one after it was begun: a date, because a moment
    would tell too much. The cookie ends earlier, after 24 hours; `feedback tidy` deletes the row.
    `invitation` is the digest of the personal link that it was begun with; it goes with the draft.
    """

    __tablename__ = "drafts"
    __table_args__ = unordered()

    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_versions.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    stream: Mapped[Stream] = mapped_column(one_of(Stream), default=Stream.OPEN)
    invitation: Mapped[str | None] = mapped_column(sa.String(64))
    expires_on: Mapped[dt.date]
