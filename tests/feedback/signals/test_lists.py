"""Signals by what they need, and in how many of them something changes."""

import datetime as dt

import pytest

from feedback.signals import lists, steps
from feedback.signals.lists import LONGEST_WAIT, MeetingExistsError
from feedback.signals.publishing import publish_outcome, write_outcome
from feedback.store.database import Database
from feedback.store.signals import MeetingKind, OutcomeStatus, Status
from tests.conftest import TODAY
from tests.feedback.signals.made import BY, at, meeting, raised, schedule, weigh

DAY = dt.timedelta(days=1)


def test_each_signal_stands_in_one_list(database: Database) -> None:
    with database.session(write=True) as session:
        coming = at(session, Status.WEIGHED, title="agenda")
        schedule(session, coming, meeting(session, 5))
        for status in (Status.RETURNED, Status.RAISED, Status.CLOSED):
            at(session, status, title=status.value)
        raised(session, title="forgotten", today=TODAY - LONGEST_WAIT - DAY)
        found = lists.lists(session, TODAY, demonstration=False)
        [agenda] = found.agendas
        assert (agenda.meeting.held_on, [one.title for one in agenda.signals]) == (
            TODAY + 5 * DAY,
            ["agenda"],
        )
        for name, titles in {
            "waiting": ["forgotten"], "returned": ["returned"], "others": ["raised"], "closed": ["closed"],
        }.items():  # fmt: skip
            assert [one.title for one in getattr(found, name)] == titles


def test_a_signal_waits_too_long_after_more_than_six_weeks_in_one_status(database: Database) -> None:
    with database.session(write=True) as session:
        signal = raised(session)
        for days, waiting in ((42, []), (43, [signal])):
            found = lists.lists(session, TODAY + dt.timedelta(days=days), demonstration=False)
            assert found.waiting == waiting
        weigh(session, signal, today=TODAY + 43 * DAY)
        assert lists.lists(session, TODAY + 43 * DAY, demonstration=False).waiting == []


def test_a_signal_whose_meeting_is_over_is_on_no_agenda(database: Database) -> None:
    with database.session(write=True) as session:
        signal = at(session, Status.SCHEDULED)
        assert lists.lists(session, TODAY, demonstration=False).agendas[0].signals == [signal]
        found = lists.lists(session, TODAY + DAY, demonstration=False)
        assert (found.agendas, found.others) == ([], [signal])


def test_the_measure_counts_what_is_acted_upon_and_what_was_closed_with_a_change_that_was_told(
    database: Database,
) -> None:
    with database.session(write=True) as session:
        assert lists.measure(session, demonstration=False) == lists.Measure(0, 0)
        raised(session)
        at(session, Status.ACTING)
        told, draft, heard, _untold = (at(session, Status.CLOSED) for _ in range(4))
        for signal, status, publish in (
            (told, OutcomeStatus.CHANGED, True),
            (told, OutcomeStatus.CHANGED, True),
            (draft, OutcomeStatus.CHANGED, False),
            (heard, OutcomeStatus.HEARD, True),
        ):
            outcome = write_outcome(session, None, status=status, texts={"nl": "Tekst."}, signal=signal)
            if publish:
                publish_outcome(session, outcome, **BY)
        assert lists.measure(session, demonstration=False) == lists.Measure(changed=2, raised=6)


def test_what_is_invented_is_seen_in_a_demonstration_alone(database: Database) -> None:
    with database.session(write=True) as session:
        number = raised(session, demonstration=True).number
        for demonstration, seen in ((True, 1), (False, 0)):
            assert len(lists.lists(session, TODAY, demonstration=demonstration).others) == seen
            assert lists.measure(session, demonstration=demonstration).raised == seen
            assert bool(lists.find(session, number, demonstration=demonstration)) is bool(seen)


def test_the_history_names_the_last_step_first(database: Database) -> None:
    with database.session(write=True) as session:
        signal = at(session, Status.WEIGHED)
        steps.note(session, signal, "Een noot.", moment=BY["moment"], account_id=None)
        assert [step.change.number for step in lists.history(session, signal)] == [3, 2, 1]


def test_a_meeting_is_once_in_the_calendar_and_others_can_be_on_the_same_day(database: Database) -> None:
    with database.session(write=True) as session:
        meeting(session)
        meeting(session, kind=MeetingKind.SYSTEM)
        with pytest.raises(MeetingExistsError):
            meeting(session)
        meeting(session, -3)
        assert [one.kind for one in lists.upcoming(session, TODAY)] == ["schakeloverleg", "stelseloverleg"]
        assert [one.held_on for one in lists.past(session, TODAY)] == [TODAY - 3 * DAY]
