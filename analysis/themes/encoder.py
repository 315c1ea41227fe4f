"""Texts to sentence vectors that lie close together when they mean the same, whatever the language."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from analysis.themes.cores import one_core
from analysis.themes.geometry import unit
from analysis.themes.tokenizer import Tokenizer
from analysis.themes.weights import SHA256, EncoderUnavailable, Floats, Weights, dequantised, locate, read

__all__ = ["WIDTH", "EncoderUnavailable", "SentenceEncoder", "prepared"]

WIDTH = 384
MAX_CHARACTERS = 1000
MAX_TOKENS = 256
BATCH_TOKENS = 512
"""Tokens in one pass, padding included: few enough to stay in a processor's cache."""
PREFIX = "query: "
"""The e5 models were trained with a prefix; this one separated themes better than "passage: "."""


MASKS = re.compile(r"\[(?:bsn|v-number|email|phone|iban|postcode|link|birth-date|name|number)\]")
"""What `analysis.texts.redaction` leaves in the place of personal data: English words nobody wrote."""


def prepared(text: str) -> str:
    """The text as it is encoded: without masks, NFKC, without outer space, cut at 1,000 characters."""
    unmasked = MASKS.sub(" ", text[: 4 * MAX_CHARACTERS])
    return unicodedata.normalize("NFKC", unmasked).strip()[:MAX_CHARACTERS].strip()


class SentenceEncoder(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Maps texts to unit vectors, float32 (n, 384); an empty text gives zeros.

    `path` is the data file, None for the one in the installed package. Nothing is learnt: `fit` only
    checks that the file is there and raises `EncoderUnavailable` if it is not. Processes and threads can
    share one encoder, because the loaded network is never written to.
    """

    file_hash = SHA256

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def fit(self, texts: Any = None, themes: Any = None) -> Self:
        """This encoder with its network loaded; the arguments are sklearn's and not used."""
        self._network()
        return self

    def transform(self, texts: Sequence[str]) -> Floats:
        """Vectors (n, 384) of the texts, in their order."""
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        network = self._network()
        ready = [prepared(text) for text in texts]
        filled = [row for row, text in enumerate(ready) if text]
        tokens = {row: network.tokenizer.tokens(PREFIX + ready[row], MAX_TOKENS) for row in filled}
        with one_core():
            for rows in _batches(tokens):
                vectors[rows] = network.vectors([tokens[row] for row in rows])
        return vectors

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Names of the 384 columns."""
        return np.array([f"e5_{column}" for column in range(WIDTH)], dtype=object)

    def _network(self) -> "_Network":
        return _load(self.path or locate())


def _batches(tokens: dict[int, list[int]]) -> Iterator[list[int]]:
    batch: list[int] = []
    for row in sorted(tokens, key=lambda row: len(tokens[row])):
        if batch and (len(batch) + 1) * len(tokens[row]) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


@lru_cache(maxsize=1)
def _load(path: Path) -> "_Network":
    return _Network(read(path))


class _Network:
    """A BERT encoder (Devlin et al. 2019, arXiv 1810.04805) with mean pooling, in single precision."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.tokenizer = Tokenizer(weights.vocabulary)
        self.tensors = weights.tensors
        for layer in range(weights.layers):
            for kind in "wb":
                parts = [self.tensors.pop(f"l{layer}.{part}.{kind}") for part in "qkv"]
                self.tensors[f"l{layer}.qkv.{kind}"] = np.concatenate(parts)
        self.places = self.tensors["emb.pos"].reshape(-1, WIDTH) + self.tensors["emb.type"][:WIDTH]

    def vectors(self, tokens: Sequence[Sequence[int]]) -> Floats:
        """Unit vectors (n, 384) of token lists: the mean of the last layer over each text's own tokens."""
        lengths = np.array([len(row) for row in tokens])
        numbers = np.full((len(tokens), lengths.max()), self.weights.vocabulary.pad)
        for row, own in zip(numbers, tokens, strict=True):
            row[: len(own)] = own
        is_own = np.arange(numbers.shape[1]) < lengths[:, None]
        words = dequantised(self.weights.words[numbers])
        states = self._norm(words + self.places[: numbers.shape[1]], "emb.ln")
        for layer in range(self.weights.layers):
            states = self._layer(states, is_own, f"l{layer}.")
        sums: Floats = np.einsum("nth,nt->nh", states, is_own.astype(np.float32))
        return unit(sums)

    def _layer(self, states: Floats, is_own: NDArray[np.bool_], name: str) -> Floats:
        attended = self._linear(self._attended(states, is_own, name), name + "ao")
        states = self._norm(states + attended, name + "aln")
        inner = self._linear(_gelu(self._linear(states, name + "fi")), name + "fo")
        return self._norm(states + inner, name + "oln")

    def _attended(self, states: Floats, is_own: NDArray[np.bool_], name: str) -> Floats:
        texts, length, _ = states.shape
        mixed = self._linear(states, name + "qkv").reshape(texts, length, 3, self.weights.heads, -1)
        query, key, value = mixed.transpose(2, 0, 3, 1, 4)
        scores = query @ key.swapaxes(-1, -2) / np.sqrt(np.float32(query.shape[-1]))
        scores += np.where(is_own, np.float32(0), np.float32(-np.inf))[:, None, None, :]
        scores -= scores.max(axis=-1, keepdims=True)
        shares = np.exp(scores, out=scores)
        shares /= shares.sum(axis=-1, keepdims=True)
        attended: Floats = shares @ value
        return attended.swapaxes(1, 2).reshape(texts, length, WIDTH)

    def _linear(self, states: Floats, name: str) -> Floats:
        out: Floats = states @ self.tensors[name + ".w"].T
        out += self.tensors[name + ".b"]
        return out

    def _norm(self, states: Floats, name: str) -> Floats:
        states -= states.mean(axis=-1, keepdims=True)
        states /= np.sqrt(np.square(states).mean(axis=-1, keepdims=True) + np.float32(self.weights.epsilon))
        states *= self.tensors[name + ".w"]
        states += self.tensors[name + ".b"]
        return states


def _gelu(values: Floats) -> Floats:
    """x times the normal distribution function at x, by Hendrycks and Gimpel's tanh (arXiv 1606.08415)."""
    inner = np.square(values)
    inner *= np.float32(0.044715)
    inner += 1
    inner *= values
    inner *= np.sqrt(np.float32(2 / np.pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= values
    inner *= np.float32(0.5)
    return inner
