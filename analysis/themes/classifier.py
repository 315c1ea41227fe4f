"""Texts to predictions: the best theme with its probability, the runners-up, and whether it counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.themes.encoder import prepared

NO_CONTENT = "other"
ALTERNATIVES = 3


@dataclass(frozen=True)
class Prediction:
    """The best theme of a text, its confidence in 0..1, and the three next best with theirs.

    `abstained` says that the theme is too unsure to count: a person decides.
    """

    theme: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    abstained: bool


EMPTY = Prediction(NO_CONTENT, 0.0, (), abstained=True)


class Encoder(Protocol):
    """Turns texts into rows of features, in two steps, of which the first is slow and worth keeping."""

    @property
    def vector_hash(self) -> str:
        """What vectors are told apart by; empty where texts have none."""
        ...

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Vectors with one row for each text, of width 0 where texts have none."""
        ...

    def joined(self, texts: Sequence[str], vectors: NDArray[Any]) -> Any:
        """Features with one row for each text, whose vectors are known."""
        ...


class Scorer(Protocol):
    """Turns features into probabilities of themes."""

    threshold_: float

    @property
    def classes_(self) -> NDArray[np.str_]:
        """The codes of the themes in the order of the columns."""
        ...

    def predict_proba(self, features: Any, languages: Sequence[str]) -> NDArray[np.float64]:
        """Probabilities (n, k), rows summing to 1."""
        ...


@dataclass(frozen=True)
class Classifier:
    """An encoder and a fitted scorer; `version` names encoder, taxonomy, texts and code it was made from."""

    encoder: Encoder
    scorer: Scorer
    version: str

    def classify(
        self, texts: Sequence[str], languages: Sequence[str], vectors: NDArray[Any] | None = None
    ) -> list[Prediction]:
        """A prediction for each text in its language; one without a letter is "other", abstained.

        `vectors` are those that the encoder made of these texts, where they were kept.
        """
        filled = [row for row, text in enumerate(texts) if any(map(str.isalpha, prepared(text)))]
        predictions = [EMPTY] * len(texts)
        if filled:
            chosen = [texts[row] for row in filled]
            known = self.encoder.vectors(chosen) if vectors is None else vectors[filled].astype(np.float32)
            features = self.encoder.joined(chosen, known)
            shares = self.scorer.predict_proba(features, [languages[row] for row in filled])
            for row, found in zip(filled, self._predictions(shares), strict=True):
                predictions[row] = found
        return predictions

    def _predictions(self, probabilities: NDArray[np.float64]) -> Iterator[Prediction]:
        codes = self.scorer.classes_.tolist()
        for row, order in zip(probabilities.tolist(), np.argsort(-probabilities, kind="stable"), strict=True):
            best, *others = ((codes[column], row[column]) for column in order[: ALTERNATIVES + 1])
            yield Prediction(*best, tuple(others), abstained=best[1] < self.scorer.threshold_)
