"""What may follow on what, and what must be known first."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.signals.states import MOVES, Case, NoSuchMoveError, NotReadyError, check, open_to
from feedback.signals.weighing import QUESTIONS, empty, is_complete
from feedback.store.signals import Destination, Level, MeetingKind, Nature, Status
from tests.conftest import TODAY
from tests.feedback.signals.made import WEIGHED

READY = Case(
    today=TODAY,
    note="Zo is het.",
    decision=Nature.INCIDENT,
    weighing=WEIGHED,
    level=Level.LINK,
    destination=Destination.LINK,
    owner="SZW",
    meeting_kind=MeetingKind.LINK,
    meeting_on=TODAY,
)
"""A case with which every step that there is can be taken."""
LINES = {
    "raised": {"weighed"},
    "weighed": {"weighed", "scheduled", "closed"},
    "scheduled": {"scheduled", "discussed"},
    "discussed": {"acting", "returned"},
    "returned": {"weighed"},
    "acting": {"closed"},
    "closed": {"raised"},
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("to", Status)
def test_a_signal_goes_where_the_lines_go_and_nowhere_else(status: Status, to: Status) -> None:
    if to in LINES[status]:
        check(status, to, READY)
    else:
        with pytest.raises(NoSuchMoveError):
            check(status, to, READY)


@pytest.mark.parametrize(
    ("status", "to", "lacking", "fields"),
    [
        ("raised", "weighed", {"decision": None}, ["decision"]),
        ("raised", "weighed", {"weighing": empty()}, ["weighing"]),
        ("returned", "weighed", {"decision": None, "weighing": {}}, ["decision", "weighing"]),
        ("weighed", "scheduled", {"level": None}, ["level"]),
        ("weighed", "scheduled", {"destination": None}, ["destination", "meeting"]),
        ("weighed", "scheduled", {"owner": " "}, ["owner"]),
        ("weighed", "scheduled", {"meeting_kind": None, "meeting_on": None}, ["meeting"]),
        ("weighed", "scheduled", {"meeting_kind": MeetingKind.PANEL}, ["meeting"]),
        ("weighed", "scheduled", {"meeting_on": TODAY - dt.timedelta(days=1)}, ["meeting"]),
        ("weighed", "closed", {"decision": Nature.TREND}, ["to"]),
        ("weighed", "closed", {"note": " "}, ["note"]),
        ("scheduled", "discussed", {"meeting_on": TODAY + dt.timedelta(days=1)}, ["to"]),
        ("discussed", "returned", {"note": ""}, ["note"]),
        ("acting", "closed", {"note": ""}, ["note"]),
        ("closed", "raised", {"note": ""}, ["note"]),
    ],
)
def test_a_step_waits_until_what_it_needs_is_known(
    status: str, to: str, lacking: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(NotReadyError) as refused:
        check(Status(status), Status(to), dataclasses.replace(READY, **lacking))
    assert list(refused.value.problems) == fields


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "wrong", [{"answer": None}, {"answer": "yes"}, {"reason": " "}, {"reason": "x" * 501}]
)
def test_a_weighing_needs_an_answer_and_a_reason_for_each_question(
    question: str, wrong: dict[str, Any]
) -> None:
    assert is_complete(WEIGHED)
    assert not is_complete(WEIGHED | {question: WEIGHED[question] | wrong})
    assert not is_complete({code: one for code, one in WEIGHED.items() if code != question})
    assert not is_complete(WEIGHED | {"another": WEIGHED[question]})


def test_every_status_can_be_reached_and_left() -> None:
    assert {before for before, _to in MOVES} == {to for _before, to in MOVES} == set(Status)


def test_only_what_can_be_done_now_is_offered() -> None:
    later = dataclasses.replace(
        READY, meeting_on=TODAY + dt.timedelta(days=1), decision=Nature.TREND, note=""
    )
    assert open_to(Status.SCHEDULED, READY) == [Status.SCHEDULED, Status.DISCUSSED]
    assert open_to(Status.SCHEDULED, later) == [Status.SCHEDULED]
    assert Status.CLOSED in open_to(Status.WEIGHED, READY)
    assert Status.CLOSED not in open_to(Status.WEIGHED, later)


CASES = st.builds(
    Case,
    today=st.just(TODAY),
    note=st.sampled_from(["", "Zo is het."]),
    decision=st.sampled_from([None, *Nature]),
    weighing=st.sampled_from([empty(), WEIGHED]),
    level=st.sampled_from([None, *Level]),
    destination=st.sampled_from([None, *Destination]),
    owner=st.sampled_from([None, "SZW"]),
    meeting_kind=st.sampled_from([None, *MeetingKind]),
    meeting_on=st.sampled_from([None, *(TODAY + dt.timedelta(days=days) for days in (-1, 0, 1))]),
)


@given(st.sampled_from(Status), st.sampled_from(Status), CASES)
def test_what_can_be_done_was_offered_and_every_refusal_says_why(
    status: Status, to: Status, case: Case
) -> None:
    try:
        check(status, to, case)
    except NoSuchMoveError:
        assert to not in open_to(status, case)
    except NotReadyError as refused:
        told = refused.problems
        assert ("to" in told) == (to not in open_to(status, case))
    else:
        assert to in open_to(status, case)
