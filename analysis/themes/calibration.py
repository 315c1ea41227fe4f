"""How sure a score is, and when it is sure enough to count: fitted on texts that were not learnt from."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from analysis.themes.geometry import log_softmax

PRECISION = 0.75
"""The share of right themes wanted among the texts that are not abstained from."""
FLOOR = 0.4
"""No theme counts below this confidence, however well the texts at hand are classified.

Texts written for training are easier than real ones. Dutch municipalities in the Algoritmeregister state
the same limit for sending a report to a person.
"""
NEVER = 1.01
"""A threshold above every confidence: abstain always."""

Doubles = NDArray[np.float64]


def probabilities(evidence: NDArray[Any], weights: NDArray[Any]) -> Doubles:
    """Probabilities (n, k) of k themes from m kinds of evidence (n, k, m), weighed and added."""
    return np.exp(log_softmax(evidence @ weights))


def fitted_weights(evidence: NDArray[Any], truth: NDArray[np.intp]) -> Doubles:
    """The weights (m,), none negative, under which the true themes (n,) are most probable.

    Log-linear pooling; with one kind of evidence the weight is the reciprocal of the temperature of
    Guo et al. 2017 (arXiv 1706.04599), with more it holds temperature and fusion in one.
    """
    rows = np.arange(len(truth))

    def loss_and_slope(weights: Doubles) -> tuple[float, Doubles]:
        logs = log_softmax(evidence @ weights)
        expected = np.einsum("nk,nkm->nm", np.exp(logs), evidence)
        return float(-logs[rows, truth].mean()), (expected - evidence[rows, truth]).mean(axis=0)

    kinds = evidence.shape[-1]
    found = minimize(loss_and_slope, np.ones(kinds), jac=True, method="L-BFGS-B", bounds=[(0, None)] * kinds)
    return np.asarray(found.x, dtype=np.float64)


def abstention_threshold(
    confidence: Doubles, is_right: NDArray[np.bool_], precision: float = PRECISION
) -> float:
    """The lowest confidence, from `FLOOR` up, at and above which the share of right themes is `precision`.

    `NEVER` where no confidence reaches it.
    """
    order = np.argsort(-confidence, kind="stable")
    shares = np.cumsum(is_right[order]) / np.arange(1, len(order) + 1)
    is_last_of_equals = np.append(np.diff(confidence[order]) < 0, True)
    (enough,) = np.nonzero((shares >= precision) & is_last_of_equals)
    return max(FLOOR, float(confidence[order][enough[-1]])) if len(enough) else NEVER
