"""Decisions: kept beside each other, the last counts, and a double tap is one."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from analysis.vocabulary import THEME_CODES
from feedback.panel import decisions
from feedback.panel.decisions import UnknownThemeError, decide
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.verbatims import Decision, Prediction, Verbatim

Write = Callable[..., Verbatim]
MOMENT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def later(minutes: int) -> dt.datetime:
    return MOMENT + dt.timedelta(minutes=minutes)


def test_a_decision_stands_beside_the_prediction(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    text = write("first", 0.9)
    with database.session(write=True) as session:
        assert not decide(session, text, "course", account_id=reviewers[0].id, moment=MOMENT)
        session.commit()
        assert session.scalars(sa.select(Prediction.theme)).one() == "exam-registration"
        kept = session.scalars(sa.select(Decision)).one()
        assert (kept.theme, kept.account_id, kept.decided_at) == ("course", reviewers[0].id, MOMENT)


def test_of_two_decisions_both_stay_and_the_last_counts(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    text = write("first", 0.9)
    anna, bob = reviewers
    with database.session(write=True) as session:
        decide(session, text, "course", account_id=anna.id, moment=MOMENT)
        assert decide(session, text, "exemption", account_id=bob.id, moment=later(1))
        last = decisions.last_decision(session, text.id)
        assert last is not None
        assert last.theme == "exemption"
        assert session.scalar(sa.select(sa.func.count(Decision.id))) == 2


def test_a_double_tap_is_one_decision_and_a_change_of_mind_another(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    text, anna = write("first", 0.9), reviewers[0].id
    with database.session(write=True) as session:
        for minutes, theme in enumerate(["course", "course", "exemption", "course"]):
            assert not decide(session, text, theme, account_id=anna, moment=later(minutes))
            session.flush()
        kept = session.scalars(sa.select(Decision.theme).order_by(Decision.decided_at)).all()
    assert kept == ["course", "exemption", "course"]


@pytest.mark.parametrize("theme", ["", "undecided", "Course", "no-such-theme", "x\0", "a" * 10_000])
def test_a_theme_that_does_not_exist_is_refused(
    database: Database, write: Write, reviewers: list[Account], theme: str
) -> None:
    text = write("first", 0.9)
    with database.session(write=True) as session:
        with pytest.raises(UnknownThemeError):
            decide(session, text, theme, account_id=reviewers[0].id, moment=MOMENT)
        assert session.scalar(sa.select(sa.func.count(Decision.id))) == 0


def test_every_theme_of_the_taxonomy_can_be_decided(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    text = write("first", 0.9)
    with database.session(write=True) as session:
        for minutes, theme in enumerate(THEME_CODES):
            decide(session, text, theme, account_id=reviewers[0].id, moment=later(minutes))
            session.flush()
        assert session.scalar(sa.select(sa.func.count(Decision.id))) == len(THEME_CODES) == 18


def test_only_ones_own_decisions_since_a_moment_are_counted(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    anna, bob = reviewers
    texts = [write(f"text {number}") for number in range(4)]
    with database.session(write=True) as session:
        for minutes, (text, reviewer) in enumerate(zip(texts, [anna, anna, anna, bob], strict=True)):
            decide(session, text, "course", account_id=reviewer.id, moment=later(minutes))
        session.flush()
        assert decisions.made_since(session, anna.id, later(1)) == 2
        assert decisions.made_since(session, bob.id, later(1)) == 1


def test_suggestions_are_the_models_themes_best_first(database: Database, write: Write) -> None:
    text = write("first", 0.9)
    with database.session(write=False) as session:
        found = decisions.prediction_of(session, text.id, "e5-a")
        assert decisions.suggestions(found) == ["exam-registration", "deadline-extension", "course"]
        assert decisions.prediction_of(session, text.id, "e5-z") == found
    assert decisions.suggestions(None) == []
