"""Features of texts to themes: a linear model on labelled texts, fused with the anchors of each theme."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from analysis.themes.anchors import AnchorSet
from analysis.themes.calibration import Doubles, abstention_threshold, fitted_weights, probabilities
from analysis.themes.cores import one_core
from analysis.themes.geometry import unit
from analysis.themes.training import TrainingText
from analysis.themes.weights import Floats

MIN_LANGUAGE = 15
"""Labelled texts from which a language is centred on its own mean; with fewer the mean of all serves."""
MIN_THEME = 5
"""Labelled texts from which a theme is learnt; with fewer its anchors alone carry it."""
MIN_CALIBRATION = 50
"""Labelled texts from which weights and threshold are fitted; with fewer the constants below serve."""
ANCHOR_WEIGHTS = (0.0, 13.0, 34.0)
ANCHOR_THRESHOLD = 0.5
"""What anchors alone needed on the shipped texts: fitted 12.7 and 33.5, and 0.45 for the wanted precision."""
LABEL_WEIGHTS = (1.5, 2.5, 30.0)
"""Weights beside a model of too few labels to calibrate: those fitted on the shipped texts, rounded."""


class ThemeScorer(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Probabilities of k themes for the features (n, d + k) of `TextFeatures` and their languages.

    Sentence vectors are centred by language and scaled to length 1. Three kinds of evidence are added:
    the log-odds of a logistic regression on the vectors, the cosines of the vectors with each theme's
    anchors, and those of the letters. Their weights and the abstention threshold are fitted on
    grouped out-of-fold scores. A theme with too few labels has the probability that anchors alone give
    it; the learnt themes share what is left.
    """

    def __init__(
        self, anchors: AnchorSet, inverse_penalty: float = 10.0, folds: int = 5, seed: int = 0
    ) -> None:
        self.anchors = anchors
        self.inverse_penalty = inverse_penalty
        self.folds = folds
        self.seed = seed

    def fit(
        self,
        features: Floats,
        themes: Sequence[str],
        languages: Sequence[str],
        groups: Sequence[str] | None = None,
    ) -> Self:
        """This scorer, fitted; without texts it knows the anchors alone.

        Texts of one group never stand on both sides of a fold; without groups each text is its own.
        Raises `ValueError` for a theme that has no anchors.
        """
        if unknown := set(themes) - set(self.anchors.codes):
            raise ValueError(f"themes without anchors: {', '.join(sorted(unknown))}")
        truth = np.array([self.anchors.codes.index(theme) for theme in themes], dtype=np.intp)
        counts = np.bincount(truth, minlength=len(self.anchors.codes))
        self.is_learnt_ = (counts >= MIN_THEME) & ((counts >= MIN_THEME).sum() > 1)
        rows = self.is_learnt_[truth]
        spoken = np.array(languages, dtype=object)
        apart = np.arange(len(truth)) if groups is None else np.array(groups)
        with one_core():
            self._calibrate(features[rows], truth[rows], spoken[rows], apart[rows])
            return self._learn(features[rows], truth[rows], spoken[rows])

    @property
    def classes_(self) -> NDArray[np.str_]:
        """The codes of the themes in the order of the columns."""
        return np.array(self.anchors.codes)

    def predict_proba(self, features: Floats, languages: Sequence[str]) -> Doubles:
        """Probabilities (n, k), rows summing to 1, columns in the order of `classes_`."""
        evidence = self._evidence(features, np.array(languages, dtype=object))
        shares = probabilities(evidence, np.array(ANCHOR_WEIGHTS))
        if self.is_learnt_.any():
            left = shares[:, self.is_learnt_].sum(axis=1, keepdims=True)
            shares[:, self.is_learnt_] = left * probabilities(evidence[:, self.is_learnt_], self.weights_)
        return shares

    def _calibrate(
        self, features: Floats, truth: NDArray[np.intp], languages: NDArray[Any], groups: NDArray[Any]
    ) -> None:
        self.weights_, self.threshold_ = np.array(LABEL_WEIGHTS), ANCHOR_THRESHOLD
        if len(truth) < MIN_CALIBRATION or len(np.unique(groups)) < self.folds:
            return
        evidence = np.empty((len(truth), len(self.anchors.codes), len(self.weights_)))
        folds = GroupKFold(self.folds, shuffle=True, random_state=self.seed)
        for known, new in folds.split(features, truth, groups):
            learner = clone(self)._learn(features[known], truth[known], languages[known])
            evidence[new] = learner._evidence(features[new], languages[new])
        columns = np.flatnonzero(self.is_learnt_)
        evidence, truth = evidence[:, columns], np.searchsorted(columns, truth)
        self.weights_ = fitted_weights(evidence, truth)
        scores = probabilities(evidence, self.weights_)
        self.threshold_ = abstention_threshold(scores.max(axis=1), scores.argmax(axis=1) == truth)

    def _learn(self, features: Floats, truth: NDArray[np.intp], languages: NDArray[Any]) -> Self:
        vectors = self._vectors(features)
        self.mean_ = vectors.mean(axis=0) if len(vectors) else self.anchors.mean
        self.means_ = {
            language: vectors[languages == language].mean(axis=0)
            for language in sorted(set(languages))
            if (languages == language).sum() >= MIN_LANGUAGE
        }
        self.coefficients_ = np.zeros_like(self.anchors.centroids)
        self.intercepts_ = np.zeros(len(self.coefficients_), dtype=np.float32)
        if len(present := np.unique(truth)) > 1:
            model = LogisticRegression(C=self.inverse_penalty, max_iter=1000)
            model.fit(self._centred(vectors, languages), truth)
            # With two themes sklearn gives one row, the log-odds of the second against the first.
            rows = present[-len(model.coef_) :]
            self.coefficients_[rows], self.intercepts_[rows] = model.coef_, model.intercept_
        return self

    def _vectors(self, features: Floats) -> Floats:
        return features[:, : self.anchors.centroids.shape[1]]

    def _centred(self, vectors: Floats, languages: NDArray[Any]) -> Floats:
        means = [self.means_.get(language, self.mean_) for language in languages]
        return unit(vectors - np.reshape(means, vectors.shape))

    def _evidence(self, features: Floats, languages: NDArray[Any]) -> Doubles:
        centred = self._centred(self._vectors(features), languages)
        learnt = centred @ self.coefficients_.T + self.intercepts_
        letters = features[:, self.anchors.centroids.shape[1] :]
        return np.stack([learnt, centred @ self.anchors.centroids.T, letters], axis=-1)


def trained(anchors: AnchorSet, features: Floats, texts: Sequence[TrainingText]) -> ThemeScorer:
    """A scorer fitted on training texts and their features (n, d + k)."""
    return ThemeScorer(anchors).fit(
        features,
        [text.theme for text in texts],
        [text.lang for text in texts],
        [text.group for text in texts],
    )
