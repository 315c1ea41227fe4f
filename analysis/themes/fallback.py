"""Themes without the sentence encoder: letters in common with each theme's name, definition and keywords.

Weaker than sentence vectors and blind to meaning; it keeps the service whole when the data file is
missing, and leaves most texts to a person.
"""

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from analysis.themes.calibration import NEVER, Doubles, abstention_threshold, fitted_weights, probabilities
from analysis.themes.weights import Floats

UNCALIBRATED = (20.0,)


class LetterScorer(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Probabilities of themes from the cosines (n, k) of `AnchorLetters`.

    Labels teach it only how far to trust itself: one temperature and the abstention threshold.
    """

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes

    def fit(self, cosines: Floats, themes: Sequence[str]) -> Self:
        """This scorer, calibrated on labelled texts; without any it always abstains."""
        self.classes_: NDArray[np.str_] = np.array(self.codes)
        self.weights_, self.threshold_ = np.array(UNCALIBRATED), NEVER
        if len(themes):
            truth = np.array([self.codes.index(theme) for theme in themes], dtype=np.intp)
            self.weights_ = fitted_weights(cosines[:, :, None], truth)
            scores = self.predict_proba(cosines)
            self.threshold_ = abstention_threshold(scores.max(axis=1), scores.argmax(axis=1) == truth)
        return self

    def predict_proba(self, cosines: Floats, languages: Sequence[str] = ()) -> Doubles:
        """Probabilities (n, k), rows summing to 1; the languages make no difference."""
        return probabilities(cosines[:, :, None], self.weights_)
