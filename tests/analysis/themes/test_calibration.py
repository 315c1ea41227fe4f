"""How sure a score is, and when it counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.themes.calibration import FLOOR, NEVER, abstention_threshold, fitted_weights, probabilities

CASES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def sampled(scale: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """2,000 rows of evidence on four themes, and themes drawn with the probabilities at weight `scale`."""
    rng = np.random.default_rng(seed)
    evidence = rng.normal(size=(2000, 4, 1))
    shares = probabilities(evidence, np.array([scale]))
    return evidence, np.array([rng.choice(4, p=row) for row in shares])


@pytest.mark.parametrize("scale", [0.5, 1.0, 3.0])
def test_the_weight_that_made_the_themes_is_found_back(scale: float) -> None:
    assert fitted_weights(*sampled(scale)) == pytest.approx([scale], rel=0.15)


def test_evidence_that_tells_nothing_gets_no_weight() -> None:
    evidence, truth = sampled(2.0)
    noise = np.random.default_rng(9).normal(size=evidence.shape)
    useful, useless = fitted_weights(np.concatenate([evidence, noise], axis=-1), truth)
    assert useful == pytest.approx(2.0, rel=0.15)
    assert useless < 0.15


def test_no_weight_is_negative_when_evidence_misleads() -> None:
    evidence, truth = sampled(2.0)
    assert fitted_weights(-evidence, truth) == pytest.approx([0])


def test_weighed_evidence_gives_probabilities() -> None:
    found = probabilities(np.log(np.array([[[0.2], [0.8]]])), np.array([1.0]))
    assert found == pytest.approx(np.array([[0.2, 0.8]]))


@pytest.mark.parametrize(
    ("confidence", "is_right", "expected"),
    [
        ([0.9, 0.8, 0.7, 0.6], [True, True, True, True], 0.6),
        ([0.9, 0.8, 0.7, 0.6], [True, True, True, False], 0.6),
        ([0.9, 0.8, 0.7, 0.6], [True, True, False, False], 0.8),
        ([0.9, 0.8, 0.7, 0.6], [False, False, True, True], NEVER),
        ([0.9, 0.7, 0.7, 0.7], [True, True, False, False], 0.9),
        ([0.3, 0.2, 0.2, 0.1], [True, True, True, True], FLOOR),
    ],
)
def test_the_threshold_is_the_lowest_confidence_with_three_quarters_right(
    confidence: list[float], is_right: list[bool], expected: float
) -> None:
    assert abstention_threshold(np.array(confidence), np.array(is_right)) == expected


@given(CASES)
def test_at_and_above_the_threshold_three_quarters_are_right(cases: list[tuple[float, bool]]) -> None:
    confidence, is_right = (np.array(column) for column in zip(*cases, strict=True))
    threshold = abstention_threshold(confidence, is_right)
    kept = is_right[confidence >= threshold]
    # Above the floor the rule holds exactly; at the floor only texts of high confidence may be left.
    assert threshold >= FLOOR
    assert threshold == FLOOR or not len(kept) or kept.mean() >= 0.75


@given(CASES)
def test_no_lower_threshold_above_the_floor_would_do(cases: list[tuple[float, bool]]) -> None:
    confidence, is_right = (np.array(column) for column in zip(*cases, strict=True))
    threshold = abstention_threshold(confidence, is_right)
    for lower in confidence[(confidence >= FLOOR) & (confidence < threshold)]:
        assert is_right[confidence >= lower].mean() < 0.75
