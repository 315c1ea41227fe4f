"""Whether a theme's share changed by more than chance between two periods, or whether nobody can tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, chdtri
from scipy.stats import binom

FAMILY_LEVEL = 0.05
"""How often at most one comparison names any theme whose share has not changed."""
POWER = 0.8
"""How often a change must be found to be called findable (the convention since Cohen 1988)."""
FINDABLE_FACTOR = 2.0
"""Where even a doubling would too often be missed, finding nothing says nothing: the texts are too few."""
LARGEST_FACTOR = 20.0
"""No greater factor is tried: a theme that must grow more than that is out of sight."""
FEWEST_EARLIER = 3
"""From how many earlier periods on the dispersion is estimated."""
SHARED_WEIGHT = 2.0
"""How many degrees of freedom the common dispersion weighs in that of one theme."""
NODES = 32
"""At how many equally probable counts before the power is evaluated: the factor is right to 1 %."""
HALVINGS = 15
"""Bisections for a factor: they find it to 0.001."""

Doubles = NDArray[np.float64]


class Answer(StrEnum):
    """What may be said of a theme."""

    BEYOND_CHANCE = "beyond-chance"
    NO_DEMONSTRABLE_CHANGE = "no-demonstrable-change"
    """Not beyond chance, though a doubling would probably have been found."""
    TOO_FEW = "too-few"
    """Not beyond chance, and a doubling might well have been missed."""


class Direction(StrEnum):
    """Where the share in the texts themselves went, whether or not by chance."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True)
class Period:
    """How many texts of a period have each theme, and how many texts there are, other themes included.

    A theme whose count is hidden or missing is left out; one that nobody asked about counts zero. Counts
    are whole texts as counted, not corrected shares: those have an uncertainty that no test here knows.
    Raises ValueError where a count is negative or the counts exceed the total.
    """

    counts: Mapping[str, int]
    total: int

    def __post_init__(self) -> None:
        if min(self.counts.values(), default=0) < 0 or sum(self.counts.values()) > self.total:
            raise ValueError("counts must not be negative, nor add up to more than the total")


@dataclass(frozen=True)
class Change:
    """What may be said of a theme between two periods."""

    answer: Answer
    direction: Direction
    p_value: float
    """Adjusted for the number of themes."""
    detectable: float | None
    """The smallest factor on the theme's share before that is found in `POWER` of cases; None: no factor."""
    dispersion: float | None
    """How many times the variance exceeds that of independent texts; None: unknown, 1 assumed."""


def compare(now: Period, before: Period, earlier: Sequence[Period] = ()) -> dict[str, Change]:
    """What may be said of each theme that both periods count, `FAMILY_LEVEL` kept over all of them.

    `earlier` are other periods than these two, in any order; from `FEWEST_EARLIER` on they tell, together
    with `before`, how much a share varies by itself, because questions come in clusters. Counts are
    divided by that dispersion (effective counts, Rao and Scott 1992) and given an exact test. Two calls,
    with the period before and with the same season a year ago, are two families of their own.
    """
    themes = sorted(now.counts.keys() & before.counts.keys())
    if not themes:
        return {}
    known = _dispersions(themes, before, [period for period in earlier if period.total])
    dispersions = np.ones(len(themes)) if known is None else known
    counts, totals = _table(themes, (now, before)), (now.total, before.total)
    p_values = _holm(_p_values(counts, totals, dispersions))
    detectable = _detectable(counts[:, 1], totals, dispersions)
    return {
        theme: Change(
            _answer(p_values[row], detectable[row]),
            _direction(int(counts[row, 0]) * before.total, int(counts[row, 1]) * now.total),
            float(p_values[row]),
            float(detectable[row]) if np.isfinite(detectable[row]) else None,
            None if known is None else float(known[row]),
        )
        for row, theme in enumerate(themes)
    }


def _answer(p_value: float, detectable: float) -> Answer:
    if p_value <= FAMILY_LEVEL:
        return Answer.BEYOND_CHANCE
    return Answer.NO_DEMONSTRABLE_CHANGE if detectable <= FINDABLE_FACTOR else Answer.TOO_FEW


def _direction(now: int, before: int) -> Direction:
    if now == before:
        return Direction.SAME
    return Direction.UP if now > before else Direction.DOWN


def _table(themes: Sequence[str], periods: Sequence[Period]) -> Doubles:
    """Counts by theme (k) and period (t)."""
    counts = [period.counts[theme] for theme in themes for period in periods]
    return np.array(counts, dtype=np.float64).reshape(len(themes), len(periods))


def _dispersions(themes: Sequence[str], before: Period, earlier: Sequence[Period]) -> Doubles | None:
    """The dispersion (k,) of each theme, 1 or more; None with too few periods or no theme in all of them.

    Pearson's chi-square by its degrees of freedom (McCullagh and Nelder 1989, chapter 4). What themes
    have in common is their median by that of a chi-square (genomic control, Devlin and Roeder 1999): with
    the mean, an incident in one theme would hide a later one in another. Each theme's own is drawn
    towards it. The higher of the two counts: a theme that comes in bursts gets its own, and one that was
    steady by luck does not get away with it.
    """
    periods = [before, *earlier] if before.total else earlier
    lasting = [theme for theme in themes if all(theme in period.counts for period in periods)]
    counts, totals = _table(lasting, periods), np.array([period.total for period in periods])
    shares = counts.sum(axis=1) / max(totals.sum(), 1)
    is_telling = (shares > 0) & (shares < 1)
    if len(earlier) < FEWEST_EARLIER or not is_telling.any():
        return None
    expected = np.outer(shares, totals)[is_telling]
    squares = ((counts[is_telling] - expected) ** 2 / expected).sum(axis=1)
    steps = len(totals) - 1
    freedom = steps * (1 - shares[is_telling])
    common = np.median(squares / freedom) / (chdtri(steps, 0.5) / steps)
    own = np.zeros(len(lasting))
    own[is_telling] = (squares + SHARED_WEIGHT * common) / (freedom + SHARED_WEIGHT)
    of_theme = dict(zip(lasting, own.tolist(), strict=True))
    return np.array([max(1.0, common, of_theme.get(theme, 0.0)) for theme in themes])


def _upper_tail(count: Doubles, other: Doubles, share: float) -> Doubles:
    """The chance of `count` or more texts in the first of two periods, given the sum with `other`.

    The binomial tail, which as an incomplete beta function also takes counts that are not whole.
    """
    tail: Doubles = np.where(count > 0, betainc(count, other + 1, share), 1.0)
    return tail


def _p_values(counts: Doubles, totals: tuple[int, int], dispersions: Doubles) -> Doubles:
    """Two-sided p-values (k,) of equal shares: twice the smaller tail.

    The conditional test of two Poisson counts (Przyborowski and Wilenski 1940): exact where counts are
    Poisson, cautious where the totals are given and a theme has a large part of them.
    """
    now, before = counts[:, 0] / dispersions, counts[:, 1] / dispersions
    share = totals[0] / max(sum(totals), 1)
    tails = np.minimum(_upper_tail(now, before, share), _upper_tail(before, now, 1 - share))
    two_sided: Doubles = np.minimum(1.0, 2 * tails)
    return two_sided


def _holm(p_values: Doubles) -> Doubles:
    """The p-values adjusted for their number so that the family-wise error is kept (Holm 1979)."""
    order = np.argsort(p_values, kind="stable")
    steps = np.arange(len(p_values), 0, -1)
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps * p_values[order]))
    return adjusted


def _detectable(before: Doubles, totals: tuple[int, int], dispersions: Doubles) -> Doubles:
    """The smallest factors (k,) found with `POWER` at the level of Holm's first step; nan where none.

    The share before is estimated with half a text added, so that zero has a share too. Both counts are
    then binomial among the effective totals.
    """
    sizes = [np.floor(total / dispersions)[:, None] for total in totals]
    shares = ((before + 0.5) / (totals[1] + 1))[:, None]
    levels = (np.arange(NODES) + 0.5) / NODES
    counts_before = binom.ppf(levels, sizes[1], shares)
    enough = _fewest(counts_before, sizes[0], totals[0] / max(sum(totals), 1), FAMILY_LEVEL / 2 / len(before))

    def power(factors: Doubles) -> Doubles:
        chance = betainc(enough, np.maximum(sizes[0] - enough + 1, 1), np.minimum(factors * shares, 1.0))
        return np.asarray(np.where(enough <= sizes[0], chance, 0.0).mean(axis=1, keepdims=True))

    low, high = np.ones_like(shares), np.full_like(shares, LARGEST_FACTOR)
    is_findable = power(high) >= POWER
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_enough = power(middle) >= POWER
        low, high = np.where(is_enough, low, middle), np.where(is_enough, middle, high)
    return np.asarray(np.where(is_findable, high, np.nan)[:, 0])


def _fewest(before: Doubles, sizes: Doubles, share: float, level: float) -> Doubles:
    """The smallest whole counts now that lie beyond chance after `before`; above `sizes` where none does."""
    low, high = np.zeros_like(before), np.broadcast_to(sizes + 1, before.shape)
    for _ in range(int(sizes.max() + 1).bit_length()):
        middle = np.floor((low + high) / 2)
        is_enough = _upper_tail(middle, before, share) <= level
        low, high = np.where(is_enough, low, middle), np.where(is_enough, middle, high)
    return high
