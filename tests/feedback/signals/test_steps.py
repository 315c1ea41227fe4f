"""Steps in the life of a signal: each is kept for ever, and a refused one changes nothing."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from analysis.counts.changes import Answer
from feedback.signals import steps
from feedback.signals.states import MOVES, MoveError, NotReadyError
from feedback.signals.weighing import QUESTIONS, empty
from feedback.store.database import Database
from feedback.store.signals import (
    ADVICE,
    Destination,
    Level,
    Meeting,
    MeetingKind,
    Nature,
    Signal,
    SignalChange,
    Status,
)
from tests.conftest import TODAY
from tests.feedback.signals.made import BY, WEIGHED, at, changes, meeting, raised, schedule, weigh

DAY = dt.timedelta(days=1)


def test_signals_are_numbered_from_one(database: Database) -> None:
    with database.session(write=True) as session:
        assert [raised(session).number for _ in range(3)] == [1, 2, 3]


def test_signals_raised_at_the_same_moment_get_numbers_that_follow_each_other(database: Database) -> None:
    def raise_one(_number: int) -> int:
        with database.session(write=True) as session:
            number = raised(session).number
            session.commit()
            return number

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(raise_one, range(8))) == list(range(1, 9))


def test_a_signal_goes_from_raised_to_closed_and_its_history_tells_all(database: Database) -> None:
    with database.session(write=True) as session:
        signal = at(session, Status.CLOSED)
        told = changes(session, signal)
        assert [step.status_after for step in told] == [
            "raised", "weighed", "scheduled", "discussed", "acting", "closed",
        ]  # fmt: skip
        assert [step.status_before for step in told[1:]] == [step.status_after for step in told[:-1]]
        assert told[1].changed["decision"] == [None, "trend"]
        assert told[1].changed["weighing"] == [empty(), WEIGHED]
        assert told[2].changed["owner"] == [None, "SZW"]
        assert told[-1].note == "Zo is het."


def test_who_did_it_and_when_is_kept_and_the_status_has_the_dutch_date(database: Database) -> None:
    late = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)  # in the Netherlands it is the 24th
    with database.session(write=True) as session:
        signal = raised(session)
        weigh(session, signal, moment=late, today=TODAY + DAY)
        assert changes(session, signal)[-1].at == late
        assert (signal.raised_on, signal.status_since) == (TODAY, TODAY + DAY)


def test_putting_right_what_was_weighed_or_scheduled_is_a_change_but_no_new_status(
    database: Database,
) -> None:
    with database.session(write=True) as session:
        signal = at(session, Status.SCHEDULED)
        schedule(session, signal, meeting(session, 9), today=TODAY + DAY)
        last = changes(session, signal)[-1]
        assert (last.status_before, last.status_after) == (Status.SCHEDULED, Status.SCHEDULED)
        assert list(last.changed) == ["meeting_id"]
        assert signal.status_since == TODAY


def test_an_incident_ends_after_the_weighing_with_a_reason_and_a_trend_does_not(database: Database) -> None:
    with database.session(write=True) as session:
        signal = raised(session)
        weigh(session, signal)
        with pytest.raises(NotReadyError):
            steps.move(session, signal, Status.CLOSED, note="Eenmalig.", **BY)
        weigh(session, signal, Nature.INCIDENT)
        with pytest.raises(NotReadyError):
            steps.move(session, signal, Status.CLOSED, **BY)
        steps.move(session, signal, Status.CLOSED, note="Eenmalig.", **BY)
        assert signal.status is Status.CLOSED


def test_a_signal_that_came_back_is_weighed_again_and_one_that_was_closed_can_be_raised(
    database: Database,
) -> None:
    with database.session(write=True) as session:
        signal = at(session, Status.RETURNED)
        weigh(session, signal)
        schedule(session, signal, meeting(session, 9))
        closed = at(session, Status.CLOSED)
        steps.move(session, closed, Status.RAISED, note="Het gebeurt weer.", **BY)
        assert (signal.status, closed.status) == (Status.SCHEDULED, Status.RAISED)


def test_a_note_changes_nothing_else(database: Database) -> None:
    with database.session(write=True) as session:
        signal = at(session, Status.ACTING)
        before = state(session, signal)
        steps.note(session, signal, " Divosa zoekt het uit. ", moment=BY["moment"], account_id=None)
        last = changes(session, signal)[-1]
        assert (last.note, last.changed, last.status_after) == ("Divosa zoekt het uit.", {}, Status.ACTING)
        assert state(session, signal) == before


@pytest.mark.parametrize(
    "change",
    [sa.update(SignalChange).values(note="anders"), sa.delete(SignalChange)],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_history(database: Database, change: Any) -> None:
    with database.session(write=True) as session:
        raised(session)
        with pytest.raises(sa.exc.DBAPIError, match="never changes"):
            session.execute(change)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"title": ""},
        {"title": "x" * 121},
        {"advice": "trend"},
        {"source": "theme"},
        {"source": "rumour"},
        {"status": "weighed"},
        {"status": "scheduled", "decision": "trend"},
        {"status": "forgotten"},
        {"theme": "no-such-theme"},
    ],
    ids=str,
)
def test_the_database_refuses_signals_that_cannot_be(database: Database, wrong: dict[str, object]) -> None:
    with database.session(write=True) as session:
        raised(session)
        setting = ", ".join(f"{name} = :{name}" for name in wrong)
        with pytest.raises(sa.exc.DBAPIError):
            session.execute(sa.text(f"UPDATE signals SET {setting}"), wrong)


def test_two_coordinators_at_the_same_moment_do_not_undo_each_other(database: Database) -> None:
    with database.session(write=True) as session:
        number = at(session, Status.DISCUSSED).number
        session.commit()

    def act(_number: int) -> bool:
        with database.session(write=True) as session:
            signal = session.scalars(sa.select(Signal).where(Signal.number == number)).one()
            try:
                steps.move(session, signal, Status.ACTING, **BY)
            except MoveError:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(act, range(4))) == [False, False, False, True]


def test_the_store_knows_every_answer_of_the_statistic() -> None:
    assert {*ADVICE} == {"", *Answer}


def state(session: Session, signal: Signal) -> dict[str, Any]:
    """Everything that the database keeps of a signal."""
    session.flush()
    row = session.execute(sa.select(Signal.__table__).where(Signal.__table__.c.id == signal.id)).one()
    return dict(row._mapping)


ATTEMPTS = st.one_of(
    st.tuples(st.just("weigh"), st.sampled_from([None, *Nature]), st.sampled_from([empty(), WEIGHED])),
    st.tuples(st.just("schedule"), st.integers(0, 3), st.sampled_from(["", "SZW"])),
    st.tuples(st.just("move"), st.sampled_from(Status), st.sampled_from(["", "Zo is het."])),
    st.tuples(st.just("note"), st.just("Een noot."), st.none()),
    st.tuples(st.just("tomorrow"), st.none(), st.none()),
)


def attempt(
    session: Session, signal: Signal, tried: tuple[str, Any, Any], meetings: list[Meeting], today: dt.date
) -> None:
    name, first, second = tried
    by = BY | {"today": today}
    if name == "weigh":
        steps.weigh(session, signal, decision=first, weighing=second, **by)
    elif name == "schedule":
        level, place = Level.LINK, Destination.LINK
        on = meetings[first]
        steps.schedule(session, signal, level=level, destination=place, owner=second, meeting=on, **by)
    elif name == "move":
        steps.move(session, signal, first, note=second, **by)
    elif name == "note":
        steps.note(session, signal, first, moment=by["moment"], account_id=None)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(Status), tries=st.lists(ATTEMPTS, max_size=20))
def test_whatever_is_tried_history_is_whole_and_a_refusal_changes_nothing(
    database: Database, start: Status, tries: list[tuple[str, Any, Any]]
) -> None:
    with database.session(write=True) as session:  # ends without a commit, so each example begins anew
        signal, today = at(session, start), TODAY
        accepted = len(changes(session, signal))
        meetings = [meeting(session, days) for days in (-1, 1, 2)]
        meetings.append(meeting(session, 1, MeetingKind.PANEL))
        for tried in tries:
            today += DAY if tried[0] == "tomorrow" else 0 * DAY
            before, steps_before = state(session, signal), len(changes(session, signal))
            try:
                attempt(session, signal, tried, meetings, today)
            except MoveError:
                assert state(session, signal) == before
                assert len(changes(session, signal)) == steps_before
            else:
                accepted += tried[0] != "tomorrow"
        told = changes(session, signal)
        assert [step.number for step in told] == list(range(1, accepted + 1))
        assert_told_by_history(session, signal, told)


def assert_told_by_history(session: Session, signal: Signal, told: list[SignalChange]) -> None:
    """The state is what legal steps lead to, and each field is what the history last made of it."""
    for before, step in pairwise(told):
        assert step.status_before == before.status_after
        moved = (step.status_before, step.status_after)
        assert moved in MOVES or (moved[0] == moved[1] and step.changed == {})
    now, fields = state(session, signal), dict[str, Any]()
    for step in told:
        for name, (old, new) in step.changed.items():
            assert fields.get(name, old) == old
            fields[name] = new
    assert now["status"] == told[-1].status_after
    for name in ("decision", "level", "destination", "owner"):
        assert now[name] == fields.get(name)
    assert now["weighing"] == fields.get("weighing", empty())
    assert str(now["meeting_id"] or "") == (fields.get("meeting_id") or "")
    assert set(now["weighing"]) == set(QUESTIONS)
