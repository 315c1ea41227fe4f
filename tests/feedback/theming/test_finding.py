"""The theme of a text: decided, predicted or undecided."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback.store.database import Database
from feedback.store.verbatims import Verbatim
from feedback.theming.finding import progress, themes_of
from tests.feedback.theming.made import classifier, decide, predict, write


def themes(session: Session, version: str | None = "e5-new") -> dict[uuid.UUID, str]:
    return {row.verbatim_id: row.theme for row in session.execute(themes_of(version))}


def test_the_theme_is_the_last_decision_else_the_prediction_else_undecided(database: Database) -> None:
    with database.session(write=True) as session:
        decided, sure, unsure, unseen = (
            write(session, text) for text in ("course 0.9", "course 0.8", "course 0.2", "course 0.9")
        )
        predict(session, classifier(), decided, sure, unsure)
        decide(session, decided, "exemption", hour=2)
        decide(session, decided, "other", hour=1)
        assert themes(session) == {
            decided.id: "exemption", sure.id: "course", unsure.id: "undecided", unseen.id: "undecided",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("version", "theme"), [("e5-b", "undecided"), ("e5-a", "course"), ("e5-c", "course"), (None, "course")]
)
def test_the_prediction_is_that_of_the_version_given_else_of_another(
    database: Database, version: str | None, theme: str
) -> None:
    with database.session(write=True) as session:
        verbatim = write(session, "course 0.9")
        predict(session, classifier("e5-a"), verbatim)
        verbatim.text = "course 0.2"
        predict(session, classifier("e5-b"), verbatim)
        assert themes(session, version) == {verbatim.id: theme}


def test_themes_can_be_counted_over_some_of_the_texts(database: Database) -> None:
    with database.session(write=True) as session:
        for day, text in [(1, "course 0.9"), (2, "course 0.9"), (2, "exemption 0.9"), (2, "course 0.2")]:
            predict(session, classifier(), write(session, text, dt.date(2026, 11, day)))
        chosen = themes_of("e5-new").where(Verbatim.received_on >= dt.date(2026, 11, 2)).subquery()
        counts = session.execute(sa.select(chosen.c.theme, sa.func.count()).group_by(chosen.c.theme))
        assert dict(counts.all()) == {"course": 1, "exemption": 1, "undecided": 1}


def test_progress_is_how_many_texts_this_version_has_judged_of_how_many(database: Database) -> None:
    with database.session(write=True) as session:
        texts = [write(session, "course 0.9") for _ in range(3)]
        predict(session, classifier("e5-a"), *texts)
        predict(session, classifier("e5-b"), texts[0])
        assert session.execute(progress("e5-b")).one() == (3, 1)
