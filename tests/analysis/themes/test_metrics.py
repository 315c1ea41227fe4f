"""Measures and their intervals."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from analysis.themes.metrics import Outcome, auroc, ece_of_perfect, mean, measures

RNG = np.random.default_rng(4)


def outcome(best: list[int], themes: int = 4, kept: list[bool] | None = None) -> Outcome:
    """Rows whose best theme is given and whose next best are the following ones."""
    ranks = (np.arange(themes)[None, :] - np.array(best)[:, None]) % themes
    return Outcome(1.0 / (1 + ranks), np.array(kept if kept is not None else [True] * len(best)))


def values(found: Outcome, truth: list[int], groups: list[str] | None = None) -> dict[str, float]:
    apart = np.array(groups if groups is not None else [str(n) for n in range(len(truth))])
    return {name: estimate.value for name, estimate in measures(found, np.array(truth), apart).items()}


def test_the_measures_of_a_small_case_are_those_counted_by_hand() -> None:
    found = values(outcome([0, 1, 2, 3], kept=[True, True, True, False]), [0, 1, 3, 2])
    assert found["accuracy"] == 0.5
    assert found["top three"] == 0.75
    assert found["coverage"] == 0.75
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["macro F1"] == 0.5


def test_macro_f1_is_that_of_scikit_learn() -> None:
    best, truth = RNG.integers(0, 4, 200), RNG.integers(0, 4, 200)
    assert values(outcome(best.tolist()), truth.tolist())["macro F1"] == pytest.approx(
        f1_score(truth, best, average="macro")
    )


def test_precision_without_a_kept_text_is_unknown() -> None:
    found = measures(outcome([0, 1], kept=[False, False]), np.array([0, 1]), np.array(["a", "b"]))
    assert np.isnan([found["precision"].value, found["precision"].low]).all()
    assert found["coverage"].value == 0


def test_the_interval_is_about_as_wide_as_theory_says() -> None:
    truth = np.zeros(400, dtype=np.intp)
    best = [0] * 300 + [1] * 100
    found = measures(outcome(best), truth, np.arange(400))["accuracy"]
    expected = 1.96 * np.sqrt(0.75 * 0.25 / 400)
    assert found.high - found.value == pytest.approx(expected, rel=0.2)
    assert found.value - found.low == pytest.approx(expected, rel=0.2)


def test_texts_that_repeat_each_other_make_the_interval_wider() -> None:
    truth, best = np.zeros(400, dtype=np.intp), [0] * 300 + [1] * 100
    alone = measures(outcome(best), truth, np.arange(400))["accuracy"]
    grouped = measures(outcome(best), truth, np.arange(400) // 10)["accuracy"]
    assert grouped.high - grouped.low > 2 * (alone.high - alone.low)


def test_the_same_seed_gives_the_same_interval() -> None:
    case = outcome([0, 1, 2, 3] * 5), np.arange(20) % 3, np.arange(20)
    assert measures(*case, seed=1) == measures(*case, seed=1)
    assert measures(*case, seed=1) != measures(*case, seed=2)


def test_confidence_that_is_right_has_no_calibration_error() -> None:
    confidence = np.repeat([0.5, 0.9], 50)
    is_right = np.array([True, False] * 25 + [True] * 45 + [False] * 5)
    sure = np.column_stack([confidence, 1 - confidence])
    found = measures(Outcome(sure, is_right), np.where(is_right, 0, 1), np.arange(100))["ECE"]
    assert found.value == pytest.approx(0)
    assert found.low == 0


def test_confidence_that_is_too_high_is_off_by_as_much() -> None:
    sure = np.tile([0.9, 0.1], (100, 1))
    found = measures(Outcome(sure, np.ones(100, dtype=bool)), np.repeat([0, 1], 50), np.arange(100))["ECE"]
    assert found.value == pytest.approx(0.4)
    assert found.low < found.value < found.high


def test_few_texts_make_a_calibration_error_out_of_nothing() -> None:
    confidence = RNG.uniform(0.3, 1, 400)
    assert ece_of_perfect(confidence[:20]) > 0.15
    assert ece_of_perfect(confidence) < 0.07


def test_without_texts_there_is_nothing_to_measure() -> None:
    none = Outcome(np.zeros((0, 4)), np.zeros(0, dtype=bool))
    found = measures(none, np.zeros(0, dtype=np.intp), np.zeros(0))
    assert all(np.isnan(estimate.value) for estimate in found.values())
    assert np.isnan(mean(np.zeros(0), np.zeros(0)).value)


def test_the_auroc_is_that_of_scikit_learn_ties_included() -> None:
    scores, is_positive = RNG.integers(0, 8, 300).astype(float), RNG.random(300) < 0.3
    found = auroc(scores + 2 * is_positive, is_positive, np.arange(300))
    assert found.value == pytest.approx(roc_auc_score(is_positive, scores + 2 * is_positive))
    assert found.low < found.value < found.high


def test_an_auroc_without_both_kinds_is_unknown() -> None:
    assert np.isnan(auroc(np.arange(4.0), np.ones(4, dtype=bool), np.arange(4)).value)
    assert np.isnan(auroc(np.arange(4.0), np.zeros(4, dtype=bool), np.arange(4)).value)


def test_a_mean_weighs_texts_by_how_often_their_group_was_drawn() -> None:
    values = np.repeat([0.0, 1.0], 200)
    alone, grouped = mean(values, np.arange(400)), mean(values, np.arange(400) // 100)
    assert alone.value == grouped.value == 0.5
    assert grouped.high - grouped.low > 3 * (alone.high - alone.low)
