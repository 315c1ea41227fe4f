"""The corrected shares of our own questions: told only of a sample that was read, of many questions."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from analysis.counts.prevalence import PeriodCounts
from feedback.store.database import Database
from feedback.store.verbatims import Decision, Occasion
from feedback.vraagbaak.figures import thaw
from feedback.vraagbaak.shares import OwnFigures, own_figures
from tests.feedback.vraagbaak.made import MOMENT, T3, account, compile_now, predict, question


def own(counts: PeriodCounts, read: int = 4, hidden: tuple[str, ...] = ()) -> OwnFigures:
    return own_figures(counts, sample=4, read=read, pairs=(2, 1), hidden=hidden)


RIGHT_IN_HALF = PeriodCounts(
    {}, {"course": 60, "exemption": 40}, {("course", "course"): 2, ("course", "other"): 2}
)


def test_shares_are_those_of_people_with_a_margin_in_whole_percents() -> None:
    found = own(RIGHT_IN_HALF)
    assert found["reason"] == ""
    assert (found["both"], found["agreed"]) == (2, 1)
    shares = {one["theme"]: one for one in found["shares"]}
    assert shares["course"]["share"] == 10  # 60 of 100, less one half of all
    assert shares["other"]["share"] == 50
    assert all(0 <= one["low"] <= one["share"] <= one["high"] <= 100 for one in shares.values())


@pytest.mark.parametrize(
    ("counts", "read", "reason"),
    [
        (PeriodCounts({}, {}, {}), 0, "none"),
        (PeriodCounts({}, {"course": 7}, {}), 4, "few"),
        (PeriodCounts({}, {"course": 8}, {}), 3, "unread"),
        (PeriodCounts({"course": 8}, {}, {}), 4, ""),
    ],
)
def test_without_enough_questions_or_a_sample_that_was_read_the_reason_is_told(
    counts: PeriodCounts, read: int, reason: str
) -> None:
    found = own(counts, read)
    assert found["reason"] == reason
    assert bool(found["shares"]) == (reason == "")


def test_a_theme_whose_count_is_hidden_stays_hidden_and_undecided_is_no_theme() -> None:
    counts = PeriodCounts({}, {"course": 60, "exemption": 30, "undecided": 10}, {("course", "course"): 4})
    assert [one["theme"] for one in own(counts, hidden=("exemption",))["shares"]] == ["course"]


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 4))
def test_a_margin_always_holds_its_share(course: int, other: int, wrong: int) -> None:
    counts = PeriodCounts(
        {}, {"course": course + 4, "other": other},
        {("course", "other"): wrong, ("course", "course"): 4 - wrong},
    )  # fmt: skip
    for one in own(counts)["shares"]:
        assert 0 <= one["low"] <= one["share"] <= one["high"] <= 100


def read_for_audit(session: Session, ids: list[uuid.UUID], theme: str, account_id: int) -> None:
    for key in ids:
        session.add(
            Decision(
                verbatim_id=key,
                account_id=account_id,
                theme=theme,
                decided_at=MOMENT,
                occasion=Occasion.AUDIT,
            )
        )


def test_a_report_holds_the_shares_of_a_sample_that_was_read(database: Database) -> None:
    with database.session(write=True) as session:
        keys = [question(session, dt.date(2026, 11, 2), lot=lot) for lot in range(40)]
        for key in keys:
            predict(session, key, "course")
        assert _own(session)["reason"] == "unread"
        read_for_audit(session, keys[:12], "exemption", account(session))
        found = _own(session)
    assert found["reason"] == ""
    assert {one["theme"]: one["share"] for one in found["shares"]}["course"] < 20


def _own(session: Session) -> OwnFigures:
    session.flush()
    found = thaw(compile_now(session, T3, sample=12).figures)["own"]
    assert found is not None
    return found


def test_a_report_frozen_before_there_were_shares_can_still_be_read() -> None:
    old = thaw('{"periods": [], "tables": []}')
    assert (old["own"], old["comparisons"], old["added"]) == (None, [], {})
