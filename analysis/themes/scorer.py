"""Features of texts to themes: what known texts with a theme say, fused with the anchors of each theme."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from analysis.themes.anchors import AnchorSet
from analysis.themes.calibration import Doubles, abstention_threshold, fitted_weights, probabilities
from analysis.themes.cores import one_core
from analysis.themes.features import Features
from analysis.themes.geometry import unit
from analysis.themes.ridge import taught
from analysis.themes.training import TrainingText
from analysis.themes.weights import Floats

MIN_LANGUAGE = 15
"""Labelled texts from which a language is centred on its own mean; with fewer the mean of all serves."""
MIN_THEME = 5
"""Labelled texts from which a theme is learnt; with fewer its anchors alone carry it."""
MIN_CALIBRATION = 50
"""Labelled texts from which weights and threshold are fitted; with fewer the constants below serve."""
MAX_TEXTS = 4000
"""Texts learnt from, of more every so-manieth: time grows with the third power of their number."""
POWER = 4
"""How much louder near texts speak than far ones; 3 and 5 did about as well, a linear model worse."""
ANCHOR_WEIGHTS = (0.0, 17.0, 20.0, 0.0)
"""For themes without labels. Where all have words in all languages 11 and 21 are most probable, but an added
theme has them in two: so 29 % of the texts of one were found, and 81 % of what was taken for it was right."""
ANCHOR_THRESHOLD = 0.7
"""What anchors alone needed on the shipped texts for the wanted precision: 0.68."""
LABEL_WEIGHTS = (7.0, 12.0, 20.0, 1.0)
"""Weights beside too few labels to calibrate: about those that 45 to 90 of the shipped texts needed."""


class ThemeScorer(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Probabilities of k themes for the features of texts and their languages.

    Sentence vectors are centred by language and scaled to length 1. Four kinds of evidence are added: what
    known texts say by their vectors, the cosines of the vectors with each theme's anchors, those of the
    letters, and what known texts say by their letters. Weights and abstention threshold are fitted on what
    each known text would score had its group been unknown. A theme with too few labels has the
    probability that anchors alone give it; the learnt themes share what is left.
    """

    def __init__(self, anchors: AnchorSet) -> None:
        self.anchors = anchors

    def fit(
        self,
        features: Features,
        themes: Sequence[str],
        languages: Sequence[str],
        groups: Sequence[str] | None = None,
    ) -> Self:
        """This scorer, fitted; without texts it knows the anchors alone.

        No text is calibrated on by what its own group taught; without groups each text is its own.
        Raises `ValueError` for a theme that has no anchors.
        """
        if unknown := set(themes) - set(self.anchors.codes):
            raise ValueError(f"themes without anchors: {', '.join(sorted(unknown))}")
        truth = np.array([self.anchors.codes.index(theme) for theme in themes], dtype=np.intp)
        rows = np.linspace(0, len(truth) - 1, min(len(truth), MAX_TEXTS), dtype=np.intp)
        counts = np.bincount(truth[rows], minlength=len(self.anchors.codes))
        self.is_learnt_ = (counts >= MIN_THEME) & ((counts >= MIN_THEME).sum() > 1)
        rows = rows[self.is_learnt_[truth[rows]]]
        apart = np.arange(len(truth)) if groups is None else np.array(groups)
        with one_core():
            self._learn(features[rows], truth[rows], np.array(languages, dtype=object)[rows], apart[rows])
        return self

    @property
    def classes_(self) -> NDArray[np.str_]:
        """The codes of the themes in the order of the columns."""
        return np.array(self.anchors.codes)

    def predict_proba(self, features: Features, languages: Sequence[str]) -> Doubles:
        """Probabilities (n, k), rows summing to 1, columns in the order of `classes_`."""
        centred = self._centred(features.vectors, np.array(languages, dtype=object))
        meaning = _alike(centred, self.known_.astype(np.float32)) @ self.by_meaning_
        letters = features.grams @ self.by_letters_.astype(np.float32)
        evidence = self._evidence(features, centred, meaning, letters)
        shares = probabilities(evidence, np.array(ANCHOR_WEIGHTS))
        if self.is_learnt_.any():
            left = shares[:, self.is_learnt_].sum(axis=1, keepdims=True)
            shares[:, self.is_learnt_] = left * probabilities(evidence[:, self.is_learnt_], self.weights_)
        return shares

    def _learn(
        self, features: Features, truth: NDArray[np.intp], languages: NDArray[Any], groups: NDArray[Any]
    ) -> None:
        self._centre(features.vectors, languages)
        centred = self._centred(features.vectors, languages)
        targets = np.eye(len(self.anchors.codes))[truth]
        by_meaning, meaning = taught(_alike(centred, centred), targets, groups)
        by_letters, letters = taught((features.grams @ features.grams.T).toarray(), targets, groups)
        self.known_ = centred.astype(np.float16)
        self.by_meaning_ = by_meaning.astype(np.float32)
        self.by_letters_ = (features.grams.T @ by_letters).astype(np.float16)
        self._calibrate(self._evidence(features, centred, meaning, letters), truth)

    def _calibrate(self, evidence: Doubles, truth: NDArray[np.intp]) -> None:
        self.weights_, self.threshold_ = np.array(LABEL_WEIGHTS), ANCHOR_THRESHOLD
        if len(truth) >= MIN_CALIBRATION:
            columns = np.flatnonzero(self.is_learnt_)
            evidence, truth = evidence[:, columns], np.searchsorted(columns, truth)
            self.weights_ = fitted_weights(evidence, truth)
            scores = probabilities(evidence, self.weights_)
            self.threshold_ = abstention_threshold(scores.max(axis=1), scores.argmax(axis=1) == truth)

    def _centre(self, vectors: Floats, languages: NDArray[Any]) -> None:
        self.mean_ = vectors.mean(axis=0) if len(vectors) else self.anchors.mean
        self.means_ = {
            language: vectors[languages == language].mean(axis=0)
            for language in sorted(set(languages))
            if (languages == language).sum() >= MIN_LANGUAGE
        }

    def _centred(self, vectors: Floats, languages: NDArray[Any]) -> Floats:
        means = [self.means_.get(language, self.mean_) for language in languages]
        return unit(vectors - np.reshape(means, vectors.shape))

    def _evidence(
        self, features: Features, centred: Floats, meaning: NDArray[Any], letters: NDArray[Any]
    ) -> Doubles:
        anchored = centred @ self.anchors.centroids.T
        return np.stack([meaning, anchored, features.cosines, letters], axis=-1, dtype=np.float64)


def _alike(first: Floats, second: Floats) -> NDArray[Any]:
    """Likeness (n, m), 0 to 1, of unit vectors: a polynomial kernel."""
    return ((1 + first @ second.T) / 2) ** POWER


def trained(anchors: AnchorSet, features: Features, texts: Sequence[TrainingText]) -> ThemeScorer:
    """A scorer fitted on training texts and their features."""
    return ThemeScorer(anchors).fit(
        features,
        [text.theme for text in texts],
        [text.lang for text in texts],
        [text.group for text in texts],
    )
