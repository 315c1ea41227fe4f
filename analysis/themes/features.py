"""What the scorer sees of a text: its meaning and its letters, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from analysis.themes.encoder import SentenceEncoder
from analysis.themes.letters import AnchorLetters, Grams
from analysis.themes.weights import Floats


@dataclass(frozen=True, eq=False)
class Features:
    """Of n texts: sentence vectors (n, d), groups of letters, and their cosines with k themes (n, k)."""

    vectors: Floats
    grams: Grams
    cosines: Floats

    def __len__(self) -> int:
        return len(self.vectors)

    def __getitem__(self, rows: slice | NDArray[Any] | list[int]) -> "Features":
        """The features of some of the texts."""
        return Features(self.vectors[rows], self.grams[rows], self.cosines[rows])


class TextFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Features of texts, from a sentence encoder and the letters of the anchors."""

    def __init__(self, encoder: SentenceEncoder, letters: AnchorLetters) -> None:
        self.encoder = encoder
        self.letters = letters

    def fit(self, texts: Any = None, themes: Any = None) -> Self:
        """These features, ready to use; the arguments are sklearn's and not used."""
        self.encoder.fit()
        self.letters.fit()
        return self

    def transform(self, texts: Sequence[str]) -> Features:
        """The features of the texts."""
        return self.joined(texts, self.vectors(texts))

    @property
    def vector_hash(self) -> str:
        """The SHA-256 of the encoder's data file."""
        return self.encoder.file_hash

    def vectors(self, texts: Sequence[str]) -> Floats:
        """The sentence vectors (n, 384) of the texts."""
        return self.encoder.transform(texts)

    def joined(self, texts: Sequence[str], vectors: Floats) -> Features:
        """The features of texts whose sentence vectors (n, 384) are known already."""
        grams = self.letters.grams(texts)
        return Features(vectors, grams, self.letters.cosines(grams))
