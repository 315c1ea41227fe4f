"""How accuracy on held-out texts grows with the labels a theme: where more texts stop helping."""

import numpy as np
from numpy.typing import NDArray

from analysis.themes.card import Step
from analysis.themes.evaluation.figures import figure
from analysis.themes.evaluation.texts import Judge, Rows, Texts
from analysis.themes.metrics import mean

SIZES = (0, 2, 5, 10, 20, 40, None)
"""Labels a theme; None: all there are."""
DRAWS = 5
APART = ("ti", "so")
"""Languages of many newcomers in which these sentence vectors were weak on other texts (SIB-200)."""


def steps(judge: Judge, texts: Texts, sizes: tuple[int | None, ...] = SIZES) -> list[Step]:
    """A row for each number of labels, which must end with None.

    Texts are drawn at random within each theme, whatever their language; a larger draw holds the smaller.
    """
    found = [_right(judge, texts, size) for size in sizes]
    return [_step(size, right, found[-1], texts) for size, right in zip(sizes, found, strict=True)]


def drawn_rows(texts: Texts, size: int, seed: int) -> Rows:
    """The rows of so many training texts of each theme, at random."""
    shuffled = np.random.default_rng(seed).permutation(texts.known)
    themes = np.unique(texts.truth[texts.known])
    picked = [shuffled[texts.truth[shuffled] == theme][:size] for theme in themes]
    return np.sort(np.concatenate(picked))


def _right(judge: Judge, texts: Texts, size: int | None) -> NDArray[np.bool_]:
    """Which held-out texts are found right (draws, n)."""
    if size is None:
        parts = [texts.known]
    else:
        parts = [drawn_rows(texts, size, seed) for seed in range(DRAWS if size else 1)]
    return np.array([judge(known, texts.new).best == texts.truth[texts.new] for known in parts])


def _step(size: int | None, right: NDArray[np.bool_], most: NDArray[np.bool_], texts: Texts) -> Step:
    shares, missing = right.mean(axis=0), most.mean(axis=0) - right.mean(axis=0)
    is_apart, groups = np.isin(texts.languages[texts.new], APART), texts.groups[texts.new]
    return {
        "labels": size,
        "draws": len(right),
        "accuracy": figure(mean(shares, groups)),
        "apart": figure(mean(shares[is_apart], groups[is_apart])),
        "others": figure(mean(shares[~is_apart], groups[~is_apart])),
        "still_to_gain": figure(mean(missing, groups)),
    }
