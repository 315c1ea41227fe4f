"""Directions and probabilities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.themes.geometry import log_softmax, unit

SCORES = arrays(np.float64, (3, 5), elements=st.floats(-500, 500))


@given(SCORES)
def test_probabilities_of_a_row_sum_to_one_and_keep_the_order_of_the_scores(scores: np.ndarray) -> None:
    found = np.exp(log_softmax(scores))
    assert found.sum(axis=1) == pytest.approx(1)
    assert (np.take_along_axis(found, scores.argmax(axis=1)[:, None], 1)[:, 0] == found.max(axis=1)).all()


@given(SCORES, st.floats(-100, 100))
def test_adding_the_same_to_all_scores_changes_no_probability(scores: np.ndarray, shift: float) -> None:
    assert log_softmax(scores + shift) == pytest.approx(log_softmax(scores), abs=1e-9)


def test_unit_vectors_have_length_one_and_zero_stays_zero() -> None:
    assert unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [[0.6, 0.8], [0.0, 0.0]]
