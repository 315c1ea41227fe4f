"""Outcomes: written in several languages, published with a Dutch text, and read by everybody."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from feedback import outcomes
from feedback.signals.publishing import NoDutchError, publish_outcome, write_outcome
from feedback.store.database import Database
from feedback.store.signals import Outcome, OutcomeStatus, OutcomeText, Status
from tests.conftest import TODAY
from tests.feedback.signals.made import BY, at, changes, raised

HEARD = OutcomeStatus.HEARD
TEXTS = {"nl": "We maken de brief korter.", "ar": "سنجعل الرسالة أقصر."}


def published(session: Session, *, days: int = 0, texts: dict[str, str] = TEXTS, **about: Any) -> Outcome:
    outcome = write_outcome(session, None, status=HEARD, texts=texts, **about or {"theme": "course"})
    publish_outcome(session, outcome, **BY | {"today": TODAY + dt.timedelta(days=days)})
    return outcome


def test_a_reader_gets_the_own_language_and_else_dutch(database: Database) -> None:
    with database.session(write=True) as session:
        published(session)
        for language, code in (("ar", "ar"), ("nl", "nl"), ("ti", "nl")):
            [told] = outcomes.published(session, language, demonstration=False)
            assert (told.language, told.text) == (code, TEXTS[code])
            assert (told.theme, told.status, told.published_on) == ("course", HEARD, TODAY)
            assert not told.checked


def test_the_newest_comes_first_and_a_draft_is_told_to_nobody(database: Database) -> None:
    with database.session(write=True) as session:
        for days in (1, 3, 2):
            published(session, days=days)
        write_outcome(session, None, status=HEARD, texts=TEXTS, theme="course")
        told = outcomes.published(session, "nl", demonstration=False)
        assert [(one.published_on - TODAY).days for one in told] == [3, 2, 1]
        assert len(outcomes.published(session, "nl", demonstration=False, most=2)) == 2


def test_an_outcome_of_a_signal_is_told_under_its_theme(database: Database) -> None:
    with database.session(write=True) as session:
        published(session, signal=raised(session, theme="exemption"))
        published(session, signal=raised(session))
        found = outcomes.published(session, "nl", demonstration=False)
        assert {one.theme for one in found} == {"exemption", None}
        [one] = outcomes.published(session, "nl", demonstration=False, theme="exemption")
        assert one.theme == "exemption"


def test_what_everybody_reads_has_no_place_for_a_person() -> None:
    fields = {field.name for field in dataclasses.fields(outcomes.Published)}
    assert fields == {"theme", "status", "text", "language", "checked", "published_on"}
    stored = {*Outcome.__table__.columns.keys(), *OutcomeText.__table__.columns.keys()}
    assert not {name for name in stored if "account" in name or "owner" in name}


def test_what_is_invented_is_told_in_a_demonstration_alone(database: Database) -> None:
    with database.session(write=True) as session:
        published(session, theme="course", demonstration=True)
        assert outcomes.published(session, "nl", demonstration=False) == []
        assert len(outcomes.published(session, "nl", demonstration=True)) == 1


def test_without_a_dutch_text_nothing_is_published(database: Database) -> None:
    with database.session(write=True) as session:
        draft = write_outcome(session, None, status=HEARD, texts={"ar": TEXTS["ar"]}, theme="course")
        with pytest.raises(NoDutchError):
            publish_outcome(session, draft, **BY)
        assert draft.published_on is None


def test_the_history_of_the_signal_tells_that_it_was_published_once(database: Database) -> None:
    with database.session(write=True) as session:
        signal = at(session, Status.ACTING)
        outcome = published(session, signal=signal)
        publish_outcome(session, outcome, **BY)
        last = changes(session, signal)[-1]
        assert last.changed == {"outcome": [None, "heard"]}
        assert (last.number, signal.status) == (6, Status.ACTING)


def test_a_published_text_can_be_mended_and_is_unchecked_again_and_its_status_stays(
    database: Database,
) -> None:
    with database.session(write=True) as session:
        outcome = published(session)
        session.execute(sa.update(OutcomeText).values(checked_by="a reader"))
        session.refresh(outcome, ["texts"])
        mended = {"nl": TEXTS["nl"], "ar": "سنكتب رسالة أقصر.", "tr": "Mektubu kısaltıyoruz.", "so": ""}
        write_outcome(session, outcome, status=OutcomeStatus.CHANGED, texts=mended)
        session.expire_all()
        told = {text.language: (text.text, text.checked_by) for text in outcome.texts}
        assert told == {
            "nl": (mended["nl"], "a reader"), "ar": (mended["ar"], ""), "tr": (mended["tr"], ""),
        }  # fmt: skip
        assert outcome.status == HEARD
        with pytest.raises(NoDutchError):
            write_outcome(session, outcome, status=HEARD, texts={"ar": TEXTS["ar"]})


LOSSES = {
    "published without Dutch": "INSERT INTO outcomes (id, theme, status, published_on, demonstration) "
    "SELECT '00000000000000000000000000000001', theme, status, published_on, demonstration FROM outcomes "
    "WHERE published_on IS NOT NULL",
    "a draft published without Dutch": "UPDATE outcomes SET published_on = '2026-11-23'",
    "the Dutch text gone": "DELETE FROM outcome_texts WHERE language = 'nl'",
    "the Dutch text renamed": "UPDATE outcome_texts SET language = 'xx' WHERE language = 'nl'",
}


@pytest.mark.parametrize("loss", LOSSES)
def test_the_database_refuses_to_publish_what_has_no_dutch_text(database: Database, loss: str) -> None:
    with database.session(write=True) as session:
        published(session)
        write_outcome(session, None, status=HEARD, texts={"ar": TEXTS["ar"]}, theme="course")
        with pytest.raises(sa.exc.DBAPIError, match="no Dutch text"):
            session.execute(sa.text(LOSSES[loss]))


def test_a_draft_may_lose_any_text_and_be_thrown_away(database: Database) -> None:
    with database.session(write=True) as session:
        draft = write_outcome(session, None, status=HEARD, texts=TEXTS, theme="course")
        write_outcome(session, draft, status=HEARD, texts={})
        session.delete(draft)
        session.flush()


@pytest.mark.parametrize("about", ["signal_id = NULL, theme = NULL", "theme = 'course'"])
def test_the_database_refuses_an_outcome_about_nothing_or_about_two_things(
    database: Database, about: str
) -> None:
    with database.session(write=True) as session:
        published(session, signal=raised(session))
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.text(f"UPDATE outcomes SET {about}"))
