"""The cache of sentence vectors."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.themes.anchors import anchors
from analysis.themes.features import TextFeatures
from analysis.themes.letters import AnchorLetters
from analysis.themes.vectors import cached_vectors, kept_vectors, learning_material
from analysis.vocabulary import THEME_CODES


def silent(_message: str) -> None:
    """Progress that nobody watches."""


def test_a_text_is_encoded_once(tmp_path: Path, word_encoder: Any) -> None:
    first = cached_vectors(["een", "twee", "een"], word_encoder(), tmp_path, silent)
    assert word_encoder.encoded == 2
    again = cached_vectors(["twee", "een", "drie"], word_encoder(), tmp_path, silent)
    assert word_encoder.encoded == 3
    assert again[1].tolist() == first[0].tolist() == first[2].tolist()


def test_cached_and_new_vectors_are_equal_to_the_last_bit(tmp_path: Path, word_encoder: Any) -> None:
    fresh = cached_vectors(["een", "twee"], word_encoder(), tmp_path, silent)
    assert cached_vectors(["een", "twee"], word_encoder(), tmp_path, silent).tobytes() == fresh.tobytes()


def test_the_vector_of_a_deleted_text_leaves_the_cache(tmp_path: Path, word_encoder: Any) -> None:
    cached_vectors(["een", "twee"], word_encoder(), tmp_path, silent)
    cached_vectors(["een"], word_encoder(), tmp_path, silent)
    (path,) = tmp_path.glob("vectors-*.npz")
    with np.load(path) as stored:
        assert len(stored["keys"]) == 1


@pytest.mark.parametrize("damage", [b"", b"not a zip", b"PK\x03\x04 half"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, word_encoder: Any, damage: bytes) -> None:
    whole = cached_vectors(["een"], word_encoder(), tmp_path, silent)
    (path,) = tmp_path.glob("vectors-*.npz")
    path.write_bytes(damage)
    assert cached_vectors(["een"], word_encoder(), tmp_path, silent).tolist() == whole.tolist()


def test_another_encoder_has_another_cache(
    tmp_path: Path, word_encoder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached_vectors(["een"], word_encoder(), tmp_path, silent)
    monkeypatch.setattr(word_encoder, "file_hash", "0" * 64)
    cached_vectors(["een"], word_encoder(), tmp_path, silent)
    assert word_encoder.encoded == 2


def test_progress_is_told_while_texts_are_encoded(tmp_path: Path, word_encoder: Any) -> None:
    told: list[str] = []
    cached_vectors([f"tekst {n}" for n in range(130)], word_encoder(), tmp_path, told.append)
    assert told == [f"{done} of 130 texts encoded" for done in (0, 64, 128)]


def test_learning_material_is_the_anchors_and_the_features_of_the_texts(
    tmp_path: Path, word_encoder: Any
) -> None:
    features = TextFeatures(word_encoder(), AnchorLetters(anchors()).fit())
    anchored, found = learning_material(["uitslag", "boete"], features, tmp_path, silent)
    assert anchored.codes == THEME_CODES
    expected = features.transform(["uitslag", "boete"])
    assert found.vectors == pytest.approx(expected.vectors)
    assert found.cosines == pytest.approx(expected.cosines)


def test_kept_vectors_are_read_without_encoding_or_forgetting_anything(
    tmp_path: Path, word_encoder: Any
) -> None:
    encoder = word_encoder()
    encoded = cached_vectors(["a", "b"], encoder, tmp_path, silent)
    vectors, rows = kept_vectors(["c", "b", "a"], encoder.file_hash, tmp_path)
    assert rows == [1, 2]
    assert np.array_equal(vectors, encoded[[1, 0]])
    assert kept_vectors(["a"], encoder.file_hash, tmp_path)[1] == [0]
    assert kept_vectors(["a"], "another", tmp_path)[0].shape == (0, 384)
