"""Sessions on both engines: durable settings, a fair queue of writers, and enums that refuse strangers."""

import datetime as dt
import fcntl
import threading
import uuid
from pathlib import Path

import pysqlite3.dbapi2
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from feedback.store import database as module
from feedback.store.base import Moment
from feedback.store.database import Database, UnsafeSqliteError
from feedback.store.responses import Answer, Outcome, Response, Stream


def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.sqlite")
    database.make()
    with database.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    database.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_an_sqlite_with_the_wal_reset_bug_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pysqlite3.dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(UnsafeSqliteError, match=r"3\.51\.3"):
        Database(f"sqlite:///{tmp_path}/a.sqlite")


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        Database("sqlite://")


@pytest.mark.parametrize("url", ["mysql://me:geheim@host/db", "nonsense", "", "postgresql://host:x/db"])
def test_a_database_that_is_not_supported_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:/// or postgresql://") as refused:
        Database(url)
    assert "geheim" not in str(refused.value)


def test_a_missing_file_is_an_outage_and_never_made_silently(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/folder/a.sqlite")
    with pytest.raises(sa.exc.OperationalError, match="unable to open"):
        database.engine.connect()
    assert (database.is_there, list(tmp_path.iterdir())) == (False, [])


def test_a_file_that_goes_away_is_missed_at_once_and_found_when_it_is_back(
    sqlite_database: Database, tmp_path: Path
) -> None:
    save(sqlite_database)
    file, away = tmp_path / "test.sqlite", tmp_path / "away.sqlite"
    file.rename(away)
    with pytest.raises(sa.exc.OperationalError, match="unable to open"):
        save(sqlite_database)
    assert not file.exists()
    away.rename(file)
    save(sqlite_database)


def test_a_name_with_signs_of_an_address_is_a_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/50%25 #1")
    database.make()
    with database.session(write=True) as session:
        session.execute(sa.text("CREATE TABLE a (b INTEGER)"))
        session.commit()
    database.dispose()
    assert {path.name for path in tmp_path.iterdir()} == {"50% #1", "50% #1.lock"}


def test_answers_never_stand_in_an_error(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError) as failure, database.session(write=True) as session:
        session.execute(sa.text("INSERT INTO no_table VALUES (:text)"), {"text": "mijn verhaal"})
    assert "mijn verhaal" not in str(failure.value)


def response(key: str | None = None) -> Response:
    return Response(
        id=uuid.uuid4(),
        version_id=1,
        language="nl",
        stream=Stream.OPEN,
        received_on=dt.date(2026, 11, 23),
        submission_key=key,
    )


def save(database: Database) -> None:
    with database.session(write=True) as session:
        session.add(response())
        session.commit()


@pytest.fixture
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.05)


@pytest.mark.usefixtures("little_patience")
def test_a_turn_kept_by_another_writer_of_the_process_is_not_waited_for_without_end(
    sqlite_database: Database,
) -> None:
    with sqlite_database.session(write=True) as slow:
        slow.execute(sa.text("SELECT 1"))
        with pytest.raises(sa.exc.OperationalError, match="this process"):
            save(sqlite_database)
    save(sqlite_database)


@pytest.mark.usefixtures("little_patience")
def test_a_turn_that_another_process_gives_up_is_taken(sqlite_database: Database, tmp_path: Path) -> None:
    theirs = (tmp_path / "test.sqlite.lock").open("w")
    fcntl.flock(theirs, fcntl.LOCK_EX)
    giving = threading.Timer(0.1, theirs.close)
    giving.start()
    save(sqlite_database)
    giving.join()


def test_a_lock_that_cannot_be_opened_is_an_outage_and_not_for_ever(
    sqlite_database: Database, tmp_path: Path
) -> None:
    lock = tmp_path / "test.sqlite.lock"
    lock.mkdir()
    with pytest.raises(sa.exc.OperationalError, match="the writers' turn"):
        save(sqlite_database)
    lock.rmdir()
    save(sqlite_database)


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


def test_a_snapshot_sees_one_state_while_others_write(database: Database) -> None:
    count = sa.select(sa.func.count()).select_from(Response)
    with database.snapshot() as still, database.session(write=False) as plain:
        before = (still.scalar(count), plain.scalar(count))
        save(database)
        assert before == (0, 0)
        assert (still.scalar(count), plain.scalar(count)) == (0, 1)
