"""Letters in common with the anchors of each theme: finds the words of the trade inside any language."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.themes.anchors import Anchor, codes
from analysis.themes.encoder import prepared
from analysis.themes.weights import Floats


class AnchorLetters(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Cosines, float32 (n, k), of character n-grams (2 to 5, TF-IDF) with each theme's anchors together.

    No label is used, so texts with labels can calibrate what is made of it without folds.
    """

    vector_hash = ""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self.anchors = anchors

    def fit(self, texts: Any = None, themes: Any = None) -> Self:
        """These letters, learnt from the anchors; the arguments are sklearn's and not used."""
        self.codes_ = codes(self.anchors)
        self.grams_ = TfidfVectorizer(
            preprocessor=_folded, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32
        )
        joined = [" ".join(a.text for a in self.anchors if a.theme == code) for code in self.codes_]
        self.themes_ = self.grams_.fit_transform(joined)
        return self

    def transform(self, texts: Sequence[str]) -> Floats:
        """The cosines of the texts, columns in the order of `codes_`."""
        if not len(texts):
            return np.zeros((0, len(self.codes_)), dtype=np.float32)
        cosines: Floats = (self.grams_.transform(texts) @ self.themes_.T).toarray()
        return cosines

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Nothing (n, 0): letters need no sentence vectors."""
        return np.zeros((len(texts), 0), dtype=np.float32)

    def joined(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """The cosines of the texts; the vectors make no difference."""
        return self.transform(texts)


def _folded(text: str) -> str:
    return prepared(text).casefold()
