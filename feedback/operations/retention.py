"""What was counted and is old, goes: first the figures are kept in reports, then the answers are deleted."""

import datetime as dt
import logging
from collections.abc import Set
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, false, func, or_, select
from sqlalchemy.orm import Session

from analysis.periods import Tertial
from feedback.store.database import Database, changed
from feedback.store.reports import Report
from feedback.store.responses import Response
from feedback.store.verbatims import Verbatim

log = logging.getLogger(__name__)
AT_ONCE = 100
"""How many rows one transaction deletes, so that nobody who sends an answer waits long."""
_DUTCH = ZoneInfo("Europe/Amsterdam")
_ANSWERS = (Verbatim, Response)

Told = tuple[Tertial, bool]
"""A tertial of which a report tells the final figures, and whether that report counts invented rows."""


def delete_answers(database: Database, before: dt.date) -> int:
    """How many answers and texts received before a date were deleted; those not yet told are left.

    A report shows its tertial beside the two before it, so answers stay until three reports count them.
    """
    with database.session(write=False) as session:
        told = _told(session)
    settled = {(one, invented) for one, invented in told if _later(one, invented) <= told}
    deleted = waiting = 0
    for table in _ANSWERS:
        old = table.received_on < before
        deleted += _deleted(database, table, old & _received_in(table, settled))
        with database.session(write=False) as session:
            waiting += session.scalar(select(func.count()).select_from(table).where(old)) or 0
    if waiting:
        log.warning("%s answers and texts are too old, but wait for the reports that count them", waiting)
    return deleted


def _deleted(database: Database, table: type[Verbatim | Response], which: ColumnElement[bool]) -> int:
    total = 0
    while True:
        with database.session(write=True) as session:
            some = select(table.id).where(which).limit(AT_ONCE)
            done = changed(session, delete(table).where(table.id.in_(some)))
            session.commit()
        total += done
        if done < AT_ONCE:
            return total


def _told(session: Session) -> set[Told]:
    reports = session.execute(select(Report.period, Report.demonstration, Report.compiled_at))
    found = ((Tertial.parse(period), invented, compiled) for period, invented, compiled in reports)
    return {
        (tertial, invented)
        for tertial, invented, compiled in found
        if compiled.astimezone(_DUTCH).date() > tertial.last_day  # before that its figures are provisional
    }


def _later(tertial: Tertial, invented: bool) -> set[Told]:
    return {(tertial.next, invented), (tertial.next.next, invented)}


def _received_in(table: type[Verbatim | Response], tertials: Set[Told]) -> ColumnElement[bool]:
    return or_(
        false(),
        *(
            (table.demonstration == invented) & table.received_on.between(one.first_day, one.last_day)
            for one, invented in tertials
        ),
    )
