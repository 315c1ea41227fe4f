"""What known texts say of another."""

import numpy as np
import pytest

from analysis.themes.ridge import RIDGE, taught
from analysis.themes.weights import Floats

RNG = np.random.default_rng(4)
POINTS = RNG.normal(size=(12, 3))
LIKENESS = np.exp(-np.square(POINTS[:, None] - POINTS).sum(axis=-1))
TARGETS = np.eye(2)[RNG.integers(0, 2, 12)]


def test_what_an_unknown_group_would_score_is_what_a_model_without_it_says() -> None:
    groups = np.array(["a", "a", "b", "c", "d", "d", "d", "e", "f", "g", "h", "a"])
    _, unknown = taught(LIKENESS, TARGETS, groups)
    for group in np.unique(groups):
        known, new = np.flatnonzero(groups != group), np.flatnonzero(groups == group)
        coefficients, _ = taught(LIKENESS[np.ix_(known, known)], TARGETS[known], groups[known])
        assert unknown[new] == pytest.approx(LIKENESS[np.ix_(new, known)] @ coefficients)


def test_a_text_like_one_known_text_scores_as_that_one_does() -> None:
    coefficients, _ = taught(np.eye(3), np.eye(3), np.arange(3))
    assert np.eye(3) @ coefficients == pytest.approx(np.eye(3) / (1 + RIDGE))


def test_of_texts_alike_that_disagree_the_majority_is_heard() -> None:
    likeness: Floats = np.ones((3, 3), dtype=np.float32)
    coefficients, _ = taught(likeness, np.eye(2)[[0, 0, 1]], np.arange(3))
    assert likeness[0] @ coefficients == pytest.approx([2 / 3, 1 / 3], abs=0.03)


def test_from_nothing_nothing_is_learnt() -> None:
    coefficients, unknown = taught(np.zeros((0, 0)), np.zeros((0, 4)), np.zeros(0))
    assert coefficients.shape == unknown.shape == (0, 4)
