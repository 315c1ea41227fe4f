"""Directions and probabilities: the few formulas that encoder, anchors and scorer share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def unit(vectors: NDArray[Any]) -> NDArray[Any]:
    """The vectors (n, d) at length 1; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths)


def log_softmax(scores: NDArray[Any]) -> NDArray[np.float64]:
    """Log-probabilities (n, k): each row's exponentials sum to 1."""
    shifted = scores.astype(np.float64) - scores.max(axis=-1, keepdims=True)
    logs: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs
