"""How good a method is on labelled texts: five measures, each with its bootstrap interval."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.themes.calibration import Doubles

RESAMPLES = 1000
MEASURES = ("accuracy", "macro F1", "top three", "coverage", "precision")


@dataclass(frozen=True)
class Outcome:
    """What a method says of n texts: probabilities (n, k) of k themes, and where it does not abstain."""

    probabilities: Doubles
    is_kept: NDArray[np.bool_]

    def of(self, rows: NDArray[np.bool_]) -> "Outcome":
        """The outcome for some of the texts."""
        return Outcome(self.probabilities[rows], self.is_kept[rows])


@dataclass(frozen=True)
class Estimate:
    """A share with its 95 % interval; nan where there is nothing to take a share of."""

    value: float
    low: float
    high: float


def measures(
    outcome: Outcome, truth: NDArray[np.intp], groups: NDArray[Any], seed: int = 0
) -> dict[str, Estimate]:
    """The measures by name.

    Coverage is the share of texts not abstained from, precision the share of right themes among those.
    Intervals are percentiles over resampled groups of texts (cluster bootstrap).
    """
    draws = _draws(groups, seed)
    order = np.argsort(-outcome.probabilities, axis=1, kind="stable")
    is_right = order[:, 0] == truth
    is_near = (order[:, :3] == truth[:, None]).any(axis=1)
    sizes = draws.sum(axis=1)
    with np.errstate(invalid="ignore"):
        values = (
            draws @ is_right / sizes,
            _macro_f1(draws, order[:, 0], truth, outcome.probabilities.shape[1]),
            draws @ is_near / sizes,
            draws @ outcome.is_kept / sizes,
            draws @ (is_right & outcome.is_kept) / (draws @ outcome.is_kept),
        )
    return {name: _estimate(series) for name, series in zip(MEASURES, values, strict=True)}


def _draws(groups: NDArray[Any], seed: int) -> Doubles:
    """How often each text counts: once in the first row, then as its group was drawn."""
    names, group_of_text = np.unique(groups, return_inverse=True)
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES)
    return np.vstack([np.ones(len(groups)), drawn[:, group_of_text]])


def _macro_f1(draws: Doubles, best: NDArray[np.intp], truth: NDArray[np.intp], themes: int) -> Doubles:
    chosen, actual = np.eye(themes)[best], np.eye(themes)[truth]
    sums = draws @ (chosen + actual)
    f1 = 2 * (draws @ (chosen * actual)) / sums
    averages: Doubles = np.nanmean(np.where(sums > 0, f1, np.nan), axis=1)
    return averages


def _estimate(series: Doubles) -> Estimate:
    drawn = series[1:][~np.isnan(series[1:])]
    low, high = np.percentile(drawn, [2.5, 97.5]) if len(drawn) else (np.nan, np.nan)
    return Estimate(float(series[0]), float(low), float(high))
