"""Letters: groups of 3 to 5 that texts share with the anchors of each theme, in any language."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from analysis.themes.anchors import Anchor, codes
from analysis.themes.encoder import prepared
from analysis.themes.training import load
from analysis.themes.weights import Floats

Grams = Any
"""A sparse matrix (n, `COLUMNS`) of scipy, untyped: a unit row for each text, zeros for an empty one."""

COLUMNS = 2**16
"""Groups of letters share this many columns, so that those of a new language have a place without a list
of all that there are. With half as many, themes were found almost as well."""


class AnchorLetters(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Cosines, float32 (n, k), of a text's letters with the anchors of each theme, in the nearest language.

    No label is used, so texts with labels can calibrate what is made of it without folds. A text is
    compared with the anchors of one language at a time: together, each language hid the others.
    """

    vector_hash = ""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self.anchors = anchors

    def fit(self, texts: Any = None, themes: Any = None) -> Self:
        """These letters, learnt from the anchors; the arguments are sklearn's and not used."""
        self.codes_ = codes(self.anchors)
        words: dict[tuple[str, str], str] = {}
        for anchor in self.anchors:
            place = anchor.kind.split()[0], anchor.theme
            words[place] = f"{words.get(place, '')} {anchor.text}"
        self.languages_ = sorted({language for language, _ in words})
        self.themes_ = self.grams([words.get(place, "") for place in product(self.languages_, self.codes_)])
        return self

    def transform(self, texts: Sequence[str]) -> Floats:
        """The cosines of the texts, columns in the order of `codes_`."""
        return self.cosines(self.grams(texts))

    def cosines(self, grams: Grams) -> Floats:
        """The cosines of texts whose groups of letters are known, columns in the order of `codes_`."""
        each: Floats = (grams @ self.themes_.T).toarray()
        highest: Floats = each.reshape(-1, len(self.languages_), len(self.codes_)).max(axis=1)
        return highest

    def grams(self, texts: Sequence[str]) -> Grams:
        """The groups of letters of the texts, rare ones weighing more (TF-IDF)."""
        if not len(texts):
            return _rarity().transform(_counted([""]))[:0]
        return _rarity().transform(_counted(texts))

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Nothing (n, 0): letters need no sentence vectors."""
        return np.zeros((len(texts), 0), dtype=np.float32)

    def joined(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """The cosines of the texts; the vectors make no difference."""
        return self.transform(texts)


@lru_cache(maxsize=1)
def _rarity() -> Any:
    """How rare each group of letters is in the shipped texts."""
    return TfidfTransformer(sublinear_tf=True).fit(_counted([text.text for text in load()]))


def _counted(texts: Sequence[str]) -> Grams:
    counter = HashingVectorizer(
        preprocessor=_folded,
        analyzer="char_wb",
        ngram_range=(3, 5),
        n_features=COLUMNS,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )
    return counter.transform(texts)


def _folded(text: str) -> str:
    # A lone surrogate, which some phones leave of an emoji, has no place in UTF-8.
    return prepared(text).casefold().encode("utf-8", "replace").decode()
