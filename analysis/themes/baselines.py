"""What any classifier of themes must beat: the commonest theme, the Dutch words of the trade, letters."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from analysis.themes.calibration import abstention_threshold, fitted_weights, probabilities
from analysis.themes.cores import one_core
from analysis.themes.encoder import prepared
from analysis.themes.metrics import Doubles, Outcome
from analysis.vocabulary import Theme

INVERSE_PENALTY = 10.0
"""What sentence vectors under a linear model needed; letters do as well with it as with 1 or 30."""
TOLERANCE = 1e-3
"""Ten times sklearn's: the same accuracy in a fraction of the time."""
FOLDS = 5

Rows = NDArray[np.intp]


def majority(truth: Rows, themes: int, texts: int) -> Outcome:
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


def learnt_letters(
    known: Sequence[str], truth: Rows, groups: NDArray[Any], new: Sequence[str], themes: int
) -> Outcome:
    """What labels alone teach of letters: TF-IDF of 2 to 5 characters and a logistic regression.

    Temperature and threshold are fitted as those of the theme classifier are: on grouped out-of-fold scores.
    """
    scores = np.empty((len(truth), themes))
    with one_core():
        seen, unseen = _directions(known, new)
        for first, second in GroupKFold(FOLDS, shuffle=True, random_state=0).split(seen, truth, groups):
            scores[second] = _scores(seen[first], truth[first], seen[second], themes)
        weights = fitted_weights(scores[:, :, None], truth)
        own = probabilities(scores[:, :, None], weights)
        threshold = abstention_threshold(own.max(axis=1), own.argmax(axis=1) == truth)
        found = probabilities(_scores(seen, truth, unseen, themes)[:, :, None], weights)
    return Outcome(found, found.max(axis=1) >= threshold)


NEVER_SEEN = -50.0
"""The score of a theme without a label: as good as impossible."""


def _scores(seen: Doubles, truth: Rows, unseen: Doubles, themes: int) -> Doubles:
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=1000, tol=TOLERANCE).fit(seen, truth)
    scores = np.full((len(unseen), themes), NEVER_SEEN)
    scores[:, model.classes_] = model.predict_log_proba(unseen)
    return scores


def _directions(known: Sequence[str], new: Sequence[str]) -> tuple[Doubles, Doubles]:
    """The texts along the n directions that n known texts span.

    A logistic regression with a quadratic penalty uses inner products alone, so that these tell it as much
    as 100,000 groups of letters, in a tenth of the time.
    """
    grams = TfidfVectorizer(preprocessor=_folded, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    letters = grams.fit_transform(known)
    sizes, axes = np.linalg.eigh((letters @ letters.T).toarray())
    kept = sizes > 1e-9
    axes, lengths = axes[:, kept], np.sqrt(sizes[kept])
    unseen = (grams.transform(new) @ letters.T).toarray() @ axes / lengths
    return axes * lengths, unseen


def _folded(text: str) -> str:
    return prepared(text).casefold()


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, words)) or r"(?!)"
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)
