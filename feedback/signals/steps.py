"""What can be done with a signal: raised, weighed, put on an agenda, moved on, and noted.

Each step takes the moment, the date `today` in Dutch time, and the account of who does it.
"""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.signals import evidence as figures
from feedback.signals import states
from feedback.signals.weighing import Weighing, empty
from feedback.store.freezing import freeze
from feedback.store.numbering import take_turn
from feedback.store.signals import (
    Destination,
    Level,
    Meeting,
    Nature,
    Signal,
    SignalChange,
    Source,
    Status,
)


@dataclass(frozen=True)
class By:
    """Who does something, and when."""

    account_id: int | None
    moment: dt.datetime


def raise_signal(
    session: Session,
    *,
    title: str,
    description: str,
    source: Source,
    moment: dt.datetime,
    today: dt.date,
    account_id: int | None,
    theme: str | None = None,
    evidence: Mapping[str, Any] | None = None,
    decision: Nature | None = None,
    demonstration: bool = False,
) -> Signal:
    """A new signal with the next number; `evidence` is frozen as it is given, and its advice with it."""
    take_turn(session, Signal)
    highest = session.scalar(sa.select(sa.func.max(Signal.number)))
    signal = Signal(
        number=(highest or 0) + 1,
        title=title,
        description=description,
        source=source,
        theme=theme,
        evidence=None if evidence is None else freeze(evidence),
        advice=figures.advice_of(evidence),
        decision=decision,
        weighing=empty(),
        status_since=today,
        raised_on=today,
        demonstration=demonstration,
    )
    session.add(signal)
    session.flush()  # gives it the id that its history names
    _remember(session, signal, None, _told(signal), "", By(account_id, moment))
    return signal


def _told(signal: Signal) -> dict[str, list[Any]]:
    """What is known of a signal when it is raised, as its history keeps it."""
    names = ("title", "description", "source", "theme", "decision")
    return {name: [None, _plain(getattr(signal, name))] for name in names if getattr(signal, name)}


def weigh(
    session: Session,
    signal: Signal,
    *,
    decision: Nature | None,
    weighing: Weighing,
    moment: dt.datetime,
    today: dt.date,
    account_id: int | None,
    note: str = "",
) -> None:
    """The signal weighed, or weighed again; raises MoveError and then changes nothing."""
    changes = {"decision": decision, "weighing": {code: dict(one) for code, one in weighing.items()}}
    _step(session, signal, Status.WEIGHED, changes, note, By(account_id, moment), today)


def schedule(
    session: Session,
    signal: Signal,
    *,
    level: Level | None,
    destination: Destination | None,
    owner: str,
    meeting: Meeting | None,
    moment: dt.datetime,
    today: dt.date,
    account_id: int | None,
    note: str = "",
) -> None:
    """The signal on the agenda of a meeting, or of another one; raises MoveError and then changes nothing."""
    changes = {
        "level": level,
        "destination": destination,
        "owner": owner.strip() or None,
        "meeting_id": meeting.id if meeting else None,
    }
    _step(session, signal, Status.SCHEDULED, changes, note, By(account_id, moment), today)


def move(
    session: Session,
    signal: Signal,
    to: Status,
    *,
    moment: dt.datetime,
    today: dt.date,
    account_id: int | None,
    note: str = "",
) -> None:
    """The signal in another status, with why in the note; raises MoveError and then changes nothing."""
    _step(session, signal, to, {}, note, By(account_id, moment), today)


def note(
    session: Session,
    signal: Signal,
    text: str,
    *,
    moment: dt.datetime,
    account_id: int | None,
    changed: Mapping[str, list[Any]] | None = None,
) -> None:
    """A note in the history of a signal, whatever its status, with what changed beside the signal itself."""
    _take(session, signal)
    _remember(session, signal, signal.status, changed or {}, text, By(account_id, moment))


def _step(
    session: Session,
    signal: Signal,
    to: Status,
    changes: Mapping[str, Any],
    note: str,
    by: By,
    today: dt.date,
) -> None:
    _take(session, signal)
    states.check(signal.status, to, case_of(session, signal, changes, note=note, today=today))
    before = signal.status
    told = {
        name: [_plain(getattr(signal, name)), _plain(value)]
        for name, value in changes.items()
        if getattr(signal, name) != value
    }
    for name, value in changes.items():
        setattr(signal, name, value)
    signal.status = to
    if before != to:
        signal.status_since = today
    _remember(session, signal, before, told, note, by)


def _take(session: Session, signal: Signal) -> None:
    """The signal as it is now, kept from others until this transaction ends."""
    session.refresh(signal, with_for_update=True)


def case_of(
    session: Session, signal: Signal, changes: Mapping[str, Any], *, note: str, today: dt.date
) -> states.Case:
    """What is known of a signal, with these fields changed."""
    names = ("decision", "weighing", "level", "destination", "owner", "meeting_id")
    known = {name: getattr(signal, name) for name in names} | dict(changes)
    meeting_id: uuid.UUID | None = known.pop("meeting_id")
    meeting = session.get(Meeting, meeting_id) if meeting_id else None
    return states.Case(
        today=today,
        note=note,
        meeting_kind=meeting.kind if meeting else None,
        meeting_on=meeting.held_on if meeting else None,
        **known,
    )


def _remember(
    session: Session,
    signal: Signal,
    before: Status | None,
    changed: Mapping[str, list[Any]],
    note: str,
    by: By,
) -> None:
    steps = sa.select(sa.func.count()).where(SignalChange.signal_id == signal.id)
    session.add(
        SignalChange(
            signal_id=signal.id,
            number=(session.scalar(steps) or 0) + 1,
            at=by.moment,
            account_id=by.account_id,
            status_before=before,
            status_after=signal.status,
            changed=dict(changed),
            note=note.strip(),
        )
    )
    session.flush()


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, Enum):
        return value.value
    return json.loads(json.dumps(value, default=str))
