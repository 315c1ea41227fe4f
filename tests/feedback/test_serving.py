"""The server logs nobody's address, and the worker themes, tidies daily and is started again."""

import contextlib
import datetime as dt
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from flask import Flask

from feedback import serving
from feedback.app import create_app
from feedback.serving import look_after, worker_beside
from feedback.settings import Settings
from feedback.store.database import Database

TODAY = dt.date(2026, 11, 23)


class EnoughError(BaseException):
    """A test has seen what it wanted."""


@pytest.fixture
def served(tmp_path: Path, sqlite_template: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A real server on a port of its own, with what it prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chosen = {"FEEDBACK_DATA_DIR": str(tmp_path), "FEEDBACK_DATABASE_URL": f"sqlite:///{sqlite_template}"}
    command = [
        sys.executable,
        "-m",
        "feedback",
        "serve",
        "--port",
        str(port),
        "--workers",
        "1",
        "--no-theming",
    ]
    process = subprocess.Popen(
        command, env=os.environ | chosen, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.1)
    yield port, process
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def test_the_server_answers_ends_when_asked_and_logs_no_address(
    served: tuple[int, subprocess.Popen[bytes]],
) -> None:
    port, process = served
    page = httpx.get(f"http://127.0.0.1:{port}/nl/", timeout=20)
    with socket.create_connection(("127.0.0.1", port)) as strange:
        strange.sendall(b"GARBAGE\r\n\r\n")
        strange.recv(100)
    process.terminate()
    printed, _nothing = process.communicate(timeout=30)
    assert (page.status_code, process.returncode) == (200, 0)
    assert b"127.0.0.1" not in printed


def test_pages_say_that_nothing_can_be_saved_until_the_file_is_back(
    sqlite_database: Database, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", secret_key="test")
    phone = create_app(settings, lambda: TODAY, sqlite_database).test_client()
    phone.set_cookie("draft", "one that must be looked up")
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
    monkeypatch.setattr(serving, "tidy", lambda _database, today, _days: tidied.append(today))
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
