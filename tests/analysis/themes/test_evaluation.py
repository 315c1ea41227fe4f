"""The table that says how well themes are found."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.themes import evaluation
from analysis.themes.anchors import anchors
from analysis.themes.evaluation import (
    FULL,
    KEYWORDS,
    LETTERS,
    MAJORITY,
    ZERO_SHOT,
    Evaluation,
    as_text,
    evaluate,
)
from analysis.themes.features import TextFeatures
from analysis.themes.letters import AnchorLetters
from analysis.themes.metrics import MEASURES, Estimate
from analysis.themes.training import TrainingText
from analysis.themes.vectors import learning_material


def silent(_message: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def letters() -> AnchorLetters:
    return AnchorLetters(anchors()).fit()


@pytest.fixture
def table(
    tmp_path: Path, word_encoder: Any, letters: AnchorLetters, stories: list[TrainingText]
) -> Evaluation:
    features = TextFeatures(word_encoder(), letters)
    material = learning_material([text.text for text in stories], features, tmp_path, silent)
    return evaluate(stories, letters, material)


def test_every_method_has_a_row_beside_the_others_for_each_language(table: Evaluation) -> None:
    assert [(row.method, row.language, row.texts) for row in table.rows] == [
        (method, language, texts)
        for language, texts in (("all", 96), ("en", 48), ("nl", 48))
        for method in (MAJORITY, KEYWORDS, LETTERS, ZERO_SHOT, FULL)
    ]


def test_labels_beat_the_commonest_theme_on_easy_texts(table: Evaluation) -> None:
    assert table.row(FULL).measures["accuracy"].low > table.row(MAJORITY).measures["accuracy"].high


def test_a_label_that_nothing_explains_is_not_found(
    tmp_path: Path, word_encoder: Any, letters: AnchorLetters, stories: list[TrainingText]
) -> None:
    """Held-out texts are new indeed: shuffled labels leave nothing but chance."""
    themes = np.random.default_rng(0).permutation([text.theme for text in stories])
    shuffled = [replace(text, theme=str(theme)) for text, theme in zip(stories, themes, strict=True)]
    features = TextFeatures(word_encoder(), letters)
    material = learning_material([text.text for text in shuffled], features, tmp_path, silent)
    assert evaluate(shuffled, letters, material).row(FULL).measures["accuracy"].value < 0.5


def test_without_vectors_the_rows_that_need_none_remain(
    letters: AnchorLetters, stories: list[TrainingText]
) -> None:
    table = evaluate(stories, letters)
    assert {row.method for row in table.rows} == {MAJORITY, KEYWORDS, LETTERS}
    assert table.row(LETTERS, "nl").texts == 48


def test_the_printed_table_says_first_that_the_texts_are_synthetic(table: Evaluation) -> None:
    lines = as_text(table).splitlines()
    assert "SYNTHETIC" in lines[0]
    assert all(name in lines[-len(table.rows) - 1] for name in MEASURES)
    assert lines[-1].split()[:6] == ["anchors", "and", "labels", "nl", "48", lines[-1].split()[5]]


def test_what_cannot_be_measured_is_a_dash(table: Evaluation) -> None:
    nothing = Estimate(float("nan"), float("nan"), float("nan"))
    row = replace(table.rows[0], measures=dict.fromkeys(MEASURES, nothing))
    assert as_text(Evaluation((row,))).splitlines()[-1].split()[-5:] == ["-"] * 5


@pytest.mark.usefixtures("no_encoder")
def test_the_shipped_texts_are_evaluated_without_the_encoder_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stories: list[TrainingText]
) -> None:
    monkeypatch.setattr(evaluation, "load", lambda: stories)
    told: list[str] = []
    table = evaluation.of_shipped_texts(tmp_path, told.append)
    assert table.row(LETTERS).texts == 96
    assert "not installed" in told[0]


@pytest.mark.usefixtures("word_encoder")
def test_the_shipped_texts_are_evaluated_with_vectors_kept_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stories: list[TrainingText]
) -> None:
    monkeypatch.setattr(evaluation, "load", lambda: stories)
    assert evaluation.of_shipped_texts(tmp_path / "cache", silent).row(FULL).texts == 96
    assert list((tmp_path / "cache").glob("vectors-*.npz"))
