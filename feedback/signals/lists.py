"""Signals in the order in which a coordinator needs them, meetings, and how much comes of it all."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.store.accounts import Account
from feedback.store.signals import (
    Meeting,
    MeetingKind,
    Outcome,
    OutcomeStatus,
    Signal,
    SignalChange,
    Status,
)

LONGEST_WAIT = dt.timedelta(days=42)
"""After more than six weeks in one status a signal waits too long: so often the schakeloverleg meets."""
_MOST_CLOSED = 100


@dataclass(frozen=True)
class Agenda:
    """One meeting that is still to come, and the signals that it will discuss."""

    meeting: Meeting
    signals: list[Signal] = field(default_factory=list)


@dataclass(frozen=True)
class Lists:
    """Every signal that is not closed once, and the hundred that were closed last."""

    agendas: Sequence[Agenda]
    waiting: Sequence[Signal]
    returned: Sequence[Signal]
    others: Sequence[Signal]
    closed: Sequence[Signal]


@dataclass(frozen=True)
class Measure:
    """In how many of the raised signals a change is planned or made."""

    changed: int
    raised: int


class MeetingExistsError(ValueError):
    """There is a meeting of this kind on this day already."""


def lists(session: Session, today: dt.date, *, demonstration: bool) -> Lists:
    """The signals by what they need, the longest in their status first."""
    shown = _shown(demonstration)
    still = session.scalars(
        shown.where(Signal.status != Status.CLOSED).order_by(Signal.status_since, Signal.number)
    ).all()
    done = shown.where(Signal.status == Status.CLOSED)
    agendas = {meeting.id: Agenda(meeting) for meeting in upcoming(session, today)}
    kept: dict[str, list[Signal]] = {"waiting": [], "returned": [], "others": []}
    for signal in still:
        if signal.status == Status.SCHEDULED and signal.meeting_id in agendas:
            agendas[signal.meeting_id].signals.append(signal)
        else:
            kept[_place(signal, today)].append(signal)
    return Lists(
        agendas=[agenda for agenda in agendas.values() if agenda.signals],
        closed=session.scalars(
            done.order_by(Signal.status_since.desc(), Signal.number.desc()).limit(_MOST_CLOSED)
        ).all(),
        **kept,
    )


def _place(signal: Signal, today: dt.date) -> str:
    if today - signal.status_since > LONGEST_WAIT:
        return "waiting"
    return "returned" if signal.status == Status.RETURNED else "others"


def measure(session: Session, *, demonstration: bool) -> Measure:
    """The raised signals, and those acted upon, or closed with a published outcome that tells of a change."""
    told = sa.exists().where(
        Outcome.signal_id == Signal.id,
        Outcome.status == OutcomeStatus.CHANGED,
        Outcome.published_on.is_not(None),
    )
    changed = (Signal.status == Status.ACTING) | ((Signal.status == Status.CLOSED) & told)
    signals = _shown(demonstration).subquery()
    changed_ids = _shown(demonstration).where(changed).subquery()
    counted = session.execute(
        sa.select(
            sa.select(sa.func.count()).select_from(changed_ids).scalar_subquery(),
            sa.select(sa.func.count()).select_from(signals).scalar_subquery(),
        )
    ).one()
    return Measure(*counted)


def find(session: Session, number: int, *, demonstration: bool) -> Signal | None:
    """The signal with a number."""
    return session.scalar(_shown(demonstration).where(Signal.number == number))


def _shown(demonstration: bool) -> sa.Select[Signal]:
    return sa.select(Signal) if demonstration else sa.select(Signal).where(~Signal.demonstration)


@dataclass(frozen=True)
class Step:
    """One change in a signal's history, and the address of who made it, where that is known."""

    change: SignalChange
    email: str | None


def history(session: Session, signal: Signal) -> list[Step]:
    """Every step of a signal, the last first."""
    rows = session.execute(
        sa.select(SignalChange, Account.email)
        .outerjoin(Account, Account.id == SignalChange.account_id)
        .where(SignalChange.signal_id == signal.id)
        .order_by(SignalChange.number.desc())
    )
    return [Step(change, email) for change, email in rows.unique()]


def outcomes(session: Session, *, demonstration: bool, signal: Signal | None = None) -> Sequence[Outcome]:
    """The drafts and then the published outcomes, newest first; those of one signal if asked for."""
    order = (Outcome.published_on.is_not(None), Outcome.published_on.desc(), Outcome.id)
    found = sa.select(Outcome).order_by(*order).options(sa.orm.selectinload(Outcome.texts))
    if not demonstration:
        found = found.where(~Outcome.demonstration)
    if signal is not None:
        found = found.where(Outcome.signal_id == signal.id)
    return session.scalars(found).all()


def upcoming(session: Session, today: dt.date) -> Sequence[Meeting]:
    """The meetings from today on, the first one first."""
    return session.scalars(
        sa.select(Meeting).where(Meeting.held_on >= today).order_by(Meeting.held_on, Meeting.kind)
    ).all()


def past(session: Session, today: dt.date, most: int = 50) -> Sequence[Meeting]:
    """The meetings before today, the last one first."""
    return session.scalars(
        sa.select(Meeting)
        .where(Meeting.held_on < today)
        .order_by(Meeting.held_on.desc(), Meeting.kind)
        .limit(most)
    ).all()


def add_meeting(session: Session, kind: MeetingKind, held_on: dt.date) -> Meeting:
    """A new date in the calendar; raises MeetingExistsError."""
    meeting = Meeting(id=uuid.uuid4(), kind=kind, held_on=held_on)
    try:
        with session.begin_nested():
            session.add(meeting)
    except sa.exc.IntegrityError as error:
        raise MeetingExistsError from error
    return meeting
