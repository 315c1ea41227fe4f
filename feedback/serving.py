"""The service under its server, and beside it the worker that gives texts their themes and tidies up."""

import datetime as dt
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from feedback.operations.tidying import tidy
from feedback.theming.predicting import work

log = logging.getLogger(__name__)
PAUSE = 2.0
"""Seconds that the worker rests when nothing waits."""
PAUSE_AFTER_FAILURE = 30.0
"""Seconds before the worker tries again, or is started again."""
WORKER = (sys.executable, "-m", "feedback", "work")


def serve_pages(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the app of the environment until a signal comes; nobody's address is logged."""
    Granian(
        "feedback.wsgi:app_from_environment",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=threads,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve()


def look_after(app: Flask, *, clock: Callable[[], dt.date], once: bool = False) -> None:
    """Give waiting texts their themes and, at start and when the date changes, delete what must go.

    Goes on for ever, and waits for a database that is away. With `once` it ends when nothing waits and
    raises what went wrong.
    """
    database, themer = app.extensions["database"], app.extensions["themer"]
    tidied: dt.date | None = None
    while True:
        done, today = 0, clock()
        with _patience(raising=once):
            themer.renew()
            done = work(database, themer)
        with _patience(raising=once):
            if tidied != today:
                tidy(database, today, app.extensions["settings"].answer_retention)
                tidied = today
        if once and not done:
            return
        if not done:
            time.sleep(PAUSE)


@contextmanager
def _patience(*, raising: bool) -> Iterator[None]:
    try:
        yield
    except Exception:
        if raising:
            raise
        log.exception("the worker tries again in a moment")
        time.sleep(PAUSE_AFTER_FAILURE)


@contextmanager
def worker_beside(environment: Mapping[str, str], command: Sequence[str] = WORKER) -> Iterator[None]:
    """A process of the worker while the server runs; one that ends is logged and started again."""
    ending = threading.Event()
    # a thread starts and ends the process: the server's own processes may leave this block too when
    # they end, and must not take the worker with them
    keeper = threading.Thread(target=_keep_running, args=(command, environment, ending), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join()


def _keep_running(command: Sequence[str], environment: Mapping[str, str], ending: threading.Event) -> None:
    while not ending.is_set():
        # a session of its own: Ctrl+C is for the server, which then ends the worker
        process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603
        while process.poll() is None and not ending.wait(0.5):
            pass
        if process.poll() is None:
            process.terminate()
            process.wait()
        elif not ending.wait(PAUSE_AFTER_FAILURE):
            log.error("the worker ended with status %s and is started again", process.returncode)
