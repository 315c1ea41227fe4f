"""The trained classifier on disk."""

import json
import multiprocessing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.themes import artefact
from analysis.themes.artefact import load_or_train
from analysis.themes.classifier import Classifier
from analysis.themes.training import TrainingText
from analysis.vocabulary import THEMES, Theme

TEXTS = ["wanneer komt mijn uitslag", "boete en bezwaar", "de docent van de les", "iets anders"]
LANGUAGES = ["nl", "nl", "nl", "xx"]


@pytest.fixture(autouse=True)
def few_texts(monkeypatch: pytest.MonkeyPatch, stories: list[TrainingText]) -> None:
    monkeypatch.setattr(artefact, "load", lambda: stories)


@pytest.fixture
def trained(tmp_path: Path, word_encoder: Any) -> Classifier:
    assert word_encoder.encoded == 0
    return load_or_train(tmp_path)


def test_what_is_loaded_predicts_exactly_what_was_trained(
    tmp_path: Path, trained: Classifier, word_encoder: Any
) -> None:
    encoded = word_encoder.encoded
    loaded = load_or_train(tmp_path)
    assert word_encoder.encoded == encoded
    assert loaded.version == trained.version
    assert loaded.scorer is not trained.scorer
    assert loaded.classify(TEXTS, LANGUAGES) == trained.classify(TEXTS, LANGUAGES)


def test_the_trained_classifier_finds_the_themes_of_its_texts(trained: Classifier) -> None:
    found = [prediction.theme for prediction in trained.classify(TEXTS[:3], LANGUAGES[:3])]
    assert found == ["exam-results", "fine-objection", "course"]


def test_the_version_begins_with_the_kind_of_encoder(trained: Classifier) -> None:
    kind, digest = trained.version.split("-")
    assert (kind, len(digest)) == ("e5", 12)


EXTRA = TrainingText("panel-1", "nl", "course", "panel-1", "de school is ver")


def test_another_text_makes_another_version_and_only_it_is_encoded(
    tmp_path: Path, trained: Classifier, word_encoder: Any
) -> None:
    encoded = word_encoder.encoded
    changed = load_or_train(tmp_path, [EXTRA])
    assert changed.version != trained.version
    assert word_encoder.encoded == encoded + 1


@pytest.mark.usefixtures("trained")
def test_the_order_of_the_texts_makes_no_other_version(tmp_path: Path) -> None:
    other = replace(EXTRA, id="panel-2", theme="other")
    assert load_or_train(tmp_path, [EXTRA, other]).version == load_or_train(tmp_path, [other, EXTRA]).version


def test_a_changed_definition_or_recipe_makes_another_version(
    tmp_path: Path, trained: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = [replace(THEMES[0], definition="Something else."), *THEMES[1:]]
    assert load_or_train(tmp_path, themes=renamed).version != trained.version
    monkeypatch.setattr(artefact, "RECIPE", artefact.RECIPE + 1)
    assert load_or_train(tmp_path).version != trained.version


def test_a_theme_added_with_its_definition_works_at_once(tmp_path: Path, word_encoder: Any) -> None:
    assert word_encoder
    parking = Theme(
        "parking", "parkeren auto", "parkeren auto garage", ("garage", "parkeren"), (), (), (), "life"
    )
    found = load_or_train(tmp_path, themes=[*THEMES, parking]).classify(["parkeren garage auto"], ["nl"])
    assert found[0].theme == "parking"


@pytest.mark.parametrize("name", ["head.json", "head.npz"])
@pytest.mark.parametrize("damage", [None, b"", b"{}", b"[]", b"PK\x03\x04"])
def test_a_missing_or_damaged_artefact_is_trained_anew(
    tmp_path: Path, trained: Classifier, name: str, damage: bytes | None
) -> None:
    path = tmp_path / name
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)
    again = load_or_train(tmp_path)
    assert again.classify(TEXTS, LANGUAGES) == trained.classify(TEXTS, LANGUAGES)
    assert json.loads((tmp_path / "head.json").read_text())["version"] == trained.version


@pytest.mark.usefixtures("trained")
def test_the_artefact_holds_plain_arrays_only(tmp_path: Path) -> None:
    with np.load(tmp_path / "head.npz", allow_pickle=False) as arrays:
        assert {arrays[name].dtype.kind for name in arrays} <= set("fb")


def test_progress_tells_of_the_training(tmp_path: Path, word_encoder: Any) -> None:
    told: list[str] = []
    load_or_train(tmp_path / "new" / "folder", progress=told.append)
    assert told[-1] == "Training on 96 texts"
    assert word_encoder.encoded > 96


def _count(folder: Path, queue: Any) -> None:
    told: list[str] = []
    load_or_train(folder, progress=told.append)
    queue.put(len(told))


@pytest.mark.usefixtures("word_encoder")
def test_of_processes_that_start_together_one_trains(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    queue: Any = context.Queue()
    workers = [context.Process(target=_count, args=(tmp_path, queue)) for _ in range(3)]
    for worker in workers:
        worker.start()
    told = sorted(queue.get(timeout=30) for _ in workers)
    for worker in workers:
        worker.join(timeout=30)
    assert told[:2] == [0, 0]
    assert told[2] > 0


@pytest.mark.usefixtures("no_encoder")
def test_without_the_encoder_letters_find_themes_and_the_version_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    classifier = load_or_train(tmp_path, progress=told.append)
    (found,) = classifier.classify(["boete en bezwaar maken"], ["nl"])
    assert found.theme == "fine-objection"
    assert classifier.version.startswith("tfidf-")
    assert "not installed" in told[0]
    assert json.loads((tmp_path / "head.json").read_text()) == {"version": classifier.version}
    assert artefact.read(tmp_path, classifier.version) is None
