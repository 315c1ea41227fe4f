"""The server logs nobody's address, and the worker themes, tidies daily and is started again."""

import datetime as dt
import logging
import os
import socket
import sys
import time
from pathlib import Path

import pytest
from flask import Flask
from gunicorn.glogging import Logger
from gunicorn.http.errors import InvalidRequestLine
from gunicorn.workers.base import Worker

from feedback import serving
from feedback.app import create_app
from feedback.serving import Server, look_after, worker_beside
from feedback.settings import Settings
from feedback.store.database import Database

TODAY = dt.date(2026, 11, 23)


class EnoughError(BaseException):
    """A test has seen what it wanted."""


def test_a_strange_request_leaves_no_address_in_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    worker = Worker.__new__(Worker)
    worker.log = Logger(Server(lambda: Flask("none"), "127.0.0.1:0", 1, 1).cfg)
    client, server = socket.socketpair()
    with client, server:
        worker.handle_error(None, server, ("203.0.113.9", 4711), InvalidRequestLine("GARBAGE"))
        worker.log.error("something that matters")
    logged = capfd.readouterr().err
    assert "something that matters" in logged
    assert "203.0.113.9" not in logged


def test_pages_say_that_nothing_can_be_saved_until_the_file_is_back(
    sqlite_database: Database, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", secret_key="test")
    phone = create_app(settings, lambda: TODAY, sqlite_database).test_client()
    page, file, away = "/nl/survey/ketendoel-10", tmp_path / "test.sqlite", tmp_path / "away.sqlite"
    seen = [phone.get(page).status_code]
    file.rename(away)
    seen.append(phone.get(page).status_code)
    away.rename(file)
    seen.append(phone.get(page).status_code)
    assert seen == [200, 503, 200]


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch, app: Flask) -> list[dt.date]:
    """The dates of which the worker tidied in six rounds over three days."""
    days = iter([TODAY] * 2 + [TODAY + dt.timedelta(1)] * 3 + [TODAY + dt.timedelta(2)])
    tidied: list[dt.date] = []

    def clock() -> dt.date:
        try:
            return next(days)
        except StopIteration:
            raise EnoughError from None

    monkeypatch.setattr(serving, "PAUSE", 0)
    monkeypatch.setattr(serving, "PAUSE_AFTER_FAILURE", 0)
    monkeypatch.setattr(serving, "tidy", lambda _database, today: tidied.append(today))
    with pytest.raises(EnoughError):
        look_after(app, clock=clock)
    return tidied


def test_the_worker_tidies_at_start_and_when_the_date_changes(rounds: list[dt.date]) -> None:
    assert rounds == [TODAY, TODAY + dt.timedelta(1), TODAY + dt.timedelta(2)]


def test_a_failure_is_logged_and_tried_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []

    def fail(*_given: object) -> int:
        tries.append("again")
        raise OSError("away") if len(tries) < 3 else EnoughError

    monkeypatch.setattr(serving, "PAUSE", 0)
    monkeypatch.setattr(serving, "PAUSE_AFTER_FAILURE", 0)
    monkeypatch.setattr(serving, "tidy", fail)
    with pytest.raises(EnoughError), caplog.at_level(logging.ERROR):
        look_after(app, clock=lambda: TODAY)
    assert [record.getMessage() for record in caplog.records] == ["the worker tries again in a moment"] * 2


def test_a_single_round_raises_what_went_wrong(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> int:
        raise OSError("away")

    monkeypatch.setattr(serving, "work", fail)
    with pytest.raises(OSError, match="away"):
        look_after(app, clock=lambda: TODAY, once=True)


def waits_for(file: Path, lines: int) -> bool:
    for _ in range(200):
        if file.exists() and len(file.read_text().splitlines()) >= lines:
            return True
        time.sleep(0.05)
    return False


def test_a_worker_that_ends_is_logged_and_started_again_and_ends_with_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(serving, "PAUSE_AFTER_FAILURE", 0.01)
    log = tmp_path / "log"
    code = (
        "import os, pathlib, time; log = pathlib.Path(os.environ['LOG']); first = not log.exists()\n"
        "with log.open('a') as file: print(os.getpid(), file=file)\n"
        "raise SystemExit(3) if first else time.sleep(60)"
    )
    with worker_beside(os.environ | {"LOG": str(log)}, [sys.executable, "-c", code]):
        assert waits_for(log, 2)
    assert [record.getMessage() for record in caplog.records] == [
        "the worker ended with status 3 and is started again"
    ]
    with pytest.raises(ProcessLookupError):
        os.kill(int(log.read_text().split()[1]), 0)
