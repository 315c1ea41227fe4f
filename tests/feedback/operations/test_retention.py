"""Answers go when they are old and reports have told them; never a day or a report sooner."""

import datetime as dt
import logging
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from analysis.periods import Tertial
from feedback.operations import retention
from feedback.operations.tidying import tidy
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.reports import Report
from feedback.store.responses import Answer, Outcome, Response, Stream
from feedback.store.verbatims import Decision, Prediction, Purpose, Verbatim

TODAY = dt.date(2026, 11, 23)
YEAR = 365
OLD = Tertial(2025, 1)
TEXT = "mijn-oude-verhaal"


def compile_reports(
    database: Database, *tertials: Tertial, late: bool = True, invented: bool = False
) -> None:
    """Reports on these tertials, made a minute after their last day in the Netherlands, or before its end."""
    minute = dt.timedelta(minutes=1 if late else -1)
    with database.session(write=True) as session:
        for number, one in enumerate(tertials, 1):
            # Dutch midnight is an hour before UTC's in winter and two in summer
            end = dt.datetime.combine(one.next.first_day, dt.time(), dt.UTC) - dt.timedelta(
                hours=1 if one.number == 3 else 2
            )
            session.add(
                Report(
                    period=str(one),
                    number=number + 10 * invented,
                    figures="{}",
                    digest="0" * 64,
                    compiled_at=end + minute,
                    demonstration=invented,
                )
            )
        session.commit()


def told(tertial: Tertial) -> tuple[Tertial, Tertial, Tertial]:
    """The tertials whose reports count this one."""
    return tertial, tertial.next, tertial.next.next


def keep(database: Database, day: dt.date, *, invented: bool = False) -> None:
    """A survey with a text, and a question, received on a day."""
    response = uuid.uuid4()
    common = {"language": "nl", "received_on": day, "demonstration": invented}
    text = {"asker": "unknown", "law": "unknown", "channel": "form", "text": TEXT, "masked": [], "flags": []}
    with database.session(write=True) as session:
        session.add(Response(id=response, version_id=1, stream=Stream.OPEN, **common))
        session.flush()
        session.add(
            Answer(
                response_id=response,
                question_code="goes-well",
                version_id=1,
                outcome=Outcome.ANSWERED,
            )
        )
        asked = Verbatim(purpose=Purpose.QUESTION, **text, **common)
        written = Verbatim(
            purpose=Purpose.ANSWER, response_id=response, question_code="goes-well", **text, **common
        )
        session.add_all([asked, written])
        session.flush()
        for one in (asked, written):
            session.add(
                Prediction(
                    verbatim_id=one.id,
                    model_version="v",
                    theme="course",
                    confidence=0.5,
                    alternatives=[],
                    abstained=False,
                )
            )
        session.commit()


def decide(database: Database) -> None:
    """A decision of the panel about each text."""
    with database.session(write=True) as session:
        account = Account(email="a@example.org", password="x", fs_uniquifier="x")
        session.add(account)
        session.flush()
        moment = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
        for text in session.scalars(sa.select(Verbatim.id)):
            session.add(Decision(verbatim_id=text, account_id=account.id, theme="course", decided_at=moment))
        session.commit()


def kept(database: Database) -> dict[str, int]:
    with database.session(write=False) as session:
        return {
            table.__tablename__: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (Response, Answer, Verbatim, Prediction, Decision)
        }


def days_kept(database: Database) -> list[dt.date]:
    with database.session(write=False) as session:
        return sorted(session.scalars(sa.select(Response.received_on)))


ALL = {"responses": 1, "answers": 1, "verbatims": 2, "predictions": 2, "decisions": 0}
NOTHING = dict.fromkeys(ALL, 0)


def test_what_is_old_and_told_goes_whole_and_reports_stay(database: Database) -> None:
    keep(database, OLD.first_day)
    decide(database)
    compile_reports(database, *told(OLD))
    assert kept(database) == ALL | {"decisions": 2}
    assert tidy(database, TODAY, YEAR)["answers"] == 3
    assert kept(database) == NOTHING
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Report)) == 3


def test_an_answer_is_kept_to_its_last_day(database: Database) -> None:
    edge = TODAY - dt.timedelta(YEAR)
    for days in (-1, 0, 1):
        keep(database, edge + dt.timedelta(days))
    compile_reports(database, *told(Tertial.of(edge)))
    tidy(database, TODAY, YEAR)
    assert days_kept(database) == [edge, edge + dt.timedelta(1)]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_an_answer_that_a_report_must_still_count_stays(
    database: Database, missing: int, caplog: pytest.LogCaptureFixture
) -> None:
    keep(database, OLD.last_day)
    compile_reports(database, *(one for place, one in enumerate(told(OLD)) if place != missing))
    with caplog.at_level(logging.WARNING):
        assert tidy(database, TODAY, YEAR)["answers"] == 0
    assert kept(database) == ALL
    assert "3 answers and texts are too old, but wait for the reports" in caplog.text


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_provisional_report_does_not_count(database: Database, place: int) -> None:
    keep(database, OLD.first_day)
    tertials = told(OLD)
    compile_reports(database, *tertials[:place], *tertials[place + 1 :])
    compile_reports(database, tertials[place], late=False)
    assert tidy(database, TODAY, YEAR)["answers"] == 0


@pytest.mark.parametrize(("invented_rows", "invented_reports"), [(True, False), (False, True)])
def test_a_report_tells_only_rows_of_its_own_kind(
    database: Database, invented_rows: bool, invented_reports: bool
) -> None:
    keep(database, OLD.first_day, invented=invented_rows)
    compile_reports(database, *told(OLD), invented=invented_reports)
    assert tidy(database, TODAY, YEAR)["answers"] == 0
    compile_reports(database, *told(OLD), invented=invented_rows)
    assert tidy(database, TODAY, YEAR)["answers"] == 3


def test_nought_keeps_everything(database: Database) -> None:
    keep(database, dt.date(2007, 1, 1))
    compile_reports(database, *told(Tertial(2007, 1)))
    assert tidy(database, TODAY, 0)["answers"] == 0
    assert kept(database) == ALL


def test_more_than_one_transaction_can_hold_is_deleted_too(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _ in range(3):
        keep(database, OLD.first_day)
    compile_reports(database, *told(OLD))
    assert tidy(database, TODAY, YEAR)["answers"] == 9
    assert kept(database) == NOTHING


def test_a_deleted_text_is_nowhere_in_the_files_of_sqlite(sqlite_database: Database, tmp_path: Path) -> None:
    def in_files() -> bool:
        return any(TEXT.encode() in path.read_bytes() for path in tmp_path.glob("test.sqlite*"))

    for _ in range(20):
        keep(sqlite_database, OLD.first_day)
    compile_reports(sqlite_database, *told(OLD))
    assert in_files()
    tidy(sqlite_database, TODAY, YEAR)
    assert not in_files()


def test_postgresql_holds_no_dead_texts_after_it(postgresql_database: Database) -> None:
    for _ in range(20):
        keep(postgresql_database, OLD.first_day)
    compile_reports(postgresql_database, *told(OLD))
    tidy(postgresql_database, TODAY, YEAR)
    with postgresql_database.engine.connect() as connection:
        for table in ("verbatims", "responses", "answers", "predictions"):
            assert connection.scalar(sa.text(f"SELECT pg_relation_size('{table}')")) == 0
