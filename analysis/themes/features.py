"""What the scorer sees of a text: its meaning and its letters, side by side."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from analysis.themes.encoder import SentenceEncoder
from analysis.themes.letters import AnchorLetters
from analysis.themes.weights import Floats


class TextFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Float32 (n, 384 + k): the sentence vector, then the cosine of letters with each of k themes."""

    def __init__(self, encoder: SentenceEncoder, letters: AnchorLetters) -> None:
        self.encoder = encoder
        self.letters = letters

    def fit(self, texts: Any = None, themes: Any = None) -> Self:
        """These features, ready to use; the arguments are sklearn's and not used."""
        self.encoder.fit()
        self.letters.fit()
        return self

    def transform(self, texts: Sequence[str]) -> Floats:
        """The features of the texts."""
        return self.joined(texts, self.vectors(texts))

    @property
    def vector_hash(self) -> str:
        """The SHA-256 of the encoder's data file."""
        return self.encoder.file_hash

    def vectors(self, texts: Sequence[str]) -> Floats:
        """The sentence vectors (n, 384) of the texts."""
        return self.encoder.transform(texts)

    def joined(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """The features of texts whose sentence vectors (n, 384) are known already."""
        return np.hstack([vectors, self.letters.transform(texts)])
