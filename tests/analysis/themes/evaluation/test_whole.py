"""The whole evaluation, and what it prints."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.themes.card import Card
from analysis.themes.encoder import EncoderUnavailable
from analysis.themes.evaluation import methods, printed, tables, whole
from analysis.themes.evaluation.failures import failures
from analysis.themes.evaluation.texts import Texts, judged
from analysis.themes.evaluation.vectors import Seen, Vectors
from analysis.themes.letters import AnchorLetters
from analysis.themes.metrics import MEASURES
from analysis.vocabulary import THEME_CODES
from tests.analysis.themes.evaluation.conftest import figures, silent

PLAIN = [methods.MAJORITY, methods.KEYWORDS, methods.LEARNT_LETTERS, methods.LETTERS]
ALL_METHODS = [*PLAIN, methods.ZERO_SHOT, methods.FULL]


def accuracy(card: Card, part: str, method: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = card[part]  # type: ignore[literal-required]
    return next(row["measures"]["accuracy"] for row in rows if row["method"] == method)


def test_every_method_stands_beside_the_others_on_either_part(card: Card) -> None:
    for part in (card["folds"], card["held_out_methods"]):
        assert [row["method"] for row in part] == ALL_METHODS
        assert all(list(row["measures"]) == list(MEASURES) for row in part)


def test_labels_beat_the_commonest_theme_on_easy_texts(card: Card) -> None:
    for part in ("folds", "held_out_methods"):
        assert accuracy(card, part, methods.FULL)["low"] > accuracy(card, part, methods.MAJORITY)["high"]


def test_a_figure_lies_within_its_interval_and_is_never_nan(card: Card) -> None:
    found = figures(dict(card))
    assert len(found) > 200
    for figure in found:
        parts = [figure["low"], figure["value"], figure["high"]]
        assert None not in parts or parts == [None] * 3 or figure["value"] is not None
        if None not in parts:
            assert parts == sorted(parts, key=float)  # type: ignore[arg-type]


def test_a_label_that_nothing_explains_is_not_found(
    texts: Texts, letters: AnchorLetters, material: tuple[Seen, Vectors]
) -> None:
    """New texts are new indeed: shuffled labels leave nothing but chance."""
    themes = np.random.default_rng(0).permutation([text.theme for text in texts.training])
    shuffled = [replace(text, theme=str(theme)) for text, theme in zip(texts.training, themes, strict=True)]
    seen = replace(material[0], texts=Texts(shuffled, texts.held_out))
    found = methods.rows({"": judged(seen.judge, seen.texts)}, seen.texts, texts.known)
    assert (found[0]["measures"]["accuracy"]["value"] or 0) < 0.5


def test_held_out_labels_change_no_judgement(texts: Texts, letters: AnchorLetters, seen: Seen) -> None:
    relabelled = Texts(texts.training, [replace(text, theme="other") for text in texts.held_out])
    before = whole.outcomes(texts, letters, seen, silent)
    after = whole.outcomes(relabelled, letters, replace(seen, texts=relabelled), silent)
    for method in ALL_METHODS:
        assert before[method].probabilities.tolist() == after[method].probabilities.tolist()
        assert before[method].is_kept.tolist() == after[method].is_kept.tolist()


def test_without_vectors_the_methods_that_need_none_remain(shipped: Texts) -> None:
    found = whole.without_vectors(silent)
    assert [row["method"] for row in found["folds"]] == PLAIN
    text = printed.as_text(tables.opening(found))
    assert "SYNTHETIC" in text.splitlines()[0]
    assert methods.LETTERS in text


@pytest.mark.usefixtures("no_encoder")
def test_without_the_encoder_there_is_no_card(shipped: Texts, tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="not installed"):
        whole.evaluated(tmp_path, silent)


@pytest.mark.usefixtures("shipped")
def test_vectors_are_kept_in_the_folder_and_encoded_once(word_encoder: Any, tmp_path: Path) -> None:
    told: list[str] = []
    whole.evaluated(tmp_path / "cache", told.append)
    encoded = word_encoder.encoded
    whole.evaluated(tmp_path / "cache", silent)
    assert word_encoder.encoded == encoded > 120
    assert any("Judging by" in message for message in told)


def test_what_is_printed_is_narrow_says_first_that_texts_are_synthetic_and_last_what_fails(
    card: Card,
) -> None:
    lines = printed.of_card(card).splitlines()
    assert "SYNTHETIC" in lines[0]
    assert [line for line in lines if len(line) >= 110] == []
    assert lines[-1].strip().endswith(".")
    assert sum(line.startswith(f"{n}. ") for n in range(1, 9) for line in lines) == 8
    assert " nan" not in "\n".join(lines)


def test_every_failure_names_figures_of_the_card(card: Card) -> None:
    found = failures(card)
    assert len(found) >= 6
    assert all(any(character.isdigit() for character in sentence) for sentence in found)
    assert any("Weakest languages" in sentence and "nl (" in sentence for sentence in found)


def test_a_precision_below_the_wanted_one_is_told(card: Card) -> None:
    low = {"value": 0.5, "low": 0.4, "high": 0.6}
    weak = [{**row, "measures": {**row["measures"], "precision": low}} for row in card["held_out_methods"]]
    worse: Any = {**card, "held_out_methods": weak}
    assert any("50 [40-60] are" in sentence for sentence in failures(worse))


def test_a_count_is_called_wrong_only_beyond_its_interval(card: Card) -> None:
    def counted(low: float, high: float) -> str:
        figure = {"value": 1.5, "low": low, "high": high}
        themes = [{**row, "counted_held_out": figure} for row in card["themes"]]
        changed: Any = {**card, "themes": themes}
        return next(sentence for sentence in failures(changed) if sentence.startswith("Counting"))

    assert f"{len(THEME_CODES)} of {len(THEME_CODES)}" in counted(1.1, 2.0)
    assert f"0 of {len(THEME_CODES)}" in counted(0.9, 2.0)
    assert "off by 50%" in counted(0.9, 2.0)


def test_the_accuracy_of_each_part_is_the_diagonal_of_its_confusion(card: Card) -> None:
    for part, matrix in (
        ("folds", card["confusion"]["folds"]),
        ("held_out_methods", card["confusion"]["held_out"]),
    ):
        right = np.trace(matrix) / np.sum(matrix)
        assert accuracy(card, part, methods.FULL)["value"] == pytest.approx(right, abs=1e-4)
    assert np.sum(card["confusion"]["held_out"]) == card["held_out"]["texts"] == 24
    assert card["languages"][0]["accuracy_held_out"] == accuracy(card, "held_out_methods", methods.FULL)
