"""Predictions from probabilities."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.themes.classifier import EMPTY, Classifier, Prediction


class Lengths:
    """An encoder whose only feature is the length of the text."""

    vector_hash = "lengths"

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([[len(text)] for text in texts])

    def joined(self, texts: Sequence[str], vectors: NDArray[np.float64]) -> NDArray[np.intp]:
        assert len(texts) == len(vectors)
        return vectors.astype(int)


class Fixed:
    """A scorer that gives a text of n characters the n-th of its rows."""

    threshold_ = 0.4
    classes_ = np.array(["a", "b", "c", "d", "e"])
    rows = np.array([[0, 0, 0, 0, 0], [0.1, 0.5, 0.2, 0.05, 0.15], [0.3, 0.3, 0.2, 0.1, 0.1]])

    def predict_proba(self, features: NDArray[np.intp], languages: Sequence[str]) -> NDArray[np.float64]:
        assert len(features) == len(languages)
        found: NDArray[np.float64] = self.rows[features[:, 0]]
        return found


CLASSIFIER = Classifier(Lengths(), Fixed(), "test-1")


def test_the_best_theme_comes_first_and_the_three_next_best_follow() -> None:
    (found,) = CLASSIFIER.classify(["x"], ["nl"])
    assert found == Prediction("b", 0.5, (("c", 0.2), ("e", 0.15), ("a", 0.1)), abstained=False)


def test_below_the_threshold_the_theme_is_named_but_does_not_count() -> None:
    (found,) = CLASSIFIER.classify(["xx"], ["nl"])
    assert (found.theme, found.confidence, found.abstained) == ("a", 0.3, True)


@pytest.mark.parametrize(
    "empty", ["", "  \n", "?!", "...", "👍", "\u200b", "12345", "[phone]", "[bsn] 1, [name]"]
)
def test_a_text_without_a_letter_is_other_and_abstained(empty: str) -> None:
    assert CLASSIFIER.classify([empty], ["nl"]) == [EMPTY]
    assert (EMPTY.theme, EMPTY.confidence, EMPTY.abstained) == ("other", 0.0, True)


@given(st.lists(st.sampled_from(["x", "xx", "", "?"]), max_size=12))
def test_predictions_come_in_the_order_of_the_texts(texts: list[str]) -> None:
    found = CLASSIFIER.classify(texts, ["nl"] * len(texts))
    assert [p.theme for p in found] == [{"x": "b", "xx": "a"}.get(text, "other") for text in texts]


def test_numbers_in_a_prediction_are_plain_ones_that_json_knows() -> None:
    (found,) = CLASSIFIER.classify(["x"], ["nl"])
    assert type(found.confidence) is float
    assert {type(part) for pair in found.alternatives for part in pair} == {str, float}


def test_kept_vectors_stand_in_for_those_of_the_texts_also_beside_empty_ones() -> None:
    texts, kept = ["?", "x", "x"], np.array([[9], [2], [1]], dtype="<f2")
    found = CLASSIFIER.classify(texts, ["nl"] * 3, kept)
    assert [one.theme for one in found] == ["other", "a", "b"]
