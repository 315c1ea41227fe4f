"""The engine and its sessions, on SQLite and PostgreSQL alike."""

import fcntl
import os
import threading
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import pysqlite3.dbapi2
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

SAFE_SQLITE = (3, 51, 3)
"""Older SQLite can corrupt a WAL database when two connections write (3.7.0 to 3.51.2)."""

LONGEST_WAIT = 5.0
"""Seconds that a writer waits at most for the writers of its process, and then for other processes."""
_PRAGMAS = (
    "busy_timeout=5000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)


class UnsafeSqliteError(RuntimeError):
    """This SQLite has the WAL-reset bug and is refused."""


class Database:
    """One database with sessions that read, or read and write; ValueError for a kind we do not support.

    Writers of SQLite queue for their turn (a lock in the process and one on a file beside the
    database), because its own busy handler lets some of them wait for over a second. A writer whose
    turn does not come gets OperationalError, and so does everybody while the file is not there.
    """

    def __init__(self, url: str, pool_size: int = 8) -> None:
        self.url = _supported(url)
        make_engine = _sqlite_engine if self.url.get_backend_name() == "sqlite" else _postgresql_engine
        self.engine = make_engine(self.url, pool_size)
        self._writing = self.engine.execution_options(write=True)
        self._reading = self.engine
        if not self.is_sqlite:  # READ COMMITTED gives each statement its own snapshot either way
            self._reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        still = {"snapshot": True} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._still = self.engine.execution_options(**still)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @property
    def is_there(self) -> bool:
        """Whether SQLite's file exists; always for a server, which says itself when it is away."""
        return not self.is_sqlite or Path(str(self.url.database)).exists()

    def make(self) -> None:
        """An empty file for SQLite where there is none; on a server its administrator makes the database."""
        if self.is_sqlite:
            path = Path(str(self.url.database))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def session(self, *, write: bool) -> Session:
        """A session of its own; one that writes holds the turn from its first statement to its commit."""
        return Session(self._writing if write else self._reading, expire_on_commit=False)

    def snapshot(self) -> Session:
        """A session that reads, and sees one state of the database however many statements it takes."""
        return Session(self._still, expire_on_commit=False)

    def connection(self, *, write: bool) -> sa.Connection:
        """A bare connection for statements that stand by themselves; commit what was written all the same."""
        return (self._writing if write and self.is_sqlite else self._reading).connect()

    def dispose(self) -> None:
        """Close all connections, as a process must after it forks."""
        self.engine.dispose()


def changed(session: Session, statement: sa.Delete | sa.Update) -> int:
    """How many rows a statement changed."""
    return cast(sa.CursorResult[Any], session.execute(statement)).rowcount


def _supported(url: str) -> sa.URL:
    try:
        found = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        kind = "no URL"  # the text itself may hold a password
    else:
        kind = found.get_backend_name()
        if kind in {"sqlite", "postgresql"}:
            return found
    raise ValueError(f"FEEDBACK_DATABASE_URL starts with sqlite:/// or postgresql://, and this is {kind}")


def _postgresql_engine(url: sa.URL, pool_size: int) -> sa.Engine:
    limits = "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        hide_parameters=True,
        connect_args={"options": limits, "connect_timeout": 5},
    )


def _sqlite_engine(url: sa.URL, pool_size: int) -> sa.Engine:
    if pysqlite3.dbapi2.sqlite_version_info < SAFE_SQLITE:
        raise UnsafeSqliteError(
            f"SQLite {pysqlite3.dbapi2.sqlite_version} is older than 3.51.3; install pysqlite3"
        )
    if not url.database or url.database == ":memory:":
        raise ValueError("SQLite needs a file: a database in memory does not survive anything")
    name = f"file:{quote(url.database)}"
    existing = {"uri": "true", "mode": "rw"}  # a missing file is an outage, not a reason for an empty one
    engine = sa.create_engine(
        url.set(drivername="sqlite+pysqlite", database=name, query={**url.query, **existing}),
        module=pysqlite3.dbapi2,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        hide_parameters=True,
    )
    _set_up_connections(engine, Path(url.database))
    _queue_writers(engine, _Turn(Path(f"{url.database}.lock")))
    return engine


def _set_up_connections(engine: sa.Engine, path: Path) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: Any, entry: ConnectionPoolEntry) -> None:
        entry.info["file"] = _identity(path)
        connection.isolation_level = None  # the driver's own BEGIN would come too late to be immediate
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkout")
    def look(_connection: Any, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        # an open connection would go on writing, and acknowledging, in a file that has no name any more
        if entry.info["file"] != _identity(path):
            raise sa.exc.DisconnectionError("the file of the database is gone or another one")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class _Turn:
    """One writer at a time, in order of arrival, among the threads and processes of a machine.

    One thread a process at most waits for another process, whose statement SQLite itself limits in
    time; the others wait for that thread, and no longer than LONGEST_WAIT.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file = -1

    def take(self) -> None:
        """Return when it is this writer's turn; OperationalError when it does not come."""
        try:
            if not self._lock.acquire(timeout=LONGEST_WAIT):
                raise TimeoutError("the other writers of this process keep the turn")
            try:
                self._file = _locked(self._path)
            except BaseException:
                self._lock.release()
                raise
        except OSError as error:
            raise sa.exc.OperationalError("the writers' turn", None, error) from error

    def give(self) -> None:
        """Let the next one write."""
        try:
            os.close(self._file)
        finally:
            self._lock.release()


def _locked(path: Path) -> int:
    # opened here and not at start: a lock that a fork inherits would be shared, not queued for
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
    except BaseException:
        os.close(file)
        raise
    return file


def _queue_writers(engine: sa.Engine, turn: _Turn) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        options = connection.get_execution_options()
        if options.get("write") and not connection.info.get("turn"):
            turn.take()
            connection.info["turn"] = True
        # without a transaction each statement that reads has a state of its own, as on PostgreSQL
        if options.get("write") or options.get("snapshot"):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("write") else "BEGIN")

    @event.listens_for(engine, "checkin")
    def done(_connection: Any, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop("turn", False):
            turn.give()
