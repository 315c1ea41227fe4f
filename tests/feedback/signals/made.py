"""Signals, meetings and figures for the tests of this wing, made with few words."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.signals import lists, steps
from feedback.signals.weighing import QUESTIONS
from feedback.store.database import Database
from feedback.store.reports import Report
from feedback.store.signals import (
    Destination,
    Level,
    Meeting,
    MeetingKind,
    Nature,
    Signal,
    SignalChange,
    Source,
    Status,
)
from tests.conftest import TODAY

MOMENT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
BY: dict[str, Any] = {"moment": MOMENT, "today": TODAY, "account_id": None}
WEIGHED = {question: {"answer": True, "reason": "Omdat het zo is."} for question in QUESTIONS}
FILLED = {f"answer_{question}": "yes" for question in QUESTIONS} | {
    f"why_{question}": f"Reden {question}" for question in QUESTIONS
}
"""The afwegingskader as a coordinator fills it in."""
NEW = {
    "title": "Brieven zijn te moeilijk",
    "description": "Mensen bellen over <b>de</b> brief.",
    "source": "text",
    "theme": "",
    "decision": "",
}
"""A signal as somebody raises it on the page."""
Make = Callable[[Status], int]
"""Makes a signal with a status and tells its number."""


def raised(session: Session, title: str = "Brieven zijn te moeilijk", **options: Any) -> Signal:
    usual: dict[str, Any] = {"description": "Mensen bellen over de brief.", "source": Source.TEXT}
    return steps.raise_signal(session, title=title, **usual | BY | options)


def meeting(session: Session, days: int = 7, kind: MeetingKind = MeetingKind.LINK) -> Meeting:
    return lists.add_meeting(session, kind, TODAY + dt.timedelta(days=days))


def weigh(session: Session, signal: Signal, decision: Nature = Nature.TREND, **options: Any) -> None:
    steps.weigh(session, signal, decision=decision, weighing=WEIGHED, **BY | options)


def schedule(session: Session, signal: Signal, on: Meeting | None, **options: Any) -> None:
    usual: dict[str, Any] = {"level": Level.LINK, "destination": Destination.LINK, "owner": "SZW"}
    steps.schedule(session, signal, meeting=on, **usual | BY | options)


def at(session: Session, status: Status, **options: Any) -> Signal:
    """A signal that went to this status by the shortest way, with a meeting today."""
    signal = raised(session, **options)
    if status is Status.RAISED:
        return signal
    weigh(session, signal)
    if status is Status.WEIGHED:
        return signal
    known = sa.select(Meeting).where(Meeting.held_on == TODAY, Meeting.kind == MeetingKind.LINK)
    schedule(session, signal, session.scalar(known) or meeting(session, 0))
    for to in {
        Status.SCHEDULED: (),
        Status.DISCUSSED: (Status.DISCUSSED,),
        Status.RETURNED: (Status.DISCUSSED, Status.RETURNED),
        Status.ACTING: (Status.DISCUSSED, Status.ACTING),
        Status.CLOSED: (Status.DISCUSSED, Status.ACTING, Status.CLOSED),
    }[status]:
        steps.move(session, signal, to, note="Zo is het.", **BY)
    return signal


def changes(session: Session, signal: Signal) -> list[SignalChange]:
    """The history, the first step first."""
    found = sa.select(SignalChange).where(SignalChange.signal_id == signal.id).order_by(SignalChange.number)
    return list(session.scalars(found))


def figures(**changed: Any) -> dict[str, Any]:
    """The figures of a report as `feedback.vraagbaak.figures` freezes them, but for the other tables."""
    usual: dict[str, Any] = {
        "periods": [
            {"period": "2026-T2", "complete": True, "total": 120, "delivered": ["duo"], "missing": []}
        ],
        "tables": [
            {"name": "asker", "rows": [["asylum", 120]]},
            {"name": "theme", "rows": [["course", 80], ["exemption", "x"], ["undecided", 0]]},
        ],
        "own": {"shares": [{"theme": "course", "share": 40, "low": 31, "high": 50}]},
        "comparisons": [
            {
                "period": "2026-T1", "reason": "", "dispersed": False,
                "changes": [
                    {"theme": "course", "answer": "too-few", "direction": "up", "detectable": None}
                ],
            },
            {
                "period": "2025-T2", "reason": "", "dispersed": False,
                "changes": [
                    {"theme": "course", "answer": "beyond-chance", "direction": "up", "detectable": 1.4}
                ],
            },
        ],
        "added": {}, "threshold": 10, "model_version": "e5-a", "code_version": "1", "demonstration": False,
    }  # fmt: skip
    return usual | changed


def report(session: Session, period: str = "2026-T2", number: int = 1, **options: Any) -> Report:
    made = Report(
        id=uuid.uuid4(), period=period, number=number, figures=json.dumps(figures()), digest="d" * 64,
        compiled_at=MOMENT, **options,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def stored(database: Database) -> list[Signal]:
    """All signals in the order of their numbers."""
    with database.session(write=False) as session:
        return list(session.scalars(sa.select(Signal).order_by(Signal.number)))
