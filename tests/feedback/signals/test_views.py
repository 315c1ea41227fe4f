"""A coordinator's way from a signal to what people are told; and who may do what."""

import datetime as dt
import re

import pytest
import sqlalchemy as sa

from feedback.signals.lists import LONGEST_WAIT
from feedback.store.database import Database
from feedback.store.signals import Meeting, Nature, Signal, SignalChange, Status
from tests.conftest import TODAY, Clock
from tests.feedback.signals.made import FILLED, NEW, Make, meeting, raised, report, stored, weigh
from tests.visitor import Visitor


def test_a_coordinator_takes_a_signal_all_the_way(
    coordinator: Visitor, database: Database, clock: Clock
) -> None:
    coordinator.get("/en/staff/")
    coordinator.get("/en/signals/new")
    page = coordinator.submit("form", **NEW)
    assert "This is signal 1." in page
    assert "&lt;b&gt;de&lt;/b&gt;" in page
    assert {"move", "schedule"}.isdisjoint(coordinator.forms)
    page = coordinator.submit("weigh", decision="trend", **FILLED)
    assert "Weighed" in page
    coordinator.get("/en/signals/meetings")
    coordinator.submit("form", kind="schakeloverleg", held_on=str(TODAY + dt.timedelta(days=7)))
    coordinator.get("/en/signals/1")
    [date] = [code for code in coordinator.forms["schedule"].choices["meeting"] if code]
    coordinator.submit("schedule", level="schakel", destination="schakeloverleg", owner="DUO", meeting=date)
    assert "Schakeloverleg, 30-11-2026" in coordinator.get("/en/signals/")
    clock.date += dt.timedelta(days=7)
    coordinator.get("/en/signals/1")
    assert "weigh" not in coordinator.forms
    coordinator.submit("move", to="discussed", note="Breed herkend.")
    assert coordinator.forms["move"].choices["to"] == ["acting", "returned"]
    coordinator.submit("move", to="acting", note="DUO herschrijft de brief.")
    assert "1 of 1" in coordinator.get("/en/signals/")
    coordinator.get("/en/signals/1")
    page = coordinator.submit("move", to="closed", note="De brief is korter.")
    assert "De brief is korter." in page
    assert "coordinator-none@example.org" in page
    [signal] = stored(database)
    assert (signal.status, signal.owner) == (Status.CLOSED, "DUO")
    assert "0 of 1" in coordinator.get("/en/signals/")


def test_a_signal_of_a_theme_keeps_the_figures_of_the_report_and_the_advice_beside_the_choice(
    coordinator: Visitor, database: Database
) -> None:
    with database.session(write=True) as session:
        report(session)
        session.commit()
    page = coordinator.get("/en/signals/new?theme=course")
    assert "it may be a trend" in page
    assert "larger than in 2025-T2, by more than chance" in page
    assert '<abbr title="not shown">x</abbr>' in page
    page = coordinator.submit("form", **NEW | {"source": "theme", "theme": "course", "decision": "incident"})
    assert "40 % (31 to 50 %)" in page
    assert "2026-T2, report 1" in page
    assert re.search(r'class="digest">[0-9a-f]{64}<', page)
    [signal] = stored(database)
    assert (signal.advice, signal.decision, signal.theme) == ("beyond-chance", Nature.INCIDENT, "course")


def test_a_signal_from_another_source_has_a_theme_and_no_figures(
    coordinator: Visitor, database: Database
) -> None:
    with database.session(write=True) as session:
        report(session)
        session.commit()
    coordinator.get("/en/signals/new")
    coordinator.submit("form", **NEW | {"theme": "course"})
    [signal] = stored(database)
    assert (signal.theme, signal.evidence, signal.advice) == ("course", None, "")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"description": ""}, "description"),
        ({"description": "x" * 2001}, "description"),
        ({"source": "rumour"}, "source"),
        ({"source": "theme"}, "theme"),
        ({"theme": "no-such-theme"}, "theme"),
        ({"csrf_token": "old"}, "main"),
    ],
)
def test_what_is_wrong_with_a_new_signal_is_said_and_nothing_typed_is_lost(
    coordinator: Visitor, database: Database, wrong: dict[str, str], field: str
) -> None:
    coordinator.get("/en/signals/new")
    page = coordinator.submit("form", **NEW | wrong)
    assert coordinator.status == 400
    assert f'<a href="#{field}">' in page
    kept = coordinator.forms["form"].values
    assert (kept["title"], kept["description"]) == tuple(
        (NEW | wrong)[name] for name in ("title", "description")
    )
    assert stored(database) == []


def test_an_unfinished_weighing_is_given_back_with_each_thing_that_lacks(
    coordinator: Visitor, database: Database, made: Make
) -> None:
    number = made(Status.RAISED)
    coordinator.get(f"/en/signals/{number}")
    lacking = FILLED | {"answer_system": "", "why_service": " "}
    page = coordinator.submit("weigh", decision="", **lacking)
    assert coordinator.status == 400
    for field in ("decision", "answer_system", "why_service"):
        assert f'<a href="#{field}">' in page
    assert coordinator.forms["weigh"].values["why_objectives"] == "Reden objectives"
    assert stored(database)[0].status is Status.RAISED


def test_a_signal_goes_on_no_agenda_of_another_kind_of_meeting(
    coordinator: Visitor, database: Database, made: Make
) -> None:
    number = made(Status.WEIGHED)
    with database.session(write=True) as session:
        other = str(meeting(session).id)
        session.commit()
    coordinator.get(f"/en/signals/{number}")
    given = {"level": "stelsel", "destination": "stelseloverleg", "owner": "SZW", "meeting": other}
    page = coordinator.submit("schedule", **given)
    assert coordinator.status == 400
    assert '<a href="#meeting">' in page
    assert {name: coordinator.forms["schedule"].values[name] for name in given} == given
    assert "at most 80" in coordinator.submit("schedule", **given | {"owner": "x" * 81})
    assert stored(database)[0].status is Status.WEIGHED


def test_a_step_from_a_page_that_is_out_of_date_is_refused_in_the_readers_words(
    coordinator: Visitor, database: Database, made: Make
) -> None:
    number = made(Status.DISCUSSED)
    coordinator.get(f"/en/signals/{number}")
    with database.session(write=True) as session:
        session.execute(sa.update(Signal).values(status=Status.RAISED))
        session.commit()
    page = coordinator.submit("move", to="acting", note="Afgesproken.")
    assert coordinator.status == 400
    assert "This cannot be done with this signal now." in page
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SignalChange)) == 4


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (Status.RAISED, None),
        (Status.SCHEDULED, ["discussed"]),
        (Status.DISCUSSED, ["acting", "returned"]),
        (Status.RETURNED, None),
        (Status.ACTING, ["closed"]),
        (Status.CLOSED, ["raised"]),
    ],
)
def test_only_steps_that_can_be_taken_are_offered(
    coordinator: Visitor, made: Make, status: Status, offered: list[str] | None
) -> None:
    coordinator.get(f"/en/signals/{made(status)}")
    form = coordinator.forms.get("move")
    assert (form and form.choices["to"]) == offered
    assert ("weigh" in coordinator.forms) == (status in {Status.RAISED, Status.RETURNED})
    assert ("schedule" in coordinator.forms) == (status is Status.SCHEDULED)


def test_closing_is_offered_for_a_weighed_incident_and_not_for_a_trend(
    coordinator: Visitor, database: Database
) -> None:
    with database.session(write=True) as session:
        for decision in (Nature.INCIDENT, Nature.TREND):
            weigh(session, raised(session), decision)
        session.commit()
    coordinator.get("/en/signals/1")
    page = coordinator.submit("move", to="closed", note="")
    assert (coordinator.status, "Write why it goes no further." in page) == (400, True)
    coordinator.get("/en/signals/2")
    assert "move" not in coordinator.forms


@pytest.mark.parametrize(("to", "said"), [("", "Choose what happened."), ("closed", "cannot be done")])
def test_a_step_that_was_not_chosen_or_does_not_exist_is_refused(
    coordinator: Visitor, made: Make, to: str, said: str
) -> None:
    coordinator.get(f"/en/signals/{made(Status.DISCUSSED)}")
    page = coordinator.submit("move", to=to, note="Typte ik net.")
    assert coordinator.status == 400
    assert said in page
    assert coordinator.forms["move"].values["note"] == "Typte ik net."


def test_a_note_is_kept_and_an_empty_or_long_one_is_not(coordinator: Visitor, made: Make) -> None:
    coordinator.get(f"/en/signals/{made(Status.RAISED)}")
    assert "Write a note." in coordinator.submit("remark-form", remark=" ")
    assert "at most 500" in coordinator.submit("remark-form", remark="x" * 501)
    assert "Divosa zoekt het uit." in coordinator.submit("remark-form", remark="Divosa zoekt het uit.")


def test_what_waits_too_long_is_listed_as_such(coordinator: Visitor, made: Make, clock: Clock) -> None:
    made(Status.RAISED)
    clock.date += LONGEST_WAIT
    assert "No signal waits too long." in coordinator.get("/en/signals/")
    clock.date += dt.timedelta(days=1)
    assert "43 days in this status" in coordinator.get("/en/signals/")
    assert "No signal waits too long." not in coordinator.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "borrel"}, "Choose the kind of meeting."),
        ({"held_on": "2026-11-22"}, "Choose a day"),
        ({"held_on": "2036-11-22"}, "Choose a day"),
        ({"held_on": "morgen"}, "Choose a day"),
        ({"csrf_token": "old"}, "open for a long time"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    coordinator: Visitor, database: Database, wrong: dict[str, str], said: str
) -> None:
    coordinator.get("/en/signals/meetings")
    page = coordinator.submit("form", **{"kind": "expertpanel", "held_on": "2026-12-01"} | wrong)
    assert (coordinator.status, said in page) == (400, True)
    with database.session(write=False) as session:
        assert session.scalar(sa.select(Meeting)) is None


def test_a_meeting_is_added_once(coordinator: Visitor) -> None:
    coordinator.get("/en/signals/meetings")
    page = coordinator.submit("form", kind="expertpanel", held_on="2026-12-01")
    assert "Expertpanel, 01-12-2026" in page
    page = coordinator.submit("form", kind="expertpanel", held_on="2026-12-01")
    assert (coordinator.status, "in the calendar already" in page) == (400, True)


def test_a_number_that_no_signal_has_is_not_found(coordinator: Visitor) -> None:
    coordinator.get("/en/signals/7")
    assert coordinator.status == 404
    coordinator.get("/en/signals/outcomes/new?signal=7")
    assert coordinator.status == 404
