"""Signals, the meetings that discuss them, each step that was taken, and what was done with it."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.store.base import Base, Moment, one_of

LONGEST_TITLE = 120
LONGEST_DESCRIPTION = 2000
LONGEST_OWNER = 80
LONGEST_NOTE = 500
LONGEST_TEXT = 400
ADVICE = ("", "beyond-chance", "no-demonstrable-change", "too-few")
"""What the statistic can say: the answers of `analysis.counts.changes`, and nothing where it is unknown."""


class Source(StrEnum):
    """Where a signal comes from."""

    THEME = "theme"
    TEXT = "text"
    MEETING = "meeting"
    PARTNER = "partner"


class Nature(StrEnum):
    """Incident of trend: what a person thinks that a signal is (Ketenplan, 4.5)."""

    INCIDENT = "incident"
    TREND = "trend"


class Level(StrEnum):
    """Where in the keten a signal can be solved (Ketenplan, 2.1)."""

    EXECUTION = "uitvoering"
    LINK = "schakel"
    SYSTEM = "stelsel"


class MeetingKind(StrEnum):
    """The meetings of the keten that speak of signals (Ketenplan, 4.3 and 4.4)."""

    PART = "deeloverleg"
    LINK = "schakeloverleg"
    SYSTEM = "stelseloverleg"
    PANEL = "expertpanel"


class Destination(StrEnum):
    """The kind of meeting that a signal is meant for; the codes are those of `MeetingKind`."""

    PART = "deeloverleg"
    LINK = "schakeloverleg"
    SYSTEM = "stelseloverleg"


class Status(StrEnum):
    """How far a signal is; `feedback.signals.states` says what may follow on what."""

    RAISED = "raised"
    WEIGHED = "weighed"
    SCHEDULED = "scheduled"
    DISCUSSED = "discussed"
    RETURNED = "returned"
    ACTING = "acting"
    CLOSED = "closed"


class OutcomeStatus(StrEnum):
    """What people are told that was done with what they said."""

    HEARD = "heard"
    LOOKING = "looking"
    CHANGED = "changed"
    NOT_POSSIBLE = "not-possible"


def _status(name: str) -> sa.Enum:
    kind = one_of(Status)
    kind.name = name  # a table may have two of them, and constraints need names of their own
    return kind


class Meeting(Base):
    """One date of a kind of meeting."""

    __tablename__ = "meetings"
    __table_args__ = (sa.UniqueConstraint("kind", "held_on"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[MeetingKind] = mapped_column(one_of(MeetingKind))
    held_on: Mapped[dt.date]


class Signal(Base):
    """Something remarkable in the keten, and how far it is.

    `evidence` is canonical JSON of figures as they were when it was raised; `advice` is what the statistic
    said of them and `decision` what a person says. `weighing` has for each question of the afwegingskader
    an answer (true, false or null) and the reason. `owner` is a role or an organisation. `status_since` is
    the day, in Dutch time, on which it got its status.
    """

    __tablename__ = "signals"
    __table_args__ = (
        sa.CheckConstraint("number > 0", name="numbers_begin_at_one"),
        sa.CheckConstraint(f"length(title) BETWEEN 1 AND {LONGEST_TITLE}", name="title_is_short"),
        sa.CheckConstraint(f"length(description) <= {LONGEST_DESCRIPTION}", name="description_is_short"),
        sa.CheckConstraint(
            "advice IN ({})".format(", ".join(f"'{code}'" for code in ADVICE)), name="advice_is_known"
        ),
        sa.CheckConstraint("source <> 'theme' OR theme IS NOT NULL", name="of_a_theme_names_it"),
        sa.CheckConstraint("status = 'raised' OR decision IS NOT NULL", name="weighed_is_decided"),
        sa.CheckConstraint(
            "status NOT IN ('scheduled', 'discussed', 'acting') OR (level IS NOT NULL"
            " AND destination IS NOT NULL AND owner IS NOT NULL AND meeting_id IS NOT NULL)",
            name="scheduled_has_a_place",
        ),
        sa.Index("ix_signals_status", "status"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE))
    description: Mapped[str] = mapped_column(sa.String(LONGEST_DESCRIPTION))
    source: Mapped[Source] = mapped_column(one_of(Source))
    theme: Mapped[str | None] = mapped_column(sa.ForeignKey("themes.code"))
    evidence: Mapped[str | None] = mapped_column(sa.Text)
    advice: Mapped[str] = mapped_column(sa.String(32), default="")
    decision: Mapped[Nature | None] = mapped_column(one_of(Nature))
    weighing: Mapped[dict[str, dict[str, Any]]] = mapped_column(sa.JSON)
    level: Mapped[Level | None] = mapped_column(one_of(Level))
    destination: Mapped[Destination | None] = mapped_column(one_of(Destination))
    owner: Mapped[str | None] = mapped_column(sa.String(LONGEST_OWNER))
    meeting_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("meetings.id"))
    status: Mapped[Status] = mapped_column(_status("status"), default=Status.RAISED)
    status_since: Mapped[dt.date]
    raised_on: Mapped[dt.date]
    demonstration: Mapped[bool] = mapped_column(default=False)


class SignalChange(Base):
    """One step in the life of a signal; the database refuses to change or remove one.

    `number` counts the steps of the signal from 1. `changed` has the value before and after of each field
    that the step changed.
    """

    __tablename__ = "signal_changes"
    __table_args__ = (
        sa.UniqueConstraint("signal_id", "number"),
        sa.CheckConstraint("(number = 1) = (status_before IS NULL)", name="the_first_raises"),
        sa.CheckConstraint(f"length(note) <= {LONGEST_NOTE}", name="note_is_short"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    signal_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("signals.id"))
    number: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    status_before: Mapped[Status | None] = mapped_column(_status("status_before"))
    status_after: Mapped[Status] = mapped_column(_status("status_after"))
    changed: Mapped[dict[str, list[Any]]] = mapped_column(sa.JSON)
    note: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE), default="")


class Outcome(Base):
    """What was done with a signal, or with what people say about a theme; a draft until it is published.

    It holds no account and no name: whoever reads it is told what was done, not by whom.
    """

    __tablename__ = "outcomes"
    __table_args__ = (
        sa.CheckConstraint("(signal_id IS NULL) <> (theme IS NULL)", name="is_about_one_thing"),
        sa.Index("ix_outcomes_published_on", "published_on"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    signal_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("signals.id"))
    theme: Mapped[str | None] = mapped_column(sa.ForeignKey("themes.code"))
    status: Mapped[OutcomeStatus] = mapped_column(one_of(OutcomeStatus))
    published_on: Mapped[dt.date | None]
    demonstration: Mapped[bool] = mapped_column(default=False)
    texts: Mapped[list["OutcomeText"]] = relationship(cascade="all, delete-orphan")


class OutcomeText(Base):
    """What people read about an outcome in one language; `checked_by` is empty until a speaker read it."""

    __tablename__ = "outcome_texts"
    __table_args__ = (sa.CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_TEXT}", name="text_is_short"),)

    outcome_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("outcomes.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(LONGEST_TEXT))
    checked_by: Mapped[str] = mapped_column(sa.String(120), default="")
