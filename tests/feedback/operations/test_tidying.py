"""What must go is gone: from the tables, and from the files of the database."""

import datetime as dt
import uuid
from pathlib import Path

import sqlalchemy as sa

from feedback.operations.tidying import tidy
from feedback.store.database import Database
from feedback.store.responses import Draft, Response, Stream

TODAY = dt.date(2026, 11, 23)
TEXT = "mijn-hele-verhaal"


def keep_draft(database: Database, digest: str, expires_on: dt.date, text: str = TEXT) -> None:
    with database.session(write=True) as session:
        session.add(Draft(digest=digest, version_id=1, answers={"suggestion": text}, expires_on=expires_on))
        session.commit()


def keep_response(database: Database, key: str, received_on: dt.date) -> None:
    with database.session(write=True) as session:
        session.add(
            Response(
                id=uuid.uuid4(),
                version_id=1,
                language="nl",
                stream=Stream.OPEN,
                received_on=received_on,
                submission_key=key,
            )
        )
        session.commit()


def test_drafts_go_after_their_last_day_and_keys_after_two(database: Database) -> None:
    for days in range(4):
        keep_draft(database, f"d{days}", TODAY - dt.timedelta(days))
        keep_response(database, f"k{days}", TODAY - dt.timedelta(days))
    assert tidy(database, TODAY) == {"drafts": 3, "answers": 0, "keys": 1}
    assert tidy(database, TODAY) == {"drafts": 0, "answers": 0, "keys": 0}
    with database.session(write=False) as session:
        assert session.scalars(sa.select(Draft.digest)).all() == ["d0"]
        keys = session.scalars(sa.select(Response.submission_key)).all()
    assert {key for key in keys if key} == {"k0", "k1", "k2"}


def in_files(folder: Path) -> bool:
    return any(TEXT.encode() in path.read_bytes() for path in folder.glob("test.sqlite*"))


def test_a_deleted_draft_is_nowhere_in_the_files_of_sqlite(sqlite_database: Database, tmp_path: Path) -> None:
    for number in range(20):  # enough for pages to be split and freed
        keep_draft(sqlite_database, f"d{number}", TODAY - dt.timedelta(1), f"{TEXT} {number} " * 90)
    assert in_files(tmp_path)
    tidy(sqlite_database, TODAY)
    assert not in_files(tmp_path)


def test_postgresql_holds_no_dead_rows_after_it(postgresql_database: Database) -> None:
    for number in range(20):
        keep_draft(postgresql_database, f"d{number}", TODAY - dt.timedelta(1), f"{TEXT} {number} " * 20)
    tidy(postgresql_database, TODAY)
    with postgresql_database.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT pg_relation_size('drafts')")) == 0
