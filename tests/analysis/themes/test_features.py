"""What the scorer sees of texts."""

import numpy as np
import pytest

from analysis.themes.anchors import anchors
from analysis.themes.encoder import SentenceEncoder
from analysis.themes.features import Features, TextFeatures
from analysis.themes.letters import AnchorLetters

TEXTS = ["mijn uitslag", "een boete", "naar de les"]


@pytest.fixture(scope="module")
def features(encoder: SentenceEncoder) -> TextFeatures:
    return TextFeatures(encoder, AnchorLetters(anchors())).fit()


def listed(found: Features) -> list[list[list[float]]]:
    return [found.vectors.tolist(), found.grams.toarray().tolist(), found.cosines.tolist()]


def test_features_are_sentence_vectors_and_letters(features: TextFeatures, encoder: SentenceEncoder) -> None:
    found = features.transform(TEXTS)
    assert found.vectors == pytest.approx(encoder.transform(TEXTS))
    assert found.grams.toarray().tolist() == features.letters.grams(TEXTS).toarray().tolist()
    assert found.cosines.tolist() == features.letters.transform(TEXTS).tolist()


def test_known_vectors_are_not_made_again(features: TextFeatures) -> None:
    known = np.ones((3, 384), dtype=np.float32)
    found = features.joined(TEXTS, known)
    assert found.vectors is known
    assert found.cosines.tolist() == features.letters.transform(TEXTS).tolist()


@pytest.mark.parametrize("rows", [[2, 0], np.array([True, False, True]), slice(0, 0)])
def test_the_features_of_some_texts_are_those_of_their_rows(
    features: TextFeatures, rows: slice | list[int]
) -> None:
    chosen = np.array(TEXTS)[rows].tolist()
    some = features.transform(TEXTS)[rows]
    assert len(some) == len(chosen)
    expected = features.joined(chosen, features.transform(TEXTS).vectors[rows])
    assert listed(some) == listed(expected)
