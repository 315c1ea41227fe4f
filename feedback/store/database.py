"""The engine and its sessions, on SQLite and PostgreSQL alike."""

import fcntl
import threading
from pathlib import Path
from typing import IO, Any

import pysqlite3.dbapi2
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

SAFE_SQLITE = (3, 51, 3)
"""Older SQLite can corrupt a WAL database when two connections write (3.7.0 to 3.51.2)."""


class UnsafeSqliteError(RuntimeError):
    """This SQLite has the WAL-reset bug and is refused."""


class Database:
    """One database with sessions that read, or read and write.

    Writers of SQLite queue for their turn (a lock in the process and one on a file beside the
    database), because its own busy handler lets some of them wait for over a second.
    """

    def __init__(self, url: str, pool_size: int = 8) -> None:
        self.url = sa.make_url(url)
        if self.url.get_backend_name() == "sqlite":
            self.engine = _sqlite_engine(self.url, pool_size)
        else:
            self.engine = _postgresql_engine(self.url, pool_size)
        self._writing = self.engine.execution_options(write=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    def session(self, *, write: bool) -> Session:
        """A session of its own; one that writes holds the turn from its first statement to its commit."""
        return Session(self._writing if write else self.engine, expire_on_commit=False)

    def dispose(self) -> None:
        """Close all connections, as a process must after it forks."""
        self.engine.dispose()


def _postgresql_engine(url: sa.URL, pool_size: int) -> sa.Engine:
    limits = "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"options": limits, "connect_timeout": 5},
    )


def _sqlite_engine(url: sa.URL, pool_size: int) -> sa.Engine:
    if pysqlite3.dbapi2.sqlite_version_info < SAFE_SQLITE:
        raise UnsafeSqliteError(
            f"SQLite {pysqlite3.dbapi2.sqlite_version} is older than 3.51.3; install pysqlite3"
        )
    if not url.database or url.database == ":memory:":
        raise ValueError("SQLite needs a file: a database in memory does not survive anything")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url.set(drivername="sqlite+pysqlite"),
        module=pysqlite3.dbapi2,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
    )
    _set_up_connections(engine)
    _queue_writers(engine, _Turn(Path(f"{url.database}.lock")))
    return engine


def _set_up_connections(engine: sa.Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late to be immediate
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


class _Turn:
    """One writer at a time, in order of arrival, among the threads and processes of a machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file: IO[str] | None = None

    def take(self) -> None:
        self._lock.acquire()
        try:
            # opened here and not at start: a lock that a fork inherits would be shared, not queued for
            self._file = self._path.open("w")
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._lock.release()
            raise

    def give(self) -> None:
        if self._file is not None:
            self._file.close()
        self._lock.release()


def _queue_writers(engine: sa.Engine, turn: _Turn) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        if write and not connection.info.get("turn"):
            turn.take()
            connection.info["turn"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    @event.listens_for(engine, "checkin")
    def done(_connection: Any, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop("turn", False):
            turn.give()
