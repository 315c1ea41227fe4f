"""How good a method is on labelled texts: six measures, each with its bootstrap interval."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

RESAMPLES = 1000
BINS = 10
MEASURES = ("accuracy", "macro F1", "top three", "coverage", "precision", "ECE")


@dataclass(frozen=True)
class Outcome:
    """What a method says of n texts: probabilities (n, k) of k themes, and where it does not abstain."""

    probabilities: Doubles
    is_kept: NDArray[np.bool_]

    def of(self, rows: NDArray[Any]) -> "Outcome":
        """The outcome for some of the texts."""
        return Outcome(self.probabilities[rows], self.is_kept[rows])

    @property
    def best(self) -> NDArray[np.intp]:
        """The most probable theme of each text (n,), the first of equals."""
        highest: NDArray[np.intp] = self.probabilities.argmax(axis=1)
        return highest

    @property
    def confidence(self) -> Doubles:
        """The probability of the best theme (n,)."""
        highest: Doubles = self.probabilities.max(axis=1)
        return highest


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; nan where there is nothing to measure."""

    value: float
    low: float
    high: float


def draws(groups: NDArray[Any], seed: int = 0) -> Doubles:
    """How often each text counts (1 + resamples, n): once in the first row, then as its group was drawn."""
    names, group_of_text = np.unique(groups, return_inverse=True)
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES)
    return np.vstack([np.ones(len(groups)), drawn[:, group_of_text]])


NOTHING = Estimate(float("nan"), float("nan"), float("nan"))
"""The estimate where there is nothing to measure."""


def estimate(series: Doubles) -> Estimate:
    """The first figure, with the percentiles of the others, those of resampled groups (cluster bootstrap)."""
    drawn = series[1:][~np.isnan(series[1:])]
    low, high = np.percentile(drawn, [2.5, 97.5]) if len(drawn) else (np.nan, np.nan)
    return Estimate(float(series[0]), float(low), float(high))


def mean(values: NDArray[Any], groups: NDArray[Any], seed: int = 0) -> Estimate:
    """The mean of one value a text (n,)."""
    if not len(values):
        return NOTHING
    drawn = draws(groups, seed)
    return estimate(drawn @ values / drawn.sum(axis=1))


def measures(
    outcome: Outcome, truth: NDArray[np.intp], groups: NDArray[Any], seed: int = 0
) -> dict[str, Estimate]:
    """The measures by name.

    Coverage is the share of texts not abstained from, precision the share of right themes among those, ECE
    the expected calibration error over ten bins of equal mass (Naeini et al. 2015).
    """
    if not len(truth):
        return dict.fromkeys(MEASURES, NOTHING)
    drawn = draws(groups, seed)
    is_right = outcome.best == truth
    order = np.argsort(-outcome.probabilities, axis=1, kind="stable")
    is_near = (order[:, :3] == truth[:, None]).any(axis=1)
    sizes = drawn.sum(axis=1)
    with np.errstate(invalid="ignore"):
        values = (
            drawn @ is_right / sizes,
            _macro_f1(drawn, outcome.best, truth, outcome.probabilities.shape[1]),
            drawn @ is_near / sizes,
            drawn @ outcome.is_kept / sizes,
            drawn @ (is_right & outcome.is_kept) / (drawn @ outcome.is_kept),
        )
    found = [*map(estimate, values), _centred(_ece(drawn, outcome.confidence, is_right))]
    return dict(zip(MEASURES, found, strict=True))


def ece_of_perfect(confidence: Doubles, seed: int = 0) -> float:
    """The ECE to expect where every confidence is exactly right: few texts alone make one."""
    random = np.random.default_rng(seed)
    one = np.ones((1, len(confidence)))
    simulated = random.random((RESAMPLES, len(confidence))) < confidence
    return float(np.mean([_ece(one, confidence, is_right)[0] for is_right in simulated]))


def auroc(scores: Doubles, is_positive: NDArray[np.bool_], groups: NDArray[Any], seed: int = 0) -> Estimate:
    """How often a positive text scores higher than another one; a draw counts half (Mann and Whitney)."""
    if not is_positive.any() or is_positive.all():
        return NOTHING
    levels, level = np.unique(scores, return_inverse=True)
    order, drawn = np.argsort(level, kind="stable"), draws(groups, seed)
    ends = np.searchsorted(level[order], np.arange(len(levels)), side="right")
    lower = np.pad(np.cumsum(drawn[:, order] * ~is_positive[order], axis=1), ((0, 0), (1, 0)))
    beaten = (lower[:, np.append(0, ends[:-1])] + lower[:, ends]) / 2
    positives = drawn * is_positive
    with np.errstate(invalid="ignore"):
        return estimate((positives * beaten[:, level]).sum(axis=1) / positives.sum(axis=1) / lower[:, -1])


def _macro_f1(drawn: Doubles, best: NDArray[np.intp], truth: NDArray[np.intp], themes: int) -> Doubles:
    chosen, actual = np.eye(themes)[best], np.eye(themes)[truth]
    sums = drawn @ (chosen + actual)
    f1 = 2 * (drawn @ (chosen * actual)) / sums
    averages: Doubles = np.nanmean(np.where(sums > 0, f1, np.nan), axis=1)
    return averages


def _ece(drawn: Doubles, confidence: Doubles, is_right: NDArray[np.bool_]) -> Doubles:
    # By the number of lower ones, so that equals share a bin, whatever the order of the texts.
    bins = np.searchsorted(np.sort(confidence), confidence) * BINS // len(confidence)
    gaps = np.eye(BINS)[bins] * (confidence - is_right)[:, None]
    errors: Doubles = np.abs(drawn @ gaps).sum(axis=1) / drawn.sum(axis=1)
    return errors


def _centred(series: Doubles) -> Estimate:
    """An estimate whose draws are moved to it: a resampled ECE is too large, for noise is error there."""
    moved = np.maximum(series - (series[1:].mean() - series[0]), 0)
    return estimate(np.append(series[:1], moved[1:]))
