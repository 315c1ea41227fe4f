"""Sessions on both engines: durable settings, a fair queue of writers, and enums that refuse strangers."""

import datetime as dt
import threading
import uuid
from pathlib import Path

import pysqlite3.dbapi2
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from feedback.store.base import Moment
from feedback.store.database import Database, UnsafeSqliteError
from feedback.store.responses import Answer, Outcome, Response, Stream


def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.sqlite")
    with database.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_sqlite_with_the_wal_reset_bug_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pysqlite3.dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(UnsafeSqliteError, match=r"3\.51\.3"):
        Database(f"sqlite:///{tmp_path}/a.sqlite")


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        Database("sqlite://")


def response(key: str | None = None) -> Response:
    return Response(
        id=uuid.uuid4(),
        version_id=1,
        language="nl",
        stream=Stream.OPEN,
        received_on=dt.date(2026, 11, 23),
        submission_key=key,
    )


def test_writers_wait_for_their_turn_and_none_fails(database: Database) -> None:
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(10):
                with database.session(write=True) as session:
                    seen = session.scalar(sa.select(sa.func.count()).select_from(Response))
                    session.add(response(f"{threading.get_ident()}-{seen}-{uuid.uuid4()}"))
                    session.commit()
        except BaseException as error:  # a thread's failure must reach the test
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with database.session(write=False) as session:
        stored = session.scalar(sa.select(sa.func.count()).select_from(Response))
    assert (failures, stored) == ([], 60)


def test_a_writer_that_fails_gives_its_turn_back(database: Database) -> None:
    with database.session(write=True) as session:
        stranger = Answer(response_id=uuid.uuid4(), question_code="x", version_id=9, outcome=Outcome.SKIPPED)
        session.add(stranger)
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()
    with database.session(write=True) as session:
        session.add(response())
        session.commit()


def test_a_key_is_stored_once(database: Database) -> None:
    with database.session(write=True) as session:
        session.add_all([response("same"), response("same")])
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()


@pytest.mark.parametrize(
    ("outcome", "option"), [("answered", "no-such-option"), ("skipped", "satisfied"), ("guessed", None)]
)
def test_the_database_refuses_answers_that_cannot_be(
    database: Database, outcome: str, option: str | None
) -> None:
    with database.session(write=True) as session:
        arrived = response()
        session.add(arrived)
        session.flush()
        with pytest.raises(sa.exc.DBAPIError):
            session.execute(
                sa.text(
                    "INSERT INTO answers (response_id, question_code, version_id, outcome, option_code) "
                    "SELECT id, 'satisfaction', 1, :outcome, :option FROM responses"
                ),
                {"outcome": outcome, "option": option},
            )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(dt.datetime(2026, 1, 1), sqlite.dialect())  # noqa: DTZ001
