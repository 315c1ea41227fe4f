"""The classifier of one process: loaded in a thread, renewed when it was trained anew, never in the way."""

import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from flask_babel import lazy_gettext as _

from analysis.themes.training import TrainingText
from analysis.vocabulary import THEMES, Theme

if TYPE_CHECKING:  # numpy and scikit-learn are loaded only by who classifies
    from analysis.themes.classifier import Classifier

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Themes = tuple[Theme, ...]
Load = Callable[[Path, Themes], "Classifier"]

PATIENCE = 3.0
"""Seconds that a person waits at most for a classifier that is being loaded, or is slow."""
DECIDED = "decided.jsonl"
"""The panel's decisions of the last training: with other texts the classifier would be trained anew."""
_WEAK = "tfidf-"


class Themer:
    """The classifier that all threads of a process share, loaded when first asked for.

    It is renewed, in the background, when the folder holds a later training. One that cannot be loaded is
    logged once; texts then wait for a process that can.
    """

    def __init__(
        self, folder: Path, load: Load | None = None, themes: Callable[[], Themes] = lambda: THEMES
    ) -> None:
        self.folder = folder
        self._load = load or _load
        self._themes = themes
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._found: Classifier | None = None
        self._read: int | None = None
        self._loaded_themes: Themes = ()
        self._quick = ThreadPoolExecutor(1, thread_name_prefix="themes")

    def classifier(self, patience: float | None = None) -> "Classifier | None":
        """The classifier; None when it cannot be loaded, or the first one not within `patience` seconds."""
        with self._lock:
            if self._thread is None or (not self._thread.is_alive() and self._trained() != self._read):
                self._begin()
            thread = self._thread
        if self._found is None and thread is not None:
            thread.join(patience)
        return self._found

    def renew(self) -> None:
        """Load the classifier again when the themes have changed since, and wait for it."""
        if self._found is None or self._themes() == self._loaded_themes:
            return
        with self._lock:
            thread = self._thread = self._begin()
        thread.join()

    def soon(self, action: Callable[[], Result]) -> Result:
        """What the action gives; TimeoutError, while it goes on by itself, when it takes too long."""
        future = self._quick.submit(action)
        try:
            return future.result(PATIENCE)
        finally:
            future.cancel()

    def _begin(self) -> threading.Thread:
        self._read = self._trained()
        self._thread = threading.Thread(target=self._run, name="themer", daemon=True)
        self._thread.start()
        return self._thread

    def _run(self) -> None:
        try:
            themes = self._themes()
            found = self._load(self.folder, themes)
            self._loaded_themes, self._read = themes, self._trained()
            self._found = found  # last, as others act on what they see here
        except Exception:
            log.exception("the classifier cannot be loaded, texts wait without a theme")

    def _trained(self) -> int | None:
        """When the classifier in the folder was trained."""
        try:
            return (self.folder / "head.json").stat().st_mtime_ns
        except OSError:
            return None

    @property
    def version(self) -> str | None:
        """The model's version without loading it: of the one in use, else of the one last trained here."""
        if self._found is not None:
            return self._found.version
        try:
            return str(json.loads((self.folder / "head.json").read_bytes())["version"])
        except (OSError, ValueError, KeyError):
            return None

    warning = _(
        "A data file is missing, so the computer finds themes badly. Please tell who runs this service."
    )
    """What staff must know while `is_weak`."""

    @property
    def is_weak(self) -> bool:
        """Whether the classifier works without sentence vectors."""
        return (self.version or "").startswith(_WEAK)


def kept_decisions(folder: Path) -> list[TrainingText]:
    """The decisions of the last training."""
    path = folder / DECIDED
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [TrainingText(**json.loads(line)) for line in lines]


def _load(folder: Path, themes: Themes) -> "Classifier":
    from analysis.themes.artefact import load_or_train

    return load_or_train(folder, kept_decisions(folder), log.info, themes)
