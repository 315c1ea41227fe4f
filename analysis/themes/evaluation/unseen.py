"""Topics that nobody thought of: do their texts stand out when the theme is taken away altogether?"""

import numpy as np
from numpy.typing import NDArray

from analysis.themes.card import ALL, Unseen
from analysis.themes.emerging import novelty
from analysis.themes.evaluation.figures import figure
from analysis.themes.evaluation.vectors import Vectors
from analysis.themes.metrics import NOTHING, Doubles, Estimate, auroc
from analysis.vocabulary import THEME_CODES, THEMES


def rows(vectors: Vectors) -> list[Unseen]:
    """The mean of all themes, then each taken away with labels and anchors: AUROC on held-out texts.

    Each held-out text has a score by confidence (1 - highest probability) and one by novelty (distance
    to the nearest known texts). Both are computed among texts of the same writers, so a writer's style
    cannot tell a theme apart.
    """
    texts = vectors.texts
    truth, groups = texts.truth[texts.new], texts.groups[texts.new]
    found: list[tuple[Estimate, Estimate]] = []
    for theme in range(len(THEMES)):
        unsure, far = scores(vectors, theme)
        is_unseen = truth == theme
        found.append((auroc(unsure, is_unseen, groups), auroc(far, is_unseen, groups)))
    counts = [int((truth == theme).sum()) for theme in range(len(THEMES))]
    named = zip((ALL, *THEME_CODES), (len(truth), *counts), [_mean(found), *found], strict=True)
    return [
        {"theme": theme, "texts": count, "confidence": figure(unsure), "novelty": figure(far)}
        for theme, count, (unsure, far) in named
    ]


def scores(vectors: Vectors, theme: int) -> tuple[Doubles, Doubles]:
    """How unsure a model without the theme is of each held-out text, and how far from its texts it lies."""
    texts = vectors.texts
    known = np.flatnonzero(texts.truth[texts.known] != theme)
    judged = vectors.seen_without(THEMES[theme]).judge(known, texts.new)
    far = novelty(
        vectors.of_texts[texts.new],
        texts.languages[texts.new].tolist(),
        vectors.of_texts[known],
        texts.languages[known].tolist(),
    )
    return 1 - judged.confidence, far.astype(np.float64)


def _mean(found: list[tuple[Estimate, Estimate]]) -> tuple[Estimate, Estimate]:
    """The means over the themes, with the interval of a mean of themes drawn at random (normal)."""
    unsure, far = (np.array([pair[kind].value for pair in found]) for kind in (0, 1))
    return _interval(unsure), _interval(far)


def _interval(values: NDArray[np.float64]) -> Estimate:
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return NOTHING
    half = 1.96 * known.std(ddof=1) / np.sqrt(len(known))
    return Estimate(float(known.mean()), float(known.mean() - half), float(known.mean() + half))
