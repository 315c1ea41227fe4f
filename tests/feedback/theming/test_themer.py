"""The classifier of a process: loaded once, waited for by nobody for long, renewed by itself."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from analysis.themes.classifier import Classifier
from analysis.vocabulary import THEMES
from feedback.theming.themer import Themer, Themes
from tests.feedback.theming.made import classifier, loaded, together


def test_a_person_does_not_wait_for_a_model_that_is_being_trained(tmp_path: Path) -> None:
    ready = threading.Event()

    def train(_folder: Path, _themes: Themes) -> Classifier:
        ready.wait(10)
        return classifier()

    themer = Themer(tmp_path, train)
    assert themer.classifier(patience=0.01) is None
    ready.set()
    assert themer.classifier() is not None


def test_many_threads_load_one_classifier(tmp_path: Path) -> None:
    loads: list[Path] = []

    def load(folder: Path, _themes: Themes) -> Classifier:
        loads.append(folder)
        return classifier()

    together(8, Themer(tmp_path, load).classifier)
    assert loads == [tmp_path]


def test_the_version_is_known_before_anything_is_loaded(tmp_path: Path) -> None:
    themer = loaded(tmp_path)
    assert themer.version is None
    (tmp_path / "head.json").write_text(json.dumps({"version": "tfidf-kept"}))
    assert themer.version == "tfidf-kept"
    assert themer.is_weak
    themer.classifier()
    assert themer.version == "e5-new"
    assert not themer.is_weak


def test_a_later_training_in_the_folder_is_loaded_without_a_wait(tmp_path: Path) -> None:
    loads = iter(["e5-a", "e5-b"])
    themer = Themer(tmp_path, lambda _folder, _themes: classifier(next(loads)))
    first = themer.classifier()
    assert first is not None
    assert themer.classifier() is first
    (tmp_path / "head.json").write_text("{}")
    deadline = time.monotonic() + 10
    while themer.version != "e5-b" and time.monotonic() < deadline:
        assert themer.classifier() is not None
        time.sleep(0.01)
    assert themer.version == "e5-b"
    assert themer.classifier() is themer.classifier()


def test_a_theme_that_was_added_renews_the_classifier(tmp_path: Path) -> None:
    themes, seen = [THEMES], []

    def load(_folder: Path, known: Themes) -> Classifier:
        seen.append(len(known))
        return classifier(f"e5-{len(known)}")

    themer = Themer(tmp_path, load, lambda: themes[-1])
    themer.renew()
    assert seen == []  # nothing is loaded before somebody needs it
    themer.classifier()
    themer.renew()
    themes.append((*THEMES, THEMES[0]))
    themer.renew()
    assert seen == [18, 19]
    assert themer.version == "e5-19"


def test_importing_it_does_not_import_numpy_or_scikit_learn() -> None:
    modules = "feedback.theming, feedback.theming.predicting, feedback.theming.learning"
    code = f"import sys, {modules}; print({{'numpy', 'sklearn'}} & set(sys.modules))"
    environment = dict(os.environ)
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, env=environment
    )
    assert output.stdout.strip() == "set()"
