"""How far two readers of the same texts agree: raw, and beyond what chance would give."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.themes.card import Part
from analysis.themes.encoder import prepared
from analysis.themes.evaluation.figures import figure
from analysis.themes.evaluation.texts import Rows, Texts
from analysis.themes.metrics import NOTHING, Estimate, draws, estimate
from analysis.vocabulary import THEME_CODES

NEAR = 0.6
"""Cosine of letters from which a text is called a near copy: most of its groups of letters are shared."""


def agreement(first: Rows, second: Rows, groups: NDArray[Any], seed: int = 0) -> tuple[Estimate, Estimate]:
    """The share of texts (n,) with one theme by both readers, and Krippendorff's alpha of the two.

    Alpha is that for nominal data without gaps: 1 - observed / expected disagreement (Krippendorff 2011,
    "Computing Krippendorff's Alpha-Reliability"); nan where all texts have one theme.
    """
    if not len(first):
        return NOTHING, NOTHING
    drawn = draws(groups, seed)
    themes = np.eye(max(first.max(), second.max()) + 1)
    share = drawn @ (first == second) / drawn.sum(axis=1)
    counts = drawn @ (themes[first] + themes[second])
    total = counts.sum(axis=1)
    by_chance = (counts * (counts - 1)).sum(axis=1) / (total * (total - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = np.where(by_chance < 1, 1 - (1 - share) / (1 - by_chance), np.nan)
    return estimate(share), estimate(alpha)


def described(texts: Texts) -> tuple[Part, Part]:
    """The training and the held-out texts, counted."""
    near = _nearest(texts)
    return _part(texts, texts.known, near), _part(texts, texts.new, near)


def _part(texts: Texts, rows: Rows, near: NDArray[Any]) -> Part:
    readers = {
        row: text.reader for row, text in zip(rows.tolist(), texts.at(rows), strict=True) if text.reader
    }
    second = np.array([THEME_CODES.index(reader) for reader in readers.values()], dtype=np.intp)
    read = np.array(list(readers), dtype=np.intp)
    raw, alpha = agreement(texts.truth[read], second, texts.groups[read])
    return {
        "texts": len(rows),
        "read_twice": len(read),
        "languages": len(set(texts.languages[rows])),
        "agreement": figure(raw),
        "alpha": figure(alpha),
        "near_copies": int((near[rows] >= NEAR).sum()),
    }


def _nearest(texts: Texts) -> NDArray[Any]:
    """The highest cosine of letters of each text (n,) with a training text outside its group."""
    grams = TfidfVectorizer(preprocessor=_folded, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    letters = grams.fit_transform([text.text for text in texts.all])
    cosines = (letters @ letters[texts.known].T).toarray()
    cosines[texts.groups[:, None] == texts.groups[texts.known][None, :]] = 0
    nearest: NDArray[Any] = cosines.max(axis=1)
    return nearest


def _folded(text: str) -> str:
    return prepared(text).casefold()
