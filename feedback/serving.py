"""The service under gunicorn, with the worker that gives texts their themes beside it."""

import logging
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from feedback.theming import work

log = logging.getLogger(__name__)
PAUSE = 2.0
"""Seconds that the worker rests when nothing waits."""


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our app and no log of who came."""

    def __init__(self, make_app: Callable[[], Flask], address: str, workers: int, threads: int) -> None:
        self._make_app = make_app
        self._options = {
            "bind": address,
            "workers": workers,
            "worker_class": "gthread",
            "threads": threads,
            "timeout": 30,
            "graceful_timeout": 25,
            "keepalive": 5,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "proc_name": "feedback",
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our choices to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The app, made in each worker process after the fork."""
        return self._make_app()


def keep_theming(app: Flask, *, once: bool = False) -> None:
    """Give waiting texts their themes, round after round; a database that is away is waited for."""
    database, themer = app.extensions["database"], app.extensions["themer"]
    while True:
        try:
            done = work(database, themer)
        except Exception:
            log.exception("the worker tries again in a moment")
            done = 0
        if once and not done:
            return
        if not done:
            time.sleep(PAUSE)
