"""What any classifier of themes must beat: the commonest theme, and the Dutch words of the trade."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.themes.metrics import Outcome
from analysis.vocabulary import Theme


def majority(truth: NDArray[np.intp], themes: int, texts: int) -> Outcome:
    """For every text the same: the shares of the themes in the labels that were seen."""
    shares = np.bincount(truth, minlength=themes) / max(len(truth), 1)
    return Outcome(np.tile(shares, (texts, 1)), np.ones(texts, dtype=bool))


def keywords(texts: Sequence[str], themes: Sequence[Theme]) -> Outcome:
    """The theme whose keywords occur most in the text; abstained from where none occurs."""
    patterns = [_pattern(theme.keywords) for theme in themes]
    hits = np.array(
        [[len(pattern.findall(text)) for pattern in patterns] for text in texts], dtype=np.float64
    )
    return Outcome(hits / np.maximum(hits.sum(axis=1, keepdims=True), 1), hits.sum(axis=1) > 0)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, words)) or r"(?!)"
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)
